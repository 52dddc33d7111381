"""Where each value of a TOML text stands. `tomllib` gives the values without their lines; this gives the lines.

The text is one that `tomllib` has already accepted, so the scanner only walks: it knows headers, dotted keys, the four
kinds of strings, arrays and inline tables, and nothing of what values mean.
"""

from typing import TypeAlias

Path: TypeAlias = tuple[str | int, ...]

_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}


def line_index(text: str) -> dict[Path, int]:
    """Lines (from 1) of every key, table and array element of `text`, by path: ("section", 0, "question", 2)."""
    return _Scanner(text).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text.replace("\r\n", "\n")
        self.at = 0
        self.line = 1
        self.lines: dict[Path, int] = {(): 1}
        self.elements: dict[Path, int] = {}  # array of tables -> how many elements so far

    def scan(self) -> dict[Path, int]:
        table: Path = ()
        while self.skip_blank():
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)
        return self.lines

    # -- walking ------------------------------------------------------------------------------------------------

    def step(self, count: int = 1) -> None:
        self.line += self.text.count("\n", self.at, self.at + count)
        self.at += count

    def peek(self, count: int = 1) -> str:
        return self.text[self.at : self.at + count]

    def skip_blank(self, newlines: bool = True) -> bool:
        """Skip spaces, comments and (unless told otherwise) ends of lines. False at the end of the text."""
        while self.at < len(self.text):
            character = self.text[self.at]
            if character == "#":
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            elif character in " \t" or (newlines and character == "\n"):
                self.step()
            else:
                return True
        return False

    def note(self, path: Path, line: int) -> None:
        self.lines.setdefault(path, line)

    # -- keys ---------------------------------------------------------------------------------------------------

    def header(self) -> Path:
        line = self.line
        is_array = self.peek(2) == "[["
        self.step(2 if is_array else 1)
        parts = self.dotted_key()
        self.step(2 if is_array else 1)
        path: Path = ()
        for position, part in enumerate(parts):
            path = (*path, part)
            if is_array and position == len(parts) - 1:
                count = self.elements.get(path, 0)
                self.note(path, line)
                self.elements[path] = count + 1
                path = (*path, count)
            elif path in self.elements:
                path = (*path, self.elements[path] - 1)
            self.note(path, line)
        return path

    def dotted_key(self) -> list[str]:
        parts = []
        while True:
            self.skip_blank()
            parts.append(self.string() if self.peek() in "\"'" else self.bare_key())
            self.skip_blank()
            if self.peek() != ".":
                return parts
            self.step()

    def bare_key(self) -> str:
        start = self.at
        while self.text[self.at].isalnum() or self.text[self.at] in "-_":
            self.step()
        return self.text[start : self.at]

    def pair(self, table: Path) -> None:
        line = self.line
        path = table
        for part in self.dotted_key():
            path = (*path, part)
            self.note(path, line)
        self.step()  # "="
        self.value(path)

    # -- values -------------------------------------------------------------------------------------------------

    def value(self, path: Path) -> None:
        self.skip_blank()
        character = self.peek()
        if character == "[":
            self.array(path)
        elif character == "{":
            self.inline_table(path)
        elif character in "\"'":
            self.string()
        else:
            while self.at < len(self.text) and self.text[self.at] not in ",]}#\n":
                self.step()

    def array(self, path: Path) -> None:
        self.step()
        position = 0
        while self.skip_blank() and self.peek() != "]":
            self.note((*path, position), self.line)
            self.value((*path, position))
            position += 1
            self.skip_blank()
            if self.peek() == ",":
                self.step()
        self.step()

    def inline_table(self, path: Path) -> None:
        self.step()
        while self.skip_blank() and self.peek() != "}":
            self.pair(path)
            self.skip_blank()
            if self.peek() == ",":
                self.step()
        self.step()

    def string(self) -> str:
        quote = self.peek()
        long_quote = quote * 3
        if self.peek(3) == long_quote:
            return self.long_string(long_quote)
        self.step()
        start = self.at
        while self.peek() != quote:
            self.step(2 if quote == '"' and self.peek() == "\\" else 1)
        inside = self.text[start : self.at]
        self.step()
        return _unescape(inside) if quote == '"' else inside

    def long_string(self, long_quote: str) -> str:
        self.step(3)
        start = self.at
        while self.peek(3) != long_quote:
            self.step(2 if long_quote == '"""' and self.peek() == "\\" else 1)
        while self.peek(4) == long_quote + long_quote[0]:  # one or two quotes may precede the closing three
            self.step()
        inside = self.text[start : self.at]
        self.step(3)
        return inside


def _unescape(inside: str) -> str:
    """A quoted key as `tomllib` reads it; values never come here for their content."""
    if "\\" not in inside:
        return inside
    result, at = [], 0
    while at < len(inside):
        if inside[at] != "\\":
            result.append(inside[at])
            at += 1
        elif inside[at + 1] in "uU":
            width = 4 if inside[at + 1] == "u" else 8
            result.append(chr(int(inside[at + 2 : at + 2 + width], 16)))
            at += 2 + width
        else:
            result.append(_ESCAPES[inside[at + 1]])
            at += 2
    return "".join(result)
