"""The first screen: each line says why it is there and opens its act; a first day says how to begin."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from db.tables import Action, Contact, Contract, Journey, Person
from tests.gui.open_window import TODAY, new_profile, one_of_each, shown
from ui.desk import Place
from ui.widgets.row import Row
from ui.widgets.scroll import Scroll


@pytest.fixture
def empty(qtbot, theme, tmp_path: Path):
    profile, first, ids = new_profile(tmp_path)
    with shown(qtbot, profile, first.opened) as made:
        made.ids = ids
        qtbot.waitUntil(lambda: is_whole(made))
        yield made


@pytest.fixture
def window(qtbot, theme, tmp_path: Path):
    profile, first, ids = new_profile(tmp_path)
    rows = one_of_each(first.opened.store, ids)
    with shown(qtbot, profile, first.opened) as made:
        made.rows, made.ids = rows, ids
        qtbot.waitUntil(lambda: is_whole(made))
        yield made


def page(window: Any) -> Any:
    return window.frame.page()


def is_whole(window: Any) -> bool:
    """Every pile is there: they come one after the other, the portfolio last."""
    return bool(page(window)) and titles(window)[-1:] == ["Mon portefeuille"]


def lines(window: Any) -> dict[str, Row]:
    """The lines shown, by what a screen reader says of them."""
    found = [row for card in page(window).cards() for row in card.findChildren(Row)]
    return {row.accessibleName(): row for row in found}


def line(window: Any, *words: str) -> Row:
    found = [row for said, row in lines(window).items() if all(word in said for word in words)]
    assert len(found) == 1, (words, list(lines(window)))
    return found[0]


def titles(window: Any) -> list[str]:
    return [card.accessibleName() for card in page(window).cards()]


def test_each_pile_has_its_lines_and_says_why(window) -> None:
    assert titles(window) == [
        "À faire",
        "À signer",
        "Bientôt",
        "Sans nouvelles",
        "Échéances",
        "Code de secours",
        "Mon portefeuille",
    ]
    assert "Charpentes du Val" in line(window, "Awa Diallo", "J1", "8\u00a0h").accessibleName()
    assert "10\u00a0h\u00a030" in line(window, "Ștefan Munteanu", "diagnostic 360°").accessibleName()
    assert "Saisir les présences" in line(window, "Atelier CV").accessibleName()
    assert "Pas encore signé" in line(window, "Tesfay Gebremedhin", "PAR-2026-01-0017").accessibleName()
    assert "+4 j" in line(window, "Olena Kravets").accessibleName()
    assert "dans 20 jours" in line(window, "Mihai Popa").accessibleName()


def test_the_rail_counts_what_asks_for_something_now(window) -> None:
    # Three to do, one to sign, one unheard of, one deadline; what is only announced is not counted.
    assert window.frame.rail.button("today").count() == 6


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("Awa Diallo", "J1"), ("placement", "placement", "check_in", "J1")),
        (("Ștefan Munteanu",), ("person", "Ștefan Munteanu", "appointment", "appointment")),
        (("Atelier CV",), ("session", "session", "presence", "")),
        (("Tesfay Gebremedhin",), ("person", "Tesfay Gebremedhin", "plan", "contract")),
        (("Mihai Popa",), ("person", "Mihai Popa", "journey", "")),
    ],
)
def test_a_line_opens_the_act_itself(qtbot, window, words, expected) -> None:
    asked: list[Place] = []
    window.desk.going.disconnect()
    window.desk.going.connect(asked.append)
    qtbot.keyClick(line(window, *words), Qt.Key.Key_Return)
    target, row, tab, field = expected
    assert asked == [Place(target, window.rows[row], tab, window.rows.get(field, field))]


def test_discreet_mode_leaves_initials(qtbot, window) -> None:
    qtbot.keyClick(window.frame, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any("A. D." in said for said in lines(window)))
    assert not any(name in said for said in lines(window) for name in ("Diallo", "Munteanu", "Kravets", "Popa"))
    assert "Atelier CV" in line(window, "Atelier CV").accessibleName()


def test_what_is_written_elsewhere_shows_and_the_keyboard_stays(qtbot, window) -> None:
    kept = line(window, "Tesfay Gebremedhin")
    kept.setFocus()
    store = window.gate.held.store
    with store.act("contact.note", author=window.ids.staff_id) as act:
        act.create(
            Contact,
            stream=window.ids.antenna_id,
            person_id=window.rows["Olena Kravets"],
            on_date=TODAY,
            reached=True,
        )
    qtbot.waitUntil(lambda: "Sans nouvelles" not in titles(window))
    assert "Tesfay Gebremedhin" in window.frame.focusWidget().accessibleName()


def test_a_page_read_again_stays_where_it_was_scrolled(qtbot, window) -> None:
    """A short window, as at 150 %: what is late stays on screen when the page is drawn again under the keyboard."""
    window.frame.resize(910, 420)
    (area,) = page(window).findChildren(Scroll)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    first = next(iter(lines(window).values()))
    first.setFocus()
    area.verticalScrollBar().setValue(0)
    page(window)._show_again()
    qtbot.waitUntil(lambda: is_whole(window))
    assert area.verticalScrollBar().value() == 0
    qtbot.waitUntil(lambda: window.frame.focusWidget() is next(iter(lines(window).values())))


def test_the_whole_antenna_can_be_shown(qtbot, window) -> None:
    with window.gate.held.store.act("seed", author=window.ids.staff_id) as act:
        person = act.create(Person, stream=window.ids.antenna_id, given_names="Leïla", family_name="Benali")
        act.create(
            Journey,
            stream=window.ids.antenna_id,
            person_id=person,
            programme="kodiko-cotraining",
            status="actif",
            started_on=TODAY.replace(month=1),
        )
    assert not any("Leïla" in said for said in lines(window))
    page(window).all_button.click()
    qtbot.waitUntil(lambda: any("Leïla Benali" in said for said in lines(window)))
    assert "Suivis de l’antenne" in titles(window)


def test_a_first_day_says_where_to_begin_with_three_buttons(qtbot, empty) -> None:
    assert titles(empty)[0] == "Par où commencer"
    buttons = page(empty).cards()[0].findChildren(QPushButton)
    asked: list[Place] = []
    empty.desk.going.disconnect()
    empty.desk.going.connect(asked.append)
    for button in buttons:
        button.click()
    assert [place.page for place in asked] == ["people", "import", "sessions"]
    assert empty.frame.focusWidget() is buttons[0]


def test_nothing_due_says_that_all_is_well(qtbot, empty) -> None:
    with empty.gate.held.store.act("seed", author=empty.ids.staff_id) as act:
        act.create(Person, stream=empty.ids.antenna_id, given_names="Leïla", family_name="Benali")
    qtbot.waitUntil(lambda: "Tout est à jour" in titles(empty))
    assert empty.frame.rail.button("today").count() == 0


def test_every_control_has_a_name_and_fits_the_smallest_screen(qtbot, window, nameless, overflowing) -> None:
    assert nameless(window.frame) == []
    window.frame.resize(1366, 768)
    qtbot.wait(20)
    assert overflowing(page(window)) == []
    window.frame.resize(683, 384)
    qtbot.wait(20)
    assert overflowing(page(window)) == []


def test_a_long_pile_shows_its_first_lines_and_the_rest_on_demand(qtbot, empty) -> None:
    with empty.gate.held.store.act("seed", author=empty.ids.staff_id) as act:
        for number in range(30):
            person = act.create(Person, stream=empty.ids.antenna_id, given_names="Awa", family_name=f"Diallo{number}")
            act.create(
                Contract,
                stream=empty.ids.antenna_id,
                person_id=person,
                number=f"PAR-2026-01-{number:04d}",
                template="engagement",
                status="imprime",
                printed_on=TODAY,
            )
    page(empty).all_button.click()
    qtbot.waitUntil(lambda: "À signer" in titles(empty))
    assert len(lines(empty)) == 12 + 1
    more = next(button for button in page(empty).findChildren(QPushButton) if "18" in button.text())
    more.click()
    assert len(lines(empty)) == 30 + 1


def test_the_portfolio_counts_those_followed(window) -> None:
    card = next(card for card in page(window).cards() if card.accessibleName() == "Mon portefeuille")
    assert any("5 parcours actifs" in label.text() for label in card.findChildren(QLabel))


def test_what_waited_long_stands_folded_and_a_key_opens_it(qtbot, empty) -> None:
    with empty.gate.held.store.act("seed", author=empty.ids.staff_id) as act:
        person = act.create(Person, stream=empty.ids.antenna_id, given_names="Awa", family_name="Diallo")
        for days in (3, 90, 900):
            due = TODAY - datetime.timedelta(days=days)
            act.create(Action, stream=empty.ids.antenna_id, person_id=person, title=f"Action {days}", due_on=due)
    page(empty).all_button.click()
    qtbot.waitUntil(lambda: "Échéances" in titles(empty))
    assert "Tout est à jour" not in titles(empty)
    assert page(empty).columns.side.itemAt(0).widget().accessibleName() == "Échéances"
    assert [said for said in lines(empty) if "Action" in said] == [line(empty, "Action 3").accessibleName()]
    older = next(button for button in page(empty).findChildren(QPushButton) if "Plus anciens (2)" in button.text())
    older.setFocus()
    qtbot.keyClick(older, Qt.Key.Key_Space)
    assert "Action 900" in empty.frame.focusWidget().accessibleName()
    with empty.gate.held.store.act("seed", author=empty.ids.staff_id) as act:
        act.create(Person, stream=empty.ids.antenna_id, given_names="Leïla", family_name="Benali")
        act.create(Action, stream=empty.ids.antenna_id, person_id=person, title="Autre", due_on=TODAY.replace(day=1))
    qtbot.waitUntil(lambda: any("Autre" in said for said in lines(empty)))
    assert line(empty, "Action 900")  # still open: the keyboard stands there
