"""One row for a form: detached values, and the dots to hand back when saving."""

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from db import heads
from db.catalogue import table_of
from db.connection import Connection
from db.tables import SyncedRow
from kodiko_desktop.domain.dots import Seen

Row = TypeVar("Row", bound=SyncedRow)


@dataclass(frozen=True)
class Record(Generic[Row]):
    """A row as displayed: `row` is detached (changing it writes nothing), `seen` are the dots it showed."""

    row: Row
    seen: Seen


def find(connection: Connection, cls: type[Row], row_id: str) -> Record[Row] | None:
    """The row and what is seen of it, or None."""
    rows = rows_where(connection, cls, '"id" = ?', (row_id,), archived=True)
    return Record(rows[0], heads.seen(connection, table_of(cls).name, row_id)) if rows else None


def rows_where(
    connection: Connection, cls: type[Row], condition: str, parameters: tuple[Any, ...] = (), *, archived: bool = False
) -> list[Row]:
    """Detached rows that satisfy an SQL condition (columns quoted by the caller), archived ones left out by default.
    `condition` may end with ORDER BY."""
    table = table_of(cls)
    names = ", ".join(f'"{name}"' for name in table.column_names)
    kept = "" if archived else '"archived_at" IS NULL AND '
    cursor = connection.execute(f'SELECT {names} FROM "{table.name}" WHERE {kept}{condition}', parameters)
    columns = table.columns
    return [
        cls(
            **{
                name: columns[name].python(value) if name in columns else value
                for name, value in zip(table.column_names, row, strict=True)
            }
        )
        for row in cursor
    ]
