"""A sentence that tells what was just done, with a button when it can be undone; it blocks nothing."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget
from shiboken6 import isValid

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.text import label, set_property

_SHOWN_MS = 8000
_LASTING = ("warning", "danger")


class NoticeBar(QFrame):
    """One notice at a time, the latest. It goes after 8 seconds, or stays while the pointer or the keyboard is on it.

    Warnings and failures stay until they are closed. Screen readers are told the sentence as it appears. It never takes
    the keyboard by itself, and gives it back to where it came from.
    """

    def __init__(self, parent: QWidget | None = None, *, shown_ms: int = _SHOWN_MS) -> None:
        super().__init__(parent)
        self.setObjectName("noticeBar")
        self._sentence = label("")
        self._sentence.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.action_button = QPushButton()
        self.action_button.setProperty("kind", "quiet")
        self.action_button.clicked.connect(self._act)
        self.close_button = QToolButton()
        self.close_button.setProperty("kind", "quiet")
        self.close_button.setAccessibleName(_("Fermer ce message"))
        self.close_button.setToolTip(_("Fermer ce message"))
        self.close_button.clicked.connect(self.hide)
        line = QHBoxLayout(self)
        line.setContentsMargins(scale.SPACE_4, scale.SPACE_1, scale.SPACE_2, scale.SPACE_1)
        line.addWidget(self._sentence, 1)
        line.addWidget(self.action_button)
        line.addWidget(self.close_button)
        self._action: Callable[[], None] | None = None
        self._leave = QTimer(self)
        self._leave.setSingleShot(True)
        self._leave.setInterval(shown_ms)
        self._leave.timeout.connect(self._leave_if_read)
        self._came_from: QWidget | None = None
        QApplication.instance().focusChanged.connect(self._note_where_from)
        self.hide()

    def say(
        self,
        sentence: str,
        *,
        kind: str = "neutral",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Show `sentence`; `kind` is "neutral", "done", "warning" or "danger"; `action` names the button, if any."""
        if not self.close_button.property("iconName"):
            set_icon(self.close_button, "x", size=16)
        self._sentence.setText(sentence)
        self._action = on_action
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action and on_action))
        set_property(self, "kind", kind)
        self.show()
        self.raise_()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))
        if kind in _LASTING:
            self._leave.stop()
        else:
            self._leave.start()

    def withdraw_action(self) -> None:
        """What the button offered is no longer worth pressing; the sentence is still true."""
        self._action = None
        if self._holds_the_keyboard():
            self._give_back()
        self.action_button.hide()

    def stays(self) -> bool:
        """True for what stays until it is closed: a warning, a failure."""
        return self.property("kind") in _LASTING

    def sentence(self) -> str:
        """The sentence on screen, "" when the bar is hidden."""
        return self._sentence.text() if not self.isHidden() else ""

    def hideEvent(self, event: QHideEvent) -> None:
        if self._holds_the_keyboard():
            self._give_back()
        super().hideEvent(event)

    def _note_where_from(self, old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new) and not (old is not None and self.isAncestorOf(old)):
            self._came_from = old

    def _holds_the_keyboard(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.isAncestorOf(focused)

    def _give_back(self) -> None:
        before, self._came_from = self._came_from, None
        if before is not None and isValid(before) and before.isVisible():
            before.setFocus()

    def _leave_if_read(self) -> None:
        if self.underMouse() or self._holds_the_keyboard():
            self._leave.start()
        else:
            self.hide()

    def _act(self) -> None:
        action, self._action = self._action, None
        self.hide()
        if action is not None:
            action()
