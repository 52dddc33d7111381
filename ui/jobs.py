"""Work off the window's thread: one worker for the store, a few for the rest, and results that find their way back.

Work that waits on somebody else's disk is `apart`: it has a thread of its own, which the end of the application does
not wait for.

A job is a plain function. If it takes a `progress` keyword it is given a callback `progress(done, total, sentence)`,
which raises `Cancelled` once the coordinator asked to stop. The window never waits.
"""

import contextlib
import inspect
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.domain.wording import _

_log = logging.getLogger(__name__)
_PROGRESS_EVERY = 0.05
"""Seconds between two reports: the bar moves, the window is not flooded."""


class UnexpectedFailure(KodikoError):
    """A bug met while working. Its sentence promises only what is true of every job: what was saved stays saved."""

    def __init__(self, kind: str) -> None:
        super().__init__(
            _(
                "Une erreur imprévue a interrompu cette action. Ce qui était enregistré l’est toujours. "
                "Recommencez ; si l’erreur revient, signalez-la à votre coordination."
            ),
            for_log=f"unexpected {kind}",
        )


class Job(QObject):
    """One piece of work. `finished` comes once and `ended_as` then tells how; `dropped`: it never began."""

    progressed = Signal(int, int, str)
    finished = Signal()
    dropped = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.ended_as = ""
        self.apart: threading.Thread | None = None
        self._stop = threading.Event()
        self._future: Future[None] | None = None

    def cancel(self) -> None:
        """Ask the work to stop: at once if it has not started, at its next report of progress otherwise."""
        self._stop.set()
        if self._future is not None and self._future.cancel():
            self.dropped.emit()

    def is_cancelled(self) -> bool:
        """True as soon as a stop was asked for."""
        return self._stop.is_set()


class Jobs(QObject):
    """Runs jobs and brings their results back to the thread of the window. Call `close` before the application ends."""

    _arrived = Signal(object, str, object)
    _reported = Signal(object, int, int, str)

    def __init__(self, parent: QObject | None = None, *, workers: int = 2) -> None:
        super().__init__(parent)
        self._store = ThreadPoolExecutor(max_workers=1, thread_name_prefix="kodiko-store")
        self._rest = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="kodiko-work")
        self._callbacks: dict[Job, tuple[Callable[..., None] | None, ...]] = {}
        self._closed = False
        self._arrived.connect(self._settle, Qt.ConnectionType.QueuedConnection)
        self._reported.connect(self._report, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        function: Callable[..., Any],
        *args: Any,
        receiver: QObject | None = None,
        on_success: Callable[[Any], None] | None = None,
        on_failure: Callable[[KodikoError], None] | None = None,
        on_cancelled: Callable[[], None] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
        store: bool = True,
        apart: bool = False,
        **keywords: Any,
    ) -> Job:
        """Run `function(*args, **keywords)` and call one of the `on_…` back in the window's thread.

        `store=True` queues it on the one worker that touches the store; `store=False` runs it beside; `apart=True` in a
        thread of its own, for what may hang (a share that went away): `close` gives it up. Nothing is called once
        `receiver` (a widget, usually) is gone. A KodikoError arrives at `on_failure` as it is, any other error as an
        `UnexpectedFailure`. RuntimeError after `close`.
        """
        if self._closed:
            raise RuntimeError("jobs are closed")
        job = Job(self)
        job.dropped.connect(lambda: self._arrived.emit(job, "cancelled", None))
        self._callbacks[job] = (receiver, on_success, on_failure, on_cancelled, progress)
        if "progress" in inspect.signature(function).parameters:
            keywords["progress"] = self._reporter(job)
        if apart:
            job.apart = threading.Thread(
                target=self._work, args=(job, function, args, keywords), name="kodiko-apart", daemon=True
            )
            job.apart.start()
        else:
            job._future = (self._store if store else self._rest).submit(self._work, job, function, args, keywords)
        return job

    def busy(self) -> int:
        """How many jobs have not come back yet."""
        return len(self._callbacks)

    def finish_store(self, patience: float = 10.0) -> None:
        """Wait until the store's worker has done everything asked of it so far: what was typed is saved before the end.
        Blocks (`patience` seconds at most), so only just before `close`."""
        with contextlib.suppress(TimeoutError):
            self._store.submit(lambda: None).result(timeout=patience)

    def close(self, patience: float = 5.0) -> None:
        """Ask every job to stop, wait for those that run (those apart: `patience` seconds at most, in all), and end
        every worker. No result is delivered any more."""
        self._closed = True
        apart = [job.apart for job in self._callbacks if job.apart is not None]
        for job in tuple(self._callbacks):
            job._stop.set()
        self._callbacks.clear()
        until = time.monotonic() + patience
        for thread in apart:
            thread.join(max(0.0, until - time.monotonic()))
        self._rest.shutdown(wait=True, cancel_futures=True)
        self._store.shutdown(wait=True, cancel_futures=True)

    def _reporter(self, job: Job) -> Callable[..., None]:
        last = 0.0

        def report(done: int, total: int, sentence: str = "") -> None:
            nonlocal last
            if job.is_cancelled():
                raise Cancelled
            now = time.monotonic()
            if now - last >= _PROGRESS_EVERY or done == total:
                last = now
                self._reported.emit(job, done, total, sentence)

        return report

    def _work(self, job: Job, function: Callable[..., Any], args: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        """Runs in a worker: turns every end into one signal."""
        try:
            if job.is_cancelled():
                raise Cancelled
            ended, result = "success", function(*args, **keywords)
        except Cancelled:
            ended, result = "cancelled", None
        except KodikoError as failure:
            _log.info("%s failed: %s", _name(function), failure.for_log)
            ended, result = "failure", failure
        except Exception as bug:
            # The message of an unknown error may quote a person's data: only its kind and place are logged.
            _log.error("%s failed: %s at %s", _name(function), type(bug).__name__, _place(bug))
            ended, result = "failure", UnexpectedFailure(type(bug).__name__)
        if not self._closed:
            self._arrived.emit(job, ended, result)

    def _settle(self, job: Job, ended: str, result: Any) -> None:
        callbacks = self._callbacks.pop(job, None)
        if callbacks is None:
            return
        receiver, on_success, on_failure, on_cancelled, _progress = callbacks
        job.ended_as = ended
        if receiver is None or isValid(receiver):
            if ended == "success" and on_success:
                on_success(result)
            elif ended == "failure" and on_failure:
                on_failure(result)
            elif ended == "cancelled" and on_cancelled:
                on_cancelled()
        job.finished.emit()
        job.deleteLater()

    def _report(self, job: Job, done: int, total: int, sentence: str) -> None:
        callbacks = self._callbacks.get(job)
        if callbacks is None:
            return
        receiver, progress = callbacks[0], callbacks[4]
        if progress and (receiver is None or isValid(receiver)):
            progress(done, total, sentence)
        job.progressed.emit(done, total, sentence)


def _name(function: Callable[..., Any]) -> str:
    return getattr(function, "__qualname__", type(function).__name__)


def _place(bug: BaseException) -> str:
    trace = bug.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno}" if trace else "?"
