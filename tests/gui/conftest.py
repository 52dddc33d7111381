"""What tests of the window share: the theme, a frame, jobs that end, and the check that every control has a name."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QFontDatabase
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import resources
from db.store import Store, create_store
from kodiko_desktop.services.association import antennas
from ui.application import STYLE_ARGUMENTS
from ui.desk import Desk, Sitting
from ui.jobs import Jobs
from ui.shell.main_frame import MainFrame
from ui.theme.theme import Theme

PATIENCE_MS = 60_000
"""What is waited for comes in a few milliseconds; a machine busy with something else is not a failure."""


class PatientBot(QtBot):
    """pytest-qt's robot, whose patience is that of a busy machine."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Live until `callback` is true, or fail."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **options: Any) -> Any:
        """Live until `signal` comes, or fail."""
        return super().waitSignal(signal, timeout=timeout, **options)

    def waitQuiet(self, jobs: Jobs) -> None:
        """Live until no work is under way, nor asked by what the work just done showed: three looks in a row."""
        quiet = 0

        def three_times() -> bool:
            nonlocal quiet
            quiet = quiet + 1 if jobs.busy() == 0 else 0
            return quiet == 3

        self.waitUntil(three_times)

    def waitActive(self, widget: QWidget, *, timeout: int = PATIENCE_MS) -> AbstractContextManager[None]:
        """Live until the window of `widget` is the active one. Qt's own way is content with its parent's."""

        @contextmanager
        def waiting() -> Iterator[None]:
            yield
            self.waitUntil(widget.isActiveWindow, timeout=timeout)

        return waiting()


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """The robot of every test of the window."""
    return PatientBot(request)


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    """The application of the tests is drawn by the same style as the real one."""
    return ["kodiko-tests", *STYLE_ARGUMENTS]


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> Theme:
    """The one look of the one application of this run, in a font that is the same on every machine."""
    for face in ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"):
        QFontDatabase.addApplicationFontFromData(resources.read_bytes("fonts", face))
    font = qapp.font()
    font.setFamily("Noto Sans")
    qapp.setFont(font)
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
def antenna_store(tmp_path: Path) -> Iterator[Store]:
    """A real encrypted store of an antenna in Tours, on Monday 11 May 2026 in the morning."""
    moment = datetime.datetime(2026, 5, 11, 9, 0, tzinfo=datetime.UTC)
    made = create_store(tmp_path / "store.kodiko", bytes(range(32)), now=lambda: moment)
    antennas.set_up(made, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin", number_prefix="TRS")
    yield made
    made.close()


@pytest.fixture
def desk(qapp: QApplication, jobs: Jobs, antenna_store: Store) -> Iterator[Desk]:
    """The desk of the pages, with that store open, and Léa sitting at it; what is written reaches `desk.changed`."""
    made = Desk(jobs)
    staff_id, antenna_id = (
        antenna_store.read().execute(f"SELECT id FROM {table}").fetchone()[0] for table in ("staff", "antenna")
    )
    made.sitting = Sitting(antenna_store, staff_id, "Léa Martin", antenna_id, "Tours")
    written = _Written(made)
    antenna_store.on_change(written.told.emit)
    yield made
    # Before the store closes under what is still being read.
    jobs.close()


class _Written(QObject):
    """Carries what a worker wrote to the thread of the window."""

    told = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.told.connect(desk.changed.emit, Qt.ConnectionType.QueuedConnection)


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
