"""What tests of the window share: the theme, a frame, jobs that end, and the check that every control has a name."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from ui.application import STYLE_ARGUMENTS
from ui.jobs import Jobs
from ui.shell.main_frame import MainFrame
from ui.theme.theme import Theme


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of the tests is drawn by the same style as the real one."""
    return ["kodiko-tests", *STYLE_ARGUMENTS]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The one look of the one application of this run."""
    return Theme(qapp, "light")


@pytest.fixture
def theme(dressed: Theme) -> Iterator[Theme]:
    """The application's look, light when the test begins and when it ends."""
    yield dressed
    dressed.choose("light")


@pytest.fixture
def frame(qtbot, theme: Theme) -> Iterator[MainFrame]:
    """An empty frame, shown at 1366×768."""
    made = MainFrame()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.close()


@pytest.fixture
def jobs() -> Iterator[Jobs]:
    """Jobs whose workers end with the test."""
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def nameless() -> Callable[[QWidget], list[str]]:
    """Call it with a widget: the controls inside that can take the keyboard and have no accessible name.

    A page's test reads `assert nameless(page) == []`. A placeholder is not a name; a label's buddy is.
    """
    return _nameless


def _nameless(root: QWidget) -> list[str]:
    found = []
    for widget in (root, *root.findChildren(QWidget)):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or not widget.isVisibleTo(root) or not widget.isEnabled():
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if told is None or not told.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} {widget.objectName()}".strip())
    return found


@pytest.fixture
def overflowing() -> Callable[[QWidget], list[str]]:
    """Call it with a shown widget: the visible parts inside that need more width than they are given.

    Run it on a page at 1366×768, and at 683×384, which is the same screen at 200 %.
    """

    def look(root: QWidget) -> list[str]:
        return [
            f"{type(part).__name__} {part.objectName() or part.accessibleName()}: {part.width()} < {needed}"
            for part in root.findChildren(QWidget)
            if part.isVisible() and part.width() < (needed := part.minimumSizeHint().width())
        ]

    return look
