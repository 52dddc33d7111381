"""The shared folder, seen as a place that may be missing, late, wrong or full: careful writes, reads without trust."""

import contextlib
import errno
import os
import stat
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

from kodiko_desktop.sync.failures import FolderAway, FolderRefuses

PART = ".part"
ATTEMPTS = 6
"""How often a rename or removal is tried while an antivirus or a synchroniser holds the file (Windows)."""

LARGEST = 256 << 20
"""Bytes of the largest file that is read: a segment of fifty thousand long notes weighs a quarter of it."""

_ADDED = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)
_NOT_WAITING = getattr(os, "O_NONBLOCK", 0)
_JUNCTION = 0xA0000003
"""The tag of a junction (Windows); the folders that OneDrive has not brought yet have another one."""
_NOT_TEXT = frozenset({"Cc", "Cs"})
"""Control characters (a name is shown, on terminals too), and halves of characters (bytes that are no UTF-8)."""

_OF_WINDOWS = {19: "EROFS", 39: "ENOSPC", 112: "ENOSPC", 1295: "EDQUOT", 1816: "EDQUOT"}
"""ERROR_WRITE_PROTECT, ERROR_HANDLE_DISK_FULL, ERROR_DISK_FULL, ERROR_DISK_QUOTA_EXCEEDED, ERROR_NOT_ENOUGH_QUOTA."""


