"""Joining begun, then given up: nothing of it stays, here or in the folder, and one may work alone."""

import pytest

from db.search import search
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import folders, joining, news, state, teams
from kodiko_desktop.sync.failures import AlreadyInTeam, OtherTeam


def left_of_sharing(store) -> list[str]:
    """What this laptop remembers of any team or folder."""
    connection = store.read()
    found = [key for (key,) in connection.execute("SELECT key FROM local_setting WHERE key LIKE 'sharing.%'")]
    tables = [
        row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE name LIKE 'sync\\_%' ESCAPE '\\'")
    ]
    for table in tables:
        kind = connection.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
        if kind == "table" and connection.execute(f'SELECT 1 FROM "{table}" LIMIT 1').fetchone():
            found.append(table)
    return [*found, *(folder.name for folder in folders.shared_folders(connection))]


def files_in(share) -> set[str]:
    return {str(path.relative_to(share)) for path in share.rglob("*") if path.is_file()}


def test_a_request_given_up_leaves_nothing_here_nor_in_the_folder(office, share):
    claire, nadia = office().found_team(share), office()
    before = files_in(share)
    nadia.ask(claire, share)
    assert files_in(share) > before
    joining.start_alone(nadia.store)
    assert files_in(share) == before and left_of_sharing(nadia.store) == []
    assert teams.team_state(nadia.store).standing == teams.NONE
    nadia.set_up(who="Nadia Haddad")
    assert claire.sync()[0].guests == []


def test_a_folder_chosen_before_joining_stays_in_the_list(office, share):
    claire, nadia = office().found_team(share), office()
    folders.add_folder(nadia.store, share, name="Bureau")
    nadia.ask(claire, share)
    joining.give_up_joining(nadia.store)
    assert [folder.name for folder in folders.shared_folders(nadia.store.read())] == ["Bureau"]


def test_a_request_that_is_refused_leaves_no_folder_in_the_list(office, share, tmp_path):
    claire, nadia = office().found_team(share), office()
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "plage.jpg").write_bytes(b"...")
    code = teams.invite(claire.store, antennas=[claire.antenna]).code
    with pytest.raises(OtherTeam):
        joining.ask_to_join(nadia.store, path=tmp_path / "photos", code=code, device_name="Portable")
    assert left_of_sharing(nadia.store) == []
    assert [path.name for path in (tmp_path / "photos").iterdir()] == ["plage.jpg"]


def test_a_team_that_had_answered_is_left_with_everything_that_came(office, share):
    claire, nadia = office().found_team(share), office()
    for number in range(5):
        claire.register(f"Diallo {number}", given_names="Awa")
    claire.sync()
    nadia.ask(claire, share)
    claire.sync()
    looked = []

    def stop(done, total, sentence=""):
        looked.append(done)
        if len(looked) > 1:
            raise Cancelled

    with pytest.raises(Cancelled):
        joining.join_progress(nadia.store, stop)
    assert teams.team_state(nadia.store).standing == teams.MEMBER
    known = nadia.store.device
    joining.start_alone(nadia.store)
    assert nadia.store.device != known and left_of_sharing(nadia.store) == []
    for table in ("person", "antenna", "staff", "sync_head", "operation", "search_entry"):
        assert nadia.store.read().execute(f'SELECT count(*) FROM "{table}"').fetchone() == (0,)
    assert search(nadia.store.read(), "Diallo") == () and news.news(nadia.store.read(), now=nadia.store.now()) == ()
    made = nadia.set_up(association="Autre", antenna="Blois", who="Nadia Haddad")
    assert access.present(nadia.store.read()).staff_name == "Nadia Haddad"
    person = made.register("Kidane")
    assert [hit.row_id for hit in search(made.store.read(), "Kidane")] == [person]
    assert state.read_state(made.store).team.standing == teams.NONE


def test_a_laptop_left_half_way_may_join_again_later(office, share):
    claire, nadia = office().found_team(share), office()
    claire.register("Diallo")
    claire.sync()
    nadia.ask(claire, share)
    claire.sync()

    def stop(_done, _total, _sentence=""):
        raise Cancelled

    with pytest.raises(Cancelled):
        joining.join_progress(nadia.store, stop)
    joining.start_alone(nadia.store)
    nadia.join(claire, share, name="Portable encore")
    assert nadia.names() == ["Diallo"]


def test_a_laptop_of_the_team_does_not_leave_it_so(pair):
    _one, two = pair
    with pytest.raises(AlreadyInTeam):
        joining.start_alone(two.store)


def test_the_answer_is_seen_before_it_is_taken(office, share):
    claire, nadia = office().found_team(share), office()
    assert not joining.answer_is_there(nadia.store)
    nadia.ask(claire, share)
    assert not joining.answer_is_there(nadia.store)
    claire.sync()
    assert joining.answer_is_there(nadia.store)
    assert teams.team_state(nadia.store).standing == teams.JOINING
    share.rename(share.with_name("ailleurs"))
    assert not joining.answer_is_there(nadia.store)
