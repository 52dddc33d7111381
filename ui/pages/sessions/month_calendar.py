"""The small calendar beside the list: days with a session in bold, public holidays named."""

import datetime

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QAbstractSpinBox, QCalendarWidget, QTableView, QToolButton, QWidget

from kodiko_desktop.domain.holidays import HolidayProfile, holidays
from kodiko_desktop.domain.wording import _, language, ngettext
from ui.qt_language import locale_of
from ui.theme.current import tokens
from ui.theme.icons import set_icon

_SHEET = """
QWidget#qt_calendar_navigationbar {{ background: {surface}; border: 1px solid {line}; border-bottom: none; }}
QToolButton {{ background: transparent; border: 1px solid transparent; padding: 5px 8px; font-weight: 600; }}
QToolButton::menu-indicator {{ image: none; }}
QTableView {{ border-radius: 0; }}
QTableView::item {{ padding: 0; }}
"""
"""Only what Qt draws its own way inside a calendar: colours are those of the theme."""


class MonthCalendar(QCalendarWidget):
    """`day_chosen` carries a day pressed or entered; `month_turned` the first day of the month now shown."""

    day_chosen = Signal(object)
    month_turned = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Calendrier des séances"))
        self.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.SingleLetterDayNames)
        self.setGridVisible(False)
        self.setLocale(locale_of(language()))
        self._held: dict[datetime.date, int] = {}
        self._profile = HolidayProfile.METROPOLE
        self._name_parts()
        self.clicked.connect(lambda day: self.day_chosen.emit(_python(day)))
        self.activated.connect(lambda day: self.day_chosen.emit(_python(day)))
        self.currentPageChanged.connect(lambda year, month: self.month_turned.emit(datetime.date(year, month, 1)))

    def month(self) -> datetime.date:
        """The first day of the month shown."""
        return datetime.date(self.yearShown(), self.monthShown(), 1)

    def show_day(self, day: datetime.date) -> None:
        """Select a day; no signal is emitted but the month's."""
        self.setSelectedDate(QDate(day.year, day.month, day.day))

    def show_days(self, held: dict[datetime.date, int], profile: HolidayProfile) -> None:
        """Mark the days that have sessions, and the public holidays of the year shown."""
        self._held, self._profile = held, profile
        self.draw_again()

    def draw_again(self) -> None:
        """Take the colours of the theme in force."""
        now = tokens()
        self.setStyleSheet(_SHEET.format(**now._asdict()))
        self.setDateTextFormat(QDate(), QTextCharFormat())
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            plain = QTextCharFormat()
            plain.setForeground(QColor(now.muted))
            self.setWeekdayTextFormat(weekday, plain)
        for day, name in holidays(self.yearShown(), self._profile).items():
            off = QTextCharFormat()
            off.setForeground(QColor(now.warning))
            off.setFontItalic(True)
            off.setToolTip(_("{holiday} (jour férié)").format(holiday=name))
            self.setDateTextFormat(_qt(day), off)
        for day, count in self._held.items():
            held = self.dateTextFormat(_qt(day))
            held.setFontWeight(700)
            held.setFontUnderline(True)
            held.setToolTip(ngettext("{count} séance", "{count} séances", count).format(count=count))
            self.setDateTextFormat(_qt(day), held)

    def _name_parts(self) -> None:
        names = {"qt_calendar_prevmonth": _("Mois précédent"), "qt_calendar_nextmonth": _("Mois suivant")}
        names |= {"qt_calendar_monthbutton": _("Choisir le mois"), "qt_calendar_yearbutton": _("Choisir l’année")}
        for button in self.findChildren(QToolButton):
            button.setAccessibleName(names.get(button.objectName(), button.text()))
        for field in self.findChildren(QAbstractSpinBox):
            field.setAccessibleName(_("Année"))
        for view in self.findChildren(QTableView):
            view.setAccessibleName(_("Jours du mois"))
            view.horizontalHeader().setMinimumSectionSize(16)
        for name, icon_name in (("qt_calendar_prevmonth", "chevron-left"), ("qt_calendar_nextmonth", "chevron-right")):
            set_icon(self.findChild(QToolButton, name), icon_name, size=16)


def _python(day: QDate) -> datetime.date:
    return datetime.date(day.year(), day.month(), day.day())


def _qt(day: datetime.date) -> QDate:
    return QDate(day.year, day.month, day.day)
