"""Exchanging through every folder: what goes and comes, what refuses, what is told of it, and who is told."""

import errno
import threading
import time

import pytest

from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.services.sharing import exchanges, folders, state, whereabouts
from kodiko_desktop.sync.folder import Folder


def key(store) -> str:
    return folders.shared_folders(store.read())[0].key


# -- what goes and comes ------------------------------------------------------------------------------------------


def test_what_is_typed_on_one_laptop_is_on_the_other_after_an_exchange_each(pair):
    one, two = pair
    one.register("Kidane")
    assert exchanges.waiting(one.store) == 2
    [sent] = one.sync()
    assert (sent.reached, sent.sent) == (True, 2) and exchanges.waiting(one.store) == 0
    [received] = two.sync()
    assert dict(received.received) == {one.store.device: 2} and two.names() == ["Kidane"]
    assert all(report.quiet for report in (*one.sync(), *two.sync()))


def test_a_folder_that_is_away_is_quiet_and_what_waits_leaves_when_it_is_back(pair, share, tmp_path):
    one, two = pair
    one.register("Kidane")
    share.rename(tmp_path / "parti")
    assert [(report.reached, report.trouble) for report in one.sync()] == [(False, "")]
    assert not exchanges.worth_looking(one.store, key(one.store))
    found = state.read_state(one.store)
    assert found.to_send == 2 and not found.alarm
    assert found.folders[0].sentence.startswith("Pas joignable pour le moment. Dernier échange")
    (tmp_path / "parti").rename(share)
    assert exchanges.worth_looking(one.store, key(one.store))
    one.sync()
    two.sync()
    assert two.names() == ["Kidane"]


def test_two_folders_meet_in_one_exchange_through_the_laptop_that_sees_both(office, share, tmp_path):
    one, two = office().found_team(share), office()
    two.join(one, share)
    stick = tmp_path / "cle"
    stick.mkdir()
    for each in (one, two):
        folders.add_folder(each.store, stick, "Clé")
    one.sync()
    first, second = folders.shared_folders(two.store.read())
    folders.forget_folder(two.store, first.key)  # two meets the stick only
    assert second.name == "Clé"
    two.register("Traoré")
    two.sync()
    three = office()
    three.join(one, share, "Portable de Sam")
    one.sync()  # the stick comes second: what it brings must still go to the share
    three.sync()
    assert three.names() == ["Traoré"]
    three.register("Kidane")
    three.sync()
    one.sync()
    two.sync()
    assert two.names() == ["Kidane", "Traoré"]


def test_one_folder_that_refuses_does_not_stop_the_other(office, share, tmp_path, monkeypatch):
    one, two = office().found_team(share), office()
    two.join(one, share)
    full = tmp_path / "pleine"
    full.mkdir()
    folders.add_folder(one.store, full, "Clé pleine")
    one.sync()
    write = Folder._write

    def no_room(folder, path, content):
        if full in path.parents:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "full")
        write(folder, path, content)

    monkeypatch.setattr(Folder, "_write", no_room)
    one.register("Kidane")
    good, bad = one.sync()
    assert good.reached and good.sent == 2 and good.trouble == ""
    assert not bad.reached and "plus de place" in bad.trouble
    assert [each.trouble for each in folders.shared_folders(one.store.read())] == ["", bad.trouble]
    assert state.read_state(one.store).folders[1].sentence == bad.trouble
    two.sync()
    assert two.names() == ["Kidane"]
    monkeypatch.setattr(Folder, "_write", write)
    assert all(report.trouble == "" for report in one.sync())
    assert [each.trouble for each in folders.shared_folders(one.store.read())] == ["", ""]
    assert not [path for path in full.rglob("*.part")]


def test_a_share_found_empty_is_not_filled_again_until_somebody_says_so(pair, share):
    one, two = pair
    two.register("Traoré")
    two.sync()
    one.sync()
    for path in sorted(share.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    one.register()
    [report] = one.sync()
    assert report.emptied and list(share.iterdir()) == []
    told = state.read_state(one.store)
    assert "vide" in told.folders[0].sentence and told.to_send == 2
    [report] = one.sync(start_again=[key(one.store)])
    assert report.reached and report.sent == 5 and (share / "kodiko.json").is_file()
    written = {path.name[:16] for path in (share / "streams").rglob("*.kd")}
    assert written == {one.store.device, two.store.device}  # what the other one wrote is put back too
    assert not folders.shared_folders(one.store.read())[0].emptied


def test_an_exchange_stopped_half_way_goes_on(pair):
    one, two = pair
    for number in range(4):
        one.register(f"Nom {number}")
        one.sync()
    calls = []

    def stop(*_said):
        calls.append(1)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        two.sync(progress=stop)
    assert 0 < len(two.names()) < 4
    two.sync()
    assert two.names() == [f"Nom {number}" for number in range(4)]


# -- a share that does not answer ---------------------------------------------------------------------------------


def test_a_share_that_hangs_holds_nobody_and_is_left_in_peace(tmp_path):
    release, asked, now = threading.Event(), [], [100.0]

    def hang(path):
        asked.append(path)
        release.wait(240)
        return True

    def ask(patience=0.2):
        began = time.monotonic()
        answer = whereabouts.is_there(tmp_path / "mort", patience=patience, look=hang, clock=lambda: now[0])
        return answer, time.monotonic() - began

    answer, waited = ask()
    assert answer is None and waited >= 0.2
    assert all(ask(patience=120)[1] < 60 for _time in range(3)) and len(asked) == 1  # one thread waits, whoever asks
    now[0] += whereabouts.FIRST_PAUSE + 1
    assert ask()[1] >= 0.2  # now and then, somebody waits a little again
    now[0] += whereabouts.FIRST_PAUSE + 1
    assert ask(patience=120)[1] < 60  # less and less often
    assert whereabouts.last_answer(tmp_path / "mort") is None and len(asked) == 1
    release.set()
    wait_for(lambda: whereabouts.last_answer(tmp_path / "mort") is True)
    assert ask(patience=60)[0] is True and len(asked) == 2  # it answered at last: it is asked as any other


def wait_for(true, seconds=60.0):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_dead_mount_beside_does_not_keep_a_stick_from_being_found(tmp_path, monkeypatch):
    dead, release, real = tmp_path / "mort", threading.Event(), whereabouts.is_there

    def look(path):
        return release.wait(240) if path == dead else path.is_dir()

    monkeypatch.setattr(
        whereabouts, "is_there", lambda path, **_options: real(path, patience=0.1 if path == dead else 60, look=look)
    )
    monkeypatch.setattr(whereabouts, "volume_of", lambda _path: "1A2B")
    (tmp_path / "CLE" / "equipe").mkdir(parents=True)
    away = tmp_path / "avant" / "equipe"
    try:
        found = whereabouts.other_places(away, "1A2B", [dead, tmp_path / "CLE"])
        assert found == [tmp_path / "CLE" / "equipe", tmp_path / "CLE"]
        assert whereabouts.other_places(away, "FFFF", [tmp_path / "CLE"]) == []
    finally:
        release.set()


def test_a_folder_whose_disk_errs_is_not_there(tmp_path):
    def broken(_path):
        raise OSError(errno.EIO, "broken")

    assert whereabouts.is_there(tmp_path / "casse", look=broken) is False
