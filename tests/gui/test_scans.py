"""A scan kept in the store is looked at in the window, PDF or picture, the right way up, without a file written."""

from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtWidgets import QWidget

from kodiko_desktop.services.people import documents, people
from kodiko_desktop.services.sessions import attendance_paper, sessions
from kodiko_desktop.services.sharing import exchanges
from tests.gui.two_laptops import two_laptops
from ui.desk import Desk
from ui.pages.sessions import session_acts
from ui.paper.preview import PaperPreview
from ui.paper.scan import Picture, Scan, show_scan

ORIENTATION = 0x0112


@pytest.fixture
def over(qtbot, theme) -> QWidget:
    window = QWidget()
    window.resize(1000, 700)
    qtbot.addWidget(window)
    window.show()
    return window


def telephone_picture(path: Path) -> Path:
    """A picture 60 wide and 20 high, that its telephone says was held on its side."""
    image = Image.new("RGB", (60, 20), "white")
    turned = image.getexif()
    turned[ORIENTATION] = 6
    image.save(path, exif=turned)
    return path


def kept(desk: Desk, path: Path) -> Scan:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Diallo", given_names="Awa"
    )
    found = documents.keep_file(here.store, author=here.staff_id, path=path, person_id=person)
    row = here.store.read().execute("SELECT media_type, title FROM document").fetchone()
    return Scan(found.document_id, *row)


def test_a_picture_stands_the_right_way_up(qtbot, desk: Desk, over: QWidget, tmp_path: Path) -> None:
    refused: list[str] = []
    desk.refused.connect(refused.append)
    assert show_scan(desk, kept(desk, telephone_picture(tmp_path / "scan.jpg")), over)
    qtbot.waitUntil(lambda: bool(over.findChildren(Picture) or refused))
    assert refused == []
    (picture,) = over.findChildren(Picture)
    size = picture.picture.pixmap().size()
    assert size.height() > size.width()
    picture.accept()


def test_a_picture_that_cannot_be_drawn_is_said_and_is_intact(qtbot, desk: Desk, over: QWidget, tmp_path: Path) -> None:
    path = tmp_path / "scan.png"
    Image.new("RGB", (60, 20)).save(path)
    path.write_bytes(path.read_bytes()[:40])
    with qtbot.waitSignal(desk.refused) as refused:
        show_scan(desk, kept(desk, path), over)
    assert "Elle est intacte" in refused.args[0]


def test_another_kind_is_left_to_a_copy(desk: Desk, over: QWidget) -> None:
    assert not show_scan(desk, Scan("x", "text/csv", "liste"), over)


@pytest.mark.parametrize(("name", "shown"), [("feuille.jpg", Picture), ("feuille.pdf", PaperPreview)])
def test_the_signed_sheet_of_a_session_is_looked_at(
    qtbot, desk: Desk, over: QWidget, tmp_path: Path, name: str, shown: type
) -> None:
    here = desk.here()
    (session,) = sessions.plan_sessions(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        title="Atelier CV",
        half_days=[sessions.PlannedHalfDay(desk.today(), "matin", "09:00", "12:00")],
    )
    attendance_paper.print_sheet(here.store, author=here.staff_id, session_id=session)
    path = tmp_path / name
    Image.new("RGB", (200, 100), "white").save(path)
    found = attendance_paper.attach_signed(here.store, author=here.staff_id, session_id=session, path=path)
    session_acts.open_scan(desk, over, found.document_id)
    qtbot.waitUntil(lambda: bool(over.findChildren(shown)))
    (dialog,) = over.findChildren(shown)
    dialog.close()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)


def test_a_scan_of_a_colleague_is_fetched_then_shown_and_a_missing_folder_is_said(qtbot, theme, tmp_path: Path) -> None:
    with two_laptops(qtbot, tmp_path) as both:
        scans = []
        for name in ("un.png", "deux.png"):
            Image.effect_noise((120, 80), 50).save(tmp_path / name)
            found = documents.keep_file(
                both.nadia,
                author=both.ids.staff_id,
                path=tmp_path / name,
                person_id=both.people["Awa Diallo"],
            )
            scans.append(Scan(found.document_id, "image/png", name))
        exchanges.exchange_all(both.nadia)
        both.exchange(qtbot)
        window = both.window.frame
        assert show_scan(both.window.desk, scans[0], window)
        qtbot.waitUntil(lambda: bool(window.findChildren(Picture)))
        window.findChild(Picture).accept()
        both.share.rename(tmp_path / "parti")
        show_scan(both.window.desk, scans[1], window)
        qtbot.waitUntil(lambda: "Branchez la clé" in window.notice_bar().sentence())
