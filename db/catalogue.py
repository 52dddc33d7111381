"""What the tables are, seen from the writing side: columns, how each value is checked and stored, who shares them."""

import datetime
import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from db.tables import OF_THIS_LAPTOP, SHARED, Sharing, SyncedRow
from db.tables.base import Field
from db.tables.shapes import Shape, is_day
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

ENVELOPE = ("id", "stream", "created_at")
"""Columns of a shared row that are set once, by its creation, and are nobody's field."""


class InvalidValue(KodikoError):
    """A value that does not fit its field."""


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _text(value: Any) -> Any:
    return value if type(value) is str else _refuse(value)


def _whole(value: Any) -> Any:
    return value if type(value) is int else _refuse(value)


def _yes_no(value: Any) -> Any:
    return value if type(value) is bool else (bool(value) if value in (0, 1) else _refuse(value))


def _decimal(value: Any) -> Any:
    if type(value) not in (int, float):
        return _refuse(value)
    try:
        found = float(value)
    except OverflowError as error:
        raise ValueError("a number that no store holds") from error
    return found if math.isfinite(found) else _refuse(value)


def _day(value: Any) -> Any:
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value.isoformat()
    if type(value) is str:
        return datetime.date.fromisoformat(value).isoformat()
    return _refuse(value)


def _json(value: Any) -> Any:
    _encode(value)
    return value


def _list(value: Any) -> Any:
    return _json(value) if type(value) is list else _refuse(value)


def _mapping(value: Any) -> Any:
    return _json(value) if type(value) is dict else _refuse(value)


def _shaped(check: Callable[[Any], Any], shape: Shape) -> Callable[[Any], Any]:
    def check_both(value: Any) -> Any:
        plain = check(value)
        return plain if shape(plain) else _refuse(value)

    return check_both


def _refuse(value: Any) -> Any:
    raise ValueError(f"unexpected {type(value).__name__}")


_CHECKS: dict[Any, Callable[[Any], Any]] = {
    str: _text,
    int: _whole,
    bool: _yes_no,
    float: _decimal,
    datetime.date: _day,
    list: _list,
    dict: _mapping,
    Any: _json,
}


@dataclass(frozen=True)
class Column:
    """One field of a shared table: `check` turns a Python value into its plain form (JSON-ready), `is_json` says
    that the plain form is stored as JSON text, `is_free` that it may be any JSON at all, `as_is` is the type whose
    values are all plain already (None when there is none), `default` is the plain value of a row that says nothing."""

    name: str
    check: Callable[[Any], Any]
    optional: bool
    is_json: bool
    is_free: bool
    is_day: bool
    is_flag: bool
    as_is: type | None
    default: Any

    def plain(self, value: Any) -> Any:
        """The JSON-ready form of `value`. Raises InvalidValue."""
        if value is None and self.optional:
            return None
        try:
            return self.check(value)
        except (ValueError, TypeError) as error:
            raise InvalidValue(
                _("La valeur donnée pour «\u00a0{field}\u00a0» ne convient pas. Rien n’a été modifié.").format(
                    field=self.name
                ),
                for_log=f"invalid {type(value).__name__} for {self.name}",
            ) from error

    def stored(self, plain: Any) -> Any:
        """What goes into the column for a plain value."""
        return _encode(plain) if self.is_json else plain

    def loaded(self, stored: Any) -> Any:
        """The plain value of what the column holds."""
        if self.is_json:
            return json.loads(stored) if stored is not None else None
        return bool(stored) if self.is_flag and stored is not None else stored

    def python(self, stored: Any) -> Any:
        """The Python value of what the column holds (dates as `datetime.date`)."""
        plain = self.loaded(stored)
        return datetime.date.fromisoformat(plain) if self.is_day and plain is not None else plain


@dataclass(frozen=True)
class Table:
    """A shared table: its class, its name, its fields in order, and what it says of its sharing."""

    cls: type[SyncedRow]
    name: str
    columns: Mapping[str, Column]
    sharing: Sharing

    @property
    def column_names(self) -> tuple[str, ...]:
        """Every column, envelope first."""
        return (*ENVELOPE, *self.columns)

    def insert_sql(self) -> str:
        """INSERT of a whole row, in the order of `column_names`."""
        names = ", ".join(f'"{name}"' for name in self.column_names)
        return f'INSERT INTO "{self.name}" ({names}) VALUES ({", ".join("?" * len(self.column_names))})'

    def subject_of(self, row_id: str, values: Mapping[str, Any]) -> list[str]:
        """The people a row speaks of."""
        column = self.sharing.subject
        if column is None:
            return []
        person = row_id if column == "id" else values.get(column)
        people = [person] if person else []
        if self.sharing.other_subject is not None and values.get(self.sharing.other_subject):
            people.append(values[self.sharing.other_subject])
        return people


def _column(name: str, field: Field) -> Column:
    check, shape = _CHECKS[field.kind], is_day if field.kind is datetime.date else field.shape
    return Column(
        name=name,
        check=check if shape is None else _shaped(check, shape),
        optional=field.optional,
        is_json=field.is_json,
        is_free=field.kind is Any and shape is None,
        is_day=field.kind is datetime.date,
        is_flag=field.kind is bool,
        as_is=field.kind if field.kind in (str, int, bool) and shape is None else None,
        default=field.make_default() if field.make_default else None,
    )


@cache
def tables() -> Mapping[str, Table]:
    """Shared tables by name."""
    found = {}
    for cls in SHARED:
        name = cls.__tablename__
        columns = {name: _column(name, field) for name, field in cls.__fields__.items() if name not in ENVELOPE}
        found[name] = Table(cls, name, columns, cls.__sharing__)
    return found


@cache
def table_of(cls: type[SyncedRow]) -> Table:
    """The table of a class. Raises KeyError for a class that is not shared."""
    return tables()[cls.__tablename__]


@cache
def local_table_names() -> frozenset[str]:
    """Names of the tables of this laptop."""
    return frozenset(cls.__tablename__ for cls in OF_THIS_LAPTOP)
