"""The logo of the association or of a funder: a PNG or a JPEG told by its content, never by the name of its file."""

import io
from pathlib import Path

from db.store import Store
from db.tables import Funder, Organisation
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.people.media_types import media_type_of

LOGO_KIND = "logo"
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
"""What the sheets can draw, by media type, as picture libraries name it: none of them has to guess."""
HEAVIEST = 4 * 1024 * 1024
"""Bytes of the heaviest logo (4 MiB): it is drawn on every sheet and goes to every laptop."""


class LogoRefused(KodikoError):
    """A file that is no logo we can print."""


def set_logo(store: Store, *, author: str, of: type[Organisation] | type[Funder], row_id: str, path: Path) -> str:
    """Give the association or a funder its logo. Returns the id of the picture. Raises LogoRefused."""
    content = _read(path)
    _check(content)
    table = "organisation" if of is Organisation else "funder"
    kept = documents.keep_bytes(
        store,
        author=author,
        content=content,
        about=table,
        about_id=row_id,
        stream=ORGANISATION_STREAM,
        kind=LOGO_KIND,
        title=path.stem,
    )
    with store.act(f"{table}.logo", author=author) as act:
        act.change(of, row_id, values={"logo_document_id": kept.document_id}, seen=act.seen(of, row_id))
    return kept.document_id


def format_of(content: bytes) -> str | None:
    """« PNG » or « JPEG »; None for what no sheet can draw."""
    return FORMATS.get(media_type_of(content) or "")


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAVIEST + 1)
    except OSError as error:
        raise LogoRefused(
            _("Ce fichier ne peut pas être lu\u00a0: vérifiez qu’il est toujours là, puis recommencez."),
            for_log=f"logo unreadable: {type(error).__name__}",
        ) from error


def _check(content: bytes) -> None:
    kind = format_of(content)
    if kind is None:
        raise LogoRefused(
            _("Ce fichier n’est pas une image PNG ou JPEG, quel que soit son nom\u00a0: le logo n’a pas changé."),
            for_log="logo of another kind",
        )
    if len(content) > HEAVIEST:
        raise LogoRefused(
            _("Cette image est trop lourde pour un logo (4\u00a0Mo au plus)\u00a0: réduisez-la, puis recommencez."),
            for_log="logo too heavy",
        )
    # The library that reads pictures is loaded when a logo is chosen, not before.
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LogoRefused(
            _("Cette image est abîmée et ne s’imprimerait pas\u00a0: le logo n’a pas changé."),
            for_log=f"logo damaged: {type(error).__name__}",
        ) from error
