"""Small files and renames that survive a power cut: written aside, flushed to the disk, then put in place at once."""

import errno
import os
from pathlib import Path

PART = ".part"
"""Ending of a file that is being written; one found later is the trace of an interruption."""


def write_durably(path: Path, content: bytes) -> None:
    """`content` at `path`, wholly or not at all; readable by its owner only. Raises OSError."""
    part = path.with_name(path.name + PART)
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        put_in_place(part, path)
    except OSError:
        part.unlink(missing_ok=True)
        raise


def put_in_place(part: Path, path: Path) -> None:
    """Rename `part` to `path` (same folder), replacing it, and make the rename last. Raises OSError."""
    os.replace(part, path)
    flush_folder(path.parent)


def flush_file(path: Path) -> None:
    """Wait until the content of `path` is on the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Wait until the names in `folder` are on the disk, where the system knows how (not Windows, not every share)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(descriptor)
