"""What an import would do, before it does it: each line with its standing, each bad cell with its name and a remedy."""

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from db.bulk import collector_kept_out
from db.connection import Connection
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.identity import PersonRefused, check_names
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.cells import ColumnReader, shown
from kodiko_desktop.exchange.fields import import_fields
from kodiko_desktop.exchange.known_people import KnownPeople
from kodiko_desktop.exchange.mapping import ColumnMapping, check_mapping
from kodiko_desktop.exchange.raw_table import RawTable, cell_name


class Standing(StrEnum):
    """What a line is. Only NEW is brought in unless somebody decides otherwise."""

    NEW = "new"
    BAD = "bad"
    ALREADY = "already"
    CHANGED = "changed"
    TWICE = "twice"
    RESEMBLES = "resembles"


class Choice(StrEnum):
    """What is done with a line."""

    CREATE = "create"
    SKIP = "skip"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that cannot be kept: its name in the sheet, what was read, why (French), and what to write instead."""

    cell: str
    column: int
    field: str
    read: str
    sentence: str
    suggestion: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A field where the line and the file it resembles do not say the same."""

    field: str
    in_file: Any
    in_store: Any


@dataclass(slots=True)
class PreviewRow:
    """A line of the sheet. `values`: what a file would hold; `why`: the French phrase behind the standing;
    `person_id`: who it is or resembles; `like_line`: the line of the same sheet it repeats."""

    line: int
    cells: tuple[Any, ...]
    values: dict[str, Any]
    problems: tuple[CellProblem, ...]
    fingerprint: str = ""
    standing: Standing = Standing.NEW
    choice: Choice = Choice.CREATE
    why: str = ""
    person_id: str = ""
    like_line: int = 0
    differences: tuple[Difference, ...] = ()
    seen: Seen = field(default_factory=dict)


@dataclass
class ImportPreview:
    """Every line of a table as it would be brought in. Changed only through `correct` and `decide`."""

    table: RawTable
    mapping: ColumnMapping
    rows: list[PreviewRow]
    readers: Mapping[int, ColumnReader]
    known: KnownPeople

    def with_standing(self, standing: Standing) -> tuple[PreviewRow, ...]:
        """The lines of one standing, in order."""
        return tuple(row for row in self.rows if row.standing == standing)

    def row(self, line: int) -> PreviewRow:
        """The row of a sheet line. Raises KeyError."""
        for row in self.rows:
            if row.line == line:
                return row
        raise KeyError(line)


@collector_kept_out()
def preview(
    table: RawTable,
    mapping: ColumnMapping,
    *,
    connection: Connection,
    today: datetime.date,
    progress: Progress = silent,
) -> ImportPreview:
    """Read every line of a table with its mapping and compare it with the store. Raises MappingRefused."""
    check_mapping(mapping)
    readers = {column: ColumnReader(import_fields()[name], today) for column, name in mapping.items()}
    rows = []
    for position, (line, cells) in enumerate(zip(table.lines, table.rows, strict=True)):
        if position % 500 == 0:
            progress(position, 2 * len(table.rows), _("Lecture des lignes"))
        values, problems = _read(line, cells, mapping, readers)
        rows.append(PreviewRow(line, cells, values, problems))
    known = KnownPeople(connection, [row.values for row in rows])
    found = ImportPreview(table, mapping, rows, readers, known)
    _settle(found, progress)
    return found


def correct(preview: ImportPreview, line: int, field_name: str, text: str) -> PreviewRow:
    """Replace what a cell of a line says by `text`, read as the cell would have been; "" empties it. Returns the line
    as it now stands (others that repeated it are settled again too). Raises KeyError for a field that is not read."""
    column = next(column for column, name in preview.mapping.items() if name == field_name)
    row = preview.row(line)
    cells = list(row.cells)
    cells[column] = text or None
    row.cells = tuple(cells)
    row.values, row.problems = _read(line, row.cells, preview.mapping, preview.readers)
    _settle(preview, silent)
    return row


