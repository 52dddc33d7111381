"""What the sheet adds up to, at each mark: present, hours, rates with what they are a share of."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.attendance import Totals
from kodiko_desktop.domain.wording import _, ngettext
from ui.pages.sessions.presence_model import PresenceModel, heading
from ui.pages.sessions.words import joined
from ui.widgets.text import label


class TotalsLine(QWidget):
    """Two lines of words under the grid."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._half_days = label("")
        self._whole = label("", tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._half_days)
        column.addWidget(self._whole)

    def show_totals(self, model: PresenceModel) -> None:
        """Say what is on screen now."""
        several = len({half_day.on_date for half_day in model.half_days}) > 1
        people = len(model.lines)
        self._half_days.setText(
            joined(
                _("{half_day}\u00a0: {present} sur {people}").format(
                    half_day=heading(half_day, several_days=several).split("\n")[0],
                    present=_attended(model.totals(half_day_id=half_day.id)),
                    people=people,
                )
                for half_day in model.half_days
            )
        )
        self._whole.setText(in_words(model.totals()))

    def text(self) -> str:
        """What is said now."""
        return f"{self._half_days.text()}\n{self._whole.text()}"


def in_words(found: Totals) -> str:
    """« heures : 80 % (12 h sur 15 h) · présence : 80 % (4 demi-journées sur 5) · 2 pas encore notées »."""
    parts = [
        _("heures\u00a0: {rate}").format(rate=found.hours_rate.text),
        _("présence\u00a0: {rate}").format(rate=found.half_day_rate.text),
    ]
    if found.unmarked:
        parts.append(
            ngettext("{count} pas encore notée", "{count} pas encore notées", found.unmarked).format(
                count=found.unmarked
            )
        )
    return joined(parts)


def _attended(found: Totals) -> int:
    return found.present + found.partial
