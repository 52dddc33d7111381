"""The underlined tabs of a page, and the stack they turn. A tab builds its page the first time it is looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PySide6.QtWidgets import QTabBar, QWidget


class Tabs(QTabBar):
    """Flat underlined tabs; arrows turn them. `turned` carries the key of the tab now on top; `stepped` comes after it
    when the keys of `answer_from` asked for it: the keyboard belongs in the tab."""

    turned = Signal(str)
    stepped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentChanged.connect(self._tell)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves the page under the pointer: passing over the tabs turns none."""
        event.ignore()

    def add(self, key: str, title: str) -> None:
        """Add a tab at the end."""
        self.blockSignals(True)
        self.setTabData(self.addTab(title.replace("&", "&&")), key)
        self.blockSignals(False)

    def answer_from(self, page: QWidget) -> None:
        """Ctrl+Tab and Ctrl+PageDown (with Shift, or PageUp: backwards) turn the tabs from anywhere in `page`."""
        for step, keys in ((1, ("Ctrl+Tab", "Ctrl+PgDown")), (-1, ("Ctrl+Shift+Tab", "Ctrl+PgUp"))):
            for each in keys:
                shortcut = QShortcut(QKeySequence(each), page)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(lambda step=step: self._step(step))

    def key(self) -> str:
        """The key of the tab on top; "" when there is no tab."""
        return self.tabData(self.currentIndex()) or ""

    def turn_to(self, key: str) -> None:
        """Bring the tab called `key` on top. ValueError when there is none."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setCurrentIndex(index)
                return
        raise ValueError(key)

    def title(self, key: str) -> str:
        """The words of a tab. KeyError for one that is not there."""
        titles = {self.tabData(index): self.tabText(index) for index in range(self.count())}
        return titles[key].replace("&&", "&")

    def retitle(self, key: str, title: str) -> None:
        """Change the words of a tab, to carry a count for instance."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setTabText(index, title.replace("&", "&&"))

    def _step(self, step: int) -> None:
        self.setCurrentIndex((self.currentIndex() + step) % self.count())
        self.stepped.emit()

    def _tell(self, index: int) -> None:
        if index >= 0:
            self.turned.emit(self.tabData(index))


class LazyStack:
    """Remembers how to build the page of each tab, and builds it once, when it is first asked for."""

    def __init__(self, factories: dict[str, Callable[[], QWidget]]) -> None:
        self._factories = factories
        self._built: dict[str, QWidget] = {}

    def page(self, key: str) -> QWidget:
        """The page called `key`, built now if it never was. KeyError for an unknown key."""
        if key not in self._built:
            self._built[key] = self._factories[key]()
        return self._built[key]

    def built(self) -> tuple[QWidget, ...]:
        """The pages that exist so far."""
        return tuple(self._built.values())
