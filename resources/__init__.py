"""Data beside this module, in a frozen bundle too: forms, programmes, vocabularies, contracts, fonts, icons, words.

The reader is small on purpose: the window waits for it (`importlib.resources` would take five milliseconds to load).
"""

from pathlib import Path

_HERE = Path(__file__).parent


def names(folder: str, suffix: str = ".toml") -> tuple[str, ...]:
    """File names of `folder` (for instance "forms") that end with `suffix`, in alphabetical order."""
    return tuple(sorted(entry.name for entry in (_HERE / folder).iterdir() if entry.name.endswith(suffix)))


def read_text(folder: str, name: str) -> str:
    """The UTF-8 text of `name` in `folder`. FileNotFoundError if there is none."""
    return (_HERE / folder / name).read_text(encoding="utf-8")


def read_bytes(folder: str, name: str) -> bytes:
    """The bytes of `name` in `folder`. FileNotFoundError if there is none."""
    return (_HERE / folder / name).read_bytes()


def source_name(folder: str, name: str) -> str:
    """How messages name the file, as an association would look for it: "resources/forms/x.toml"."""
    return f"resources/{folder}/{name}"
