"""A laptop is taken out as a coordinator does it: said in plain words on each side, decided, and decided otherwise."""

from datetime import date

import pytest

from kodiko_desktop.services.sharing import folders, removed, state, teams
from kodiko_desktop.sync import invite
from kodiko_desktop.sync.failures import NotAdministrator, OwnRemoval, RootCodeWrong
from kodiko_desktop.sync.spoken_code import write_code


def kinds(office):
    return [warned.kind for warned in state.read_state(office.store).warnings]


def test_it_leaves_the_list_and_is_told_so(pair):
    one, two = pair
    assert removed.remove(one.store, device=two.store.device) == 1
    assert [laptop.this_one for laptop in teams.devices(one.store)] == [True]
    one.sync()
    two.register("Pour soi")
    two.sync()
    found = state.read_state(two.store)
    assert found.team.retired and not found.team.admin and "retiré de l’équipe" in found.headline
    [warned] = [warned for warned in found.warnings if warned.kind == "retired"]
    assert warned.alarm and "reste lisible" in warned.sentence and two.names() == ["Pour soi"]
    [gone] = removed.removed(one.store)
    assert (gone.name, gone.by, gone.waiting, gone.left) == ("Portable de Tours", "Ordinateur de Claire", 0, 0)


def test_what_it_wrote_since_is_an_alarm_until_somebody_decides_and_the_decision_can_be_turned(pair):
    one, two = pair
    two.register("Diallo", given_names="Awa")
    two.sync()
    removed.remove(one.store, device=two.store.device)
    one.sync()
    [gone] = removed.removed(one.store)
    assert gone.waiting == 2 and one.names() == []
    assert "Awa Diallo" in {said.about for said in gone.said}
    [alarm] = [warned for warned in state.read_state(one.store).warnings if warned.kind == "set_aside"]
    assert alarm.alarm and "2 saisies" in alarm.sentence
    removed.let_count(one.store, device=two.store.device)
    one.sync()
    assert one.names() == ["Diallo"] and "set_aside" not in kinds(one)
    [gone] = removed.removed(one.store)
    assert (gone.waiting, gone.left, gone.counted) == (0, 0, 2)
    removed.leave_aside(one.store, device=two.store.device)
    one.sync()
    [gone] = removed.removed(one.store)
    assert (gone.waiting, gone.left, gone.counted) == (0, 2, 0)
    assert one.names() == [] and "set_aside" not in kinds(one)
    assert not one.store.read().execute("SELECT 1 FROM search_entry").fetchall()


def test_what_came_since_the_day_it_was_lost_waits_too(pair, clock):
    one, two = pair
    two.register("Avant")
    two.sync()
    one.sync()
    clock.turn(days=3)
    two.register("Volé")
    two.sync()
    one.sync()
    assert one.names() == ["Avant", "Volé"]
    lost = clock().date()
    removed.remove(one.store, device=two.store.device, lost_on=date(lost.year, lost.month, lost.day))
    one.sync()
    assert one.names() == ["Avant"] and removed.removed(one.store)[0].waiting == 2


def test_it_may_be_invited_again_from_an_empty_profile(pair, office, share):
    one, two = pair
    removed.remove(one.store, device=two.store.device)
    one.sync()
    two.sync()
    again = office().join(one, share, name="Portable retrouvé")
    one.register("Nouvelle")
    one.sync()
    again.sync()
    assert again.names() == ["Nouvelle"]
    assert {laptop.name for laptop in teams.devices(one.store)} == {"Ordinateur de Claire", "Portable retrouvé"}


def test_a_removed_laptop_is_not_let_in_again_under_its_id(pair, share):
    """It still has the code of an invitation that was made for somebody else."""
    one, two = pair
    removed.remove(one.store, device=two.store.device)
    one.sync()
    member, _keys, _directory = invite.team.read_directory(two.store)
    said = {
        "device": member.device,
        "name": "Portable de Tours",
        "signing": invite.public_bytes(member.signing).hex(),
        "wrapping": invite.public_bytes(member.wrapping).hex(),
    }
    assert not invite._may_come_in(one.store, said)


def test_who_may_and_who_may_not(pair):
    one, two = pair
    with pytest.raises(NotAdministrator):
        removed.remove(two.store, device=one.store.device)
    with pytest.raises(OwnRemoval):
        removed.remove(one.store, device=one.store.device)
    with pytest.raises(RootCodeWrong):
        removed.stay_by_root_code(one.store, code=write_code(bytes(32)))


def test_two_who_take_each_other_out_are_told_of_the_root_code(pair, office, share):
    one, two = pair
    other = office()
    code = teams.invite(one.store, antennas=[one.antenna], admin=True).code
    invite.request_to_join(other.store, invite.Folder(share), code=code, device_name="Direction")
    one.sync()
    assert invite.finish_joining(other.store, invite.Folder(share))
    folders.add_folder(other.store, share)
    other.sync()
    removed.remove(one.store, device=other.store.device)
    removed.remove(other.store, device=one.store.device)
    for each in (one, other, one, two):
        each.sync()
    assert "code racine" in state.read_state(one.store).warnings[0].sentence
    two.register("Attend")
    two.sync()
    assert {"disputed", "new_keys"} <= set(kinds(two))
    removed.stay_by_root_code(one.store, code=one.root_code)
    for each in (one, two, one, other):
        each.sync()
    assert one.names() == ["Attend"] and "retired" not in kinds(one)
    assert kinds(other) == ["retired"] and "new_keys" not in kinds(two)
