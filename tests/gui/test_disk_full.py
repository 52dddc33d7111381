"""A disk that fills up while somebody types: what is typed stays under their eyes, and nothing false is promised."""

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.laptop import drafts
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.plan import plans
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.plan import build_tab
from ui.pages.work.hire_dialog import HireDialog

TODAY = datetime.date(2026, 5, 11)
LONG = "Un mot après l’autre. " * 4000
"""More than what the last page of the store has room for."""


@pytest.fixture
def person_id(desk: Desk) -> str:
    here = desk.here()
    person = people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Munteanu", given_names="Ștefan"
    )
    journeys.open_journey(
        here.store,
        author=here.staff_id,
        person_id=person,
        programme=definitions.keys(here.store.read(), definitions.PROGRAMME)[0],
        started_on=TODAY,
    )
    return person


@pytest.fixture
def told(desk: Desk) -> Iterator[list[str]]:
    said: list[str] = []
    desk.told.connect(lambda sentence, _act: said.append(sentence))
    yield said


@pytest.fixture
def refused(desk: Desk) -> Iterator[list[str]]:
    said: list[str] = []
    desk.refused.connect(said.append)
    yield said


def fill_the_disk(desk: Desk) -> None:
    """Leave the store no page to write on: neither one it had freed, nor a new one."""
    store = desk.here().store
    writer = store._writer
    free = 4096 * int(writer.execute("PRAGMA freelist_count").fetchone()[0])
    drafts.keep_draft(store, place="filler", content={"text": "x" * free})
    writer.execute(f"PRAGMA max_page_count = {writer.execute('PRAGMA page_count').fetchone()[0]}")


def make_room(desk: Desk) -> None:
    desk.here().store._writer.execute("PRAGMA max_page_count = 1000000")


@pytest.fixture
def over(qtbot, theme) -> QWidget:
    page = QWidget()
    page.resize(1302, 670)
    qtbot.addWidget(page)
    page.show()
    return page


def test_an_act_left_aside_stays_open_when_its_draft_cannot_be_kept(qtbot, desk: Desk, over, told) -> None:
    from ui.widgets.text_area import TextArea

    dialog = ActDialog(desk, "Un contact", "Noter", lambda values: None, place="essai", parent=over)
    words = TextArea("Ce qui s’est dit")
    dialog.add("summary", "Ce qui s’est dit", words)
    dialog.begin()
    words.set_text(LONG)
    fill_the_disk(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "disque est plein" in dialog.problem())
    assert dialog.isVisible() and words.text() == LONG
    assert told == []
    make_room(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: any("reviendra" in sentence for sentence in told))


def test_a_hire_left_aside_stays_open_when_its_draft_cannot_be_kept(qtbot, desk: Desk, over, told) -> None:
    dialog = HireDialog(desk, parent=over)
    dialog.open()
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
    dialog.company.setText(LONG)
    fill_the_disk(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: "disque est plein" in dialog._said.text())
    assert dialog.isVisible() and told == []
    make_room(desk)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: any("reviendra" in sentence for sentence in told))


def test_an_objective_and_an_action_refused_by_the_disk_are_still_in_their_line(
    qtbot, theme, desk: Desk, person_id: str, refused
) -> None:
    here = desk.here()
    plans.add_objective(here.store, author=here.staff_id, person_id=person_id, title="Passer le code")
    tab = build_tab(desk, person_id)
    qtbot.addWidget(tab)
    tab.show()
    tab.load()
    qtbot.waitUntil(lambda: len(tab.blocks) == 1)
    fill_the_disk(desk)
    for line in (tab.add_line, next(iter(tab.blocks.values())).add_line):
        refused.clear()
        line.field.setText(LONG[:30000])
        QTest.keyClick(line.field, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda: bool(refused))
        assert "disque est plein" in refused[0]
        assert line.field.text() == LONG[:30000].strip()
    make_room(desk)
