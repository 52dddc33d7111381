"""What a page promises to the frame, and how it is announced: the frame knows nothing else about it."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Page(QWidget):
    """A page of the window. It asks the frame through signals and never reaches for it.

    - `go_asked(key, target)`: show another page, on `target` (an id, a tuple, None);
    - `notice_asked(sentence, kind, action, on_action)`: say something in the notice bar; `on_action` may be None;
    - `discreet_asked(discreet)`: hide names, or show them: for a page with a header of its own;
    - `title_changed()`: `title()` has a new answer.
    """

    go_asked = Signal(str, object)
    notice_asked = Signal(str, str, str, object)
    title_changed = Signal()
    discreet_asked = Signal(bool)

    def title(self) -> str:
        """What the window is called while this page is shown; no person's name in discreet mode."""
        return ""

    def load(self, target: object = None) -> None:
        """Show `target`. Called each time the page comes on top through navigation; must return at once."""

    def refresh(self, changes: object) -> None:
        """Something was written: show what `changes` (the services’ answer) says; keep the keyboard in place."""

    def focus_first(self) -> None:
        """Give the keyboard to the control one would use first."""
        self.nextInFocusChain().setFocus()

    def flush(self) -> None:
        """Hand over what is still being typed: the page is about to be left, locked or closed."""

    def set_discreet(self, discreet: bool) -> None:
        """Names become initials (True) or show again (False)."""


class PageEntry(NamedTuple):
    """How a page is announced to the frame.

    `factory` builds it the first time it is shown. `title` is already in the language of the interface. A page that is
    not `in_rail` lights the entry called `under`. `own_header` gives the header’s place to the page and folds the rail.
    """

    key: str
    title: str
    icon: str
    factory: Callable[[], Page]
    in_rail: bool = True
    under: str = ""
    own_header: bool = False
