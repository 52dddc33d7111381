"""The one way to write. An act creates, changes, appends and archives; the domain row, its heads and the operation that
will go to the shared folder are written in one transaction, with the dots the author saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from db import heads, projection, search_index  # noqa: F401 (the index follows every write)
from db.catalogue import Table, table_of
from db.connection import Connection
from db.merging import not_shown
from db.same_person import known_as, reunions
from db.same_person.written import best, written
from db.tables import SyncedRow
from kodiko_desktop.domain.clock import Instant, advance
from kodiko_desktop.domain.dots import Dot, Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import human_number, new_id
from kodiko_desktop.domain.wording import _

BESIDE = "*"
"""Among the previous values of a write, no field: what else stood there when it settled a dispute."""


class RowMissing(KodikoError):
    """What was to be changed is not in this store."""


@dataclass(frozen=True)
class Changes:
    """What an act changed, so that a view knows whether to read again: act id, and (table, row id) pairs."""

    act_id: str
    kind: str
    rows: frozenset[tuple[str, str]]

    def touches(self, *tables: str) -> bool:
        """True when a row of one of these tables changed. That two files are one person's changes rows everywhere."""
        return any(table in tables or table == known_as.PAIRS for table, _row in self.rows)


@dataclass
class Act:
    """An open act. Made by `Store.act`, never by hand; everything in it is committed together, or nothing is."""

    connection: Connection
    kind: str
    author: str
    device: str
    device_code: str
    now: datetime
    clock: Instant
    undoes: str | None = None
    id: str = field(default_factory=new_id)
    rows: set[tuple[str, str]] = field(default_factory=set)
    _counters: dict[str, int] = field(default_factory=dict)

    @property
    def at(self) -> str:
        """The moment of the act: UTC, ISO 8601, to the second."""
        return self.now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    # -- writing ------------------------------------------------------------------------------------------------

    def create(self, cls: type[SyncedRow], *, stream: str, id: str | None = None, **values: Any) -> str:
        """A new row; returns its id. With a natural `id` that exists already, the row is changed instead, as seen now,
        and comes back if it had been archived. Raises InvalidValue."""
        return self.create_many(cls, stream=stream, rows=[(id, values)])[0]

    def create_many(
        self, cls: type[SyncedRow], *, stream: str, rows: Iterable[tuple[str | None, Mapping[str, Any]]]
    ) -> list[str]:
        """Many new rows of one table, as fast as the driver goes; (id or None, values) each. Returns the ids."""
        table = table_of(cls)
        ids, fresh, again = [], {}, []
        for row_id, values in rows:
            if row_id is not None and (row_id in fresh or self._exists(table, row_id)):
                again.append((row_id, {"archived_at": None, **values}))
            else:
                row_id = row_id or new_id()
                fresh[row_id] = self._checked(table, values)
            ids.append(row_id)
        if fresh:
            self._insert(table, stream, list(fresh.items()))
        for row_id, values in again:
            self.change(cls, row_id, values=values, seen=heads.seen(self.connection, table.name, row_id))
        return ids

    def append(self, cls: type[SyncedRow], *, stream: str, **values: Any) -> str:
        """A new row of an append-only table (journal notes, status history)."""
        if not table_of(cls).sharing.append_only:
            raise ValueError(f"{cls.__name__} is not append-only")
        return self.create(cls, stream=stream, **values)

    def change(self, cls: type[SyncedRow], row_id: str, *, values: Mapping[str, Any], seen: Seen) -> None:
        """Give fields of a row new values. `seen`: the dots its author was looking at (`records.find(...).seen`).
        Values that are already there, without dispute, are not written again. Raises RowMissing, InvalidValue."""
        table = table_of(cls)
        if table.sharing.append_only and set(values) != {"archived_at"}:
            raise ValueError(f"{cls.__name__} is append-only")
        current = self._current(table, row_id)
        plain = self._checked(table, values)
        pieces = heads.fragments(self.connection, table.name, row_id)
        fields = {
            name: value
            for name, value in plain.items()
            if current[name] != value or sum(name in piece.fields for piece in pieces) > 1
        }
        if not fields:
            return
        truly = {**current, **written(self.connection, table, row_id, pieces)}
        overwritten = {name: seen.get(name, frozenset()) for name in fields}
        dot = self._next_dot(current["stream"])
        new = heads.Fragment(dot, self.clock.pack(), self.author, fields)
        shown = heads.write(
            self.connection, table=table.name, row_id=row_id, stream=current["stream"], new=new, overwritten=overwritten
        )
        self._record(
            table,
            row_id,
            current["stream"],
            dot,
            fields,
            overwritten,
            {name: truly[name] for name in fields} | _beside(pieces, overwritten, truly),
            truly,
        )
        if shown != fields:  # an older write ranks before ours: this version may not accept what it says
            pieces = heads.fragments(self.connection, table.name, row_id)
            shown = {name: best(table, pieces, name) for name in fields}
        not_shown.forget_settled(self.connection, table, row_id, fields)
        projection.update(self.connection, table, row_id, shown)
        reunions.after_write(self.connection, table.name, [row_id])
        self.rows.add((table.name, row_id))

    def archive(self, cls: type[SyncedRow], row_id: str) -> None:
        """Put a row away (nothing is ever deleted). Archiving is a field like another."""
        self.change(cls, row_id, values={"archived_at": self.at}, seen=self.seen(cls, row_id))

    def archive_untouched(self, table: Table, rows: Iterable[tuple[str, str, str]]) -> None:
        """Put away many rows that say what their creation said, and nothing else, as fast as the driver goes: (id,
        stream, subjects as JSON) each. An import is undone in a second instead of five."""
        value = {"archived_at": self.at}
        fields, clock = heads.plain_json(value), self.clock.pack()
        head_rows, operation_rows, row_ids = [], [], []
        for row_id, stream, subjects in rows:
            dot = self._next_dot(stream)
            head_rows.append((table.name, row_id, dot.device, dot.counter, stream, clock, self.author, fields))
            operation_rows.append(
                (
                    *(stream, dot.device, dot.counter, self.id, table.name, row_id, clock, fields),
                    *('{"archived_at":[]}', subjects, '{"archived_at":null}'),
                )
            )
            row_ids.append(row_id)
        self.connection.executemany(_HEAD, head_rows)
        self.connection.executemany(_OPERATION, operation_rows)
        projection.update_many(self.connection, table, row_ids, value)
        reunions.after_write(self.connection, table.name, row_ids)
        reunions.after_write(self.connection, table.name, row_ids)
        self.rows.update((table.name, row_id) for row_id in row_ids)

    def unarchive(self, cls: type[SyncedRow], row_id: str) -> None:
        """Bring an archived row back."""
        self.change(cls, row_id, values={"archived_at": None}, seen=self.seen(cls, row_id))

    def seen(self, cls: type[SyncedRow], row_id: str) -> Seen:
        """What this act sees of a row now: for values a service computes itself, never for what a person typed."""
        return heads.seen(self.connection, table_of(cls).name, row_id)

    def number(self, prefix: str) -> str:
        """The next human number of this laptop: `PAR-2026-3F-0017`."""
        return self.numbers(prefix, 1)[0]

    def numbers(self, prefix: str, count: int) -> list[str]:
        """The next `count` human numbers of this laptop, in order."""
        year = self.now.year
        row = self.connection.execute(
            "INSERT INTO numbering (prefix, year, last) VALUES (?1, ?2, ?3) "
            "ON CONFLICT (prefix, year) DO UPDATE SET last = last + ?3 RETURNING last",
            (prefix, year, count),
        ).fetchone()
        return [human_number(prefix, year, self.device_code, last) for last in range(row[0] - count + 1, row[0] + 1)]

    # -- inside ---------------------------------------------------------------------------------------------------

    def _insert(self, table: Table, stream: str, rows: list[tuple[str, dict[str, Any]]]) -> None:
        defaults = {name: column.default for name, column in table.columns.items()}
        as_json = [(position, column) for position, column in enumerate(table.columns.values()) if column.is_json]
        domain_rows, head_rows, operation_rows, full_rows = [], [], [], []
        clock, at = self.clock.pack(), self.at
        for row_id, given in rows:
            full = {**defaults, **given}
            dot = self._next_dot(stream)
            fields = heads.plain_json(given)
            stored = list(full.values())
            for position, column in as_json:
                stored[position] = column.stored(stored[position])
            domain_rows.append((row_id, stream, at, *stored))
            head_rows.append((table.name, row_id, dot.device, dot.counter, stream, clock, self.author, fields))
            subjects = heads.plain_json(table.subject_of(row_id, full))
            operation_rows.append(
                (stream, dot.device, dot.counter, self.id, table.name, row_id, clock, fields, "{}", subjects, None)
            )
            full_rows.append((row_id, full))
            self.rows.add((table.name, row_id))
        self.connection.executemany(table.insert_sql(), domain_rows)
        self.connection.executemany(_HEAD, head_rows)
        self.connection.executemany(_OPERATION, operation_rows)
        projection.after_insert(self.connection, table, full_rows)
        reunions.after_write(self.connection, table.name, [row_id for row_id, _given in rows])

    def _record(
        self,
        table: Table,
        row_id: str,
        stream: str,
        dot: Dot,
        fields: Mapping[str, Any],
        overwritten: Mapping[str, Iterable[Dot]],
        previous: Mapping[str, Any],
        current: Mapping[str, Any],
    ) -> None:
        saw = {name: sorted([d.device, d.counter] for d in dots) for name, dots in overwritten.items()}
        subjects = table.subject_of(row_id, {**current, **fields})
        self.connection.execute(
            _OPERATION,
            (
                *(stream, dot.device, dot.counter, self.id, table.name, row_id, self.clock.pack()),
                *(heads.plain_json(part) for part in (fields, saw, subjects, previous)),
            ),
        )

    def _checked(self, table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
        columns = table.columns
        try:
            return {
                name: value if type(value) is columns[name].as_is else columns[name].plain(value)
                for name, value in values.items()
            }
        except KeyError as error:
            raise ValueError(f"{table.name} has no field {error}") from error

    def _exists(self, table: Table, row_id: str) -> bool:
        return self.connection.execute(f'SELECT 1 FROM "{table.name}" WHERE id = ?', (row_id,)).fetchone() is not None

    def _current(self, table: Table, row_id: str) -> dict[str, Any]:
        current = projection.plain_row(self.connection, table, row_id)
        if current is None:
            raise RowMissing(
                _("Cette fiche n’est pas (ou plus) sur cet ordinateur. Rien n’a été modifié."),
                for_log=f"no such row in {table.name}",
            )
        return current

    def _next_dot(self, stream: str) -> Dot:
        if stream not in self._counters:
            row = self.connection.execute(
                "SELECT max(counter) FROM operation WHERE stream = ? AND device = ?", (stream, self.device)
            ).fetchone()
            self._counters[stream] = row[0] or 0
        self._counters[stream] += 1
        return Dot(self.device, self._counters[stream])


_HEAD = (
    "INSERT INTO sync_head (table_name, row_id, device, counter, stream, clock, author, fields) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_OPERATION = (
    "INSERT INTO operation (stream, device, counter, act_id, table_name, row_id, clock, fields, overwrites, subjects, "
    "previous, sent) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)"
)


def next_instant(last_packed: int, now: datetime) -> Instant:
    """The clock of an act opened at `now`, after the packed reading of the last one."""
    return advance(Instant.unpack(last_packed), int(now.timestamp() * 1000))


def _beside(pieces: Iterable[heads.Fragment], overwritten: Seen, shown: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a write settles besides the one shown: undoing it opens the dispute again."""
    others: dict[str, list[Any]] = {}
    for name, dots in overwritten.items():
        values = [piece.fields[name] for piece in pieces if name in piece.fields and piece.dot in dots]
        different = [value for value in values if value != shown[name]]
        if different:
            others[name] = different
    return {BESIDE: others} if others else {}
