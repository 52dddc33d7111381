"""What the exchanges brought, told about people: who wrote what about whom, from which laptop."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.moments_in_words import ago
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.news_words import told

_SEEN = "sharing.news_seen"
_ROWS = (
    "SELECT coalesce(known_as.kept_id, news.subject) AS person_id, news.author, news.device, news.at, news.kind, "
    "news.table_name, coalesce(person.given_names, ''), coalesce(person.family_name, ''), coalesce(staff.name, '') "
    "FROM sync_news AS news LEFT JOIN known_as ON known_as.person_id = news.subject "
    "LEFT JOIN person ON person.id = coalesce(known_as.kept_id, news.subject) "
    "LEFT JOIN staff ON staff.id = news.author "
    "WHERE news.position > ?1 AND (?2 IS NULL OR EXISTS (SELECT 1 FROM journey "
    "WHERE journey.person_id = coalesce(known_as.kept_id, news.subject) AND journey.referent_id = ?2 "
    "AND journey.archived_at IS NULL)) ORDER BY news.position DESC"
)
_TOLD_AT_MOST = 3
"""Different things said of one person in one line; the others are counted."""


@dataclass(frozen=True)
class NewsLine:
    """What one colleague wrote about one person. `person_id`: "" for what is about nobody (a session, an antenna);
    `what`: « contact noté, rendez-vous fixé »; `at`: the latest, UTC, ISO 8601; `when`: the same in words."""

    person_id: str
    person: str
    what: str
    author: str
    device: str
    at: str
    when: str


def news(
    connection: Connection, *, now: datetime, since: int | None = None, referent: str | None = None
) -> tuple[NewsLine, ...]:
    """What came after a place in the news (`since`; None: after what was marked as seen; 0: all that is kept), the
    latest first, a line per person and author. `referent`: only people whose journey this member of the team is in
    charge of. What the history brought when joining is no news.
    """
    after = _seen(connection) if since is None else since
    rows = connection.execute(_ROWS, (after, referent)).fetchall()
    devices = device_names(connection) if rows else {}
    groups: dict[tuple[str, str, str], list[tuple[str, ...]]] = {}
    for row in rows:
        groups.setdefault(row[:3], []).append(row)
    return tuple(_line(found, devices, now) for found in groups.values())


def seen_news(store: Store) -> None:
    """Mark everything that came as seen. Nothing is written when it was already."""
    last = store.read().execute("SELECT coalesce(max(position), 0) FROM sync_news").fetchone()[0]
    if last > _seen(store.read()):
        with store.note() as connection:
            settings.write(connection, _SEEN, last)


def _seen(connection: Connection) -> int:
    return int(settings.read(connection, _SEEN, 0))


def _line(rows: list[tuple[str, ...]], devices: Mapping[str, str], now: datetime) -> NewsLine:
    subject, _author, device, _at, _kind, _table, given, family, author = rows[0]
    at = max(row[3] for row in rows)
    return NewsLine(
        person_id=subject,
        person=display_name(given, family) if subject else "",
        what=_what(list(dict.fromkeys(told(row[4], row[5]) for row in reversed(rows)))),
        author=author,
        device=devices.get(device, ""),
        at=at,
        when=ago(at, now),
    )


def _what(things: list[str]) -> str:
    said = ", ".join(things[:_TOLD_AT_MOST])
    more = len(things) - _TOLD_AT_MOST
    return _("{said} et {count} de plus").format(said=said, count=more) if more > 0 else said
