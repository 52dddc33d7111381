"""The sheet that stands before the window while no store is open: one title, a few sentences, one thing to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QRadioButton, QScrollArea, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.widgets.text import label

_WIDTH = 560


class Cover(QScrollArea):
    """A card in the middle of the window. Subclasses add to `body`, and say what `first` receives the keyboard."""

    def __init__(self, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        self.first: QWidget | None = None
        card = QFrame()
        card.setObjectName("card")
        card.setMaximumWidth(_WIDTH)
        self.body = QVBoxLayout(card)
        self.body.setContentsMargins(scale.SPACE_5, scale.SPACE_5, scale.SPACE_5, scale.SPACE_5)
        self.body.setSpacing(scale.SPACE_4)
        self._title = label(title, scale="page")
        self.body.addWidget(self._title)
        self._sentence = label(sentence, tone="muted")
        self._sentence.setVisible(bool(sentence))
        self.body.addWidget(self._sentence)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(scale.SPACE_4, scale.SPACE_5, scale.SPACE_4, scale.SPACE_5)
        line.addStretch(1)
        column = QVBoxLayout()
        column.addStretch(1)
        column.addWidget(card)
        column.addStretch(2)
        line.addLayout(column, 100)
        line.addStretch(1)
        self.setWidget(holder)

    def say(self, title: str, sentence: str = "") -> None:
        """Change the title and the sentence under it."""
        self._title.setText(title)
        self.setAccessibleName(title)
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give the keyboard to the first thing to do."""
        if self.first is not None:
            self.first.setFocus(reason)

    def sentence(self) -> str:
        """The sentence under the title."""
        return self._sentence.text()


class Choice(QRadioButton):
    """A round button on which Enter goes on, as it does in a field; one of its own does nothing with it. The key is
    heard here and not higher: what a field leaves of its own Enter must not count twice."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class Remark(QFrame):
    """A sentence that says what went wrong and what to do; nothing while all is well."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self.setProperty("kind", "danger")
        line = QHBoxLayout(self)
        self._said = label("")
        line.addWidget(self._said)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show `sentence`; "" takes the remark away."""
        self._said.setText(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))

    def sentence(self) -> str:
        """What is said now."""
        return self._said.text()


def button(text: str, *, kind: str = "") -> QPushButton:
    """A button of a cover; `kind` is "primary", "quiet", "danger" or "". Enter presses it when it has the keyboard."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(True)
    return made


def dialog_buttons(leave: QWidget, act: QWidget) -> QHBoxLayout:
    """The two buttons of a dialog, in the order of every dialog: what leaves, then the act, at the right end."""
    line = QHBoxLayout()
    line.setSpacing(scale.SPACE_3)
    line.addStretch(1)
    line.addWidget(leave)
    line.addWidget(act)
    return line


def buttons(*made: QWidget) -> QHBoxLayout:
    """Buttons side by side, the main one first, from the left."""
    line = QHBoxLayout()
    line.setSpacing(scale.SPACE_3)
    for each in made:
        line.addWidget(each)
    line.addStretch(1)
    return line
