"""One window per store: a lock the system releases by itself when the window dies, with a note saying who holds it."""

import contextlib
import getpass
import json
import os
import platform
import sys
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import IO

from kodiko_desktop.vault.failures import AlreadyOpen, FolderUnwritable

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_LOCKED_BYTE = 1 << 20
"""Windows forbids reading what is locked: lock a byte far after the note, which need not exist."""


class InstanceLock:
    """The right to open a store. Held until `release`, or until the process ends, however it ends."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file

    def release(self) -> None:
        """Let another window open the store. Harmless twice."""
        if self._file.closed:
            return
        with contextlib.suppress(OSError):
            self._file.truncate(0)
            _unlock(self._file)
        self._file.close()

    def __enter__(self) -> "InstanceLock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(path: Path, now: datetime) -> InstanceLock:
    """Take the lock at `path` (a file, made when missing), noting that we hold it since `now`.

    What a crash leaves is a file without a lock: it is taken over. Raises AlreadyOpen, FolderUnwritable.
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        file = open(path, "a+", encoding="utf-8")  # noqa: SIM115 - kept open: closing it would release the lock
    except OSError as error:
        raise FolderUnwritable(type(error).__name__) from error
    if not _try_lock(file):
        failure = _who(file)
        file.close()
        raise failure
    try:
        _write_note(file, now)
    except OSError as error:
        file.close()
        raise FolderUnwritable(type(error).__name__) from error
    return InstanceLock(file)


def _write_note(file: IO[str], now: datetime) -> None:
    note = {"pid": os.getpid(), "login": _login(), "machine": platform.node(), "since": now.isoformat()}
    file.seek(0)
    file.truncate()
    json.dump(note, file)
    file.flush()


def _who(file: IO[str]) -> AlreadyOpen:
    """Who holds the lock, as its note says. A note being written, or from another version, says nobody."""
    try:
        file.seek(0)
        note = json.load(file)
        return AlreadyOpen(str(note["login"]), str(note["machine"]), datetime.fromisoformat(note["since"]))
    except (OSError, ValueError, KeyError, TypeError):
        return AlreadyOpen("", "", None)


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


if sys.platform == "win32":

    def _try_lock(file: IO[str]) -> bool:
        file.seek(_LOCKED_BYTE)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        file.seek(_LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _unlock(file: IO[str]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
