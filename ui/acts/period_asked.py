"""Which period a list is taken out for: one people name, or from a day to another."""

import datetime
from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.periods import Bounds, Period, bounds
from kodiko_desktop.domain.wording import _
from ui.acts.ask_dialog import AskDialog, Refused
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField

_OTHER = "autre"


class PeriodDialog(AskDialog):
    """`chosen(bounds)` is called with the days asked for. The two days always show what the period means; one that is
    typed over makes it a period of its own."""

    def __init__(
        self, title: str, *, today: Callable[[], datetime.date], chosen: Callable[[Bounds], None], parent: QWidget
    ) -> None:
        super().__init__(
            title,
            _("Le tableau prend ce qui a lieu du premier au dernier jour. Un jour laissé vide ne limite rien."),
            _("Choisir le fichier…"),
            self._give,
            parent,
        )
        self._today, self._chosen = today, chosen
        named: list[tuple[object, str]] = [(period, period.label) for period in Period]
        self.period = ChoiceField(choices=[*named, (_OTHER, _("D’un jour à un autre"))])
        self.first = DateField(today=today, past=True)
        self.last = DateField(today=today)
        self.add(_("Période"), self.period)
        self.add(_("Du"), self.first)
        self.add(_("Au"), self.last)
        self.period.edited.connect(self._show)
        for field in (self.first, self.last):
            field.edited.connect(lambda _day: self.period.set_value(_OTHER))
        self.period.set_value(Period.THIS_YEAR)
        self._show(Period.THIS_YEAR)

    def _show(self, period: object) -> None:
        if isinstance(period, Period):
            meant = bounds(period, self._today())
            self.first.set_value(meant.first)
            self.last.set_value(meant.last)
        elif period == _OTHER:
            self.first.setFocus()
        else:
            self.period.set_value(_OTHER)

    def _give(self, _refused: Refused) -> None:
        asked = Bounds(self.first.value(), self.last.value())
        if asked.first is not None and asked.last is not None and asked.last < asked.first:
            self.say(_("Le dernier jour est avant le premier\u00a0: changez l’un des deux."))
            self.last.setFocus()
            return
        self._chosen(asked)
