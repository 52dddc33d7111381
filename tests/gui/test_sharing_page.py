"""The page « Synchronisation »: what went and came, disagreements settled, pairs put together, invitations, folders."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from db import records
from db.store import create_store, open_store
from db.tables import Contact, Person
from kodiko_desktop.services.sharing import duplicates, exchanges, joining, teams
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder
from tests.gui.open_window import new_profile, one_of_each, shown
from tests.gui.two_laptops import KEY, TwoLaptops, later, two_laptops
from ui.sharing.exchanger import Turn
from ui.sharing.network_words import network_words
from ui.widgets.row import Row


@pytest.fixture
def both(qtbot: Any, theme: Any, tmp_path: Path) -> Iterator[TwoLaptops]:
    with two_laptops(qtbot, tmp_path) as made:
        yield made


def page_of(qtbot: Any, both: TwoLaptops, tab: str = "exchange") -> Any:
    both.window.desk.go("sharing", tab=tab)
    page = both.window.frame.page()
    qtbot.waitUntil(lambda: page.state is not None and page.tabs.key() == tab)
    return page


def words(widget: Any) -> str:
    """Everything that is read in a part of the window."""
    said = [each.text() for each in widget.findChildren(QLabel) if each.isVisibleTo(widget)]
    return "\n".join([*said, *(row.accessibleName() for row in widget.findChildren(Row) if row.isVisibleTo(widget))])


def test_what_a_colleague_wrote_is_told_on_the_page_in_the_rail_and_on_the_first_screen(qtbot, both, nameless) -> None:
    both.nadia_changes("Awa Diallo", city="Blois")
    both.exchange(qtbot)
    page = page_of(qtbot, both)
    tab = page.parts.page("exchange")
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" in words(tab.came))
    assert "Tout est parti" in words(tab.state_card)
    assert nameless(page) == []
    rail = both.window.frame.rail
    qtbot.waitUntil(lambda: "Synchronisé" in rail._foot.text())
    both.window.desk.go("today")
    today = both.window.frame.page()
    qtbot.waitUntil(lambda: any("Venu des autres" in card.accessibleName() for card in today.cards()))
    (line,) = today.corner.lines
    assert (line.person, line.author) == ("Awa Diallo", "Claire Martin")
    card = next(card for card in today.cards() if "Venu" in card.accessibleName())
    card.findChild(QPushButton).click()
    qtbot.waitUntil(lambda: not any("Venu" in card.accessibleName() for card in today.cards()))


def test_a_long_list_of_news_is_counted_and_shown_in_place(qtbot, both) -> None:
    for number in range(9):
        with both.nadia.act("person.register", author=both.ids.staff_id) as act:
            act.create(Person, stream=both.ids.antenna_id, family_name=f"Nom {number}")
    exchanges.exchange_all(both.nadia)
    both.exchange(qtbot)
    both.window.desk.go("today")
    today = both.window.frame.page()
    today.all_button.click()
    qtbot.waitUntil(lambda: len(today.corner.lines) == 9)
    card = next(card for card in today.cards() if "Venu" in card.accessibleName())
    next(each for each in card.findChildren(QPushButton) if "Voir 3 autres" in each.text()).click()
    assert len(card.findChildren(Row)) == 9


def test_a_disagreement_is_settled_by_one_key_press_and_undone_by_another(qtbot, both, nameless) -> None:
    both.change(both.store, "Awa Diallo", city="Tours")
    both.nadia_changes("Awa Diallo", city="Blois")
    both.exchange(qtbot)
    rail = both.window.frame.rail
    qtbot.waitUntil(lambda: rail.button("sharing").count() == 1)
    page = page_of(qtbot, both, "settle")
    tab = page.parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.cards) == 1)
    assert nameless(page) == []
    said = words(tab.cards[0])
    for part in ("Awa Diallo", "Ville", "Blois", "Tours", "Ordinateur de Nadia", "cet ordinateur", "Claire Martin"):
        assert part in said
    keep = next(
        each
        for each in tab.cards[0].findChildren(QPushButton)
        if each.accessibleName().startswith("Garder «\u00a0Blois")
    )
    keep.setFocus()
    qtbot.keyClick(keep, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not tab.cards and rail.button("sharing").count() == 0)

    def city() -> str:
        return (
            both.store.read()
            .execute("SELECT city FROM person WHERE id = ?", (both.people["Awa Diallo"],))
            .fetchone()[0]
        )

    assert city() == "Blois"
    both.window.frame.undo_asked.emit()
    qtbot.waitUntil(lambda: len(tab.cards) == 1)


def test_settling_one_of_many_leaves_the_page_where_it_is_and_the_keyboard_on_the_next(qtbot, both) -> None:
    both.change(both.store, "Awa Diallo", city="Tours", phone="0601", address="Ici")
    both.nadia_changes("Awa Diallo", city="Blois", phone="0602", address="Là")
    for name in ("Mihai Popa", "Ștefan Munteanu"):
        both.change(both.store, name, city="Tours", phone="0601", address="Ici")
        both.nadia_changes(name, city="Blois", phone="0602", address="Là")
    both.exchange(qtbot)
    page = page_of(qtbot, both, "settle")
    tab = page.parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.cards) == 3)
    first, others = tab.cards[0], tab.cards[1:]
    bar = page._holders["settle"].verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    first.focus_field(1)
    settled = first.conflicts[1].label
    qtbot.keyClick(page.window().focusWidget(), Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: len(tab.cards[0].conflicts) == 2)
    qtbot.wait(100)
    assert tab.cards[1:] == others and bar.value() == 0
    assert settled not in {each.label for each in tab.cards[0].conflicts}
    assert tab.cards[0].focused_field() == 1
    with both.store.act("seed", author=both.ids.staff_id) as act:
        for family in ("Haidari", "Haydari"):
            act.create(Person, stream=both.ids.antenna_id, given_names="Fatima", family_name=family, phone="0612345678")
    qtbot.waitUntil(lambda: len(tab.pairs.pairs) == 1)
    qtbot.wait(100)
    bar.setValue(bar.maximum())
    left_at = bar.value()
    tab.compare(tab.pairs.pairs[0])
    qtbot.waitUntil(lambda: tab.comparison is not None and bar.value() == 0)
    tab.leave_comparison()
    qtbot.waitUntil(lambda: bar.value() == left_at > 0)


def test_both_texts_are_kept_when_both_are_true(qtbot, both) -> None:
    query = "SELECT id FROM contact WHERE person_id = ?"
    (contact,) = both.store.read().execute(query, (both.people["Awa Diallo"],)).fetchone()
    for store, told in ((both.store, "Préfère le matin"), (both.nadia, "Sonner deux fois")):
        seen = records.find(store.read(), Contact, contact).seen
        with store.act("contact.change", author=both.ids.staff_id) as act:
            act.change(Contact, contact, values={"summary": told}, seen=seen)
    exchanges.exchange_all(both.nadia)
    both.exchange(qtbot)
    tab = page_of(qtbot, both, "settle").parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.cards) == 1)
    next(each for each in tab.cards[0].findChildren(QPushButton) if each.text() == "Garder les deux").click()
    qtbot.waitUntil(lambda: not tab.cards)
    (kept,) = both.store.read().execute("SELECT summary FROM contact WHERE id = ?", (contact,)).fetchone()
    assert "Préfère le matin" in kept and "Sonner deux fois" in kept


def test_two_files_of_one_person_are_put_together_field_by_field_and_separated_on_the_person_page(
    qtbot, both, nameless
) -> None:
    twins = {}
    with both.store.act("seed", author=both.ids.staff_id) as act:
        for number, family, city in (("TRS-1", "Haidari", "Tours"), ("TRS-2", "Haydari", "")):
            twins[number] = act.create(
                Person,
                stream=both.ids.antenna_id,
                given_names="Fatima",
                family_name=family,
                number=number,
                phone="06 12 34 56 78",
                city=city,
            )
    page = page_of(qtbot, both, "settle")
    tab = page.parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.pairs.pairs) == 1)
    row = tab.pairs.findChild(Row)
    qtbot.keyClick(row, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.comparison is not None)
    view = tab.comparison
    assert nameless(page) == []
    keep, other = view.kept()
    one, two = view.choices["family_name"]
    (two if view._found.keep == view._found.one.person_id else one).setChecked(True)
    assert view.values()["family_name"] == ("Haydari" if keep == twins["TRS-1"] else "Haidari")
    view.same_button.click()
    qtbot.waitUntil(lambda: tab.comparison is None and not tab.pairs.pairs)
    assert len(duplicates.reunions(both.store.read(), keep)) == 1
    both.window.desk.go("person", other)
    person = both.window.frame.page()
    qtbot.waitUntil(lambda: person.reunions.isVisible())
    assert "Réuni avec la fiche" in words(person.reunions) and nameless(person) == []
    person.reunions.buttons[0].click()
    qtbot.waitUntil(lambda: not person.reunions.isVisible())
    assert duplicates.reunions(both.store.read(), keep) == ()


def test_two_people_who_only_look_alike_do_not_come_back(qtbot, both) -> None:
    with both.store.act("seed", author=both.ids.staff_id) as act:
        for family in ("Haidari", "Haydari"):
            act.create(
                Person, stream=both.ids.antenna_id, given_names="Fatima", family_name=family, phone="06 12 34 56 78"
            )
    tab = page_of(qtbot, both, "settle").parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.pairs.pairs) == 1)
    tab.compare(tab.pairs.pairs[0])
    qtbot.waitUntil(lambda: tab.comparison is not None)
    tab.comparison.two_button.click()
    qtbot.waitUntil(lambda: not tab.pairs.pairs)
    assert duplicates.candidates(both.store.read()) == ()


def test_a_laptop_that_speaks_with_two_voices_is_put_aside_and_taken_back_by_a_person(
    qtbot, both, tmp_path, nameless
) -> None:
    path = both.nadia.path
    both.nadia.close()
    (tmp_path / "copie").mkdir()
    shutil.copy(path, tmp_path / "copie" / "store.kodiko")
    both.nadia = open_store(path, KEY, now=later)
    both.nadia_changes("Awa Diallo", city="Blois")
    both.exchange(qtbot)
    copy = open_store(tmp_path / "copie" / "store.kodiko", KEY, now=later)
    both.change(copy, "Awa Diallo", city="Amboise")
    stick = tmp_path / "cle"
    stick.mkdir()
    exchange(copy, Folder(stick))
    copy.close()
    page = page_of(qtbot, both)
    tab = page.parts.page("exchange")
    tab.folders.add_folder(stick)
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" in words(tab.put_aside))
    said = words(tab.put_aside)
    assert "ici «\u00a0Blois\u00a0», là-bas «\u00a0Amboise\u00a0»" in said
    assert "À faire" in words(tab.warnings) and nameless(page) == []
    qtbot.waitUntil(lambda: both.window.frame.rail.button("sharing").count() == 1)
    assert page.tabs.title("exchange") == "Échanges (1)"
    tab.put_aside.buttons[0].click()
    settle = page_of(qtbot, both, "settle").parts.page("settle")
    qtbot.waitUntil(lambda: len(settle.cards) == 1)
    assert "Amboise" in words(settle.cards[0]) and "Blois" in words(settle.cards[0])


def test_what_this_version_does_not_know_is_explained(qtbot, both) -> None:
    # What a later version's table leaves here; that it does is tests/storage/test_remote.py's matter.
    with both.store.incoming() as incoming:
        incoming.connection.execute(
            "INSERT INTO projection_failure (table_name, row_id, field, stream, created_at, reason, noted_at) "
            "VALUES ('pairs_of_later', 'x', '', 'org', '', 'unknown_table', '2026-05-11T09:00:00Z')"
        )
    card = page_of(qtbot, both).parts.page("exchange").not_shown
    both.window.sharing.looked()
    qtbot.waitUntil(lambda: "plus récente" in words(card) or "à jour" in words(card))
    assert card.isVisible()


def test_answering_a_laptop_that_asks_to_join_is_said_by_its_name(qtbot, both, tmp_path) -> None:
    (tmp_path / "lea").mkdir()
    new = create_store(tmp_path / "lea" / "store.kodiko", KEY, now=later)
    code = teams.invite(both.store, antennas=[both.ids.antenna_id]).code
    joining.ask_to_join(new, path=both.share, code=code, device_name="Portable de Léa")
    new.close()
    both.exchange(qtbot)
    bar = both.window.frame.notices.bar()
    qtbot.waitUntil(lambda: "«\u00a0Portable de Léa\u00a0»" in bar.sentence())


def test_an_invitation_shows_its_code_is_seen_again_and_taken_back(qtbot, both, nameless) -> None:
    page = page_of(qtbot, both, "team")
    tab = page.parts.page("team")
    page.focus_first()
    qtbot.waitUntil(lambda: both.window.frame.focusWidget() is tab.invite_button)
    qtbot.waitUntil(lambda: "cet ordinateur" in words(tab.laptops))
    assert "Ordinateur de Nadia" in words(tab.laptops)
    tab.invite_button.click()
    dialog = tab.dialog
    assert nameless(dialog) == []
    dialog.make_button.click()
    qtbot.waitUntil(lambda: dialog.invited is not None)
    code = dialog.invited.code
    assert code.replace("-", " ") in dialog.groups.accessibleName()
    qtbot.waitUntil(lambda: dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width()))
    dialog.accept()
    qtbot.waitUntil(lambda: "Expire dans" in words(tab.invitations))
    cancel = next(each for each in tab.invitations.findChildren(QPushButton) if "Retirer" in each.text())
    cancel.click()
    qtbot.waitUntil(lambda: "Aucune invitation" in words(tab.invitations))
    assert teams.invitations(both.store) == ()


def test_a_folder_that_went_away_is_a_quiet_fact(qtbot, both) -> None:
    page = page_of(qtbot, both)
    both.share.rename(both.share.with_name("ailleurs"))
    with qtbot.waitSignal(both.window.sharing.exchanger.turned):
        both.window.sharing.now()
    tab = page.parts.page("exchange")
    qtbot.waitUntil(lambda: "Pas joignable" in words(tab.folders))
    assert "Hors ligne" in both.window.frame.rail._foot.text()
    assert both.window.frame.rail.button("sharing").count() == 0
    key = page.state.folders[0].folder.key
    tab.folders.point_folder(key, both.share.with_name("ailleurs"))
    qtbot.waitUntil(lambda: "Synchronisé" in both.window.frame.rail._foot.text())


def test_the_page_fits_the_small_screen_and_the_folded_rail(qtbot, both, overflowing) -> None:
    both.change(both.store, "Awa Diallo", city="Tours")
    both.nadia_changes("Awa Diallo", city="Blois")
    both.exchange(qtbot)
    for width, height in ((1366, 768), (683, 384)):
        both.window.frame.resize(width, height)
        for tab in ("exchange", "settle", "team"):
            page = page_of(qtbot, both, tab)
            qtbot.wait(50)
            assert overflowing(page) == [], (width, tab)


def test_locking_stops_the_exchange_and_unlocking_begins_again(qtbot, both) -> None:
    for number in range(400):
        with both.nadia.act("seed", author="nadia") as act:
            act.create(Person, stream=both.ids.antenna_id, family_name=f"Nom {number}")
    exchanges.exchange_all(both.nadia)
    both.window.sharing.now()
    with qtbot.waitSignal(both.window.gate.locked):
        both.window.gate.lock()
    assert both.window.sharing.exchanger.last is None and both.store.closed
    from tests.gui.open_window import PASSPHRASE
    from ui.start.unlocking import Secret

    both.window._unlock(Secret(PASSPHRASE, is_code=False))
    qtbot.waitUntil(lambda: both.window.desk.is_open)
    both.exchange(qtbot)
    store = both.window.desk.here().store
    assert store.read().execute("SELECT count(*) FROM person").fetchone()[0] == 405


def test_a_laptop_alone_is_told_what_a_team_is_and_makes_one(qtbot, theme, tmp_path, nameless) -> None:
    profile, first, ids = new_profile(tmp_path / "claire")
    one_of_each(first.opened.store, ids)
    share = tmp_path / "partage"
    share.mkdir()
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))
        window.desk.go("sharing")
        page = window.frame.page()
        qtbot.waitUntil(lambda: page.state is not None)
        assert page.alone.create_button.hasFocus() and nameless(page) == []
        assert "tout est sur cet ordinateur" in window.frame.rail._foot.text()
        page.alone.create_button.click()
        dialog = page.alone.dialog
        qtbot.waitUntil(lambda: dialog.device.text() == "Ordinateur de Claire Martin")
        dialog.folder.path.setText(str(tmp_path / "nulle part"))
        dialog.create()
        qtbot.waitUntil(lambda: bool(dialog._folder_row.error()))
        taken = tmp_path / "prise"
        taken.mkdir()
        mark = {"format": "kodiko-partage", "version": 1, "team": "0" * 32, "root": "0" * 32}
        (taken / "kodiko.json").write_text(json.dumps(mark))
        dialog.folder.path.setText(str(taken))
        dialog.create()
        qtbot.waitUntil(lambda: "Rejoindre" in dialog._folder_row.error())
        dialog.folder.path.setText(str(share))
        dialog.create()
        qtbot.waitUntil(lambda: dialog.code is not None)
        assert nameless(dialog) == []
        dialog.reject()
        assert dialog.isVisible() and dialog.remark.sentence()  # the only copy of the code stays in sight
        groups = dialog.code._code.split("-")
        for field, number in zip(dialog.code.fields, (4, 10), strict=True):
            field.setText(groups[number - 1].lower())
        dialog.code.confirm_button.click()
        qtbot.waitUntil(lambda: page.now_button.isVisible() and (share / "kodiko.json").exists())
        qtbot.waitUntil(lambda: not window.sharing.exchanger.is_running)


@pytest.mark.parametrize(
    ("turn", "running", "said"),
    [
        (None, False, "Hors ligne · tout est sur cet ordinateur"),
        (Turn(), False, "Hors ligne · tout est sur cet ordinateur"),
        (Turn(True), False, "Hors ligne · pas encore synchronisé"),
        (Turn(True, frozenset({"a"}), "2026-05-11T08:56:00Z"), False, "Synchronisé · il y a 4\u00a0min"),
        (Turn(True, frozenset(), "2026-05-11T06:00:00Z"), False, "Hors ligne · synchronisé il y a 3\u00a0h"),
        (Turn(True), True, "Échange en cours…"),
    ],
)
def test_the_foot_of_the_rail_says_it_in_a_word(turn, running, said) -> None:
    from tests.gui.open_window import now

    state, detail, _short = network_words(turn, running=running, now=now())
    assert " · ".join(part for part in (state, detail) if part) == said
