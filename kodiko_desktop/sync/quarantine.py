"""A device that signed two things under one number is put aside until a person decides; deciding loses neither.

What this laptop had applied stays. What the refused version says besides is kept as it was signed and can be read. When
the quarantine is lifted, this laptop writes it again, as words that overwrite nobody's: where they differ, people see
a conflict with both values and settle it as any other. From then on what follows the version kept is applied; the
refused one stays refused without a new alarm, as far as it went then. What differs further on is a new alarm.
"""

from dataclasses import dataclass
from typing import Any

from db import heads, operations, settings
from db.catalogue import InvalidValue, tables
from db.changes import Act
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.sync import container, membership, memory, segment
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.failures import NotInQuarantine

_KEPT_IN = "(quarantine)"
"""The folder under which the spool keeps what was refused: no folder of a team is named so."""


@dataclass(frozen=True)
class Refused:
    """What a refused version says and this laptop does not: a field of a row, with the value shown here."""

    table: str
    row_id: str
    field: str
    here: Any
    there: Any


@dataclass(frozen=True)
class Quarantined:
    """A device put aside in a stream. `since`: UTC, ISO 8601; `refused`: what differs from what is shown here."""

    stream: str
    device: str
    since: str
    refused: tuple[Refused, ...]


def put_aside(store: Store, stream: str, name: str, header: Header, content: bytes, at: str) -> bool:
    """Quarantine the author of a segment that says something else under numbers already heard; the segment is kept.
    False when a person has already decided about it."""
    if header.first <= _decided_upto(store.read(), stream, header.device):
        return False
    with store.note() as connection:
        connection.execute(
            "INSERT OR IGNORE INTO sync_quarantine (stream, device, reason, file, noted_at) "
            "VALUES (?, ?, 'two_signatures', ?, ?)",
            (stream, header.device, name, at),
        )
        connection.execute(
            "INSERT OR REPLACE INTO sync_spool (folder, place, name, content) VALUES (?, ?, ?, ?)",
            (_KEPT_IN, stream, f"{header.device}-{name}", content),
        )
    return True


def quarantined(store: Store) -> tuple[Quarantined, ...]:
    """The devices put aside, and what each version says that the other does not."""
    rows = store.read().execute(
        "SELECT stream, device, noted_at FROM sync_quarantine ORDER BY noted_at, device, stream"
    )
    return tuple(
        Quarantined(stream, device, since, tuple(_differences(store, stream, device)))
        for stream, device, since in rows.fetchall()
    )


def devices(store: Store, stream: str) -> list[str]:
    """The devices put aside in a stream."""
    rows = store.read().execute("SELECT device FROM sync_quarantine WHERE stream = ? ORDER BY device", (stream,))
    return [row[0] for row in rows.fetchall()]


def set_free(store: Store, stream: str, device: str) -> None:
    """Take a device back in a stream without a decision: what was refused of it came again under another id. Its
    segments are looked at afresh."""
    with store.note() as connection:
        connection.execute("DELETE FROM sync_quarantine WHERE stream = ? AND device = ?", (stream, device))
        connection.execute(
            "DELETE FROM sync_spool WHERE folder = ? AND place = ? AND name LIKE ?", (_KEPT_IN, stream, f"{device}-%")
        )
        connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND verdict = ?",
            (segment.place_of(stream), device, memory.REFUSED),
        )


def lift(store: Store, *, stream: str, device: str, author: str) -> int:
    """Take a device back in a stream, by a person's decision: the words of the refused version become words of this
    laptop, beside those shown. Returns how many rows they touch. Raises NotInQuarantine.

    The act comes first, so that an interruption leaves the quarantine; lifted twice, equal words are not written again.
    """
    found = store.read().execute("SELECT 1 FROM sync_quarantine WHERE stream = ? AND device = ?", (stream, device))
    if found.fetchone() is None:
        raise NotInQuarantine()
    words: dict[tuple[str, str], dict[str, Any]] = {}
    for said in _differences(store, stream, device):
        words.setdefault((said.table, said.row_id), {})[said.field] = said.there
    with store.act("quarantine.lift", author=author) as act:
        for (table, row_id), values in words.items():
            _write_again(act, stream, table, row_id, values)
    segments = refused(store, stream, device)
    upto = max((header.last for header, _lines in segments), default=0)
    with store.note() as connection:
        decided = {"upto": max(upto, _decided_upto(connection, stream, device)), "author": author}
        settings.write(connection, _key(stream, device), decided)
        connection.execute("DELETE FROM sync_quarantine WHERE stream = ? AND device = ?", (stream, device))
        connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND verdict = ?",
            (segment.place_of(stream), device, memory.REFUSED),
        )
    return len(words)


