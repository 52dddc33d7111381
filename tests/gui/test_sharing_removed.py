"""A laptop is taken out of the team from the page; what it wrote since is read there, kept, or left aside."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from db.store import create_store
from db.tables import Journey, Person
from kodiko_desktop.services.sharing import exchanges, joining, removed, teams
from tests.gui.test_sharing_page import page_of, words
from tests.gui.two_laptops import KEY, TwoLaptops, later, two_laptops


@pytest.fixture
def both(qtbot: Any, theme: Any, tmp_path: Path) -> Iterator[TwoLaptops]:
    with two_laptops(qtbot, tmp_path) as made:
        yield made


def nadia_registers(both: TwoLaptops, name: str) -> None:
    with both.nadia.act("person.register", author=both.ids.staff_id) as act:
        person = act.create(Person, stream=both.ids.antenna_id, family_name=name, given_names="Zita")
        act.create(Journey, stream=both.ids.antenna_id, person_id=person)
    exchanges.exchange_all(both.nadia)


def take_out(qtbot: Any, both: TwoLaptops, lost_on: datetime.date | None = None) -> Any:
    tab = page_of(qtbot, both, "team").parts.page("team")
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" in words(tab.laptops))
    other = next(laptop for laptop in teams.devices(both.store) if not laptop.this_one)
    tab.remove(other)
    dialog = tab.removal
    if lost_on is not None:
        dialog.lost_on.set_value(lost_on)
    with qtbot.waitSignal(dialog.removed):
        dialog.go()
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" not in words(tab.laptops))
    return dialog


def test_it_is_asked_plainly_and_the_laptop_leaves_the_list(qtbot, both, nameless) -> None:
    tab = page_of(qtbot, both, "team").parts.page("team")
    qtbot.waitUntil(lambda: "Ordinateur de Nadia" in words(tab.laptops))
    other = next(laptop for laptop in teams.devices(both.store) if not laptop.this_one)
    tab.remove(other)
    dialog = tab.removal
    assert nameless(dialog) == [] and "n’efface rien" in words(dialog)
    dialog.lost_on.set_value(both.store.now().date() + datetime.timedelta(days=1))
    dialog.go()
    assert "pas encore venu" in dialog._said.text()
    dialog.reject()
    take_out(qtbot, both)
    both.exchange(qtbot)
    exchanges.exchange_all(both.nadia)
    assert teams.team_state(both.nadia).retired


def test_what_it_wrote_since_is_read_kept_and_left_aside_again(qtbot, both, nameless) -> None:
    nadia_registers(both, "Okonkwo")
    take_out(qtbot, both, lost_on=both.store.now().date())  # whether it has come here already or not
    both.exchange(qtbot)
    page = page_of(qtbot, both)
    card = page.parts.page("exchange").removed
    qtbot.waitUntil(lambda: "attendent une décision" in words(card))
    assert "Zita Okonkwo" in words(card) and nameless(page) == []
    assert "gardez-les" in words(page.parts.page("exchange").warnings)
    keep, aside = card.buttons
    assert "Garder" in keep.text() and "Laisser" in aside.text()
    keep.click()
    qtbot.waitUntil(lambda: "gardées depuis son retrait" in words(card))
    both.exchange(qtbot)
    assert both.store.read().execute("SELECT 1 FROM person WHERE family_name = 'Okonkwo'").fetchone()
    qtbot.waitUntil(lambda: [button.text() for button in card.buttons] == ["Laisser de côté"])
    card.buttons[0].click()
    qtbot.waitUntil(lambda: removed.removed(both.store)[0].counted == 0)
    both.exchange(qtbot)
    qtbot.waitUntil(
        lambda: "de côté" in words(card) and [each.text() for each in card.buttons][:1] == ["Garder ces saisies"]
    )
    assert both.store.read().execute("SELECT 1 FROM person WHERE family_name = 'Okonkwo'").fetchone() is None


def test_names_are_hidden_in_discreet_mode(qtbot, both) -> None:
    nadia_registers(both, "Okonkwo")
    take_out(qtbot, both, lost_on=both.store.now().date())  # whether it has come here already or not
    both.exchange(qtbot)
    card = page_of(qtbot, both).parts.page("exchange").removed
    qtbot.waitUntil(lambda: "Zita Okonkwo" in words(card))
    both.window.desk.discreet = True
    card.show_again()
    assert "Okonkwo" not in words(card)
    both.window.desk.discreet = False


def test_the_window_of_the_laptop_that_is_out_says_so_by_itself_and_stays_readable(qtbot, both, tmp_path) -> None:
    (tmp_path / "direction").mkdir()
    boss = create_store(tmp_path / "direction" / "store.kodiko", KEY, now=later)
    code = teams.invite(both.store, antennas=[both.ids.antenna_id], admin=True).code
    joining.ask_to_join(boss, path=both.share, code=code, device_name="Direction")
    both.exchange(qtbot)
    assert joining.join_progress(boss)
    qtbot.waitUntil(lambda: both.window.sharing.exchanger._job is None)
    own = next(laptop for laptop in teams.devices(both.store) if laptop.this_one)
    removed.remove(boss, device=own.id)
    exchanges.exchange_all(boss)
    both.window.sharing.exchanger._turn(asked=False, due=True)
    bar = both.window.frame.notices.bar()
    qtbot.waitUntil(lambda: "retiré de l’équipe" in bar.sentence())
    rail = both.window.frame.rail
    qtbot.waitUntil(lambda: "Retiré de l’équipe" in rail._foot.text() and rail.button("sharing").count() == 1)
    tab = page_of(qtbot, both).parts.page("exchange")
    qtbot.waitUntil(lambda: "rejoignez-la depuis un profil vide" in words(tab.warnings))
    assert tab.removed.isHidden() and both.store.read().execute("SELECT 1 FROM person").fetchone()
    boss.close()
