"""Who pays: what must be printed for them, and how long their evidence is kept."""

from collections.abc import Mapping
from typing import Any

from db.store import Store
from db.tables import Funder
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _


class FunderRefused(KodikoError):
    """A funder that cannot be kept as asked."""


def create_funder(store: Store, *, author: str, name: str, **details: Any) -> str:
    """A new funder (`details`: fields of Funder: mention, eu_emblem, operation_number, retention). Returns its id.
    Raises FunderRefused."""
    with store.act("funder.create", author=author) as act:
        return act.create(Funder, stream=ORGANISATION_STREAM, name=_named(name), **details)


def change_funder(store: Store, *, author: str, funder_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change what is said of a funder, as its author saw it. Raises FunderRefused."""
    if "name" in values:
        values = {**values, "name": _named(values["name"])}
    with store.act("funder.change", author=author) as act:
        act.change(Funder, funder_id, values=values, seen=seen)


def archive_funder(store: Store, *, author: str, funder_id: str) -> None:
    """Put a funder away: it is not offered any more; the sessions it pays keep it."""
    with store.act("funder.archive", author=author) as act:
        act.archive(Funder, funder_id)


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise FunderRefused(_("Écrivez le nom du financeur."), for_log="funder without name")
    return name
