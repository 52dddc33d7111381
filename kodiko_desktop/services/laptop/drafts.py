"""What somebody was typing when the window locked or a dialog was put aside: kept on this laptop, given back later."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.connection import Connection
from db.store import Store

NEW_SESSION = "session:new"
"""The place of a session being planned. A person's are `people.person_files.draft_place`."""


@dataclass(frozen=True)
class Draft:
    """What was typed at a place (« person:<id>:contact »). `saved_at`: local time, ISO 8601, to the second."""

    place: str
    saved_at: str
    content: Mapping[str, Any]


def keep_draft(store: Store, *, place: str, content: Mapping[str, Any]) -> None:
    """Keep what is typed at a place (`content`: JSON values), in the place of what was kept there before."""
    with store.note() as connection:
        connection.execute(
            "INSERT INTO draft (place, saved_at, content) VALUES (?, ?, ?) "
            "ON CONFLICT (place) DO UPDATE SET saved_at = excluded.saved_at, content = excluded.content",
            (place, store.now().isoformat(timespec="seconds"), json.dumps(dict(content), ensure_ascii=False)),
        )


def forget_draft(store: Store, *, place: str) -> None:
    """Forget what was typed at a place: it has become an act, or was taken away on purpose."""
    with store.note() as connection:
        connection.execute("DELETE FROM draft WHERE place = ?", (place,))


def drafts_at(connection: Connection, start: str) -> tuple[Draft, ...]:
    """The drafts of every place that begins with `start`, the latest first."""
    rows = connection.execute(
        "SELECT place, saved_at, content FROM draft WHERE substr(place, 1, length(?1)) = ?1 ORDER BY saved_at DESC",
        (start,),
    )
    return tuple(Draft(place, saved_at, json.loads(content)) for place, saved_at, content in rows)
