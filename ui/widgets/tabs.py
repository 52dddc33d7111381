"""The underlined tabs of a page, and the stack they turn. A tab builds its page the first time it is looked at."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget


class Tabs(QTabBar):
    """Flat underlined tabs; arrows turn them. `turned` carries the key of the tab now on top."""

    turned = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.currentChanged.connect(self._tell)

    def add(self, key: str, title: str) -> None:
        """Add a tab at the end."""
        self.blockSignals(True)
        self.setTabData(self.addTab(title.replace("&", "&&")), key)
        self.blockSignals(False)

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

    def retitle(self, key: str, title: str) -> None:
        """Change the words of a tab, to carry a count for instance."""
        for index in range(self.count()):
            if self.tabData(index) == key:
                self.setTabText(index, title.replace("&", "&&"))

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
