"""A folder that refuses says why and what to do, in words of its own; one that is forgotten leaves nothing."""

import errno

import pytest

from kodiko_desktop.services.sharing import folders, state
from kodiko_desktop.services.sharing.to_decide import asking
from kodiko_desktop.sync.failures import FolderRefuses
from kodiko_desktop.sync.folder import Folder, refusal

REFUSALS = [
    (errno.EACCES, "n’a pas le droit"),
    (errno.EPERM, "n’a pas le droit"),
    (errno.ENOSPC, "plus de place"),
    (errno.EDQUOT, "place qui lui est permise"),
    (errno.EROFS, "ne laisse que lire"),
    (errno.EIO, "répond mal"),
    (errno.EINVAL, "la place et les droits"),
]


@pytest.mark.parametrize(("number", "said"), REFUSALS)
def test_a_folder_where_nothing_can_be_written_is_refused_with_its_own_remedy(office, share, monkeypatch, number, said):
    def refuse(_folder, _path, _content):
        raise OSError(number, "refused")

    monkeypatch.setattr(Folder, "_write", refuse)
    store = office().store
    with pytest.raises(FolderRefuses) as refused:
        folders.add_folder(store, share)
    assert said in refused.value.sentence and "Vos saisies sont gardées ici" in refused.value.sentence
    assert folders.shared_folders(store.read()) == ()


def test_what_windows_calls_a_protected_or_full_disk_is_called_so():
    error = OSError(errno.EACCES, "refused")
    error.winerror = 19
    assert "ne laisse que lire" in refusal(error).sentence
    error.winerror = 112
    assert "plus de place" in refusal(error).sentence


def test_a_folder_that_is_full_keeps_saying_so_on_the_page_until_there_is_room(office, share, monkeypatch):
    claire = office().found_team(share)
    claire.register()

    def full(_folder, _path, _content):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(Folder, "_write", full)
        (report,) = claire.sync()
    assert "plus de place" in report.trouble
    (told,) = state.read_state(claire.store).folders
    assert told.sentence == report.trouble
    assert state.read_state(claire.store).alarm and asking(claire.store) == 1
    claire.sync()
    assert asking(claire.store) == 0
    (told,) = state.read_state(claire.store).folders
    assert "Dernier échange" in told.sentence


def test_a_forgotten_folder_leaves_nothing_behind(office, share):
    claire = office().found_team(share)
    (folder,) = folders.shared_folders(claire.store.read())
    claire.register()
    claire.sync()
    (share / "streams" / claire.antenna / "vieux.kd").write_bytes(b"<html>")
    claire.sync()
    about = "SELECT count(*) FROM local_setting WHERE instr(key, ?)"
    assert claire.store.read().execute(about, (f"sync_patience {folder.key}",)).fetchone() == (1,)
    folders.forget_folder(claire.store, folder.key)
    assert claire.store.read().execute(about, (folder.key,)).fetchone() == (0,)
    for table in ("sync_folder", "sync_file", "sync_spool"):
        assert claire.store.read().execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
