"""The folders a laptop exchanges through: remembered, recognised under another name, moved, forgotten, refused."""

import sys

import pytest

from kodiko_desktop.services.sharing import folders, teams, whereabouts
from kodiko_desktop.services.sharing.folders import FolderNotChosen
from kodiko_desktop.sync.failures import (
    OtherTeam,
    TeamThere,
)


def test_a_folder_is_remembered_once_and_renamed(office, share):
    store = office().store
    first = folders.add_folder(store, share, "Bureau")
    assert (first.name, first.path, first.there, first.last) == ("Bureau", share, True, None)
    again = folders.add_folder(store, share / ".." / "partage", "Serveur")
    assert again.key == first.key and [each.name for each in folders.shared_folders(store.read())] == ["Serveur"]
    assert list(share.iterdir()) == []  # the trial left nothing


def test_a_folder_that_holds_other_things_gets_one_of_ours_inside(office, share):
    (share / "photos.txt").write_text("à moi")
    (share / ".stfolder").mkdir()
    added = folders.add_folder(office().store, share)
    assert added.path == share / "Kodiko" and added.name == "Kodiko"
    assert folders.add_folder(office().store, share).path == share / "Kodiko"


def test_the_hidden_files_of_a_synchroniser_do_not_count(office, share):
    (share / ".stfolder").mkdir()
    assert folders.add_folder(office().store, share).path == share


@pytest.mark.parametrize("where", [".", "..", "partage"])
def test_the_place_of_the_data_is_never_shared(office, where):
    store = office().store
    place = store.path.parent / where
    place.mkdir(exist_ok=True)
    with pytest.raises(FolderNotChosen, match="Les données de cet ordinateur"):
        folders.add_folder(store, place)
    assert folders.shared_folders(store.read()) == ()


def test_a_folder_that_is_not_there_or_is_a_file_is_refused(office, share):
    store = office().store
    (share / "fichier").write_text("")
    for path in (share / "absent", share / "fichier"):
        with pytest.raises(FolderNotChosen, match="joignable"):
            folders.add_folder(store, path)


def test_the_folder_of_another_team_is_refused(office, share, tmp_path):
    office().found_team(share)
    other = office().set_up(association="Autre")
    teams.create_team(other.store, device_name="Autre")
    with pytest.raises(OtherTeam):
        folders.add_folder(other.store, share)
    (tmp_path / "faux").mkdir()
    (tmp_path / "faux" / "kodiko.json").write_text("<html>")
    with pytest.raises(OtherTeam):
        folders.add_folder(other.store, tmp_path / "faux")


def test_no_second_team_is_made_where_one_meets_already(office, share, tmp_path):
    """Pressing « Créer une équipe » instead of « Rejoindre » would leave two teams that never meet."""
    office().found_team(share)
    other = office().set_up(association="Autre")
    with pytest.raises(TeamThere):
        folders.require_no_team(other.store, share)
    folders.add_folder(other.store, share)
    with pytest.raises(TeamThere):
        teams.create_team(other.store, device_name="Autre")
    assert teams.team_state(other.store).standing == teams.NONE
    (tmp_path / "grand").mkdir()
    share.rename(tmp_path / "grand" / folders.OWN_FOLDER)
    with pytest.raises(TeamThere):
        folders.require_no_team(other.store, tmp_path / "grand")
    teams.create_team(other.store, device_name="Autre")  # that folder is away: nothing tells


def test_a_folder_forgotten_keeps_its_files_and_leaves_no_memory(office, share):
    one = office().found_team(share)
    before = sorted(path.name for path in share.rglob("*"))
    [folder] = folders.shared_folders(one.store.read())
    folders.forget_folder(one.store, folder.key)
    assert folders.shared_folders(one.store.read()) == () and one.sync() == ()
    assert sorted(path.name for path in share.rglob("*")) == before
    for table in ("sync_folder", "sync_file", "sync_spool"):
        assert one.store.read().execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    with pytest.raises(FolderNotChosen):
        folders.forget_folder(one.store, folder.key)


def test_a_folder_that_moved_is_pointed_again_and_nothing_is_sent_twice(office, share, tmp_path):
    one = office().found_team(share)
    [folder] = folders.shared_folders(one.store.read())
    share.rename(tmp_path / "ailleurs")
    assert [report.reached for report in one.sync()] == [False]
    moved = folders.point_folder(one.store, folder.key, tmp_path / "ailleurs")
    assert (moved.key, moved.path) == (folder.key, tmp_path / "ailleurs")
    [report] = one.sync()
    assert report.reached and report.sent == 0 and report.files_written == 0


def test_two_folders_cannot_be_pointed_at_one_place(office, share, tmp_path):
    store = office().store
    (tmp_path / "cle").mkdir()
    first, _second = folders.add_folder(store, share), folders.add_folder(store, tmp_path / "cle")
    with pytest.raises(FolderNotChosen, match="déjà dans la liste"):
        folders.point_folder(store, first.key, tmp_path / "cle")


def test_a_stick_under_another_name_is_recognised(office, share, tmp_path, monkeypatch):
    monkeypatch.setattr(whereabouts, "volume_of", lambda path: "1A2B" if "CLE" in str(path) else "")
    mount, other = tmp_path / "CLE", tmp_path / "CLE1"
    (mount / "equipe").mkdir(parents=True)
    one = office().found_team(mount / "equipe")
    mount.rename(other)
    [folder] = folders.shared_folders(one.store.read())
    assert folders.find_again(one.store, folder, [tmp_path / "rien", share, other]) == other / "equipe"
    assert folders.shared_folders(one.store.read())[0].path == other / "equipe"


def test_another_stick_of_the_team_or_of_another_one_is_not_taken_for_it(office, tmp_path, monkeypatch):
    monkeypatch.setattr(whereabouts, "volume_of", lambda path: path.relative_to(tmp_path).parts[0])
    one, stranger = office(), office()
    for name in ("cle", "cle2", "cle3"):
        (tmp_path / name / "equipe").mkdir(parents=True)
    one.found_team(tmp_path / "cle" / "equipe")
    stranger.found_team(tmp_path / "cle3" / "equipe")
    (tmp_path / "cle" / "equipe").rename(tmp_path / "parti")
    [folder] = folders.shared_folders(one.store.read())
    assert folders.find_again(one.store, folder, [tmp_path / "cle2", tmp_path / "cle3"]) is None
    monkeypatch.setattr(whereabouts, "volume_of", lambda _path: "cle")  # the same stick, made empty or another team's
    assert folders.find_again(one.store, folder, [tmp_path / "cle2", tmp_path / "cle3"]) is None
    assert folders.shared_folders(one.store.read())[0].path == tmp_path / "cle" / "equipe"


@pytest.mark.skipif(sys.platform != "linux", reason="by-uuid is Linux's")
def test_the_volume_of_a_folder_is_the_same_all_over_it(tmp_path):
    (tmp_path / "dedans").mkdir()
    assert whereabouts.volume_of(tmp_path) == whereabouts.volume_of(tmp_path / "dedans")
    assert whereabouts.volume_of(tmp_path / "absent") == ""
