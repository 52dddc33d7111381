"""Where things stand in a TOML file, since the standard reader forgets the lines: an error must name one."""

import re

_ARRAY_TABLE = re.compile(r"^\s*\[\[\s*([A-Za-z_][\w.]*)\s*\]\]")
_TABLE = re.compile(r"^\s*\[\s*([A-Za-z_][\w.\"-]*)\s*\]")
_KEY = re.compile(r"^\s*([A-Za-z_][\w]*)[\w.\"\s-]*=")


class SourceLines:
    """Lines (1-based) of the tables and keys of one template.

    A place is a path such as `("section", 0, "block", 2)`; `line_of(path, "text")` answers with the closest line known:
    the key, else its table, else the first line.
    """

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[object, ...], int] = {(): 1}
        counts: dict[tuple[object, ...], int] = {}
        here: tuple[object, ...] = ()
        for number, line in enumerate(text.splitlines(), start=1):
            if found := _ARRAY_TABLE.match(line):
                here = self._enter(found[1].split("."), counts)
                self._lines[here] = number
            elif found := _TABLE.match(line):
                here = tuple(found[1].replace('"', "").split("."))
                self._lines.setdefault(here, number)
            elif found := _KEY.match(line):
                self._lines.setdefault((*here, found[1]), number)

    @staticmethod
    def _enter(parts: list[str], counts: dict[tuple[object, ...], int]) -> tuple[object, ...]:
        """The path of a `[[a.b]]` header: a new element of `b` inside the last element of `a`."""
        path: tuple[object, ...] = ()
        for part in parts[:-1]:
            path = (*path, part, max(0, counts.get((*path, part), 1) - 1))
        last = (*path, parts[-1])
        counts[last] = counts.get(last, 0) + 1
        return (*last, counts[last] - 1)

    def line_of(self, path: tuple[object, ...], key: str = "") -> int:
        """The line of `key` at `path`, or of the nearest thing around it."""
        wanted = (*path, key) if key else path
        while wanted not in self._lines:
            wanted = wanted[:-1]
        return self._lines[wanted]


def line_of_syntax_error(message: str, text: str) -> int:
    """The line a `tomllib.TOMLDecodeError` speaks of: it is only in its message."""
    found = re.search(r"at line (\d+)", message)
    return int(found[1]) if found else max(1, len(text.splitlines()))
