"""Contacts, appointments, notes and documents of a person, and the page that shows them by date."""

import datetime
import hashlib
import os

import pytest

from db.queries import person as person_page
from db.records import find
from db.store import Store
from db.tables import Appointment, Contact, HalfDay, Participant, Presence, Session
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.services.association.antennas import set_up
from kodiko_desktop.services.people import documents
from kodiko_desktop.services.people.contacts import (
    ContactRefused,
    change_contact,
    fix_appointment,
    honour_appointment,
    note_contact,
    record_outcome,
)
from kodiko_desktop.services.people.documents import DocumentDamaged, DocumentRefused, content_of, keep_bytes, keep_file
from kodiko_desktop.services.people.notes import NoteRefused, write_note
from kodiko_desktop.services.people.people import register_person

TODAY = datetime.date(2026, 5, 11)
PDF = b"%PDF-1.7\n" + b"0" * 2_500_000


@pytest.fixture
def here(store: Store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Paris", staff_name="Awa")


@pytest.fixture
def person(store, here) -> str:
    return register_person(store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo")


def chunks(store) -> int:
    return store.read().execute("SELECT count(*) FROM document_chunk").fetchone()[0]


def test_a_contact_and_the_next_appointment_are_one_act(store, here, person):
    note_contact(
        store,
        author=here.staff_id,
        person_id=person,
        on_date=TODAY,
        channel="telephone",
        summary=" A trouvé un stage ",
        next_on=TODAY + datetime.timedelta(days=7),
        next_at="14:30",
    )
    header = person_page.header(store.read(), person, today=TODAY)
    assert (header.last_contact_on, header.next_appointment_on) == (TODAY, TODAY + datetime.timedelta(days=7))
    (act,) = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()
    store.undo(act, author=here.staff_id)
    header = person_page.header(store.read(), person, today=TODAY)
    assert (header.last_contact_on, header.next_appointment_on) == (None, None)


def test_a_contact_to_come_is_an_appointment(store, here, person):
    tomorrow = TODAY + datetime.timedelta(days=1)
    with pytest.raises(ContactRefused, match="rendez-vous"):
        note_contact(store, author=here.staff_id, person_id=person, on_date=tomorrow, channel="telephone")
    contact = note_contact(store, author=here.staff_id, person_id=person, on_date=TODAY, channel="telephone")
    seen = find(store.read(), Contact, contact).seen
    with pytest.raises(ContactRefused):
        change_contact(store, author=here.staff_id, contact_id=contact, values={"on_date": tomorrow}, seen=seen)


def test_an_attempt_is_not_a_contact_with_the_person(store, here, person):
    note_contact(store, author=here.staff_id, person_id=person, on_date=TODAY, channel="telephone", reached=False)
    assert person_page.header(store.read(), person, today=TODAY).last_contact_on is None


def test_an_appointment_that_took_place_becomes_a_contact(store, here, person):
    appointment = fix_appointment(store, author=here.staff_id, person_id=person, on_date=TODAY, at_time="09:00")
    seen = find(store.read(), Appointment, appointment).seen
    contact = honour_appointment(
        store, author=here.staff_id, appointment_id=appointment, channel="face_a_face", summary="venue", seen=seen
    )
    row = find(store.read(), Contact, contact).row
    assert (row.on_date, row.at_time, row.summary) == (TODAY, "09:00", "venue")
    assert find(store.read(), Appointment, appointment).row.outcome == "honore"


def test_an_absence_is_an_outcome_and_an_unknown_one_is_refused(store, here, person):
    appointment = fix_appointment(store, author=here.staff_id, person_id=person, on_date=TODAY)
    seen = find(store.read(), Appointment, appointment).seen
    with pytest.raises(ContactRefused):
        record_outcome(store, author=here.staff_id, appointment_id=appointment, outcome="parti", seen=seen)
    record_outcome(store, author=here.staff_id, appointment_id=appointment, outcome="absence", seen=seen)
    assert person_page.header(store.read(), person, today=TODAY).next_appointment_on is None


def test_the_journal_only_grows(store, here, person):
    for text in ("première", "  deuxième  "):
        write_note(store, author=here.staff_id, person_id=person, text=text)
    assert [(line.text, line.by) for line in person_page.journal(store.read(), person)] == [
        ("deuxième", "Awa"),
        ("première", "Awa"),
    ]
    with pytest.raises(NoteRefused):
        write_note(store, author=here.staff_id, person_id=person, text="  \n")


def test_everything_that_happened_stands_by_date(store, here, person):
    note_contact(store, author=here.staff_id, person_id=person, on_date=datetime.date(2026, 5, 1), channel="sms")
    write_note(store, author=here.staff_id, person_id=person, text="mot", written_on=datetime.date(2026, 5, 3))
    fix_appointment(store, author=here.staff_id, person_id=person, on_date=datetime.date(2026, 5, 20))
    keep_bytes(store, author=here.staff_id, content=PDF, person_id=person, title="Carte")
    found = person_page.happenings(store.read(), person)
    assert [item.kind for item in found] == ["appointment", "document", "note", "contact"]
    assert all(item.by == "Awa" for item in found)
    assert [item.kind for item in person_page.happenings(store.read(), person, kinds=("note",))] == ["note"]


def test_a_scan_comes_back_byte_for_byte(store, here, person, tmp_path):
    content = PDF + os.urandom(1000)
    scan = tmp_path / "titre de séjour.pdf"
    scan.write_bytes(content)
    kept = keep_file(store, author=here.staff_id, path=scan, person_id=person, kind="titre")
    assert content_of(store.read(), kept.document_id) == content
    assert chunks(store) == 3
    (line,) = person_page.documents(store.read(), person)
    assert (line.title, line.media_type, line.size) == ("titre de séjour", "application/pdf", len(content))
    copy = tmp_path / "copie.pdf"
    documents.save_copy(store.read(), document_id=kept.document_id, path=copy)
    assert hashlib.sha256(copy.read_bytes()).digest() == hashlib.sha256(content).digest()


def test_the_bytes_of_a_scan_are_not_readable_in_the_files_of_the_store(store, here, person):
    keep_bytes(store, author=here.staff_id, content=b"%PDF-" + b"SECRET-CANARY" * 1000, person_id=person)
    for path in store.path.parent.glob("store.kodiko*"):
        assert b"SECRET-CANARY" not in path.read_bytes()


def test_the_same_scan_is_not_kept_twice(store, here, person):
    first = keep_bytes(store, author=here.staff_id, content=PDF, person_id=person)
    again = keep_bytes(store, author=here.staff_id, content=PDF, person_id=person)
    assert (again.document_id, again.already_there) == (first.document_id, True)
    assert chunks(store) == 3


def test_a_scan_of_200_mb_is_refused_before_it_is_read(store, here, person, tmp_path):
    scan = tmp_path / "film.pdf"
    with scan.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    read = []
    with pytest.raises(DocumentRefused, match="200 Mo"):
        keep_file(
            store, author=here.staff_id, path=scan, person_id=person, progress=lambda done, *_rest: read.append(done)
        )
    assert read == []


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("photo.pdf", b"\xff\xd8\xff\xe0" + b"0" * 100, "image/jpeg"),
        ("scan.jpg", b"\x89PNG\r\n\x1a\n" + b"0" * 100, "image/png"),
        ("image.png", b"\x00\x00\x00\x18ftypheic" + b"0" * 100, "image/heic"),
        ("sans extension", b"%PDF-1.4", "application/pdf"),
    ],
)
def test_a_file_is_what_its_first_bytes_say(store, here, person, tmp_path, name, content, media_type):
    path = tmp_path / name
    path.write_bytes(content)
    keep_file(store, author=here.staff_id, path=path, person_id=person)
    assert person_page.documents(store.read(), person)[0].media_type == media_type


