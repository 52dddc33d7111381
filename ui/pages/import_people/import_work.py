"""What has been decided so far about a spreadsheet, so that a lock or a restart finds it again."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.store import Store
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.exchange.mapping import guess_mapping, remembered_mapping
from kodiko_desktop.exchange.preview import Choice, ImportPreview, correct, decide, preview
from kodiko_desktop.exchange.raw_table import RawTable
from kodiko_desktop.exchange.reading import read_table

PLACE = "import"


@dataclass
class ImportWork:
    """The file, how its columns are read, each cell corrected (line, field) and each line decided upon."""

    path: Path
    sheet: str = ""
    mapping: dict[int, str] | None = None
    corrections: dict[tuple[int, str], str] = field(default_factory=dict)
    choices: dict[int, Choice] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """The same, as a draft keeps it."""
        return {
            "path": str(self.path),
            "sheet": self.sheet,
            "mapping": None if self.mapping is None else {str(key): name for key, name in self.mapping.items()},
            "corrections": [[line, name, text] for (line, name), text in self.corrections.items()],
            "choices": [[line, choice.value] for line, choice in self.choices.items()],
        }


def from_json(content: Mapping[str, Any]) -> ImportWork:
    """What a draft kept."""
    mapping = content.get("mapping")
    return ImportWork(
        Path(content["path"]),
        content.get("sheet", ""),
        None if mapping is None else {int(column): name for column, name in mapping.items()},
        {(line, name): text for line, name, text in content.get("corrections", ())},
        {line: Choice(choice) for line, choice in content.get("choices", ())},
    )


def open_file(store: Store, work: ImportWork, *, progress: Progress) -> tuple[RawTable, dict[int, str]]:
    """The table of the file, and the columns as they were read last time, or guessed. Raises the failures of
    `read_table`."""
    table = read_table(work.path, sheet=work.sheet or None, progress=progress)
    if work.mapping is not None:
        return table, work.mapping
    return table, guess_mapping(table.headers, remembered_mapping(store.read(), table.headers))


def check_lines(
    store: Store, work: ImportWork, table: RawTable, *, today: datetime.date, progress: Progress
) -> ImportPreview:
    """Every line as it would be brought in, with what was already corrected and decided. Raises MappingRefused."""
    found = preview(table, work.mapping or {}, connection=store.read(), today=today, progress=progress)
    fields, lines = set(found.mapping.values()), {row.line for row in found.rows}
    for (line, name), text in work.corrections.items():
        if line in lines and name in fields:
            correct(found, line, name, text)
    for line, choice in work.choices.items():
        if line in lines:
            _decide_again(found, line, choice)
    return found


def _decide_again(found: ImportPreview, line: int, choice: Choice) -> None:
    try:
        decide(found, line, choice)
    except ValueError:
        # The store has moved since: the line stands as it now does, and is shown so.
        return
