"""The team, its invitations, joining it: what a coordinator does before anything is exchanged, what is refused."""

import pytest

from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import exchanges, folders, joining, seats, teams
from kodiko_desktop.services.sharing.joining import StoreHasItsOwn
from kodiko_desktop.services.sharing.seats import SeatNotTaken
from kodiko_desktop.services.sharing.teams import NameMissing
from kodiko_desktop.sync import spoken_code
from kodiko_desktop.sync.failures import (
    AlreadyInTeam,
    CodeMistyped,
    InviteUnusable,
    NotAdministrator,
    NoTeam,
    OtherTeam,
)

# -- the team -----------------------------------------------------------------------------------------------------


def test_where_a_laptop_stands_from_alone_to_member(office, share):
    one, two = office().set_up(), office()
    assert teams.team_state(one.store).standing == teams.NONE and teams.devices(one.store) == ()
    with pytest.raises(NoTeam):
        one.sync()
    with pytest.raises(NameMissing):
        teams.create_team(one.store, device_name="  ")
    teams.create_team(one.store, device_name=" Ordinateur  de Claire ")
    state = teams.team_state(one.store)
    assert (state.standing, state.admin, state.device_name) == (teams.MEMBER, True, "Ordinateur de Claire")
    with pytest.raises(AlreadyInTeam):
        teams.create_team(one.store, device_name="Encore")
    folders.add_folder(one.store, share)
    one.sync()
    two.ask(one, share)
    assert teams.team_state(two.store).standing == teams.JOINING
    assert not joining.join_progress(two.store) and two.sync() == ()
    one.sync()
    assert joining.join_progress(two.store)
    state = teams.team_state(two.store)
    assert (state.standing, state.admin, state.history_coming) == (teams.MEMBER, False, False)


def test_the_sheet_of_the_root_code_holds_the_whole_code_on_one_page(office, share):
    import pypdfium2

    from kodiko_desktop.documents.recovery_sheet import render

    one = office().found_team(share)
    today = one.store.now().date()
    sheet = render(teams.root_sheet(one.store.read(), one.root_code, today), today)
    with pypdfium2.PdfDocument(sheet) as pdf:
        assert len(pdf) == 1
        text = pdf[0].get_textpage().get_text_range()
    words = text.split()
    assert "Les Passerelles" in text and all(group in words for group in one.root_code.split("-"))
    spoken_code.read_code(one.root_code, 32)


def test_the_laptops_are_told_with_their_antennas_and_when_they_were_heard(office, share, clock):
    one, two = office().found_team(share), office()
    two.join(one, share)
    two.register()
    two.sync()
    clock.turn(minutes=1)
    one.sync()
    clock.turn(hours=5)
    claire, tours = sorted(teams.devices(one.store), key=lambda each: each.name)
    assert (claire.name, claire.this_one, claire.admin, claire.heard) == ("Ordinateur de Claire", True, True, "")
    assert (tours.name, tours.this_one, tours.admin, tours.heard) == (
        "Portable de Tours",
        False,
        False,
        "il y a 5\u00a0h",
    )
    assert [name for _key, name in tours.antennas] == ["Paris"] and not tours.waiting


def test_an_antenna_is_given_later_with_its_whole_history(office, share):
    from kodiko_desktop.services.association import antennas

    one, two = office().found_team(share), office()
    two.join(one, share)
    with pytest.raises(NotAdministrator):
        teams.give_antenna(two.store, device=two.store.device, antenna_id=two.antenna)
    tours = antennas.create_antenna(one.store, author=one.staff, name="Tours")
    one.antenna = tours
    one.register("Kidane")
    one.sync()
    two.sync()
    assert two.names() == []
    teams.give_antenna(one.store, device=two.store.device, antenna_id=tours)
    one.sync()
    two.sync()
    two.sync()
    assert two.names() == ["Kidane"]
    [own] = [each for each in teams.devices(two.store) if each.this_one]
    assert [name for _key, name in own.antennas] == ["Paris", "Tours"]


# -- invitations --------------------------------------------------------------------------------------------------


def test_an_invitation_is_shown_again_expires_and_can_be_cancelled(office, share, clock):
    one = office().found_team(share)
    made = teams.invite(one.store, antennas=[one.antenna])
    assert teams.invitations(one.store) == (made,) and made.antennas == ("Paris",) and made.expires == "dans 2 jours"
    assert made.qr_text.endswith(made.code)
    clock.turn(hours=47, minutes=30)
    assert [each.expires for each in teams.invitations(one.store)] == ["dans 30\u00a0min"]
    clock.turn(hours=1)
    assert teams.invitations(one.store) == ()
    other = teams.invite(one.store, antennas=[one.antenna])
    two = office()
    joining.ask_to_join(two.store, path=share, code=other.code, device_name="Tours")
    teams.cancel_invitation(one.store, other.id)
    assert teams.invitations(one.store) == ()
    one.sync()
    assert not joining.join_progress(two.store) and len(teams.devices(one.store)) == 1


def test_a_wrong_code_is_said_before_anything_is_written(office, share):
    one, two = office().found_team(share), office()
    code = teams.invite(one.store, antennas=[one.antenna]).code
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(CodeMistyped, match="groupe 4"):
        joining.ask_to_join(two.store, path=share, code=wrong, device_name="Tours")
    with pytest.raises(CodeMistyped, match="longueur"):
        joining.ask_to_join(two.store, path=share, code=code[:5], device_name="Tours")
    assert teams.team_state(two.store).standing == teams.NONE and folders.shared_folders(two.store.read()) == ()