def _differences(store: Store, stream: str, device: str) -> list[Refused]:
    """The last word of the refused version on each field, where it is not what this laptop shows."""
    words: dict[tuple[str, str, str], Any] = {}
    for header, lines in refused(store, stream, device):
        common = _common(store, stream, device, header, lines)
        for line in lines[common:]:
            said = operations.read_line(line)
            table = tables().get(said.table)
            for field, value in said.fields.items() if table else ():
                if field in table.columns:
                    words[said.table, said.row_id, field] = value
    found = []
    for (table, row_id, field), there in words.items():
        here = _shown(store.read(), table, row_id, field)
        if here != there:
            found.append(Refused(table, row_id, field, here, there))
    return found


def refused(store: Store, stream: str, device: str) -> list[tuple[Header, list[str]]]:
    """What was refused of a device, oldest first."""
    keys = membership.keyring(store.read())
    rows = store.read().execute(
        "SELECT content FROM sync_spool WHERE folder = ? AND place = ? AND name LIKE ? ORDER BY name",
        (_KEPT_IN, stream, f"{device}-%"),
    )
    found = []
    for (content,) in rows.fetchall():
        header = container.read_header(bytes(content))
        key = keys.find(stream, header.key_id)
        if key is not None:
            found.append((header, list(segment.read(bytes(content), header, key.key).lines)))
    return sorted(found, key=lambda each: (each[0].first, each[0].last))


def _common(store: Store, stream: str, device: str, header: Header, lines: list[str]) -> int:
    """How many of the first lines are certainly what was applied here, from the chains remembered of its files."""
    known = dict(
        store.read()
        .execute(
            "SELECT last, chain FROM sync_file WHERE place = ? AND device = ? AND verdict = ? UNION "
            "SELECT counter, chain FROM sync_frontier WHERE stream = ? AND device = ?",
            (segment.place_of(stream), device, memory.WHOLE, stream, device),
        )
        .fetchall()
    )
    chain, common = header.chain_before, 0
    for number, line in enumerate(lines, start=1):
        chain = segment.extend_chain(chain, [line])
        if known.get(header.first + number - 1) == chain.hex():
            common = number
    return common


def _shown(connection: Connection, table: str, row_id: str, field: str) -> Any:
    row = connection.execute(f'SELECT "{field}" FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    return tables()[table].columns[field].loaded(row[0]) if row else None


def _write_again(act: Act, stream: str, name: str, row_id: str, values: dict[str, Any]) -> None:
    """The refused words about one row, as words that overwrite nobody's. What this version cannot hold stays in the
    segment kept."""
    table = tables()[name]
    accepted = {}
    for field, value in values.items():
        try:
            accepted[field] = table.columns[field].plain(value)
        except InvalidValue:
            continue
    there = _is_there(act.connection, name, row_id)
    if there and table.sharing.append_only:  # a note is never rewritten: the other one is put beside it, once
        beside = natural_id("refused version", row_id, heads.plain_json(sorted(accepted.items())))
        if not _is_there(act.connection, name, beside):
            act.create(table.cls, stream=stream, id=beside, **{**_whole(act.connection, name, row_id), **accepted})
    elif there:
        act.change(table.cls, row_id, values=accepted, seen={})
    else:
        act.create(table.cls, stream=stream, id=row_id, **accepted)


def _is_there(connection: Connection, name: str, row_id: str) -> bool:
    return connection.execute(f'SELECT 1 FROM "{name}" WHERE id = ?', (row_id,)).fetchone() is not None


def _whole(connection: Connection, name: str, row_id: str) -> dict[str, Any]:
    return {field: _shown(connection, name, row_id, field) for field in tables()[name].columns}


def _key(stream: str, device: str) -> str:
    return f"sync_decided {stream} {device}"


def _decided_upto(connection: Connection, stream: str, device: str) -> int:
    """The last number that people have decided about: what differs until there is refused without a word."""
    return settings.read(connection, _key(stream, device), {}).get("upto", 0)
