"""Under the grid, the keys and what they mean: each one is also a button, for the hand that holds a mouse."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.attendance import AbsenceReason, PresenceState
from kodiko_desktop.domain.wording import _
from ui.pages.sessions.typed_marks import Typed
from ui.theme import tokens as scale
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label, set_property


class MarksBar(QWidget):
    """`pressed` carries a `Typed`, or None to take the mark back."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        buttons = QWidget()
        flow = FlowLayout(buttons, gap=scale.SPACE_1)
        present, absent = PresenceState.PRESENT.value, PresenceState.ABSENT.value
        flow.addWidget(self._button(_("P Présent"), _("Présent"), Typed(present)))
        for digit, reason in enumerate(AbsenceReason, start=1):
            name = _("Absent, {reason}").format(reason=reason.label)
            flow.addWidget(self._button(f"{digit} {reason.value}", name, Typed(absent, reason.value)))
        partial = Typed(PresenceState.PARTIAL.value, partial=True)
        flow.addWidget(self._button(_("H Partiel"), _("Présent en partie"), partial))
        flow.addWidget(self._button(_("Effacer"), _("Effacer la marque"), None))
        self._hint = label("", scale="small", tone="muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(buttons)
        column.addWidget(self._hint)
        self.show_waiting(())

    def show_waiting(self, reasons: tuple[AbsenceReason, ...]) -> None:
        """Say what the second letter may be, when a first one is not enough."""
        set_property(self._hint, "tone", "accent" if reasons else "muted")
        if reasons:
            said = ", ".join(f"{reason.value[1]} {reason.label}" for reason in reasons)
            self._hint.setText(_("Deuxième lettre\u00a0: {choices}").format(choices=said))
        else:
            codes = ", ".join(f"{reason.value} {reason.label}" for reason in AbsenceReason)
            self._hint.setText(
                _(
                    "Une touche marque et passe à la personne suivante, puis à la demi-journée suivante\u00a0; "
                    "Espace\u00a0: présent ou rien\u00a0; Maj+P\u00a0: tout le monde présent. Absences\u00a0: {codes}."
                ).format(codes=codes)
            )

    def _button(self, shown: str, name: str, typed: Typed | None) -> QPushButton:
        button = QPushButton(shown)
        button.setAccessibleName(name)
        button.setToolTip(name)
        # The keyboard has the letters themselves: the buttons are not stops on the way to the rest of the page.
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda _checked=False: self.pressed.emit(typed))
        return button