@pytest.mark.parametrize("content", [b"", b"MZ\x90\x00" + b"0" * 100, b"<html></html>", b"PK\x03\x04torn"])
def test_what_is_not_paper_is_refused_whatever_its_name(store, here, person, tmp_path, content):
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    with pytest.raises(DocumentRefused):
        keep_file(store, author=here.staff_id, path=path, person_id=person)
    assert (chunks(store), person_page.documents(store.read(), person)) == (0, ())


def test_a_file_that_went_away_is_said(store, here, person, tmp_path):
    with pytest.raises(DocumentRefused, match="ne peut pas être lu"):
        keep_file(store, author=here.staff_id, path=tmp_path / "parti.pdf", person_id=person)


@pytest.mark.parametrize("after", [1, 4])
def test_a_cancelled_scan_leaves_nothing(store, here, person, tmp_path, after):
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(PDF)
    calls = []

    def cancel(*_progress) -> None:
        calls.append(1)
        if len(calls) == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        keep_file(store, author=here.staff_id, path=scan, person_id=person, progress=cancel)
    assert (chunks(store), person_page.documents(store.read(), person)) == (0, ())


def test_missing_bytes_are_never_taken_for_a_document(store, here, person):
    kept = keep_bytes(store, author=here.staff_id, content=PDF, person_id=person)
    with store.note() as connection:
        connection.execute("DELETE FROM document_chunk WHERE position = 2")
    with pytest.raises(DocumentDamaged):
        content_of(store.read(), kept.document_id)


def test_half_days_of_a_session_are_said_in_the_order_of_the_day(store, here, person):
    """Whatever the order in which they came: another laptop's rows arrive in an order of their own."""
    with store.act("seed", author=here.staff_id) as act:
        session = act.create(Session, stream=here.antenna_id, title="Atelier")
        act.create(Participant, stream=here.antenna_id, session_id=session, person_id=person)
        for part, state in (("apres_midi", "absent"), ("matin", "present")):
            half_day = act.create(HalfDay, stream=here.antenna_id, session_id=session, on_date=TODAY, part=part)
            act.create(
                Presence,
                stream=here.antenna_id,
                session_id=session,
                half_day_id=half_day,
                person_id=person,
                state=state,
            )
    (line,) = person_page.happenings(store.read(), person, kinds=("session",))
    assert line.code == "present,absent"
