"""Logos: what a sheet can draw is kept, whoever it is of; anything else is refused in a sentence."""

import io
from pathlib import Path

import pytest
from PIL import Image

from db.store import Store
from db.tables import Funder, Organisation
from kodiko_desktop.services.association import antennas, letterhead, logos
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.sessions import funders


@pytest.fixture
def set_up(store: Store) -> antennas.FirstSetUp:
    return antennas.set_up(store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin")


def picture(kind: str) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(made, kind)
    return made.getvalue()


@pytest.mark.parametrize(("kind", "name"), [("PNG", "logo.jpg"), ("JPEG", "logo.png")])
def test_format_is_told_by_the_content_and_heads_the_papers(
    store: Store, set_up: antennas.FirstSetUp, tmp_path: Path, kind: str, name: str
) -> None:
    path = tmp_path / name
    path.write_bytes(picture(kind))
    logos.set_logo(store, author=set_up.staff_id, of=Organisation, row_id=antennas.ORGANISATION_ID, path=path)
    head = letterhead.organisation(store.read(), set_up.antenna_id)
    assert head.logo == path.read_bytes() and logos.format_of(head.logo) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"GIF89a" + b"0" * 90, "n’est pas une image PNG ou JPEG"),
        (picture("TIFF"), "n’est pas une image PNG ou JPEG"),
        (picture("PNG")[:60], "abîmée"),
        (b"\xff\xd8\xff" + b"0" * 200, "abîmée"),
        (picture("PNG") + b"0" * logos.HEAVIEST, "trop lourde"),
        (b"", "n’est pas une image PNG ou JPEG"),
    ],
)
def test_what_would_not_print_is_refused_and_nothing_is_kept(
    store: Store, set_up: antennas.FirstSetUp, tmp_path: Path, content: bytes, said: str
) -> None:
    funder = funders.create_funder(store, author=set_up.staff_id, name="Région")
    path = tmp_path / "logo.png"
    path.write_bytes(content)
    with pytest.raises(logos.LogoRefused, match=said):
        logos.set_logo(store, author=set_up.staff_id, of=Funder, row_id=funder, path=path)
    assert store.read().execute("SELECT count(*) FROM document").fetchone()[0] == 0


def test_file_that_went_away_is_said(store: Store, set_up: antennas.FirstSetUp, tmp_path: Path) -> None:
    with pytest.raises(logos.LogoRefused, match="ne peut pas être lu"):
        logos.set_logo(
            store, author=set_up.staff_id, of=Organisation, row_id=antennas.ORGANISATION_ID, path=tmp_path / "rien.png"
        )


def test_document_that_is_no_picture_leaves_the_name_on_the_paper(store: Store, set_up: antennas.FirstSetUp) -> None:
    kept = documents.keep_bytes(
        store, author=set_up.staff_id, content=b"%PDF-1.4 " + b"0" * 60, about="organisation", stream="org"
    )
    assert letterhead.picture(store.read(), kept.document_id) is None
