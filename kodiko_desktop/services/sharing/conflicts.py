"""What laptops disagree about: every value, who wrote it, where and when; and the act that settles it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import heads, projection
from db.catalogue import tables
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.clock import Instant
from kodiko_desktop.domain.dots import Dot, Head, is_conflict, shown
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import said
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.record_places import Place, place
from kodiko_desktop.services.sharing.record_words import said as how_said
from kodiko_desktop.services.sharing.value_words import moment, name_of, question_in_words, value_in_words


class AlreadySettled(KodikoError):
    """Somebody settled it meanwhile, here or on another laptop."""


class NotBoth(KodikoError):
    """Both values cannot be kept: only texts can be joined."""


@dataclass(frozen=True)
class Version:
    """One of the values: in words, by whom, on which laptop, when (`at`: UTC, ISO 8601; `when`: in words). `dot` names
    it to `settle`; `current`: it is what pages show meanwhile."""

    text: str
    author_name: str
    device_name: str
    at: str
    when: str
    dot: Dot
    current: bool


@dataclass(frozen=True)
class Conflict:
    """A field that has several values. `about`: whom (`subject_id`) or what; `where`: the record in plain words;
    `label`: the field; `opens`: (kind, row id) of the page that shows it; `joinable`: a text, both may be kept.
    Conflicts of one record have the same `record` and follow each other."""

    record: tuple[str, str]
    field: str
    about: str
    subject_id: str
    where: str
    label: str
    opens: tuple[str, str]
    joinable: bool
    versions: tuple[Version, ...]

    @property
    def key(self) -> str:
        """A name for this conflict on this laptop: table, row and field."""
        return "/".join((*self.record, self.field))


def count(connection: Connection) -> int:
    """How many fields wait to be settled, without reading them."""
    return connection.execute("SELECT count(*) FROM conflict").fetchone()[0]


def conflicts(connection: Connection, *, subject_id: str = "") -> tuple[Conflict, ...]:
    """Everything that waits to be settled (about one person when `subject_id` is given), by name, record after record;
    the value shown meanwhile comes first. Fields of which this version knows nothing are left to later ones."""
    devices = device_names(connection)
    found = []
    for table, row_id, field in connection.execute("SELECT table_name, row_id, field FROM conflict").fetchall():
        known = tables().get(table)
        if known is None or field not in known.columns:
            continue
        where = place(connection, table, row_id, field)
        if not subject_id or where.subject_id == subject_id:
            found.append(_conflict(connection, table, row_id, field, where, devices))
    return tuple(sorted(found, key=lambda each: (each.about.casefold(), each.where, each.record, each.label)))


def find(connection: Connection, key: str) -> Conflict:
    """The conflict of this `key`. Raises AlreadySettled when there is none any more."""
    table, row_id, field = (*key.split("/"), "", "")[:3]
    known = connection.execute(
        "SELECT 1 FROM conflict WHERE table_name = ? AND row_id = ? AND field = ?", (table, row_id, field)
    ).fetchone()
    if known is None or table not in tables() or field not in tables()[table].columns:
        raise _settled()
    where = place(connection, table, row_id, field)
    return _conflict(connection, table, row_id, field, where, device_names(connection))


def settle(
    store: Store,
    *,
    author: str,
    conflict: Conflict,
    keep: Dot | None = None,
    both: bool = False,
    value: Any = None,
) -> str:
    """Settle: keep the version named by the dot `keep`, or `both` texts one under the other, or a `value` of one's own.
    One act, undoable; returns its id. It overwrites what its author was shown: a value that came meanwhile stays, and
    shows. Raises AlreadySettled (nothing is written then), NotBoth, InvalidValue."""
    table = tables()[conflict.record[0]]
    row_id, field = conflict.record[1], conflict.field
    with store.act("conflict.settle", author=author) as act:
        current = heads.heads(act.connection, table.name, row_id, field)
        there = {head.dot: head for head in current}
        displayed = frozenset(version.dot for version in conflict.versions)
        if not is_conflict(current) or (keep is not None and keep not in there) or not displayed & there.keys():
            raise _settled()
        if both:
            chosen = _joined(conflict, [there[version.dot] for version in conflict.versions if version.dot in there])
        else:
            chosen = there[keep].value if keep is not None else value
        act.change(table.cls, row_id, values={field: chosen}, seen={field: displayed})
    return act.id


def _joined(conflict: Conflict, kept: list[Head]) -> str:
    if not conflict.joinable:
        raise NotBoth(_("Seuls des textes peuvent être gardés tous les deux. Rien n’a été modifié."))
    texts = [str(head.value).strip() for head in sorted(kept, key=lambda head: head.rank)]
    told = how_said(conflict.record[0], conflict.field)
    between = "\n" if told is not None and told.kind == said.LONG else " / "
    return between.join(dict.fromkeys(text for text in texts if text))


def _conflict(
    connection: Connection, table: str, row_id: str, field: str, where: Place, devices: Mapping[str, str]
) -> Conflict:
    row = projection.plain_row(connection, tables()[table], row_id) or {}
    told = how_said(table, field)
    current = heads.heads(connection, table, row_id, field)
    best = shown(current)
    versions = [
        Version(
            text=value_in_words(connection, told, head.value, row),
            author_name=name_of(connection, "staff", head.author) or _("quelqu’un de l’équipe"),
            device_name=devices.get(head.dot.device, ""),
            at=_at(head.clock),
            when=moment(_at(head.clock)),
            dot=head.dot,
            current=head.dot == best.dot,
        )
        for head in sorted(current, key=lambda head: head.rank, reverse=True)
    ]
    question = question_in_words(connection, row) if table == "answer" else ""
    return Conflict(
        record=(table, row_id),
        field=field,
        about=where.about,
        subject_id=where.subject_id,
        where=where.where,
        label=question or _(told.title) if told is not None else _("Un renseignement"),
        opens=where.opens,
        joinable=_is_text(told, current),
        versions=tuple(versions),
    )


def _is_text(told: said.Said | None, current: tuple[Head, ...]) -> bool:
    kinds = (said.LINE, said.LONG, said.ANSWER)
    return told is not None and told.kind in kinds and all(type(head.value) is str for head in current)


def _at(clock: int) -> str:
    milliseconds = Instant.unpack(clock).milliseconds
    try:
        return datetime.datetime.fromtimestamp(milliseconds / 1000, datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):  # a clock that says no date at all orders values, it tells no time
        return ""


def _settled() -> AlreadySettled:
    return AlreadySettled(
        _("Ce désaccord a déjà été réglé, ici ou sur un autre ordinateur. Rien n’a été modifié."),
        for_log="conflict settled meanwhile",
    )
