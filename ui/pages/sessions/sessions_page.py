"""Séances: a week or a month of workshops, a small calendar beside, and the sheets that are still to be typed in."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from db.queries import sessions as queries
from db.queries.sessions import SessionLine
from kodiko_desktop.domain.dates_in_words import (
    hour_in_words,
    hours_in_words,
    long_date_with_year,
    month_and_year,
    short_date,
    short_date_with_year,
)
from kodiko_desktop.domain.holidays import HolidayProfile, holiday_name
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.laptop.drafts import NEW_SESSION, drafts_at
from kodiko_desktop.services.sessions.attendance_roll import profile_of
from ui.acts.act_dialog import OPEN
from ui.desk import Desk, Place
from ui.pages.sessions import words
from ui.pages.sessions.month_calendar import MonthCalendar
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import FlowLayout
from ui.widgets.folding import folded
from ui.widgets.keyboard import give_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.search_field import SearchField
from ui.widgets.text import label

WEEK, MONTH, TO_MARK = "week", "month", "to_mark"
NEW_TAB = "new"
_TABLES = ("session", "half_day", "participant", "presence", "attendance_sheet", "cohort", "antenna")
_SHOWN = 80
"""Sessions of a list that are drawn at once; typing narrows it."""
_WIDEST = datetime.timedelta(days=45)


class SessionsPage(Page):
    """`shown` comes each time the lists were read again."""

    shown = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._view, self._day = WEEK, desk.today()
        self._lines: list[SessionLine] = []
        self._profile = HolidayProfile.METROPOLE
        self._dialog: Any = None
        self._came_back = False
        self._to_first_row = False
        self.search = SearchField(_("Chercher une séance"))
        self.new_button = QPushButton(_("Nouvelle séance"))
        self.new_button.setProperty("kind", "primary")
        self.new_button.setShortcut("Ctrl+Shift+N")
        self.new_button.setToolTip("Ctrl+Shift+N")
        self.cohorts_button, self.funders_button = QPushButton(_("Promotions")), QPushButton(_("Financeurs"))
        self.calendar = MonthCalendar()
        self.calendar.show_day(self._day)
        self.views = {key: QPushButton(title) for key, title in _views()}
        self._period = label("", scale="section", wrap=False)
        self._list = QVBoxLayout()
        self._list.setSpacing(scale.SPACE_3)
        self._lay_out()
        self._connect()

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("Séances")

    def load(self, target: object = None) -> None:
        place = target if isinstance(target, Place) else None
        if place is not None and place.row_id:
            self._desk.go("session", place.row_id)
            return
        if place is not None and place.tab == TO_MARK:
            self._choose_view(TO_MARK)
        self._came_back = True
        self._read()
        if place is not None and place.tab == NEW_TAB:
            self.plan()

    def refresh(self, changes: Any) -> None:
        if self._desk.is_open and changes.touches(*_TABLES):
            self._read()

    def focus_first(self) -> None:
        self.search.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            QTimer.singleShot(0, self.calendar, self.calendar.draw_again)

    # -- acts -----------------------------------------------------------------------------------------------------

    def plan(self) -> None:
        """Open the dialog of a new session, on the day selected."""
        from ui.pages.sessions.plan_dialog import open_plan_dialog

        if self._dialog is None:
            open_plan_dialog(self._desk, self, self._day, opened=self._plan_opened)

    def flush(self) -> None:
        if self._dialog is not None:
            self._dialog.flush()

    def _plan_opened(self, dialog: Any) -> None:
        self._dialog = dialog
        dialog.done_with.connect(self._planned)
        dialog.finished.connect(lambda _result: setattr(self, "_dialog", None))

    def _planned(self, session_ids: list[str]) -> None:
        if len(session_ids) == 1:
            self._desk.go("session", session_ids[0])
        else:
            self._to_first_row = True
            self._read()

    def _open_cohorts(self) -> None:
        from ui.pages.sessions.cohorts_dialog import CohortsDialog

        CohortsDialog(self._desk, self).open()

    def _open_funders(self) -> None:
        from ui.pages.sessions.funders_dialog import FundersDialog

        FundersDialog(self._desk, self).open()

    # -- reading --------------------------------------------------------------------------------------------------

    def bounds(self) -> tuple[datetime.date, datetime.date]:
        """The first and last day of the week or month shown."""
        if self._view == MONTH:
            first = self._day.replace(day=1)
            return first, (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
        monday = self._day - datetime.timedelta(days=self._day.weekday())
        return monday, monday + datetime.timedelta(days=6)

    def _read(self) -> None:
        if not self._desk.is_open:
            return
        view, (first, last), today = self._view, self.bounds(), self._desk.today()
        month, antenna_id = self.calendar.month(), self._desk.here().antenna_id

        def read(store: Any) -> Any:
            connection = store.read()
            if view == TO_MARK:
                lines = queries.sessions_unmarked(connection, until=today)
            else:
                lines = queries.sessions_between(connection, first, last)
            held = queries.days_held(connection, month - _WIDEST, month + 2 * _WIDEST)
            drafts = drafts_at(connection, NEW_SESSION)
            was_open = bool(drafts and drafts[0].content.get(OPEN))
            return lines, held, profile_of(connection, antenna_id), queries.has_sessions(connection), was_open

        self._desk.read(read, receiver=self, then=self._take)

    def _take(self, found: tuple[list[SessionLine], dict[datetime.date, int], HolidayProfile, bool, bool]) -> None:
        self._lines, held, self._profile, any_session, was_open = found
        self.calendar.show_days(held, self._profile)
        self._empty.setVisible(not any_session)
        self.columns.setVisible(any_session)
        self._filters.setVisible(any_session)
        self._show()
        planned, self._to_first_row = self._to_first_row, False
        if planned:
            # Several sessions have just been planned: the keyboard goes on from there, not from a button that is gone.
            give_keyboard((self.rows() or [self.new_button])[0])
        came_back, self._came_back = self._came_back, False
        if came_back and was_open:
            # A lock closed the dialog of a new session: it comes back as it was left.
            self.plan()
        self.shown.emit()

    def _show(self) -> None:
        self._period.setText(self._period_words())
        typed = folded(self.search.text().strip())
        lines = [line for line in self._lines if typed in folded(_searched(line))]
        while self._list.count():
            old = self._list.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for day, of_day in groupby(lines[:_SHOWN], key=lambda line: line.first_day):
            self._list.addWidget(self._day_card(day, list(of_day)))
        if not lines:
            self._list.addWidget(self._nothing())
        elif len(lines) > _SHOWN:
            rest = len(lines) - _SHOWN
            more = ngettext(
                "et {count} autre\u00a0: écrivez pour la trouver.",
                "et {count} autres\u00a0: écrivez pour les trouver.",
                rest,
            )
            self._list.addWidget(label(more.format(count=rest), tone="muted"))

    def rows(self) -> list[Row]:
        """The lines shown, in reading order."""
        cards = [self._list.itemAt(place).widget() for place in range(self._list.count())]
        return [row for card in cards for row in card.findChildren(Row)]

    def _day_card(self, day: datetime.date, lines: list[SessionLine]) -> Card:
        holiday = holiday_name(day, self._profile)
        meta = _("jour férié\u00a0: {holiday}").format(holiday=holiday) if holiday else ""
        card = Card(_capital(long_date_with_year(day)), meta or " ")
        today = self._desk.today()
        for line in lines:
            row = Row(
                line.title,
                lead=hour_in_words(line.starts_at),
                subtitle=words.joined(
                    (
                        hours_in_words(line.starts_at, line.ends_at)
                        if line.first_day == line.last_day
                        else words.days(line.first_day, line.last_day),
                        words.place(line.place, remote=line.remote),
                        line.cohort,
                        words.expected(line.expected),
                        words.printed(line.printed_version),
                    )
                ),
                badge=words.state_badge(line, today),
            )
            row.clicked.connect(lambda _checked=False, row_id=line.id: self._desk.go("session", row_id))
            card.add_row(row)
        return card

    def _nothing(self) -> QWidget:
        said = (
            _("Toutes les feuilles sont saisies.") if self._view == TO_MARK else _("Aucune séance sur cette période.")
        )
        if self.search.text().strip():
            said = _("Aucune séance de cette période ne correspond à ce qui est écrit.")
        empty = label(said, tone="muted")
        empty.setContentsMargins(0, scale.SPACE_4, 0, 0)
        return empty

    def _period_words(self) -> str:
        first, last = self.bounds()
        if self._view == TO_MARK:
            return _("Feuilles à saisir")
        if self._view == MONTH:
            return _capital(month_and_year(first))
        return _("Semaine du {first} au {last}").format(first=short_date(first), last=short_date_with_year(last))

    # -- moving ---------------------------------------------------------------------------------------------------

    def _choose_view(self, view: str) -> None:
        self._view = view
        self.views[view].setChecked(True)
        for button in (self.back_button, self.on_button, self.today_button):
            button.setEnabled(view != TO_MARK)

    def _turn_view(self, view: str) -> None:
        self._choose_view(view)
        self._read()

    def _step(self, direction: int) -> None:
        first, last = self.bounds()
        self._go_to(last + datetime.timedelta(days=1) if direction > 0 else first - datetime.timedelta(days=1))

    def _go_to(self, day: datetime.date) -> None:
        self._day = day
        if self._view == TO_MARK:
            self._choose_view(WEEK)
        self.calendar.show_day(day)
        self._read()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _connect(self) -> None:
        self.search.searched.connect(lambda _text: self._show())
        self.search.down_pressed.connect(lambda: [row.setFocus() for row in self.rows()[:1]])
        self.search.returnPressed.connect(lambda: [row.click() for row in self.rows()[:1]])
        self.new_button.clicked.connect(lambda _checked=False: self.plan())
        self.cohorts_button.clicked.connect(lambda _checked=False: self._open_cohorts())
        self.funders_button.clicked.connect(lambda _checked=False: self._open_funders())
        self.back_button.clicked.connect(lambda _checked=False: self._step(-1))
        self.on_button.clicked.connect(lambda _checked=False: self._step(1))
        self.today_button.clicked.connect(lambda _checked=False: self._go_to(self._desk.today()))
        self.calendar.day_chosen.connect(self._go_to)
        self.calendar.month_turned.connect(lambda _month: self._read())
        self._empty.asked.connect(self.plan)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_2)
        head.addWidget(label(_("Séances"), scale="page", wrap=False))
        head.addStretch(1)
        for button in (self.cohorts_button, self.funders_button, self.new_button):
            head.addWidget(button)
        self._filters = QWidget()
        flow = FlowLayout(self._filters, gap=scale.SPACE_2)
        group = QButtonGroup(self)
        for key, button in self.views.items():
            button.setCheckable(True)
            button.setChecked(key == self._view)
            button.clicked.connect(lambda _checked=False, key=key: self._turn_view(key))
            group.addButton(button)
            flow.addWidget(button)
        self.back_button = _arrow("chevron-left", _("Période précédente"))
        self.on_button = _arrow("chevron-right", _("Période suivante"))
        self.today_button = QPushButton(_("Aujourd’hui"))
        for button in (self.back_button, self.today_button, self.on_button):
            flow.addWidget(button)
        self.search.setFixedWidth(260)
        flow.addWidget(self.search)
        self.columns = Columns(side_width=316)
        listed = QWidget()
        listed.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self.columns.main.addWidget(self._period)
        self.columns.main.addWidget(listed)
        self.columns.side.addWidget(self.calendar)
        self._empty = EmptyState(
            "calendar-days",
            _("Aucune séance n’est prévue. Préparez la première\u00a0: sa feuille d’émargement s’imprime aussitôt."),
            _("Nouvelle séance"),
        )
        self._empty.hide()
        fill(self, page_body(head, self._filters, self.columns, self._empty))


def _views() -> Iterable[tuple[str, str]]:
    return (WEEK, _("Semaine")), (MONTH, _("Mois")), (TO_MARK, _("À saisir"))


def _arrow(icon_name: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setAccessibleName(name)
    button.setToolTip(name)
    set_icon(button, icon_name, size=18)
    return button


def _searched(line: SessionLine) -> str:
    return words.joined((line.title, line.number, line.place, line.cohort, line.trainer))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
