"""The sheet of a session as a table: the lines of the paper, a column a half-day, hours, and what people thought."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from db.queries.sessions import HalfDayRow
from kodiko_desktop.domain.attendance import AbsenceReason, Part, PresenceState, Totals
from kodiko_desktop.domain.dates_in_words import duration_in_words, short_date, time_in_words
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.attendance_roll import NOT_MARKED, Cell, Roll, RollLine, slot_of, totals_of
from ui.desk import Desk

_Index = QModelIndex | QPersistentModelIndex
NUMBER, NAME, FIRST = 0, 1, 2
"""Columns of the line's number, of the name, and of the first half-day."""
_TO_CHOOSE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TO_MARK = _TO_CHOOSE | Qt.ItemFlag.ItemIsEditable


class PresenceModel(QAbstractTableModel):
    """`cells` are what is on screen, which the store may not have written yet."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.roll: Roll | None = None
        self.cells: dict[tuple[str, str], Cell] = {}
        self.useful: dict[str, int | None] = {}

    # -- what is shown --------------------------------------------------------------------------------------------

    def show_roll(self, roll: Roll) -> None:
        """Show a session; the keyboard stays where it is when lines and half-days are the same."""
        same = self.roll is not None and self._shape(self.roll) == self._shape(roll)
        if not same:
            self.beginResetModel()
        self.roll = roll
        self.cells = dict(roll.cells)
        self.useful = {line.person_id: line.useful for line in roll.lines}
        if same:
            self.show_again()
        else:
            self.endResetModel()

    def show_again(self) -> None:
        """Draw every line again (discreet mode, another theme)."""
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))

    def set_cells(self, changed: dict[tuple[str, str], Cell]) -> None:
        """Show what was just typed."""
        self.cells.update(changed)
        self._show_lines({person_id for _half_day, person_id in changed})

    def set_useful(self, person_id: str, useful: int | None) -> None:
        """Show an opinion just typed."""
        self.useful[person_id] = useful
        self._show_lines({person_id})

    def _show_lines(self, people: set[str]) -> None:
        """Draw the lines of these people again, and no others: a key must not wait for the whole sheet."""
        rows = [row for row, line in enumerate(self.lines) if line.person_id in people]
        if rows:
            self.dataChanged.emit(self.index(rows[0], 0), self.index(rows[-1], self.columnCount() - 1))

    @property
    def half_days(self) -> tuple[HalfDayRow, ...]:
        """The half-days, left to right."""
        return self.roll.half_days if self.roll else ()

    @property
    def lines(self) -> tuple[RollLine, ...]:
        """The people, top to bottom."""
        return self.roll.lines if self.roll else ()

    @property
    def hours_column(self) -> int:
        """The column of each person's hours."""
        return FIRST + len(self.half_days)

    @property
    def useful_column(self) -> int:
        """The column of each person's opinion."""
        return self.hours_column + 1

    def half_day_at(self, column: int) -> HalfDayRow | None:
        """The half-day of a column, None for another column."""
        place = column - FIRST
        return self.half_days[place] if 0 <= place < len(self.half_days) else None

    def cell_at(self, index: _Index) -> Cell:
        """What is marked at a place of the grid."""
        half_day = self.half_day_at(index.column())
        return self.cells.get((half_day.id, self.lines[index.row()].person_id), NOT_MARKED) if half_day else NOT_MARKED

    def minutes_of(self, half_day: HalfDayRow) -> int:
        """The planned length of a half-day, in minutes."""
        return slot_of(half_day.on_date, half_day.part, half_day.starts_at, half_day.ends_at).minutes

    def totals(self, *, half_day_id: str = "", person_id: str = "") -> Totals:
        """What the sheet on screen adds up to."""
        return totals_of(self.roll, self.cells, half_day_id=half_day_id, person_id=person_id)

    # -- what Qt asks ---------------------------------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own signature)
        return 0 if parent.isValid() or self.roll is None else self.useful_column + 1

    def flags(self, index: _Index) -> Qt.ItemFlag:
        if self.half_day_at(index.column()) is not None:
            return _TO_MARK
        return _TO_CHOOSE if index.column() == self.useful_column else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(index)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._said(index)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() != NAME:
            return Qt.AlignmentFlag.AlignCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or self.roll is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        if role == Qt.ItemDataRole.TextAlignmentRole and section == NAME:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and section == self.useful_column:
            return _("La séance a-t-elle été utile\u00a0? De 1 (pas du tout) à 4 (tout à fait)")
        return None

    def _heading(self, section: int) -> str:
        half_day = self.half_day_at(section)
        if half_day is not None:
            return heading(half_day, several_days=len({each.on_date for each in self.half_days}) > 1)
        if section == NUMBER:
            return _("N°")
        if section == NAME:
            return _("NOM Prénom")
        return _("Heures") if section == self.hours_column else _("Utile\u00a0?")

    def _text(self, index: _Index) -> str:
        line, column = self.lines[index.row()], index.column()
        if column == NUMBER:
            return str(line.number)
        if column == NAME:
            return self._desk.name(line.name)
        if column == self.hours_column:
            minutes = self.totals(person_id=line.person_id).attended_minutes
            return duration_in_words(minutes) if minutes else ""
        if column == self.useful_column:
            useful = self.useful.get(line.person_id)
            return str(useful) if useful else ""
        return short_state(self.cell_at(index))

    def _said(self, index: _Index) -> str:
        """What a screen reader says: whose line, which half-day, and the state in full."""
        line, half_day = self.lines[index.row()], self.half_day_at(index.column())
        name = self._desk.name(line.name)
        if half_day is None:
            return f"{name}. {self._heading(index.column())}. {self._text(index)}"
        return f"{name}. {heading(half_day, several_days=True)}. {full_state(self.cell_at(index))}"

    def _shape(self, roll: Roll) -> tuple[Any, ...]:
        return tuple((line.number, line.person_id) for line in roll.lines), roll.half_days


def heading(half_day: HalfDayRow, *, several_days: bool) -> str:
    """« Matin, 9 h – 12 h », with the day when there are several."""
    slot = slot_of(half_day.on_date, half_day.part, half_day.starts_at, half_day.ends_at)
    part = _("Matin") if slot.part is Part.MORNING else _("Après-midi")
    first = _("{day}, {part}").format(day=short_date(slot.day), part=part.lower()) if several_days else part
    return f"{first}\n{time_in_words(slot.starts_at)} – {time_in_words(slot.ends_at)}"


def short_state(cell: Cell) -> str:
    """What a cell shows: « Présent », « 1 h 30 », « SAN »."""
    if cell.state == PresenceState.PRESENT:
        return _("Présent")
    if cell.state == PresenceState.PARTIAL:
        return duration_in_words(cell.minutes or 0)
    return (cell.reason or _("Absent")) if cell.state == PresenceState.ABSENT else ""


def full_state(cell: Cell) -> str:
    """The same in full: « absent, santé »."""
    if cell.state == PresenceState.ABSENT:
        if cell.reason in set(AbsenceReason):
            return _("absent, {reason}").format(reason=AbsenceReason(cell.reason).label)
        return _("absent")
    if cell.state == PresenceState.PARTIAL:
        return _("présent en partie, {duration}").format(duration=duration_in_words(cell.minutes or 0))
    return _("présent") if cell.state == PresenceState.PRESENT else _("pas encore noté")