def test_a_code_is_used_once_and_one_never_answered_ends(office, share, clock):
    one, two, three = office().found_team(share), office(), office()
    code = teams.invite(one.store, antennas=[one.antenna]).code
    joining.ask_to_join(two.store, path=share, code=code, device_name="Tours")
    one.sync()
    joining.ask_to_join(three.store, path=share, code=code, device_name="Pirate")
    one.sync()
    with pytest.raises(InviteUnusable):
        joining.join_progress(three.store)
    joining.give_up_joining(three.store)
    assert teams.team_state(three.store).standing == teams.NONE
    assert joining.join_progress(two.store)
    unknown = spoken_code.write_code(bytes(10))
    joining.ask_to_join(three.store, path=share, code=unknown, device_name="Pirate")
    one.sync()
    assert not joining.join_progress(three.store)
    clock.turn(days=3)
    with pytest.raises(InviteUnusable):
        joining.join_progress(three.store)


# -- joining ------------------------------------------------------------------------------------------------------


def test_the_whole_history_comes_and_what_a_first_start_wrote_gives_way(office, share):
    one, two = (
        office().found_team(share),
        office().set_up(association="Passerelle", antenna="Tours", who="Karim Diallo"),
    )
    one.register("Kidane")
    one.sync()
    two.join(one, share)
    assert two.names() == ["Kidane"] and two.names("organisation", "name") == ["Les Passerelles"]
    assert two.names("antenna", "name") == ["Paris"] and two.names("staff", "name") == ["Claire Morel"]
    read = two.store.read()
    assert read.execute("SELECT count(*) FROM conflict").fetchone() == (0,)
    assert not access.present(read).known and exchanges.waiting(two.store) == 0
    one.sync()
    assert one.names("antenna", "name") == ["Paris"] and one.names("staff", "name") == ["Claire Morel"]


def test_a_laptop_with_people_of_its_own_is_refused_and_told_what_to_do(office, share):
    one, two = office().found_team(share), office().set_up(antenna="Tours")
    two.register("Traoré")
    code = teams.invite(one.store, antennas=[one.antenna]).code
    with pytest.raises(StoreHasItsOwn, match=r"1 personne.*autre profil"):
        joining.ask_to_join(two.store, path=share, code=code, device_name="Tours")
    assert teams.team_state(two.store).standing == teams.NONE and two.names() == ["Traoré"]


def test_people_registered_between_the_request_and_the_answer_are_not_lost(office, share):
    one, two = office().found_team(share), office().set_up(antenna="Tours")
    two.ask(one, share)
    two.register("Traoré")
    one.sync()
    with pytest.raises(StoreHasItsOwn):
        joining.join_progress(two.store)
    assert two.names() == ["Traoré"] and teams.team_state(two.store).standing == teams.JOINING
    joining.give_up_joining(two.store)
    assert teams.team_state(two.store).standing == teams.NONE


def test_a_member_joins_nothing_else(office, share):
    one = office().found_team(share)
    code = teams.invite(one.store, antennas=[one.antenna]).code
    with pytest.raises(AlreadyInTeam):
        joining.ask_to_join(one.store, path=share, code=code, device_name="Encore")


def test_joining_a_folder_where_no_team_meets_is_said(office, tmp_path):
    two = office()
    (tmp_path / "vide").mkdir()
    with pytest.raises(OtherTeam):
        joining.ask_to_join(two.store, path=tmp_path / "vide", code=spoken_code.write_code(bytes(10)), device_name="A")
    assert teams.team_state(two.store).standing == teams.NONE


def test_joining_is_cancelled_and_goes_on(office, share):
    one, two = office().found_team(share), office().set_up(antenna="Tours")
    for number in range(3):
        one.register(f"Nom {number}")
        one.sync()
    two.ask(one, share)
    one.sync()
    calls = []

    def cancel_at_third(*said):
        calls.append(said)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        joining.join_progress(two.store, cancel_at_third)
    state = teams.team_state(two.store)
    assert state.standing == teams.MEMBER and state.history_coming
    assert two.names("antenna", "name") != ["Tours"]
    assert joining.join_progress(two.store)
    assert two.names() == ["Nom 0", "Nom 1", "Nom 2"] and not teams.team_state(two.store).history_coming


def test_a_folder_that_goes_away_while_joining_is_waited_for(office, share, tmp_path):
    one, two = office().found_team(share), office()
    two.ask(one, share)
    one.sync()
    share.rename(tmp_path / "parti")
    assert not joining.join_progress(two.store)
    (tmp_path / "parti").rename(share)
    assert joining.join_progress(two.store)


def test_who_sits_there_is_a_colleague_the_team_knows_or_a_new_one(office, share):
    one, two, three = office().found_team(share), office(), office()
    two.join(one, share)
    assert seats.take_seat(two.store, name="claire  MOREL") == one.staff
    assert access.present(two.store.read()).antenna_name == "Paris"
    three.join(one, share, "Portable de Karim")
    karim = seats.take_seat(three.store, name="Karim Diallo")
    three.sync()
    one.sync()
    assert (karim, "Karim Diallo") in one.store.read().execute("SELECT id, name FROM staff").fetchall()
    with pytest.raises(SeatNotTaken):
        seats.take_seat(three.store, name=" ")
