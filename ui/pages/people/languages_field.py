"""The languages somebody speaks, best first: each with a button to take it away, and one field to add others."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow import FlowLayout


class LanguagesField(QWidget):
    """`edited` carries the tuple of codes. `choices` are (code, label)."""

    edited = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = tuple(choices)
        self._codes: tuple[str, ...] = ()
        self.adder = ChoiceField(name, self._choices, placeholder=_("Ajouter une langue"))
        self.adder.edited.connect(self._add)
        self._spoken = QWidget()
        self._flow = FlowLayout(self._spoken, gap=scale.SPACE_1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        column.addWidget(self.adder)
        column.addWidget(self._spoken)
        self._spoken.hide()
        self.setFocusProxy(self.adder)

    def setAccessibleName(self, name: str) -> None:
        """The field that takes the keyboard carries the name."""
        super().setAccessibleName(name)
        self.adder.setAccessibleName(name)

    def value(self) -> tuple[str, ...]:
        """The codes, best first."""
        return self._codes

    def set_value(self, codes: Iterable[str]) -> None:
        """Show these languages; no signal is emitted."""
        self._codes = tuple(codes)
        while self._flow.count():
            button = self._flow.takeAt(0).widget()
            button.hide()
            button.deleteLater()
        labels = dict(self._choices)
        for code in self._codes:
            self._flow.addWidget(self._button(code, labels.get(code, code)))
        self._spoken.setVisible(bool(self._codes))

    def _button(self, code: str, label: str) -> QPushButton:
        button = QPushButton(label.replace("&", "&&"))
        button.setProperty("kind", "quiet")
        button.setAutoDefault(False)
        button.setAccessibleName(_("Retirer {language}").format(language=label))
        button.setToolTip(button.accessibleName())
        set_icon(button, "x", "accent", 14)
        button.clicked.connect(lambda _checked=False: self._remove(code))
        return button

    def _add(self, code: object) -> None:
        self.adder.set_value(None)
        if code and code not in self._codes:
            self._change((*self._codes, str(code)))

    def _remove(self, code: str) -> None:
        self.adder.setFocus()
        self._change(tuple(known for known in self._codes if known != code))

    def _change(self, codes: tuple[str, ...]) -> None:
        self.set_value(codes)
        self.edited.emit(codes)
