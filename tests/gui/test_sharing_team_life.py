"""The life of a team in the window: names of laptops, numbers that agree, answers that find the coordinator."""

import errno
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.store import create_store
from db.tables import Journey, Person
from kodiko_desktop.services.sharing import duplicates, exchanges, joining, teams
from kodiko_desktop.services.sharing.to_decide import asking, to_decide
from kodiko_desktop.sync.folder import Folder
from tests.gui.open_window import new_profile, shown
from tests.gui.test_sharing_page import page_of, words
from tests.gui.two_laptops import KEY, TwoLaptops, later, two_laptops
from ui.pages.sharing.no_team import NoTeam
from ui.sharing.join_cover import JoinCover


@pytest.fixture
def both(qtbot: Any, theme: Any, tmp_path: Path) -> Iterator[TwoLaptops]:
    with two_laptops(qtbot, tmp_path) as made:
        yield made


def test_a_laptop_is_renamed_from_the_page_and_its_colleague_sees_it(qtbot, both, nameless) -> None:
    tab = page_of(qtbot, both, "team").parts.page("team")
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" in words(tab.laptops))
    own = next(laptop for laptop in teams.devices(both.store) if laptop.this_one)
    tab.rename(own)
    dialog = tab.name_dialog
    assert nameless(dialog) == [] and dialog.name.text() == "Ordinateur de Claire"
    dialog.name.setText("  ")
    dialog.go()
    qtbot.waitUntil(lambda: "Donnez un nom" in dialog._said.text())
    dialog.name.setText("Ordinateur de Nadia")
    dialog.go()
    qtbot.waitUntil(lambda: "s’appelle déjà" in dialog._said.text())
    dialog.name.setText("Accueil")
    with qtbot.waitSignal(dialog.renamed):
        dialog.go()
    qtbot.waitUntil(lambda: "Accueil" in words(tab.laptops))
    assert both.window.sharing.exchanger.soon.waiting_ms > 0 or both.window.sharing.exchanger.last is None
    both.exchange(qtbot)
    exchanges.exchange_all(both.nadia)
    assert sorted(each.name for each in teams.devices(both.nadia)) == ["Accueil", "Ordinateur de Nadia"]


def test_the_rail_and_the_tab_count_disagreements_and_pairs_of_people_alike(qtbot, both) -> None:
    with both.nadia.act("person.register", author=both.ids.staff_id) as act:
        twin = act.create(Person, stream=both.ids.antenna_id, family_name="Diallo", given_names="Awa")
        act.create(Journey, stream=both.ids.antenna_id, person_id=twin)
    both.change(both.store, "Awa Diallo", city="Tours")
    both.nadia_changes("Awa Diallo", city="Blois")
    both.exchange(qtbot)
    found = to_decide(both.store.read())
    assert found.conflicts == 1 and found.pairs >= 1
    rail = both.window.frame.rail.button("sharing")
    qtbot.waitUntil(lambda: rail.count() == found.count)
    page = page_of(qtbot, both, "settle")
    tab = page.parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.cards) == 1 and len(tab.pairs.pairs) == found.pairs)
    assert f"À décider ({found.count})" in page.tabs.title("settle")
    pair = tab.pairs.pairs[0]
    both.window.desk.write(duplicates.not_the_same, receiver=page, one=pair.one.person_id, other=pair.other.person_id)
    qtbot.waitUntil(lambda: rail.count() == found.count - 1)
    qtbot.waitUntil(lambda: f"({found.count - 1})" in page.tabs.title("settle"))
    assert asking(both.store) == rail.count()


def test_an_answer_given_in_the_background_is_said_where_one_works(qtbot, both, tmp_path) -> None:
    qtbot.waitUntil(lambda: both.window.sharing.exchanger._job is None)
    (tmp_path / "lea").mkdir()
    new = create_store(tmp_path / "lea" / "store.kodiko", KEY, now=later)
    code = teams.invite(both.store, antennas=[both.ids.antenna_id]).code
    joining.ask_to_join(new, path=both.share, code=code, device_name="Portable de Léa")
    new.close()
    both.window.desk.go("people")
    both.window.sharing.exchanger._turn(asked=False, due=True)
    bar = both.window.frame.notices.bar()
    qtbot.waitUntil(lambda: "«\u00a0Portable de Léa\u00a0»" in bar.sentence())


