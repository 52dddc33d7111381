"""One operation as it travels: a line of JSON, the same bytes whenever its author writes it, read with suspicion."""

import json
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain, islice, repeat
from typing import Any, NamedTuple, NoReturn

from db.bulk import collector_kept_out
from db.connection import Connection
from db.travelling_values import are_pieces, finite, too_deep

LARGEST_COUNTER = 2**53
"""Counters stay whole numbers in every JSON reader."""
LARGEST_CLOCK = 2**63 - 1
LONGEST_NAME = 128
"""Characters of an id, a table's or field's name, a kind of act, a date-time."""
_TOGETHER = 500
"""Lines read at once: enough to check them by columns, few enough to stay in the processor's cache."""
_LENGTH = 12
"""Elements of a line without pieces of a document."""


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


class Columns(NamedTuple):
    """The same of many operations: what each of them says, in their order."""

    counter: Sequence[int]
    act_id: Sequence[str]
    kind: Sequence[str]
    author: Sequence[str]
    at: Sequence[str]
    table: Sequence[str]
    row_id: Sequence[str]
    clock: Sequence[int]
    made: Sequence[bool]
    fields_text: Sequence[str]
    fields: Sequence[dict[str, Any]]
    overwrites: Sequence[dict[str, list[tuple[str, int]]]]
    subjects: Sequence[list[str]]
    blobs: Sequence[list[list[Any]]]


def by_column(operations: Sequence[TravellingOperation]) -> Columns:
    """What operations say, column after column: work on many is then done by the machine, not line by line."""
    if not operations:
        return Columns(*[()] * len(Columns._fields))
    return Columns(*zip(*operations, strict=True))


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
    remaining, found = iter(lines), []
    with collector_kept_out():
        while some := list(islice(remaining, _TOGETHER)):
            found += _plain_operations(some) or map(read_line, some)
    return found


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


# -- many at once -------------------------------------------------------------------------------------------------


def _plain_operations(lines: Sequence[str]) -> list[TravellingOperation] | None:
    """The operations of lines, checked by columns; None when one of them is anything but plain: `read_line` then says
    of each what it is, and refuses what it must."""
    try:
        parts = _values(lines, list)
        if set(map(len, parts)) != {_LENGTH}:
            return None
        counters, acts, kinds, authors, moments, tables, rows, clocks, made, texts, overwritten, about = zip(
            *parts, strict=True
        )
        fields = _values(texts, dict)
        names = (*acts, *kinds, *authors, *moments, *tables, *rows)
        told, beside = "".join(texts), "".join((*overwritten, *about))
        if max(map(len, names)) > LONGEST_NAME or "\\u" in told or "\\u" in beside:
            return None
        _refuse_halves("".join(names), told, beside)
        if not (_are_whole(counters, 1, LARGEST_COUNTER) and _are_whole(clocks, 0, LARGEST_CLOCK)):
            return None
        if not set(made) <= {0, 1} or (_may_be_deep(told, len(texts)) and any(map(too_deep, texts, fields))):
            return None
        dots = [{}] * len(lines) if set(overwritten) == {"{}"} else _plain_dots(_values(overwritten, dict))
        people = [[]] * len(lines) if set(about) == {"[]"} else _values(about, list)
        if set(map(type, chain.from_iterable(people))) - {str}:
            return None
    except (ValueError, TypeError, RecursionError):
        return None
    flags = [flag == 1 for flag in made]
    found = (counters, acts, kinds, authors, moments, tables, rows, clocks, flags, texts, fields, dots, people)
    return list(map(_operation, zip(*found, repeat([]), strict=False)))


def _values(texts: Sequence[str], kind: type) -> Sequence[Any]:
    """The JSON values, all of one kind, that texts are. Raises ValueError, TypeError, RecursionError."""
    read = list(map(_scan, texts, repeat(0)))  # a text that holds nothing ends it early
    if len(read) == len(texts):
        values, ends = zip(*read, strict=True)
        if ends == tuple(map(len, texts)) and set(map(type, values)) == {kind}:
            return values
    raise ValueError("not all plain")


def _are_whole(numbers: Sequence[Any], least: int, most: int) -> bool:
    return set(map(type, numbers)) == {int} and min(numbers) >= least and max(numbers) <= most


def _refuse_halves(*texts: str) -> None:
    """Raises ValueError for half a character."""
    for text in texts:
        if not text.isascii():
            text.encode()


def _may_be_deep(told: str, objects: int) -> bool:
    """False when these objects, one after the other, hold no list and no object, which is nearly always."""
    return told.count("{") + told.count("[") > objects


def _plain_dots(said: Sequence[dict[str, Any]]) -> list[dict[str, list[tuple[str, int]]]]:
    """What operations overwrite. Raises ValueError, TypeError for what is no dots."""
    lists = list(chain.from_iterable(map(dict.values, said)))
    dots = list(chain.from_iterable(lists))
    if set(map(type, lists)) | set(map(type, dots)) != {list}:
        raise ValueError("not all plain")
    devices, counters = zip(*dots, strict=True)
    if set(map(type, devices)) != {str} or not _are_whole(counters, 1, LARGEST_COUNTER):
        raise ValueError("not all plain")
    if len(said) == len(lists) == len(dots) and all(said) and all(lists):  # one dot each
        fields = chain.from_iterable(said)
        return [{field: [dot]} for field, dot in zip(fields, zip(devices, counters, strict=True), strict=True)]
    return [{field: list(map(tuple, dots)) for field, dots in one.items()} for one in said]


_operation: Any = partial(tuple.__new__, TravellingOperation)
"""The operation of a tuple of all it holds (`_make` costs three times as much)."""


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
