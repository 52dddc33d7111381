"""Where one stands in the window: page, row, tab, field. Taken before locking, gone back to after unlocking."""

from typing import NamedTuple

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.desk import Place
from ui.shell.main_frame import MainFrame
from ui.widgets.tabs import Tabs

_STEP_MS, _STEPS = 50, 60


class Standing(NamedTuple):
    """A place, with the tab now turned, and the name of the control that had the keyboard ("" for none)."""

    place: Place
    control: str


def standing(frame: MainFrame) -> Standing | None:
    """Where the window stands, None before the first page."""
    page = frame.page()
    here = frame.place()
    if page is None or here is None:
        return None
    key, target = here
    place = target if isinstance(target, Place) else Place(key)
    tabs = next((found for found in page.findChildren(Tabs) if found.isVisibleTo(page)), None)
    if tabs is not None and tabs.key():
        place = place._replace(tab=tabs.key())
    focused = frame.focusWidget()
    inside = focused is not None and page.isAncestorOf(focused)
    return Standing(place, _name(focused) if inside else "")


def return_to(frame: MainFrame, stood: Standing) -> None:
    """Show the place again, then give the keyboard back to the control of that name once the page has read its rows
    (three seconds at most; a control the coordinator took meanwhile keeps it)."""
    frame.go(stood.place.page, stood.place)
    page = frame.page()
    if page is not None and stood.control:
        _Finder(page, stood.control)


class _Finder(QObject):
    def __init__(self, page: QWidget, control: str) -> None:
        super().__init__(page)
        self._page, self._control, self._left = page, control, _STEPS
        self._given = page.window().focusWidget()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(_STEP_MS)
        self._look()

    def _look(self) -> None:
        self._left -= 1
        if self._page.window().focusWidget() not in (self._given, None) and isValid(self._page):
            self._left = 0
        else:
            for each in self._page.findChildren(QWidget):
                if each.isVisible() and each.isEnabled() and _name(each) == self._control:
                    each.setFocus(Qt.FocusReason.OtherFocusReason)
                    self._left = 0
                    break
        if self._left <= 0:
            self._timer.stop()
            self.deleteLater()


def _name(widget: QWidget) -> str:
    """What tells a control from its neighbours and is the same when the page is made again. A hash: the accessible name
    of a line of a list is somebody's, and nobody's name may stay in memory while the window is locked."""
    if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
        return ""
    return f"{type(widget).__name__}:{hash((widget.objectName(), widget.accessibleName()))}"
