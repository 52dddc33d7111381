"""A scan kept on one laptop is opened on another: its bytes come when somebody needs them, logos by themselves."""

import pytest
from PIL import Image

from db.tables import Funder
from kodiko_desktop.services.association import logos
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.sessions import funders
from kodiko_desktop.services.sharing import attachments
from kodiko_desktop.sync.failures import DocumentAway, DocumentNotHere
from tests.storage.sharing import Office


def keep_scan(office: Office, tmp_path) -> str:
    """Keep a picture among the papers of a person just registered; returns its id."""
    path = tmp_path / "scan.png"
    Image.effect_noise((300, 200), 60).save(path)
    person = office.register("Kidane")
    return documents.keep_file(office.store, author=office.staff, path=path, person_id=person).document_id


def test_a_scan_of_a_colleague_comes_when_it_is_asked_for_and_once(pair, share, tmp_path):
    one, two = pair
    scan = keep_scan(one, tmp_path)
    one.sync()
    two.sync()
    assert not attachments.is_here(two.store, scan)
    attachments.bring(two.store, document_id=scan)
    assert attachments.is_here(two.store, scan)
    expected = documents.content_of(one.store.read(), scan)
    assert documents.content_of(two.store.read(), scan) == expected
    share.rename(tmp_path / "parti")
    attachments.bring(two.store, document_id=scan)  # here already: no folder is asked


def test_without_any_folder_it_says_what_to_plug_in(pair, share, tmp_path):
    one, two = pair
    scan = keep_scan(one, tmp_path)
    one.sync()
    two.sync()
    share.rename(tmp_path / "parti")
    with pytest.raises(DocumentAway) as refused:
        attachments.bring(two.store, document_id=scan)
    assert "Branchez la clé ou le partage" in refused.value.sentence


def test_a_piece_that_has_not_arrived_in_the_folder_is_told_from_a_folder_that_is_away(pair, share, tmp_path):
    one, two = pair
    scan = keep_scan(one, tmp_path)
    one.sync()
    two.sync()
    pieces = list(share.rglob("*.kb"))
    assert pieces
    for piece in pieces:
        piece.unlink()
    with pytest.raises(DocumentNotHere):
        attachments.bring(two.store, document_id=scan)


def test_the_logo_of_a_funder_comes_with_the_exchange(pair, tmp_path):
    one, two = pair
    path = tmp_path / "logo.png"
    Image.new("RGB", (40, 20), "navy").save(path)
    funder = funders.create_funder(one.store, author=one.staff, name="Conseil régional")
    logo = logos.set_logo(one.store, author=one.staff, of=Funder, row_id=funder, path=path)
    one.sync()
    two.sync()
    assert documents.content_of(two.store.read(), logo) == path.read_bytes()
