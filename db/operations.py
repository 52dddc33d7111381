"""One operation as it travels: a line of JSON, the same bytes whenever its author writes it, read with suspicion."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple, NoReturn

from db.bulk import collector_kept_out
from db.connection import Connection
from db.travelling_values import are_pieces, finite, too_deep

LARGEST_COUNTER = 2**53
"""Counters stay whole numbers in every JSON reader."""
LARGEST_CLOCK = 2**63 - 1
LONGEST_NAME = 128
"""Characters of an id, a table's or field's name, a kind of act, a date-time."""


class OperationUnreadable(ValueError):
    """A line that is not an operation. Its message names the fault, never the data."""


class TravellingOperation(NamedTuple):
    """One write of one row. `made`: it created the row. `fields_text` is kept as its author wrote it; `overwrites`
    maps fields to (device, counter) pairs; `blobs` says where the bytes of a document are: [hash, key, size] each."""

    counter: int
    act_id: str
    kind: str
    author: str
    at: str
    table: str
    row_id: str
    clock: int
    made: bool
    fields_text: str
    fields: dict[str, Any]
    overwrites: dict[str, list[tuple[str, int]]]
    subjects: list[str]
    blobs: list[list[Any]]


def write_lines(connection: Connection, stream: str, device: str, first: int, last: int) -> list[str]:
    """The operations `first`..`last` of a device of this store, one line each, in order. Raises ValueError when some
    are not in the store."""
    rows = connection.execute(
        "SELECT operation.counter, act_id, coalesce(act.kind, ''), coalesce(act.author, ''), coalesce(act.at, ''), "
        "table_name, row_id, clock, previous IS NULL, fields, overwrites, subjects "
        "FROM operation LEFT JOIN act ON act.id = operation.act_id "
        "WHERE stream = ? AND operation.device = ? AND counter BETWEEN ? AND ? ORDER BY counter",
        (stream, device, first, last),
    ).fetchall()
    if len(rows) != last - first + 1:
        raise ValueError(f"{last - first + 1 - len(rows)} operations are not in the store")
    blobs = _blobs(connection, (row[6] for row in rows if row[5] == "document" and row[8]))
    return [_encode([*row, blobs[row[6]]] if row[8] and row[6] in blobs else row) for row in rows]


def read_lines(lines: Iterable[str]) -> list[TravellingOperation]:
    """The operations of lines. Raises OperationUnreadable."""
    with collector_kept_out():
        return [read_line(line) for line in lines]


def read_line(line: str) -> TravellingOperation:
    """The operation of a line; elements after those we know are left to later versions. Raises OperationUnreadable."""
    try:
        parts, end = _scan(line, 0)
        counter, act_id, kind, author, at, table, row_id, clock, made, fields_text, overwrites, subjects, *more = parts
        fields, fields_end = _scan(fields_text, 0)
        if end != len(line) or fields_end != len(fields_text):
            raise ValueError("something follows")
        about = _decode(subjects) if subjects != "[]" else []
        said = _decode(overwrites) if overwrites != "{}" else None
    except (ValueError, TypeError, RecursionError, StopIteration) as error:
        raise OperationUnreadable(f"not an operation ({type(error).__name__})") from error
    blobs = more[0] if more else []
    if not (type(act_id) is type(kind) is type(author) is type(at) is type(table) is type(row_id) is str):
        raise OperationUnreadable("bad name")
    if max(len(act_id), len(kind), len(author), len(at), len(table), len(row_id)) > LONGEST_NAME:
        raise OperationUnreadable("long name")
    if type(counter) is not int or not 0 < counter <= LARGEST_COUNTER:
        raise OperationUnreadable("bad counter")
    if type(clock) is not int or not 0 <= clock <= LARGEST_CLOCK or made not in (0, 1):
        raise OperationUnreadable("bad clock or flag")
    if type(fields) is not dict or type(about) is not list or type(blobs) is not list:
        raise OperationUnreadable("bad shape")
    if too_deep(fields_text, fields) or (blobs and not are_pieces(blobs)):
        raise OperationUnreadable("bad value")
    if "\\u" in line:
        _refuse_half_characters(parts, fields, said, about)
    overwritten = _overwrites(said) if said else {}
    people = [person for person in about if type(person) is str] if about else about
    return TravellingOperation(
        *(counter, act_id, kind, author, at, table, row_id, clock, made == 1, fields_text, fields),
        *(overwritten, people, blobs),
    )


def _overwrites(said: Any) -> dict[str, list[tuple[str, int]]]:
    try:
        found = {field: [(device, counter) for device, counter in dots] for field, dots in said.items()}
    except (AttributeError, TypeError, ValueError) as error:
        raise OperationUnreadable("bad overwrites") from error
    for dots in found.values():
        for device, counter in dots:
            if type(device) is not str or type(counter) is not int or not 0 < counter <= LARGEST_COUNTER:
                raise OperationUnreadable("bad dot")
    return found


def _refuse_half_characters(*values: Any) -> None:
    """A lone surrogate is no text: no store could hold it."""
    try:
        for value in values:
            json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise OperationUnreadable("half a character") from error


def _blobs(connection: Connection, documents: Iterable[str]) -> dict[str, list[list[Any]]]:
    found: dict[str, list[list[Any]]] = {}
    for document_id in documents:
        pieces = connection.execute(
            "SELECT hash, key, size FROM sync_blob WHERE document_id = ? ORDER BY position", (document_id,)
        ).fetchall()
        if pieces:
            found[document_id] = [[name, key.hex(), size] for name, key, size in pieces]
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no value")


_scan = json.JSONDecoder(parse_constant=_no_constant, parse_float=finite).scan_once


def _decode(text: str) -> Any:
    """The JSON value that `text` is, with nothing around it (the decoder's own `decode` costs three times as much)."""
    try:
        value, end = _scan(text, 0)
    except StopIteration as error:
        raise ValueError("no JSON") from error
    if end != len(text):
        raise ValueError("something follows")
    return value


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
