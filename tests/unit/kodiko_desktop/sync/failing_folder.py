"""A folder on a disk that fails where a test says: a crash at a given operation, errors, short reads, old listings."""

from kodiko_desktop.sync.folder import Folder


class Crash(BaseException):
    """The power goes: nothing after this runs, not even what catches exceptions."""


class CountedFolder(Folder):
    """Numbers each operation on the disk, and lets `fate(number, what, path)` decide: None to let it be, an exception
    to raise before it, or "after" followed by a crash once it is done."""

    def __init__(self, root, fate=lambda number, what, path: None, **options):
        super().__init__(root, pause=lambda _seconds: None, **options)
        self.fate, self.done = fate, 0

    def _operation(self, what, path, act):
        self.done += 1
        decided = self.fate(self.done, what, path)
        if isinstance(decided, BaseException):
            raise decided
        result = act()
        if decided == "after":
            raise Crash
        return result

    def _is_folder(self, path):
        return self._operation("stat", path, lambda: super(CountedFolder, self)._is_folder(path))

    def _list(self, path):
        return self._operation("list", path, lambda: super(CountedFolder, self)._list(path))

    def _read(self, path):
        return self._operation("read", path, lambda: super(CountedFolder, self)._read(path))

    def _look(self, path):
        return self._operation("look", path, lambda: super(CountedFolder, self)._look(path))

    def _make(self, path):
        return self._operation("make", path, lambda: super(CountedFolder, self)._make(path))

    def _write(self, path, content):
        return self._operation("write", path, lambda: super(CountedFolder, self)._write(path, content))

    def _rename(self, source, target):
        return self._operation("rename", target, lambda: super(CountedFolder, self)._rename(source, target))

    def _remove(self, path):
        return self._operation("remove", path, lambda: super(CountedFolder, self)._remove(path))


class TornFolder(CountedFolder):
    """A crash during operation `at`: a write leaves the first half of its bytes under the temporary name."""

    def __init__(self, root, at):
        super().__init__(root, lambda number, _what, _path: None)
        self.at = at

    def _write(self, path, content):
        if self.done + 1 == self.at:
            path.write_bytes(content[: len(content) // 2])
            raise Crash
        return super()._write(path, content)


class UnsyncedFolder(CountedFolder):
    """A share that says yes and loses what it had not written: after the crash, the last file renamed is empty."""

    def __init__(self, root, at):
        super().__init__(root, lambda number, _what, _path: None)
        self.at = at

    def _rename(self, source, target):
        super()._rename(source, target)
        if self.done >= self.at:
            target.write_bytes(b"")
            raise Crash
