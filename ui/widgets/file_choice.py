"""Asking for a file or a folder: in Documents the first time, then in the folder used last."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_last: Path | None = None


def starting_folder() -> Path:
    """Where a dialog opens: the folder used last since the window was opened, else Documents, else the home folder."""
    if _last is not None and _last.is_dir():
        return _last
    documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
    return documents if documents.is_dir() else Path.home()


def remember(folder: Path) -> None:
    """The next dialog opens in `folder`."""
    global _last
    _last = folder


def file_to_save(parent: QWidget, title: str, name: str, kinds: str = "") -> Path | None:
    """Where to write a new file first called `name`; None when nothing is to be written. `kinds`: as Qt's filters."""
    chosen, _kind = QFileDialog.getSaveFileName(parent, title, str(starting_folder() / name), kinds)
    return _noted(chosen)


def file_to_open(parent: QWidget, title: str, kinds: str = "") -> Path | None:
    """A file to read, None when there is none after all."""
    chosen, _kind = QFileDialog.getOpenFileName(parent, title, str(starting_folder()), kinds)
    return _noted(chosen)


def files_to_open(parent: QWidget, title: str, kinds: str = "") -> list[Path]:
    """Files to read, none when there is none after all."""
    chosen, _kind = QFileDialog.getOpenFileNames(parent, title, str(starting_folder()), kinds)
    return [path for path in map(_noted, chosen) if path is not None]


def folder_to_use(parent: QWidget, title: str) -> Path | None:
    """A folder, None when there is none after all."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(starting_folder()))
    if not chosen:
        return None
    remember(Path(chosen))
    return Path(chosen)


def _noted(chosen: str) -> Path | None:
    if not chosen:
        return None
    remember(Path(chosen).parent)
    return Path(chosen)