def decide(preview: ImportPreview, line: int, choice: Choice) -> PreviewRow:
    """Say what to do with a line. Raises ValueError when it cannot be done (a bad line, nobody to update)."""
    row = preview.row(line)
    impossible = row.standing == Standing.BAD or (choice == Choice.UPDATE and not row.differences)
    if choice != Choice.SKIP and (impossible or row.standing == Standing.ALREADY):
        raise ValueError(f"line {line} cannot be {choice}")
    row.choice = choice
    return row


# -- inside ------------------------------------------------------------------------------------------------------


def _read(
    line: int, cells: tuple[Any, ...], mapping: ColumnMapping, readers: Mapping[int, ColumnReader]
) -> tuple[dict[str, Any], tuple[CellProblem, ...]]:
    values: dict[str, Any] = {}
    problems = []
    for column, reader in readers.items():
        value = cells[column]
        if value is None:
            continue
        read = reader[value] if type(value) is str else reader.read(value)
        if read.problem:
            problems.append(
                CellProblem(
                    cell_name(line, column), column, mapping[column], shown(value), read.problem, read.suggestion
                )
            )
        else:
            values.update(read.values)
    try:
        if not problems:
            check_names(values)
    except PersonRefused as refused:
        column = next(column for column, name in mapping.items() if "name" in name)
        problems.append(
            CellProblem(cell_name(line, column), column, mapping[column], shown(cells[column]), refused.sentence, "")
        )
    return values, tuple(problems)


def _fingerprint(values: Mapping[str, Any]) -> str:
    """Of what is said of somebody: the number they have here, in a list taken out and brought back, says nothing."""
    said = "\x1f".join([f"{name}={values[name]}" for name in sorted(values) if name != "former_number"])
    return hashlib.blake2b(said.encode(), digest_size=16).hexdigest()


def _settle(preview: ImportPreview, progress: Progress) -> None:
    """Give each line its standing; a decision taken on a line whose standing has not moved is kept."""
    lines_by_print: dict[str, int] = {}
    lines_by_person: dict[tuple, int] = {}
    for position, row in enumerate(preview.rows):
        if position % 500 == 0:
            progress(len(preview.rows) + position, 2 * len(preview.rows), _("Comparaison avec les fiches"))
        before, chosen = row.standing, row.choice
        _stand(row, preview.known, lines_by_print, lines_by_person)
        if before == row.standing and before not in (Standing.NEW, Standing.BAD):
            row.choice = chosen


def _stand(row: PreviewRow, known: KnownPeople, by_print: dict[str, int], by_person: dict[tuple, int]) -> None:
    row.why, row.person_id, row.like_line, row.differences, row.seen = "", "", 0, (), {}
    row.choice = Choice.SKIP
    if row.problems:
        row.standing, row.fingerprint = Standing.BAD, ""
        return
    row.fingerprint = _fingerprint(row.values)
    key = known.key(row.values)
    repeated = by_print.get(row.fingerprint) or (by_person.get(key) if key else None)
    by_print.setdefault(row.fingerprint, row.line)
    if key:
        by_person.setdefault(key, row.line)
    imported = known.imported(row.fingerprint)
    if imported is not None:
        row.standing, row.person_id = Standing.ALREADY, imported
        row.why = _("déjà reprise d’un tableau")
    elif repeated is not None:
        row.standing, row.like_line = Standing.TWICE, repeated
        row.why = _("répète la ligne {line}").format(line=repeated)
    elif (found := known.resembling(row.values)) is not None:
        row.standing = Standing.CHANGED if found.imported_before else Standing.RESEMBLES
        row.person_id, row.why, row.seen = found.person_id, _(found.why), found.seen
        row.differences = tuple(
            Difference(name, value, found.values.get(name))
            for name, value in row.values.items()
            if name in found.values and value != found.values[name]
        )
    else:
        row.standing, row.choice = Standing.NEW, Choice.CREATE