class Folder:
    """A directory. `key` names it in this laptop's memory. Tests give it disks that fail."""

    def __init__(self, root: Path, *, key: str | None = None, pause: Callable[[float], None] = time.sleep) -> None:
        self.root = Path(root)
        self.key = key or str(self.root)
        self._pause = pause
        self._left: dict[str, list[str]] = {}
        self._ours: set[str] = set()

    def is_there(self) -> bool:
        """True when the folder can be reached now."""
        self._ours.clear()
        try:
            return self._is_folder(self.root)
        except OSError:
            return False

    def names(self, place: str) -> list[str]:
        """Names in a place; none when the place is not made yet. Files under way, hidden ones and those whose name is
        no text are left out. Raises FolderAway, FolderRefuses."""
        try:
            self._refuse_links(place)
            found = self._list(self.root / place)
        except (FileNotFoundError, NotADirectoryError):
            if not self.is_there():
                raise FolderAway() from None
            return []
        except OSError as error:
            raise self._failure(error) from error
        self._left[place] = [name for name in found if name.endswith(PART)]
        shown = (name for name in found if not name.startswith((".", "~")) and not name.endswith((PART, ".tmp")))
        return sorted(name for name in shown if _is_text(name))

    def sizes(self, place: str) -> list[int]:
        """How many bytes each file of a place has; none when the place is not made yet, one that goes away meanwhile
        left out. Raises FolderAway, FolderRefuses."""
        found = []
        for name in self.names(place):
            with contextlib.suppress(OSError):
                found.append((self.root / place / name).stat().st_size)
        return found

    def sweep(self, place: str, prefix: str) -> None:
        """Remove what a crash of ours left under way in a place already listed: names that begin with `prefix`.
        Raises FolderAway."""
        for name in self._left.pop(place, []):
            if name.startswith(prefix):
                self.remove(place, name)

    def read(self, place: str, name: str, *, most: int = LARGEST) -> bytes | None:
        """The bytes of a file; None when it is not there, not a file (a link, a pipe), longer than `most`, or cannot be
        read now. Raises FolderAway."""
        try:
            self._refuse_links(place)
            content = self._read(self.root / place / name)
            return content if len(content) <= most else None
        except OSError as error:
            if not self.is_there():
                raise FolderAway() from error
            return None

    def look(self, place: str, name: str) -> tuple[int, int] | None:
        """What a file looks like without reading it: (bytes, moment of its last change in nanoseconds). None when it is
        not there or cannot be looked at. Raises FolderAway."""
        try:
            return self._look(self.root / place / name)
        except OSError as error:
            if not self.is_there():
                raise FolderAway() from error
            return None

    def write(self, place: str, name: str, content: bytes) -> None:
        """Put a file in its place wholly: written aside, flushed, renamed, read back. Raises FolderAway,
        FolderRefuses: then it is not to be counted on."""
        target = self.root / place / name
        part = target.with_name(name + PART)
        try:
            self._refuse_links(place)
            try:
                self._write(part, content)
            except FileNotFoundError:
                if not self.is_there():
                    raise FolderAway() from None
                self._make(target.parent)
                self._write(part, content)
            self._patiently(lambda: self._rename(part, target))
            if self._read(target) != content:
                raise FolderRefuses("read back differs")
        except OSError as error:
            with contextlib.suppress(OSError):
                self._remove(part)
            raise self._failure(error) from error

    def remove(self, place: str, name: str) -> bool:
        """Remove a file of ours; False when it could not be (it is tried again another day). Raises FolderAway."""
        try:
            self._refuse_links(place)
            self._patiently(lambda: self._remove(self.root / place / name))
        except FileNotFoundError:
            return True
        except OSError:
            if not self.is_there():
                raise FolderAway() from None
            return False
        return True

    def _refuse_links(self, place: str) -> None:
        """Raise OSError for a place that is a link, or is under one: it may lead anywhere on this laptop. Looked at
        once for each place after `is_there`."""
        if place in self._ours:
            return
        path = self.root
        for part in Path(place).parts:
            path = path / part
            if os.path.islink(path) or _is_junction(path):
                raise OSError(errno.ELOOP, "a link in place of a folder")
        self._ours.add(place)

    def _patiently(self, act: Callable[[], None]) -> None:
        for attempt in range(ATTEMPTS):
            try:
                return act()
            except PermissionError:
                if attempt == ATTEMPTS - 1:
                    raise
                self._pause(0.05 * 2**attempt)
        return None

    def _failure(self, error: OSError) -> FolderAway | FolderRefuses:
        return refusal(error) if self._answers() else FolderAway()

    def _answers(self) -> bool:
        """Some mounts go on showing the root of a share whose server is down: only listing it tells."""
        if not self.is_there():
            return False
        try:
            self._list(self.root)
        except PermissionError:
            return True
        except OSError:
            return False
        return True

    # -- the disk itself ----------------------------------------------------------------------------------------

    def _is_folder(self, path: Path) -> bool:
        return path.is_dir()

    def _list(self, path: Path) -> list[str]:
        return os.listdir(path)

    def _read(self, path: Path) -> bytes:
        descriptor = os.open(path, os.O_RDONLY | _ADDED | _NOT_WAITING)
        with open(descriptor, "rb") as file:
            found = os.fstat(descriptor)
            if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST:
                raise OSError(errno.EINVAL, "not a file of ours")
            return file.read(LARGEST + 1)

    def _look(self, path: Path) -> tuple[int, int]:
        found = path.stat()
        return found.st_size, found.st_mtime_ns

    def _make(self, path: Path) -> None:
        path.mkdir(parents=True, exist_ok=True)

    def _write(self, path: Path, content: bytes) -> None:
        # Never through what somebody else put under that name (a link to a file of this laptop, a pipe).
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _ADDED
        try:
            descriptor = os.open(path, flags, 0o666)
        except FileExistsError:
            path.unlink()
            descriptor = os.open(path, flags, 0o666)
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())

    def _rename(self, source: Path, target: Path) -> None:
        os.replace(source, target)

    def _remove(self, path: Path) -> None:
        path.unlink()


def refusal(error: OSError) -> FolderRefuses:
    """What a folder that answers refuses with this error."""
    return FolderRefuses(_cause(error))


def _cause(error: OSError) -> str:
    """The name of a system's error, those of Windows that Python takes for something else put right."""
    of_windows = _OF_WINDOWS.get(getattr(error, "winerror", None) or 0)
    return of_windows or errno.errorcode.get(error.errno or 0, "error")


def _is_junction(path: Path) -> bool:
    """True for what Windows has instead of links to folders."""
    try:
        return getattr(os.lstat(path), "st_reparse_tag", 0) == _JUNCTION
    except OSError:
        return False


def _is_text(name: str) -> bool:
    return name.isprintable() or _NOT_TEXT.isdisjoint(map(unicodedata.category, name))
