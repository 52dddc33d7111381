"""The pages of people in a frame, and Ștefan, who is accompanied."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from kodiko_desktop.services.places import sites
from tests.gui.people.people_steps import open_journey, register, settle
from ui.desk import Desk
from ui.pages import people as people_pages
from ui.shell.main_frame import MainFrame


@pytest.fixture
def stefan(desk: Desk) -> str:
    here = desk.here()
    site = sites.create_site(here.store, author=here.staff_id, antenna_id=here.antenna_id, name="Terrain du Canal")
    person_id = register(
        desk,
        "Munteanu",
        "Ștefan",
        how_to_say="Chté-fane",
        birth_date=date(1997, 2, 3),
        phone="06 12 34 56 78",
        languages=["ro"],
        french_level="a1.1",
        site_id=site,
    )
    open_journey(desk, person_id)
    return person_id


@pytest.fixture
def window(qtbot, frame: MainFrame, desk: Desk) -> MainFrame:
    """The pages of people in a frame, wired as the window wires them."""
    for entry in people_pages.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    frame.discreet_changed.connect(desk.set_discreet)
    return frame


@pytest.fixture
def go(qtbot, window: MainFrame, desk: Desk) -> Callable[..., QWidget]:
    """Go to a place, wait until what it shows is read, and give the page."""

    def to(page: str, row_id: str | None = None, *, tab: str = "", field: str = "") -> QWidget:
        desk.go(page, row_id, tab=tab, field=field)
        settle(qtbot, desk)
        return window.page()

    return to


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A small picture, as a scanner names it."""
    path = tmp_path / "titre.png"
    picture = QImage(40, 60, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.white)
    assert picture.save(str(path))
    return path
