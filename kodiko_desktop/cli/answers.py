"""How a command answers: sentences and tables for people, JSON for scripts, files written whole or not at all."""

import datetime
import json
import os
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class FileNotWritten(KodikoError):
    """A PDF could not be written where it was asked."""


def say(parsed: Namespace, sentences: Sequence[str], **facts: Any) -> None:
    """Print sentences, or the facts behind them as JSON."""
    if parsed.json:
        print(json.dumps(facts, ensure_ascii=False, default=str))
    else:
        print("\n".join(sentences))


def table(parsed: Namespace, columns: Mapping[str, str], rows: Sequence[Mapping[str, Any]], *, empty: str) -> None:
    """Print rows under their titles (`columns`: key → title), or all their facts as a JSON list."""
    if parsed.json:
        print(json.dumps(list(rows), ensure_ascii=False, default=str))
        return
    if not rows:
        print(empty)
        return
    lines = [list(columns.values()), *([_text(row.get(key)) for key in columns] for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(columns))]
    for line in lines:
        print("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())


def write_file(path: Path, content: bytes) -> None:
    """Write `content` beside `path`, then give it its name: never half a file. Raises FileNotWritten."""
    part = path.with_name(path.name + ".part")
    try:
        with open(part, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise FileNotWritten(
            _("Le fichier n’a pas pu être écrit. Vérifiez le dossier et la place libre, puis recommencez."),
            for_log=f"output not written: {type(error).__name__}",
        ) from error


def _text(value: Any) -> str:
    if isinstance(value, datetime.date):
        return numeric_date(value)
    return "" if value is None else str(value)
