"""The sheet of a session from a real store: what is printed, kept, versioned, and the signed scan that comes back."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from db.queries import sessions as queries
from db.store import Store
from db.tables import Funder
from kodiko_desktop.services.association import logos
from kodiko_desktop.services.people import documents, people
from kodiko_desktop.services.sessions import attendance_paper, funders, sessions
from kodiko_desktop.services.sessions.attendance_roll import SessionNotHere, read_roll
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay

MONDAY = date(2026, 5, 11)


@pytest.fixture
def session(store: Store, author: str, antenna: str) -> str:
    expected = [
        people.register_person(store, author=author, antenna_id=antenna, family_name=family, given_names=given)
        for family, given in (("Popa", "Mihai"), ("Diallo", "Awa"))
    ]
    paying = funders.create_funder(
        store, author=author, name="FSE+", eu_emblem=True, operation_number="2026-77", mention="Opération cofinancée"
    )
    return sessions.plan_sessions(
        store,
        author=author,
        antenna_id=antenna,
        title="Renforcement linguistique",
        programme="kodiko-cotraining",
        module="renforcement-linguistique",
        half_days=[PlannedHalfDay(MONDAY, "matin", "09:00", "12:00")],
        person_ids=expected,
        funder_ids=[paying],
        trainer_name="Claire Roux",
        trainer_capacity="formatrice",
        blank_rows=2,
    )[0]


def words(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def test_sheet_says_who_pays_who_trains_and_whose_lines_they_are(store: Store, author: str, session: str) -> None:
    printed = attendance_paper.print_sheet(store, author=author, session_id=session)
    said = words(printed.pdf)
    for piece in (
        "Programme de co-training réfugiés-salariés en entreprise",
        "Renforcement linguistique",
        "DIALLO Awa",
        "POPA Mihai",
        "Claire Roux",
        "formatrice",
        "2026-77",
        "12345678900011",
        "Cofinancé par",
        "Opération cofinancée",
    ):
        assert piece in said, piece
    assert said.index("DIALLO") < said.index("POPA")
    assert printed.file_name == f"{printed.number}-v1.pdf"


def test_each_printing_is_a_version_with_its_code_lines_and_cells(store: Store, author: str, session: str) -> None:
    first = attendance_paper.print_sheet(store, author=author, session_id=session)
    second = attendance_paper.print_sheet(store, author=author, session_id=session)
    assert (first.version, second.version) == (1, 2)
    assert first.code != second.code
    kept = queries.sheets(store.read(), session)
    assert [sheet.version for sheet in kept] == [2, 1]
    assert kept[0].rows == tuple(line.person_id for line in read_roll(store.read(), session).lines)
    from db import records
    from db.tables import AttendanceSheet

    row = records.find(store.read(), AttendanceSheet, kept[0].id).row
    cells = row.geometry[0]["cells"]
    half_day = read_roll(store.read(), session).half_days[0].id
    assert {cell["row"] for cell in cells} >= {*kept[0].rows, "walk-in-1", "walk-in-2", "trainer"}
    assert {cell["slot"] for cell in cells} == {half_day}


def test_looking_at_the_sheet_keeps_nothing(store: Store, author: str, session: str) -> None:
    assert attendance_paper.prepare(store, session_id=session).version == 1
    assert attendance_paper.prepare(store, session_id=session).version == 1
    assert queries.sheets(store.read(), session) == ()


def test_cancelled_or_unknown_session_is_not_printed(store: Store, author: str, session: str) -> None:
    sessions.cancel_session(store, author=author, session_id=session, reason="salle fermée")
    with pytest.raises(attendance_paper.SheetRefused, match="annulée"):
        attendance_paper.prepare(store, session_id=session)
    with pytest.raises(SessionNotHere):
        attendance_paper.prepare(store, session_id="elsewhere")


def test_signed_scan_is_kept_and_the_latest_printing_points_to_it(
    store: Store, author: str, session: str, tmp_path: Path
) -> None:
    printed = attendance_paper.print_sheet(store, author=author, session_id=session)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(printed.pdf)
    kept = attendance_paper.attach_signed(store, author=author, session_id=session, path=scan)
    assert queries.sheets(store.read(), session)[0].signed_document_id == kept.document_id
    assert documents.content_of(store.read(), kept.document_id) == printed.pdf
    again = attendance_paper.attach_signed(store, author=author, session_id=session, path=scan)
    assert again.already_there
    assert len(queries.signed_scans(store.read(), session)) == 1


def test_logo_of_a_funder_is_a_picture_and_is_printed(store: Store, author: str, session: str, tmp_path: Path) -> None:
    region = funders.create_funder(store, author=author, name="Région")
    text = tmp_path / "logo.png"
    text.write_text("not a picture")
    given = {"author": author, "of": Funder, "row_id": region, "path": text}
    with pytest.raises(logos.LogoRefused, match="PNG ou JPEG"):
        logos.set_logo(store, **given)
    picture = io.BytesIO()
    Image.new("RGB", (60, 30), "red").save(picture, "PNG")
    text.write_bytes(picture.getvalue())
    logos.set_logo(store, **given)
    roll = read_roll(store.read(), session)
    sessions.change_session(store, author=author, session_id=session, values={"funder_ids": [region]}, seen=roll.seen)
    pdf = attendance_paper.prepare(store, session_id=session).pdf
    document = pypdfium2.PdfDocument(pdf)
    reds = document[0].render(scale=1).to_pil().convert("RGB")
    document.close()
    assert any(colour == (255, 0, 0) for _count, colour in reds.getcolors(1_000_000))
