"""Reads text tables as spreadsheets write them: UTF-8 with or without mark, UTF-16, Windows-1252; any separator."""

import csv
import io

from kodiko_desktop.exchange.failures import TableUnreadable

_SEPARATORS = (";", "\t", ",", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_LONGEST_CELL = 1_000_000


def read_delimited(content: bytes) -> list[list[str]]:
    """The lines of a text table, every cell a text. Raises TableUnreadable."""
    text = decode(content)
    csv.field_size_limit(_LONGEST_CELL)
    separator, text = _separator(text)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise TableUnreadable("csv") from error


def decode(content: bytes) -> str:
    """The text of a file that does not say its encoding. Raises TableUnreadable for what is not text at all."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise TableUnreadable("torn unicode") from error
    if b"\x00" in content:
        raise TableUnreadable("binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _separator(text: str) -> tuple[str, str]:
    """The separator, and the text without the line « sep=; » that some spreadsheets write first."""
    first, _end, rest = text.partition("\n")
    if first.lower().startswith("sep=") and len(first.strip()) == 5:
        return first.strip()[4], rest
    sample = text.splitlines()[:50]
    return max(_SEPARATORS, key=lambda separator: _agreement(sample, separator)), text


def _agreement(lines: list[str], separator: str) -> tuple[int, int]:
    """How many lines a separator cuts in as many cells as most do, then how many cells."""
    counts = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
    several = [count for count in counts if count > 1]
    if not several:
        return (0, 0)
    usual = max(set(several), key=several.count)
    return (several.count(usual), usual)
