"""A session: the grid its signed sheet is typed into, what it adds up to, its paper, and what it says of itself."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.sessions import attendance, attendance_paper, sessions
from kodiko_desktop.services.sessions.attendance_roll import Roll, read_roll
from ui.desk import Desk, Place
from ui.pages.sessions import session_acts
from ui.pages.sessions.details_card import DetailsCard
from ui.pages.sessions.grid_saver import GridSaver
from ui.pages.sessions.marks_bar import MarksBar
from ui.pages.sessions.presence_grid import PresenceGrid
from ui.pages.sessions.presence_model import heading
from ui.pages.sessions.session_head import SessionHead
from ui.pages.sessions.sheet_card import SheetCard
from ui.pages.sessions.totals_line import TotalsLine
from ui.pages.sessions.walk_in_field import WalkInField
from ui.paper import show_paper
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.widgets.columns import Columns
from ui.widgets.file_choice import file_to_open
from ui.widgets.file_drop import FileDrop
from ui.widgets.flow import FlowLayout
from ui.widgets.page_body import fill, page_body
from ui.widgets.text import label

_TABLES = (
    "session",
    "half_day",
    "participant",
    "presence",
    "attendance_sheet",
    "document",
    "funder",
    "cohort",
    "person",
)
_LEAST_ROWS = 6
_AROUND = 318
"""Height of what stands above and under the grid, in logical pixels."""


class SessionPage(Page):
    """`shown` comes each time the session was read again."""

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._session_id = ""
        self._place: Place | None = None
        self._roll: Roll | None = None
        self._is_stale = False
        self.grid = PresenceGrid(desk)
        self.saver = GridSaver(desk, self)
        self.head = SessionHead()
        self.marks = MarksBar()
        self.totals = TotalsLine()
        self.finder = WalkInField(desk, self.grid)
        self.details = DetailsCard(desk)
        self.sheet = SheetCard()
        self._everybody_buttons: list[QPushButton] = []
        self._said = label("", scale="small", tone="muted", wrap=False)
        self._nobody = label(
            _("Personne n’est inscrit à cette séance. Ajoutez les personnes attendues, ou celles qui sont venues."),
            tone="muted",
        )
        self._nobody.hide()
        self._lay_out()
        self._connect()
        FileDrop(self, lambda: self._roll is not None, self._take_scans)

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        return self._roll.session.title if self._roll else _("Séance")

    def load(self, target: object = None) -> None:
        place = target if isinstance(target, Place) else Place("session", str(target) if target else None)
        if place.row_id is None:
            return
        if place.row_id != self._session_id:
            self._roll = None
        self._session_id, self._place = place.row_id, place
        self._read()

    def refresh(self, changes: Any) -> None:
        if self._desk.is_open and self._session_id and changes.touches(*_TABLES):
            self._is_stale = True
            self._catch_up()

    def focus_first(self) -> None:
        if self.grid.model().rowCount():
            self.grid.setFocus()
        else:
            self.finder.setFocus()

    def flush(self) -> None:
        self.grid.finish_typing()
        self.details.flush()

    def set_discreet(self, discreet: bool) -> None:
        # The frame and the desk are told by the same signal, in an order of its own.
        QTimer.singleShot(0, self, self.grid.model().show_again)

    # -- reading --------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        session_id = self._session_id
        self._is_stale = False
        self._desk.read(lambda store: read_roll(store.read(), session_id), receiver=self, then=self._show)

    def _catch_up(self) -> None:
        """Read again what was written, once nothing typed here is still on its way to the disk."""
        if self._is_stale and not self.saver.is_busy:
            self._read()

    def _show(self, roll: Roll) -> None:
        if roll.session.id != self._session_id:
            return
        if self.saver.is_busy:
            # Something was typed while the store was read: what is on screen is fresher than what was read.
            self._is_stale = True
            return
        first = self._roll is None
        self._roll = roll
        self.saver.look_at(roll)
        self.grid.show_roll(roll)
        self.head.show_roll(roll, self._desk.today())
        self.details.show_roll(roll)
        self.sheet.show_roll(roll, self._desk.today())
        self.finder.leave_out({line.person_id for line in roll.lines})
        self._show_everybody(roll)
        self._show_totals()
        has_grid = bool(roll.lines and roll.half_days)
        for part in (self.grid, self.marks, self._everybody_words, self.totals):
            part.setVisible(has_grid)
        self._nobody.setVisible(not roll.lines)
        self.grid.setEnabled(not roll.session.cancelled)
        self.marks.setEnabled(not roll.session.cancelled)
        self._fit()
        self.title_changed.emit()
        if first and has_grid:
            self.grid.focus_cell(self._place.field if self._place else "")
        self.shown.emit()

    def _show_everybody(self, roll: Roll) -> None:
        for button in self._everybody_buttons:
            button.hide()
            button.deleteLater()
        self._everybody_buttons = []
        while self._above.count():
            self._above.takeAt(0)
        self._above.addWidget(self._everybody_words)
        several = len({half_day.on_date for half_day in roll.half_days}) > 1
        for half_day in roll.half_days:
            named = heading(half_day, several_days=several).split("\n")[0]
            button = QPushButton(named)
            button.setAccessibleName(_("{half_day}\u00a0: tout le monde présent").format(half_day=named))
            button.setToolTip(button.accessibleName())
            button.setEnabled(not roll.session.cancelled)
            button.clicked.connect(lambda _checked=False, row_id=half_day.id: self._mark_everybody(row_id))
            self._everybody_buttons.append(button)
            # In its place first: shown alone, it would be a window that takes the keyboard for a moment.
            self._above.addWidget(button)
            button.setVisible(bool(roll.lines))
        self._above.addWidget(self.finder)

    def _show_totals(self) -> None:
        if self._roll is not None and self._roll.lines:
            self.totals.show_totals(self.grid.model())

    # -- acts -----------------------------------------------------------------------------------------------------

    def _marked(self, changed: dict[tuple[str, str], Any]) -> None:
        told = ""
        if len(changed) > 1:
            told = ngettext("{count} présence notée.", "{count} présences notées.", len(changed)).format(
                count=len(changed)
            )
        self.saver.mark(changed, told=told)
        self._show_totals()

    def _mark_everybody(self, half_day_id: str) -> None:
        if not self.grid.mark_everybody(half_day_id):
            self._desk.told.emit(_("Tout le monde est déjà noté à cette demi-journée."), None)
        self.grid.setFocus()

    def _press(self, typed: Any) -> None:
        if typed is None:
            self.grid.clear_here()
        else:
            self.grid.mark_here(typed)

    def _add_person(self, found: Any) -> None:
        if found is None or self._roll is None:
            return
        self.finder.set_value(None)
        begun = any(half_day.on_date <= self._desk.today() for half_day in self._roll.half_days)
        walk_in = begun and (bool(self._roll.sheets) or bool(self._roll.cells))
        self._desk.write(
            sessions.expect,
            receiver=self,
            told=_("{name} est sur la feuille.").format(name=self._desk.name(found.name)),
            session_id=self._session_id,
            person_ids=[found.id],
            walk_in=walk_in,
        )

    def _register(self, name: str) -> None:
        here = self.grid.model().half_day_at(self.grid.currentIndex().column())
        session_acts.register_walk_in(self._desk, self, self._session_id, name, here, then=self.finder.go_back)

    def _print(self) -> None:
        self.flush()
        session_id = self._session_id
        show_paper(
            self._desk,
            lambda store: attendance_paper.prepare(store, session_id=session_id),
            parent=self,
            record=attendance_paper.record,
            told=_("La feuille imprimée est notée."),
        )

    def _attach(self) -> None:
        path = file_to_open(
            self, _("Feuille signée, numérisée"), _("Papiers numérisés (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        )
        if path is not None:
            self.attach(path)

    def attach(self, path: Path) -> None:
        """Keep a scan of the signed sheet."""

        def done(kept: documents.Kept) -> None:
            if kept.already_there:
                self._desk.told.emit(_("Cette feuille numérisée était déjà jointe."), None)

        self._desk.write(
            attendance_paper.attach_signed,
            receiver=self,
            then=done,
            told=_("La feuille signée est jointe."),
            session_id=self._session_id,
            path=path,
        )

    def _take_scans(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.attach(path)

    def _finish(self) -> None:
        marked = self._roll is not None and self._roll.session.marked_on is not None
        self._desk.write(
            attendance.finish_marking,
            receiver=self,
            told=_("La séance est de nouveau à saisir.") if marked else _("Les présences sont saisies."),
            session_id=self._session_id,
            on_date=None if marked else self._desk.today(),
        )

    def _show_menu(self, place: QPoint) -> None:
        person_id = self.grid.person_here()
        if not person_id:
            return
        menu = QMenu(self)
        menu.addAction(_("Ouvrir la fiche de la personne"), lambda: self._desk.go("person", person_id, tab="presence"))
        menu.addAction(
            _("Retirer de la séance"), lambda: session_acts.remove(self._desk, self, self._session_id, person_id)
        )
        menu.popup(place)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.grid.marked.connect(self._marked)
        self.grid.rated.connect(self.saver.rate)
        self.grid.refused.connect(self._desk.refused)
        self.grid.waiting_changed.connect(self.marks.show_waiting)
        self.grid.menu_asked.connect(self._show_menu)
        self.marks.pressed.connect(self._press)
        self.saver.said.connect(self._said.setText)
        self.saver.idle.connect(self._catch_up)
        self.saver.failed.connect(self._refused)
        self.details.said.connect(self._said.setText)
        self.details.refused.connect(self._refused)
        self.finder.chosen.connect(self._add_person)
        self.finder.named.connect(self._register)
        self.sheet.attach_asked.connect(self._attach)
        self.sheet.scan_asked.connect(lambda row_id: session_acts.open_scan(self._desk, self, row_id))
        self.head.print_asked.connect(self._print)
        self.head.finish_asked.connect(self._finish)
        self.head.back_asked.connect(lambda: self._desk.go("sessions"))
        self.head.cancel_asked.connect(lambda: session_acts.cancel(self._desk, self, self._session_id))
        self.head.reopen_asked.connect(lambda: session_acts.reopen(self._desk, self, self._session_id))
        self.head.hours_asked.connect(lambda: session_acts.change_hours(self._desk, self, self._session_id))

    def _refused(self, sentence: str) -> None:
        self._desk.refused.emit(sentence)
        self._read()

    def _lay_out(self) -> None:
        self.columns = Columns(side_width=290, stack_below=860)
        grid_side = QWidget()
        column = QVBoxLayout(grid_side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        self.finder.setFixedWidth(240)
        above = QWidget()
        self._above = FlowLayout(above, gap=scale.SPACE_2)
        self._everybody_words = label(_("Tout le monde présent\u00a0:"), wrap=False)
        self._everybody_words.setMinimumHeight(scale.ROW_HEIGHT)
        self._above.addWidget(self._everybody_words)
        self._above.addWidget(self.finder)
        column.addWidget(above)
        for part in (self._nobody, self.grid, self.totals, self.marks, self._said):
            column.addWidget(part)
        self.columns.main.addWidget(grid_side)
        self.columns.side.addWidget(self.sheet)
        self.columns.side.addWidget(self.details)
        fill(self, page_body(self.head, self.columns))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The grid shows as many lines as the window has room for: the keys, the totals and the grid stay together."""
        rows = self.grid.model().rowCount()
        head = self.grid.horizontalHeader().sizeHint().height() + 2 * scale.RING + 2
        room = self.height() - _AROUND - head
        shown = max(min(rows, _LEAST_ROWS) * scale.ROW_HEIGHT, min(rows * scale.ROW_HEIGHT, room))
        self.grid.setFixedHeight(shown + head)
