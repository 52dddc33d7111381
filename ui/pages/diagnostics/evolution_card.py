"""Where the person was, where they are: two dates of one form laid over each other."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from kodiko_desktop.domain.forms import Axis, Comparison
from kodiko_desktop.domain.forms.comparison import AxisChange
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics.person_diagnostics import Evolution, ResponseLine, read_comparison
from ui.desk import Desk
from ui.forms.words import response_date
from ui.widgets.card import Card
from ui.widgets.radar import RadarAxis, RadarChart
from ui.widgets.text import label

_MOST_AXES = 8


class EvolutionCard(Card):
    """A radar of then and now. `compare_asked` carries (then id or None, now id)."""

    compare_asked = Signal(object, str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(_("Évolution"), " ", parent)
        self._desk = desk
        self._evolutions: Sequence[Evolution] = ()
        self._form = _Choice(_("Questionnaire"))
        self._then, self._now = _Choice(_("Avant")), _Choice(_("Maintenant"))
        self.radar = RadarChart()
        self.missing = label("", scale="small", tone="muted")
        self.more = QPushButton(_("Voir ce qui a changé"))
        self.more.setProperty("kind", "quiet")
        self.more.clicked.connect(lambda _checked=False: self.compare_asked.emit(*self._pair()))
        dates = QWidget()
        line = QHBoxLayout(dates)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._then, 1)
        line.addWidget(label("→", tone="muted", wrap=False))
        line.addWidget(self._now, 1)
        for part in (self._form, dates, self.radar, self.missing, self.more):
            self.add(part)
        self._form.activated.connect(lambda _index: self._choose_dates())
        self._then.activated.connect(lambda _index: self.read())
        self._now.activated.connect(lambda _index: self.read())

    def show_evolutions(self, evolutions: Sequence[Evolution], *, favourite: str = "") -> None:
        """Offer these forms; `favourite` (the form being filled in) is drawn first, else the latest one."""
        kept = (self._form.value(), self._then.value(), self._now.value())
        self._evolutions = evolutions
        self.setVisible(bool(evolutions))
        self._form.fill([(each.form, each.title) for each in evolutions])
        self._form.setVisible(len(evolutions) > 1)
        self._form.choose(favourite or kept[0])
        self._choose_dates(kept[1:])

    def read(self) -> None:
        """Read the two responses chosen, and draw them."""
        then_id, now_id = self._pair()
        if now_id:
            self._desk.read(read_comparison, receiver=self, then=self._draw, then_id=then_id, now_id=now_id)

    def _choose_dates(self, kept: tuple[Any, Any] = (None, None)) -> None:
        responses = self._responses()
        offered = [(line.id, response_date(line)) for line in responses]
        self._then.fill(offered[:-1] if len(offered) > 1 else [])
        self._now.fill(offered[1:] if len(offered) > 1 else offered)
        self._now.choose(kept[1] or (offered[-1][0] if offered else None), last=True)
        self._then.choose(kept[0])
        self._then.parentWidget().setVisible(len(offered) > 1)
        self.set_meta("" if len(offered) > 1 else (offered[0][1] if offered else ""))
        self.more.setVisible(len(offered) > 1)
        self.read()

    def _responses(self) -> Sequence[ResponseLine]:
        return next((each.responses for each in self._evolutions if each.form == self._form.value()), ())

    def _pair(self) -> tuple[str | None, str]:
        then_id, now_id = self._then.value(), self._now.value() or ""
        return (then_id if then_id != now_id else None), now_id

    def _draw(self, comparison: Comparison) -> None:
        shown = [change for change in comparison.axes if _chart(change) == "radar"]
        shown = shown or [change for change in comparison.axes if _chart(change) != "none" and _valued(change)]
        drawn = any(_valued(change) for change in shown)
        self.radar.setVisible(drawn)
        if not drawn:
            self.missing.setText(_("Le dessin viendra avec les premières réponses."))
            self.missing.show()
            return
        self.radar.show_axes([_axis(change) for change in shown[:_MOST_AXES]])
        lacking = [change.now for change in shown if change.now is not None and change.now.value is None]
        said = [_("{axis}\u00a0: {why}").format(axis=axis.title.shown, why=axis.missing_sentence) for axis in lacking]
        self.missing.setText("\n".join(said))
        self.missing.setVisible(bool(said))


class _Choice(QComboBox):
    """A short list of (value, words)."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page."""
        event.ignore()

    def fill(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these choices."""
        self.clear()
        for value, words in choices:
            self.addItem(words, value)

    def choose(self, value: Any, *, last: bool = False) -> None:
        """Show that value; the first or the last choice when it is not offered."""
        found = self.findData(value) if value else -1
        self.setCurrentIndex(found if found >= 0 else (self.count() - 1 if last else 0))

    def value(self) -> str | None:
        """The value shown, None when nothing is offered."""
        return self.currentData()


def _axis(change: AxisChange) -> RadarAxis:
    axis = change.now or change.then
    assert axis is not None
    return RadarAxis(axis.title.shown, _share(change.now), _share(change.then), change.now.label if change.now else "")


def _share(axis: Axis | None) -> float | None:
    return None if axis is None or axis.value is None else axis.value / axis.maximum


def _chart(change: AxisChange) -> str:
    axis = change.now or change.then
    return axis.chart if axis else "none"


def _valued(change: AxisChange) -> bool:
    return any(axis is not None and axis.value is not None for axis in (change.then, change.now))
