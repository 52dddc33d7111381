"""Data read through importlib.resources: forms, programmes, vocabularies, contracts, fonts, icons, translations.

The reader is small on purpose: it also works inside a frozen bundle, where there is no folder to open.
"""

from importlib.resources import files


def names(folder: str, suffix: str = ".toml") -> tuple[str, ...]:
    """File names of `folder` (for instance "forms") that end with `suffix`, in alphabetical order."""
    return tuple(sorted(entry.name for entry in (files(__name__) / folder).iterdir() if entry.name.endswith(suffix)))


def read_text(folder: str, name: str) -> str:
    """The UTF-8 text of `name` in `folder`. FileNotFoundError if there is none."""
    return (files(__name__) / folder / name).read_text(encoding="utf-8")


def read_bytes(folder: str, name: str) -> bytes:
    """The bytes of `name` in `folder`. FileNotFoundError if there is none."""
    return (files(__name__) / folder / name).read_bytes()


def source_name(folder: str, name: str) -> str:
    """How messages name the file, as an association would look for it: "resources/forms/x.toml"."""
    return f"resources/{folder}/{name}"
