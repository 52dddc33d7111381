"""How a table is declared: plain Python classes, once for everybody. The program reads and writes by them alone, and
`db/models.py` makes SQLModel classes of them for the migrations."""

import dataclasses
import inspect
import re
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

from db.tables.shapes import Shape, is_moment

_ABSENT: Any = object()


@dataclass(frozen=True)
class Field:
    """A column as declared: `kind` is its Python type (str, int, bool, float, bytes, datetime.date; list, dict and Any
    are JSON), `optional` says that it may hold None, `make_default` gives the value of a row that says nothing (None:
    it must be said), `max_length` is in characters, `big` is for whole numbers of up to 64 bits. `sparse`: its index
    leaves out the rows that hold None, which cost to keep and nobody asks for. `shape`: what its
    values are besides (`db/tables/shapes.py`); None: anything of its kind."""

    kind: Any = None
    optional: bool = False
    make_default: Callable[[], Any] | None = None
    primary_key: bool = False
    index: bool = False
    sparse: bool = False
    unique: bool = False
    max_length: int | None = None
    big: bool = False
    shape: Shape | None = None

    @property
    def is_json(self) -> bool:
        """True when the value is stored as JSON text."""
        return self.kind in (list, dict, Any)


def column(*, default: Any = _ABSENT, default_factory: Callable[[], Any] | None = None, **more: Any) -> Any:
    """What a column says beyond its type and its default: `primary_key`, `index`, `sparse`, `unique`, `max_length`,
    `big`, `shape` (see `Field`). A `default_factory` makes a fresh list or mapping for each row."""
    if default is not _ABSENT:
        return Field(make_default=lambda: default, **more)
    return Field(make_default=default_factory, **more)


def _field(annotation: Any, said: Any) -> Field:
    optional = annotation is Any
    if isinstance(annotation, types.UnionType):
        annotation = next(part for part in typing.get_args(annotation) if part is not types.NoneType)
        optional = True
    field = said if isinstance(said, Field) else column(default=said)
    return dataclasses.replace(field, kind=annotation, optional=optional)


class Reach(Enum):
    """Where a table goes: to the other laptops, nowhere, or computed again from the rest."""

    SYNCED = "synced"
    LOCAL = "local"
    DERIVED = "derived"


@dataclass(frozen=True)
class Sharing:
    """`subject`: the column that holds the id of the person the row speaks of (None: nobody); `other_subject`: that of
    a second person. `people`: the columns where the id of a person may stand, in whose place the file kept is shown
    when two files are one person's (db/same_person/reunions.py).

    `append_only`: rows are added and archived, never rewritten (journal notes).
    """

    reach: Reach
    subject: str | None = None
    append_only: bool = False
    other_subject: str | None = None
    people: tuple[str, ...] = ()


@typing.dataclass_transform(kw_only_default=True, field_specifiers=(column,))
class Row:
    """A row held in memory, detached: changing it writes nothing. Each subclass declares a table by annotations:
    `name: type = default`, or `= column(…)` when there is more to say."""

    __tablename__: ClassVar[str]
    __sharing__: ClassVar[Sharing]
    __fields__: ClassVar[Mapping[str, Field]] = {}
    __indexes__: ClassVar[Mapping[str, tuple[str, ...]]]
    __without_rowid__: ClassVar[bool]

    def __init_subclass__(
        cls,
        *,
        sharing: Sharing,
        indexes: Mapping[str, tuple[str, ...]] = types.MappingProxyType({}),
        without_rowid: bool = False,
    ) -> None:
        """`indexes`: those of several columns, by name. `JourneyStatus` lives in the table `journey_status`."""
        cls.__tablename__ = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()
        cls.__sharing__, cls.__indexes__, cls.__without_rowid__ = sharing, indexes, without_rowid
        declared = {
            name: _field(annotation, vars(cls).get(name, _ABSENT))
            for name, annotation in inspect.get_annotations(cls).items()
            if typing.get_origin(annotation) is not ClassVar
        }
        cls.__fields__ = types.MappingProxyType({**cls.__fields__, **declared})
        for name in declared.keys() & vars(cls).keys():
            delattr(cls, name)

    def __init__(self, **values: Any) -> None:
        """Raises TypeError for a name the table does not have, or a value that must be said and is not."""
        for name, field in self.__fields__.items():
            if name not in values:
                if field.make_default is None:
                    raise TypeError(f"{type(self).__name__} needs {name}")
                values[name] = field.make_default()
        if len(values) != len(self.__fields__):
            raise TypeError(f"{type(self).__name__} has no {sorted(values.keys() - self.__fields__.keys())}")
        self.__dict__ = values

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]  # a row may be changed

    def __repr__(self) -> str:
        """The table and no more: a row may hold personal data, and a log must not."""
        return f"<{type(self).__name__}>"


class SyncedRow(Row, sharing=Sharing(Reach.SYNCED)):
    """Columns of every shared row. `stream`: an antenna's id, or "org". Dates are calendar days; `*_at` are UTC
    ISO 8601 texts to the second; lists and mappings are JSON. No UNIQUE, no foreign key across shared tables:
    rows of other laptops arrive in any order.
    """

    id: str = column(primary_key=True, max_length=64)
    stream: str = column(max_length=64)
    created_at: str = column(max_length=32)
    archived_at: str | None = column(default=None, max_length=32, shape=is_moment)

    def __init_subclass__(
        cls,
        *,
        subject: str | None = None,
        append_only: bool = False,
        other_subject: str | None = None,
        about: str | None = None,
    ) -> None:
        """See `Sharing`. `about`: a column that holds the id of a person, or of something else."""
        people = () if subject in (None, "id") or other_subject else (subject, *((about,) if about else ()))
        super().__init_subclass__(sharing=Sharing(Reach.SYNCED, subject, append_only, other_subject, people))


class LaptopRow(Row, sharing=Sharing(Reach.LOCAL)):
    """What stays on this laptop. `derived`: it is computed again from the rest."""

    def __init_subclass__(cls, *, derived: bool = False, **shape: Any) -> None:
        super().__init_subclass__(sharing=Sharing(Reach.DERIVED if derived else Reach.LOCAL), **shape)
