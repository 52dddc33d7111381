"""Who pays: what must be printed for them, and how long their evidence is kept."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.store import Store
from db.tables import Funder
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.people.media_types import media_type_of

LOGO_KIND = "logo"
ABOUT = "funder"
_PRINTED = ("image/png", "image/jpeg")
"""What the sheets can draw."""


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


def set_logo(store: Store, *, author: str, funder_id: str, path: Path) -> str:
    """Give a funder its logo, a PNG or a JPEG. Returns the id of the picture. Raises FunderRefused, DocumentRefused."""
    try:
        with path.open("rb") as file:
            head = file.read(64)
    except OSError as error:
        raise documents.DocumentRefused(
            _("Ce fichier ne peut pas être lu\u00a0: vérifiez qu’il est toujours là, puis recommencez."),
            for_log=f"logo unreadable: {type(error).__name__}",
        ) from error
    if media_type_of(head) not in _PRINTED:
        raise FunderRefused(_("Un logo est une image PNG ou JPEG."), for_log="logo of another kind")
    kept = documents.keep_file(
        store,
        author=author,
        path=path,
        about=ABOUT,
        about_id=funder_id,
        stream=ORGANISATION_STREAM,
        kind=LOGO_KIND,
    )
    with store.act("funder.logo", author=author) as act:
        act.change(Funder, funder_id, values={"logo_document_id": kept.document_id}, seen=act.seen(Funder, funder_id))
    return kept.document_id


def _named(name: str) -> str:
    name = " ".join(name.split())
    if not name:
        raise FunderRefused(_("Écrivez le nom du financeur."), for_log="funder without name")
    return name
