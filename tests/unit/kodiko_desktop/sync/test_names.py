"""Laptops are renamed by themselves or by an administrator; all agree on the name; copies and guests are told apart."""

import pytest

from kodiko_desktop.sync import control, membership, names, team
from kodiko_desktop.sync.failures import DeviceUnknown, NameTaken, NotAdministrator
from tests.unit.kodiko_desktop.sync.laptops import join, meet
from tests.unit.kodiko_desktop.sync.test_identity import back_up, copy_of, restore


def called(laptop):
    return sorted(each.name for each in team.devices(laptop.store))


def own(laptop):
    return next(each.name for each in team.devices(laptop.store) if each.this_one)


def test_a_laptop_renames_itself_and_everybody_sees_it(team_of):
    one, two, three = team_of(3)
    before = own(two)
    assert names.rename(two.store, device=two.store.device, name="Accueil")
    meet(one, two, three)
    for laptop in (one, two, three):
        assert "Accueil" in called(laptop) and before not in called(laptop)
    assert not names.rename(two.store, device=two.store.device, name="Accueil")


def test_only_an_administrator_renames_another_laptop(team_of):
    one, two, three = team_of(3)
    with pytest.raises(NotAdministrator):
        names.rename(two.store, device=three.store.device, name="Accueil")
    names.rename(one.store, device=three.store.device, name="Accueil")
    meet(one, two, three)
    assert own(three) == "Accueil"
    with pytest.raises(DeviceUnknown):
        names.rename(one.store, device="0" * 15 + "1", name="Personne")


def test_a_laptop_that_signs_the_name_of_another_one_without_being_entitled_is_not_believed(team_of):
    one, two, three = team_of(3)
    before = own(three)
    member, keys, directory = team.read_directory(two.store)
    said = control.rename_record(three.store.device, "Volé", 7)
    control.sign(two.store, member, team.org_key(keys, directory), said)
    meet(one, two, three)
    assert {own(three)} == {before} and "Volé" not in called(one)


def test_a_name_that_another_laptop_has_is_refused_however_it_is_written(team_of):
    one, two = team_of(2)
    with pytest.raises(NameTaken, match="Choisissez un autre nom"):
        names.rename(two.store, device=two.store.device, name=own(one).upper())


def test_two_names_given_at_once_end_in_the_same_one_everywhere_and_a_later_one_holds(team_of):
    one, two, three = team_of(3)
    names.rename(one.store, device=two.store.device, name="Bureau")
    names.rename(two.store, device=two.store.device, name="Accueil")
    meet(one, two, three)
    assert own(two) in ("Bureau", "Accueil")
    for laptop in (one, two, three):
        assert {"Bureau", "Accueil"} & set(called(laptop)) == {own(two)}
    names.rename(one.store, device=two.store.device, name="Salle 2")
    meet(one, two, three)
    assert "Salle 2" in called(three) and not {"Bureau", "Accueil"} & set(called(three))


def test_a_name_of_a_wrong_shape_says_nothing(team_of):
    one, two = team_of(2)
    before = called(one)
    for number, wrong in enumerate(("", " ", 3, "x" * 1000)):
        member = membership.required(one.store.read())
        _member, keys, directory = team.read_directory(one.store)
        said = control.rename_record(two.store.device, wrong, number + 1)
        control.sign(one.store, member, team.org_key(keys, directory), said)
    meet(one, two)
    assert called(one) == called(two) == before


def test_of_two_copies_of_a_disk_the_newer_is_called_otherwise_and_both_are_listed(team_of, new_laptop, tmp_path):
    one, two = team_of(2)
    two.register()
    meet(one, two)
    name = own(two)
    twin = copy_of(two, new_laptop, tmp_path)
    two.register(family_name="Ici")
    twin.register(family_name="Là")
    meet(two, twin, one, two, twin, one)
    assert {own(two), own(twin)} == {name, f"{name} (2)"}
    for laptop in (one, two, twin):
        laptop.clock.turn(minutes=5)
    two.register(family_name="Ici encore")
    twin.register(family_name="Là encore")
    meet(two, twin, one, two, twin, one)
    for laptop in (one, two, twin):
        assert [each for each in called(laptop) if each.startswith(name)] == [name, f"{name} (2)"]
    names.rename(twin.store, device=twin.store.device, name="Portable prêté")
    meet(twin, one, two)
    assert "Portable prêté" in called(one) and name in called(one)


def test_a_restored_laptop_keeps_the_name_it_was_given_and_is_listed_once(team_of, tmp_path):
    one, two = team_of(2)
    names.rename(two.store, device=two.store.device, name="Accueil")
    meet(one, two)
    backup = back_up(two, tmp_path / "backup.kodiko")
    two.register()
    meet(one, two)
    restore(two, backup)
    meet(two, one, two)
    assert called(one).count("Accueil") == 1 and own(two) == "Accueil" and len(called(one)) == 2


def test_a_guest_who_types_a_name_that_is_taken_gets_a_number(team_of, new_laptop):
    one, two = team_of(2)
    for _each in range(2):
        join(new_laptop(), one, name=own(two))
    meet(one, two)
    assert {f"{own(two)} (2)", f"{own(two)} (3)"} <= set(called(two))


def test_a_long_name_is_cut_so_that_its_number_shows():
    long = "x" * names.LONGEST
    free = names.free_name(long, [long])
    assert len(free) <= names.LONGEST and free.endswith(" (2)")