def test_the_answer_of_the_team_finds_who_works_alone_meanwhile(qtbot, theme, tmp_path) -> None:
    share = tmp_path / "partage"
    share.mkdir()
    _profile, claire, ids = new_profile(tmp_path / "claire")
    host = claire.opened.store
    from kodiko_desktop.services.sharing import folders

    folders.add_folder(host, share)
    teams.create_team(host, device_name="Ordinateur de Claire")
    exchanges.exchange_all(host)
    code = teams.invite(host, antennas=[ids.antenna_id]).code
    profile, nadia, _ids = new_profile(tmp_path / "nadia")
    joining.ask_to_join(nadia.opened.store, path=share, code=code, device_name="Ordinateur de Nadia")
    try:
        with shown(qtbot, profile, nadia.opened) as window:
            qtbot.waitUntil(lambda: window.desk.is_open and "sharing" in vars(window))
            exchanger, rail = window.sharing.exchanger, window.frame.rail.button("sharing")
            with qtbot.waitSignal(exchanger.turned):
                exchanger.look()
            assert not exchanger.last.answered and rail.count() == 0
            exchanges.exchange_all(host)
            qtbot.waitUntil(lambda: exchanger._job is None)
            with qtbot.waitSignal(exchanger.turned):
                exchanger.look()
            qtbot.waitUntil(lambda: rail.count() == 1)
            assert "L’équipe a répondu" in window.frame.notices.bar().sentence()
            window.desk.go("sharing")
            page = window.frame.page()
            qtbot.waitUntil(lambda: page.state is not None)
            alone = page.findChild(NoTeam)
            qtbot.waitUntil(lambda: "répondu" in words(alone))
            window.sharing.join()
            qtbot.waitUntil(lambda: bool(window.frame.findChildren(JoinCover)))
            qtbot.waitUntil(lambda: teams.team_state(window.gate.held.store).standing == teams.MEMBER)
    finally:
        claire.opened.close()


def test_a_number_that_two_people_bear_is_given_anew_from_the_page(qtbot, both, nameless) -> None:
    number = "PAR-2026-01-0001"
    both.change(both.store, "Awa Diallo", number=number)
    with both.store.act("seed", author=both.ids.staff_id) as act:
        other = act.create(Person, stream=both.ids.antenna_id, family_name="Kovac", given_names="Ana", number=number)
    page = page_of(qtbot, both, "settle")
    tab = page.parts.page("settle")
    qtbot.waitUntil(lambda: len(tab.numbers.buttons) == 2, timeout=20_000)
    assert nameless(page) == [] and number in words(tab.numbers)
    waiting = to_decide(both.store.read()).count
    next(each for each in tab.numbers.buttons if "Kovac" in each.accessibleName()).click()
    qtbot.waitUntil(tab.numbers.isHidden, timeout=20_000)
    qtbot.waitUntil(lambda: both.window.frame.rail.button("sharing").count() == waiting - 1, timeout=20_000)
    after = both.store.read().execute("SELECT number FROM person WHERE id = ?", (other,)).fetchone()[0]
    assert after not in ("", number)


def test_a_folder_that_refuses_says_why_when_somebody_asks_and_counts_until_it_is_put_right(
    qtbot, both, monkeypatch
) -> None:
    both.exchange(qtbot)

    def full(_folder, _path, _content) -> None:
        raise OSError(errno.ENOSPC, "full")

    rail = both.window.frame.rail.button("sharing")
    with monkeypatch.context() as patched:
        patched.setattr(Folder, "_write", full)
        both.change(both.store, "Awa Diallo", city="Blois")
        both.exchange(qtbot)
        qtbot.waitUntil(lambda: "plus de place" in both.window.frame.notices.bar().sentence(), timeout=20_000)
        qtbot.waitUntil(lambda: rail.count() == 1, timeout=20_000)
        page = page_of(qtbot, both)
        qtbot.waitUntil(lambda: page.tabs.title("exchange") == "Échanges (1)", timeout=20_000)
    both.exchange(qtbot)
    qtbot.waitUntil(lambda: rail.count() == 0, timeout=20_000)
