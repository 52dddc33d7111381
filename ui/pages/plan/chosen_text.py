"""A text of a paper made of words one chooses among those offered, and of what one adds: nothing is there unchosen."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButton, AnswerButtons
from ui.widgets.text_area import TextArea

_BETWEEN = ", "


class ChosenText(QWidget):
    """`edited` carries the whole text, once for each change. A word of `offered` is pressed while the text holds it."""

    edited = Signal(str)

    def __init__(self, name: str, offered: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text_area = TextArea(name, lines=2)
        self.text_area.edited.connect(self._written)
        self.words = AnswerButtons(
            _("{field}\u00a0: à choisir").format(field=name), [Answer(word, word) for word in offered], multiple=True
        )
        self.words.answered.connect(self._chosen)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self.words)
        column.addWidget(self.text_area)
        self.setFocusProxy(self.text_area)

    def text(self) -> str:
        """What is written now."""
        return self.text_area.text()

    def set_text(self, text: str) -> None:
        """Show `text`; one being written is left alone."""
        if not self.text_area.hasFocus():
            self.text_area.set_text(text)
        self.words.set_value(self._parts())

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.text_area.flush()

    def _written(self, text: str) -> None:
        self.words.set_value(self._parts())
        self.edited.emit(text)

    def _chosen(self, words: Sequence[str]) -> None:
        offered = {button.answer.value for button in self.words.findChildren(AnswerButton)}
        parts = [part for part in self._parts() if part not in offered or part in words]
        text = _BETWEEN.join([*parts, *(word for word in words if word not in parts)])
        self.text_area.set_text(text)
        self.edited.emit(text)

    def _parts(self) -> list[str]:
        return [part.strip() for part in self.text().split(",") if part.strip()]
