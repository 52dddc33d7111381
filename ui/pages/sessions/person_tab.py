"""The tab « Présences » of a person: what they came to, hours and rate with their denominator, why they were away."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from db.queries import sessions as queries
from db.queries.sessions import PersonHalfDay
from kodiko_desktop.domain.attendance import AbsenceReason, Part, absences_in_a_row, totals
from kodiko_desktop.domain.dates_in_words import duration_in_words, short_date
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sessions.attendance_roll import Cell, mark_of, slot_of
from kodiko_desktop.services.sessions.planned_hours import Planned, planned_hours
from ui.desk import Desk
from ui.pages.sessions.presence_model import full_state
from ui.pages.sessions.totals_line import in_words
from ui.pages.sessions.words import joined
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.keyboard import give_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.text import label

_TABLES = ("session", "half_day", "participant", "presence")
_SHOWN = 60


def build_tab(desk: Desk, person_id: str) -> "PersonPresenceTab":
    """The tab of one person; call `load()` when it is first shown."""
    return PersonPresenceTab(desk, person_id)


class PersonPresenceTab(QWidget):
    """Sessions of one person, the latest first, and what they add up to. `shown` comes after each reading."""

    shown = Signal()

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._sessions = Card(_("Séances"), " ")
        self._figures = Card(_("En tout"))
        self._reasons = Card(_("Absences"))
        self._warning = label("", tone="warning")
        self.columns = Columns(side_width=340)
        self.columns.main.addWidget(self._sessions)
        self.columns.side.addWidget(self._figures)
        self.columns.side.addWidget(self._reasons)
        self._empty = EmptyState(
            "calendar-days",
            _("Cette personne n’est inscrite à aucune séance. Ajoutez-la depuis la page d’une séance."),
            _("Voir les séances"),
        )
        self._empty.asked.connect(lambda: desk.go("sessions"))
        self._empty.hide()
        fill(self, page_body(self._warning, self.columns, self._empty))

    def load(self) -> None:
        """Read the presences of the person."""
        person_id = self._person_id

        def read(store: Any) -> tuple[tuple[PersonHalfDay, ...], Planned | None]:
            connection = store.read()
            return queries.half_days_of_person(connection, person_id), planned_hours(connection, person_id)

        self._desk.read(read, receiver=self, then=lambda found: self._show(*found))

    def refresh(self, changes: Any) -> None:
        """Read again when a session or a presence changed."""
        if self._desk.is_open and changes.touches(*_TABLES):
            self.load()

    def focus_first(self) -> None:
        """The latest session, or the way to the sessions."""
        button: QPushButton | None = self._empty.button
        if not self._sessions.focus_first() and button is not None:
            give_keyboard(button)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _show(self, found: tuple[PersonHalfDay, ...], planned: Planned | None) -> None:
        self._empty.setVisible(not found)
        self.columns.setVisible(bool(found))
        counted = [half_day for half_day in found if not half_day.cancelled]
        past = [half_day for half_day in counted if half_day.on_date <= self._desk.today()]
        marks = [_mark(half_day) for half_day in past]
        self._show_sessions(found)
        self._show_figures(totals(marks), len({half_day.session_id for half_day in past}), planned)
        run = absences_in_a_row(marks)
        self._warning.setText(run.sentence if run else "")
        self._warning.setVisible(run is not None)
        self.shown.emit()

    def _show_sessions(self, found: tuple[PersonHalfDay, ...]) -> None:
        self._sessions.clear()
        groups: dict[str, list[PersonHalfDay]] = {}
        for half_day in found:
            groups.setdefault(half_day.session_id, []).append(half_day)
        self._sessions.set_meta(str(len(groups)))
        for session_id, half_days in list(groups.items())[:_SHOWN]:
            row = self._row(half_days)
            row.clicked.connect(lambda _checked=False, row_id=session_id: self._desk.go("session", row_id))
            self._sessions.add_row(row)
        rest = len(groups) - _SHOWN
        if rest > 0:
            more = ngettext("et {count} séance plus ancienne", "et {count} séances plus anciennes", rest)
            self._sessions.add(label(more.format(count=rest), tone="muted"))

    def _row(self, half_days: list[PersonHalfDay]) -> Row:
        half_days = half_days[::-1]
        first = half_days[0]
        several_days = first.on_date != half_days[-1].on_date
        parts = [_said(half_day, with_day=several_days) for half_day in half_days]
        attended = sum(_mark(half_day).minutes_attended for half_day in half_days)
        opinion = _("utile\u00a0: {useful} sur 4").format(useful=first.useful) if first.useful else ""
        return Row(
            first.title,
            lead=f"{first.on_date:%d/%m/%y}",
            subtitle=joined((*parts, opinion)),
            badge=_badge(half_days, attended, first.on_date > self._desk.today()),
        )

    def _show_figures(self, found: Any, sessions: int, planned: Planned | None) -> None:
        self._figures.clear()
        counted = ngettext("{count} séance passée", "{count} séances passées", sessions).format(count=sessions)
        for line in (counted, *in_words(found).split(" · ")):
            self._figures.add(label(line))
        if planned is not None:
            said = _("{done} faites sur {hours} h d’ateliers prévues\u00a0: {programme}").format(
                done=duration_in_words(found.attended_minutes), hours=f"{planned.hours:g}", programme=planned.programme
            )
            self._figures.add(label(said, tone="muted"))
        self._reasons.clear()
        self._reasons.setVisible(bool(found.reasons))
        for reason, count in sorted(found.reasons.items(), key=lambda each: -each[1]):
            name = reason.label if isinstance(reason, AbsenceReason) else _("sans motif noté")
            said = ngettext("{reason}\u00a0: {count} demi-journée", "{reason}\u00a0: {count} demi-journées", count)
            self._reasons.add(label(said.format(reason=name, count=count)))


def _mark(half_day: PersonHalfDay) -> Any:
    slot = slot_of(half_day.on_date, half_day.part, half_day.starts_at, half_day.ends_at)
    return mark_of(half_day.session_id, slot, half_day.state, half_day.minutes, half_day.reason)


def _said(half_day: PersonHalfDay, *, with_day: bool) -> str:
    part = _("matin") if half_day.part == Part.MORNING else _("après-midi")
    state = full_state(Cell(half_day.state, half_day.reason, half_day.minutes))
    if not with_day:
        return _("{part}\u00a0: {state}").format(part=part, state=state)
    return _("{day}, {part}\u00a0: {state}").format(day=short_date(half_day.on_date), part=part, state=state)


def _badge(half_days: list[PersonHalfDay], attended: int, to_come: bool) -> tuple[str, str]:
    if half_days[0].cancelled:
        return _("Annulée"), "neutral"
    if attended:
        return duration_in_words(attended), "done"
    states = {half_day.state for half_day in half_days}
    if states == {""}:
        return (_("À venir") if to_come else _("Pas saisie")), "neutral"
    return _("Absence"), "warning"
