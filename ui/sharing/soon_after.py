"""When the exchange follows an act: half a minute after the last one, never while somebody types, never too often.

A morning at the keyboard is a few exchanges, not one for each answer: each costs the folder as many files as there are
antennas that changed, and a look at its directories.
"""

from collections.abc import Callable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QWindow

AFTER_MS = 25_000
"""From the last act to the exchange."""
STILL_MS = 5_000
"""How long the keyboard must have been still; looked at again after as long."""
APART_MS = 60_000
"""Between two exchanges that follow acts, at least."""


class SoonAfter(QObject):
    """Calls `exchange` once acts have ended; it says False when it could not, and is called again."""

    def __init__(
        self, exchange: Callable[[], bool], parent: QObject | None = None, *, clock: Callable[[], int] | None = None
    ) -> None:
        """`clock`: milliseconds that only go forward."""
        super().__init__(parent)
        self._exchange = exchange
        self._clock = clock or _steady_clock()
        self._key_at = self._exchanged_at = -APART_MS
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.look)
        QGuiApplication.instance().focusWindowChanged.connect(self._listen)

    @property
    def waiting_ms(self) -> int:
        """Milliseconds until the next look; -1 when nothing waits."""
        return self._wait.interval() if self._wait.isActive() else -1

    def acted(self) -> None:
        """Something was written: count again from now."""
        self._listen(QGuiApplication.focusWindow())
        self._wait.start(max(AFTER_MS, self._exchanged_at + APART_MS - self._clock()))

    def exchanged(self) -> None:
        """An exchange is over, whoever asked for it."""
        self._exchanged_at = self._clock()

    def typed(self) -> None:
        """A key was pressed."""
        self._key_at = self._clock()

    def stop(self) -> None:
        """Nothing waits any more: the store closes, or somebody asked for an exchange."""
        self._wait.stop()

    def look(self) -> None:
        """Exchange now, unless somebody types."""
        if self._clock() - self._key_at < STILL_MS or not self._exchange():
            self._wait.start(STILL_MS)

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress:
            self.typed()
        return False


def _steady_clock() -> Callable[[], int]:
    timer = QElapsedTimer()
    timer.start()
    return timer.elapsed
