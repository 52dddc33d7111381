"""Loads the rest of the program behind the first page: tables, acts and services, a module at a time, so that the
window never waits for an import."""

import gc
import importlib
import sys
import time
from collections.abc import Iterable

from PySide6.QtCore import QEventLoop, QObject, Signal

from ui.jobs import Jobs

MODULES = (
    "db.tables",
    "db.changes",
    "db.records",
    "db.search",
    "kodiko_desktop.services.people.people",
    "kodiko_desktop.services.people.journeys",
    "kodiko_desktop.services.people.contacts",
    "kodiko_desktop.services.sessions.sessions",
    "kodiko_desktop.services.work.placements",
    "kodiko_desktop.services.diagnostics.diagnostics",
    "kodiko_desktop.services.plan.plans",
)
"""In the order that spreads the work; what a module needs first is loaded with it."""
_BREATH = 0.005


class RestOfProgram(QObject):
    """`loaded` once everything is there. A page that needs it before calls `wait`, which lets the window live."""

    loaded = Signal()

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._begun = self.is_loaded = False

    def load(self) -> None:
        """Begin, once; harmless twice."""
        if not self._begun:
            self._begun = True
            self._jobs.run(
                import_in_steps,
                MODULES,
                receiver=self,
                on_success=lambda _nothing: self._done(),
                on_failure=self._done,
                store=False,
            )

    def give_up(self) -> None:
        """The window is ending: what is not loaded yet will not be."""
        self._begun = True

    def wait(self) -> None:
        """Return once everything is loaded; meanwhile the window repaints, and keys and clicks are kept for later."""
        if self.is_loaded:
            return
        loop = QEventLoop()
        self.loaded.connect(loop.quit)
        self.load()
        loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _done(self, _failure: object = None) -> None:
        # A module that does not load says so where it is needed: the page that imports it reports it.
        self.is_loaded = True
        self.loaded.emit()


def import_in_steps(names: Iterable[str]) -> None:
    """Import the modules `names` that are not there yet, with a breath after each. Runs on a worker.

    The collector rests meanwhile: it would stop the window, again and again, to look through classes that stay for
    ever; they are then set apart from what it looks through."""
    missing = [name for name in names if name not in sys.modules]
    if not missing:
        return
    gc.disable()
    try:
        for name in missing:
            importlib.import_module(name)
            time.sleep(_BREATH)
    finally:
        gc.freeze()
        gc.enable()
