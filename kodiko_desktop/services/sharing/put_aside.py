"""Laptops put aside because two of them write under one name: what each version says, and the decision to take back."""

from dataclasses import dataclass

from db import projection
from db.catalogue import tables
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.moments_in_words import ago
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import teams
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.record_places import place
from kodiko_desktop.services.sharing.record_words import said as how_said
from kodiko_desktop.services.sharing.space import stream_name
from kodiko_desktop.services.sharing.value_words import received_in_words, value_in_words
from kodiko_desktop.sync import quarantine
from kodiko_desktop.sync.quarantine import Refused


@dataclass(frozen=True)
class Difference:
    """What the refused version says otherwise: of whom, in which record, which field, the value shown here and the
    other one."""

    about: str
    where: str
    label: str
    here: str
    there: str


@dataclass(frozen=True)
class PutAside:
    """A laptop put aside in one antenna (`stream`, `where` by its name) since a moment (UTC, ISO 8601; in words)."""

    stream: str
    where: str
    device: str
    name: str
    since: str
    when: str
    differences: tuple[Difference, ...]


def laptops_put_aside(store: Store) -> tuple[PutAside, ...]:
    """The laptops that wait for a decision, the oldest first."""
    connection, now = store.read(), store.now()
    devices, antennas = device_names(connection), teams.antenna_names(connection)
    return tuple(
        PutAside(
            stream=each.stream,
            where=stream_name(each.stream, antennas),
            device=each.device,
            name=devices.get(each.device) or _("un ordinateur inconnu"),
            since=each.since,
            when=ago(each.since, now),
            differences=tuple(_difference(connection, refused) for refused in each.refused),
        )
        for each in quarantine.quarantined(store)
    )


def take_back(store: Store, *, author: str, stream: str, device: str) -> int:
    """Take a laptop back: what the refused version says comes beside what is shown, as disagreements to settle, and
    what it writes from now on is taken. Returns how many records that touches. Raises NotInQuarantine."""
    return quarantine.lift(store, stream=stream, device=device, author=author)


def _difference(connection: Connection, refused: Refused) -> Difference:
    where = place(connection, refused.table, refused.row_id, refused.field)
    told = how_said(refused.table, refused.field)
    row = projection.plain_row(connection, tables()[refused.table], refused.row_id) or {}
    return Difference(
        about=where.about,
        where=where.where,
        label=_(told.title) if told is not None else _("Un renseignement"),
        here=value_in_words(connection, told, refused.here, row),
        there=received_in_words(connection, refused.table, refused.field, told, refused.there, row),
    )
