"""The households of a site: named, filled and emptied from its page, each change kept at once and undone."""

import pytest

from db.store import Store
from kodiko_desktop.services.people import households, people
from kodiko_desktop.services.places import site_files, sites
from ui.desk import Desk
from ui.pages.sites.household_dialog import HouseholdDialog
from ui.pages.sites.site_view import SiteView
from ui.widgets.finder import Found


@pytest.fixture
def site(desk: Desk) -> str:
    here = desk.here()
    return sites.create_site(here.store, author=here.staff_id, antenna_id=here.antenna_id, name="Rue des Tanneurs")


def register(desk: Desk, given: str, family: str) -> str:
    here = desk.here()
    return people.register_person(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, family_name=family, given_names=given
    )


def rest(qtbot, desk: Desk) -> None:
    qtbot.waitUntil(lambda: desk.jobs.busy() == 0)


def members(store: Store) -> dict[str, list[str]]:
    rows = store.read().execute(
        "SELECT household.name, person.given_names FROM household "
        "LEFT JOIN person ON person.household_id = household.id "
        "WHERE household.archived_at IS NULL ORDER BY person.given_names"
    )
    found: dict[str, list[str]] = {}
    for name, given in rows:
        found.setdefault(name, []).extend([given] if given else [])
    return found


def test_a_household_is_made_from_its_site_then_renamed_and_emptied(
    qtbot, theme, desk: Desk, site: str, nameless
) -> None:
    store, ana, ion = desk.here().store, register(desk, "Ana", "Popa"), register(desk, "Ion", "Popa")
    view = SiteView(desk, site)
    qtbot.addWidget(view)
    view.show()
    rest(qtbot, desk)
    view.household_button.click()
    (dialog,) = view.findChildren(HouseholdDialog)
    assert nameless(dialog) == []
    dialog.name.setText("Famille Popa")
    dialog._add(Found(ana, "Ana Popa"))
    qtbot.waitUntil(lambda: members(store) == {"Famille Popa": ["Ana"]})
    rest(qtbot, desk)
    dialog._add(Found(ion, "Ion Popa"))
    qtbot.waitUntil(lambda: members(store) == {"Famille Popa": ["Ana", "Ion"]})
    rest(qtbot, desk)
    assert [each.name for each in site_files.read_site(store, site).households] == ["Famille Popa"]
    dialog.name.setText("Les Popa")
    dialog.name.settle()
    qtbot.waitUntil(lambda: members(store) == {"Les Popa": ["Ana", "Ion"]})
    rest(qtbot, desk)
    assert not dialog.archive_button.isVisible()
    for member in households.read_household(store, str(dialog.household_id)).members:
        dialog._remove(member)
    qtbot.waitUntil(lambda: members(store) == {"Les Popa": []})
    qtbot.waitUntil(dialog.archive_button.isVisible)
    dialog.archive_button.click()
    qtbot.waitUntil(lambda: members(store) == {})


def test_a_household_without_a_name_is_refused_and_keeps_the_one_it_had(qtbot, theme, desk: Desk, site: str) -> None:
    here, ana = desk.here(), register(desk, "Ana", "Popa")
    household = households.create_household(
        here.store, author=here.staff_id, name="Famille Popa", member_ids=[ana], site_id=site
    )
    dialog = HouseholdDialog(desk, household, site)
    qtbot.addWidget(dialog)
    dialog.show()
    rest(qtbot, desk)
    dialog.name.setText("  ")
    dialog.name.settle()
    qtbot.waitUntil(lambda: "Donnez un nom" in dialog._state.text())
    assert members(here.store) == {"Famille Popa": ["Ana"]}


def test_a_household_where_somebody_lives_is_not_put_away(desk: Desk, site: str) -> None:
    here, ana = desk.here(), register(desk, "Ana", "Popa")
    household = households.create_household(here.store, author=here.staff_id, name="Popa", member_ids=[ana])
    with pytest.raises(households.HouseholdRefused, match="retirez-les"):
        households.archive_household(here.store, author=here.staff_id, household_id=household)


def test_somebody_taken_out_while_another_laptop_moved_them_is_a_disagreement_not_a_loss(desk: Desk, site: str) -> None:
    here, ana = desk.here(), register(desk, "Ana", "Popa")
    first = households.create_household(here.store, author=here.staff_id, name="Popa", member_ids=[ana])
    (shown,) = households.read_household(here.store, first).members
    households.create_household(here.store, author=here.staff_id, name="Autre", member_ids=[ana])
    households.join_household(here.store, author=here.staff_id, person_id=ana, household_id=None, seen=shown.seen)
    conflicts = here.store.read().execute("SELECT field FROM conflict").fetchall()
    assert conflicts == [("household_id",)]
