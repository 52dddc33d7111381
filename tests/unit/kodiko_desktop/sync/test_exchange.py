"""Laptops that meet in a folder agree; what one writes the others read; a sync without news reads names only."""

import os

import pytest

from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.sync import team
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.failures import FolderAway, FolderRefuses, NoTeam, OtherTeam
from kodiko_desktop.sync.folder import Folder
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import Laptop, join, meet, open_antenna, start_team


def files(shared, place="streams"):
    return sorted(path for path in (shared / place).rglob("*") if path.is_file())


def test_what_one_laptop_writes_the_others_read(team_of):
    one, two, three = team_of(3)
    aminata = one.register(given_names="Aminata")
    assert one.sync().sent == 1
    report = two.sync()
    assert report.received == {one.store.device: 1} and report.people == {aminata: 1}
    two.change(aminata, city="Tours")
    meet(one, two, three)
    assert said(one.store) == said(two.store) == said(three.store)
    assert three.person(aminata).city == "Tours"
    assert one.store.read().execute("SELECT count(*) FROM operation WHERE sent = 0").fetchone() == (0,)


def test_words_typed_apart_are_all_kept_and_one_decision_settles_them(team_of):
    one, two = team_of(2)
    aminata = one.register()
    meet(one, two)
    one.change(aminata, city="Tours")
    two.change(aminata, city="Blois")
    one.sync()
    assert two.sync().conflicts == 1
    meet(one, two)
    assert one.conflicts() == two.conflicts() == [(aminata, "city")]
    two.change(aminata, city="Amboise")
    meet(one, two)
    assert said(one.store) == said(two.store) and one.conflicts() == []


def test_one_segment_per_sync_and_no_file_without_news(team_of, shared):
    one, two = team_of(2)
    before = files(shared)
    for number in range(30):
        one.register(family_name=f"Nom {number}")
    one.sync()
    assert len(files(shared)) == len(before) + 1
    meet(one, two)
    settled = files(shared)
    for laptop in (one, two):
        report = laptop.sync()
        assert report.quiet and report.files_read == report.files_written == 0
    assert files(shared) == settled


class CountingFolder(Folder):
    """Counts what it asks of the disk."""

    def __init__(self, root):
        super().__init__(root)
        self.asked = []

    def _is_folder(self, path):
        self.asked.append("stat")
        return super()._is_folder(path)

    def _list(self, path):
        self.asked.append("list")
        return super()._list(path)

    def _read(self, path):
        self.asked.append("read")
        return super()._read(path)

    def _write(self, path, content):
        self.asked.append("write")
        return super()._write(path, content)

    def _rename(self, source, target):
        self.asked.append("rename")
        return super()._rename(source, target)


def test_a_sync_without_news_asks_little_of_the_disk_whatever_the_history(team_of, shared):
    one, two = team_of(2)
    for number in range(12):
        one.register(family_name=f"Nom {number}")
        meet(one, two, rounds=1)
    meet(one, two)
    counting = CountingFolder(shared)
    two.sync(counting)
    assert sorted(counting.asked) == ["list"] * 3 + ["read", "stat"]  # control, two streams; the mark
    one.register()
    counting.asked.clear()
    one.sync(counting)
    written = counting.asked[counting.asked.index("write") :]
    assert written[:3] == ["write", "rename", "read"]


def test_own_segments_are_regrouped_and_never_more_than_twenty(team_of, shared, new_laptop):
    one, two = team_of(2)
    most = 0
    for number in range(60):
        one.register(family_name=f"Nom {number}")
        one.sync()
        most = max(most, sum(path.name.startswith(one.store.device) for path in files(shared, "streams/tours")))
        if number % 7 == 0:
            two.sync()
    assert most <= 20
    meet(one, two)
    assert said(one.store) == said(two.store)
    late = new_laptop()
    join(late, one)
    late.sync()
    assert said(late.store) == said(one.store)


def test_a_folder_that_is_away_is_a_quiet_fact(team_of, shared, tmp_path):
    one, two = team_of(2)
    aminata = one.register()
    os.rename(shared, tmp_path / "away")
    report = one.sync()
    assert not report.reached and report.sent == 0
    assert one.store.read().execute("SELECT count(*) FROM operation WHERE sent = 0").fetchone() == (1,)
    os.rename(tmp_path / "away", shared)
    meet(one, two)
    assert two.person(aminata)


def test_a_share_that_is_not_mounted_leaves_an_empty_folder_and_nothing_is_written_there(team_of, shared, tmp_path):
    one, two = team_of(2)
    one.register()
    meet(one, two)
    os.rename(shared, tmp_path / "elsewhere")
    shared.mkdir()
    one.register()
    report = one.sync()
    assert report.emptied and not report.reached and list(shared.iterdir()) == []
    one.clock.turn(minutes=30)
    two.clock.turn(minutes=30)
    assert exchange(one.store, one.folder, start_again=True).sent == 3  # the antenna's row, the people
    meet(two, one)
    assert said(one.store) == said(two.store)


def test_a_folder_that_leaves_in_the_middle_is_said_and_the_next_exchange_goes_on(team_of, shared):
    one, two = team_of(2)

    class Leaving(Folder):
        there = True

        def _write(self, path, content):
            self.there = False
            raise OSError(5, "gone")

        def _is_folder(self, path):
            return self.there

    one.register()
    with pytest.raises(FolderAway):
        one.sync(Leaving(shared))
    meet(one, two)
    assert said(one.store) == said(two.store)


def test_a_full_folder_is_said_in_a_sentence_and_nothing_is_lost(team_of, shared):
    one, two = team_of(2)

    class Full(Folder):
        def _write(self, path, content):
            raise OSError(28, "No space left on device")

    one.register()
    with pytest.raises(FolderRefuses, match="Vos saisies sont gardées ici"):
        one.sync(Full(shared))
    meet(one, two)
    assert said(one.store) == said(two.store)


def test_two_folders_for_one_team_meet_through_whoever_reaches_both(team_of, tmp_path, shared):
    one, two, three = team_of(3)
    stick = tmp_path / "stick"
    stick.mkdir()
    on_stick = Folder(stick)
    two.sync(on_stick)  # two carries the stick; three then sees the stick only, one the share only
    first = one.register(family_name="Du partage")
    one.sync()
    two.sync()
    two.sync(on_stick)
    three.sync(on_stick)
    assert three.person(first)
    second = three.register(family_name="De la clé")
    three.change(first, city="Tours")
    three.sync(on_stick)
    two.sync(on_stick)
    two.sync()
    one.sync()
    assert one.person(second) and one.person(first).city == "Tours"
    assert said(one.store) == said(two.store) == said(three.store)
    assert two.store.read().execute("SELECT count(*) FROM sync_spool WHERE folder LIKE '/%'").fetchone() == (0,)


def test_the_folder_of_another_team_is_refused_and_left_alone(team_of, new_laptop, tmp_path):
    one, _two = team_of(2)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    stranger = Laptop(tmp_path / "stranger.kodiko", elsewhere)
    start_team(stranger)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    with pytest.raises(OtherTeam):
        one.sync(Folder(elsewhere))
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before
    stranger.close()


def test_without_a_team_there_is_nothing_to_exchange(new_laptop):
    with pytest.raises(NoTeam):
        new_laptop().sync()


def test_cancel_keeps_what_was_applied_and_the_next_exchange_brings_the_rest(team_of, new_laptop):
    one, two, three = team_of(3)
    for laptop in (one, two, three):
        laptop.register()
        laptop.sync()
    meet(one, two, three)
    late = new_laptop()
    join(late, one)
    calls = []

    def cancel_at_third(done, total, sentence=""):
        calls.append((done, total, sentence))
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange(late.store, late.folder, progress=cancel_at_third)
    assert 0 < late.store.read().execute("SELECT count(*) FROM sync_frontier").fetchone()[0] < 4
    late.sync()
    assert said(late.store) == said(one.store)


def test_what_an_antenna_writes_stays_unread_without_its_key_and_comes_with_it(team_of, shared):
    one, two = team_of(2)
    open_antenna(one, "blois")
    secret = one.register("blois", family_name="Secrète")
    assert one.sync().waiting_for_key == 0
    meet(one, two)
    assert two.person(secret) is None
    team.grant_streams(one.store, device=two.store.device, streams=["blois"])
    meet(one, two)
    assert two.person(secret).family_name == "Secrète"
    reply = two.register("blois", family_name="Réponse")
    meet(two, one)
    assert one.person(reply)


def test_an_antenna_without_a_key_yet_waits_and_is_said(team_of):
    one, two = team_of(2)
    open_antenna(two, "vierzon")
    waiting = two.register("vierzon")
    assert two.sync().waiting_for_key == 1
    one.sync()  # the administrator gives it a key, for administrators
    team.grant_streams(one.store, device=two.store.device, streams=["vierzon"])
    meet(one, two)
    assert one.person(waiting) and two.sync().waiting_for_key == 0


def test_devices_say_when_they_were_last_heard(team_of):
    one, two = team_of(2)
    two.clock.turn(hours=3)
    one.clock.turn(hours=4)
    two.register()
    meet(two, one)
    shown = {device.name: device for device in team.devices(one.store)}
    assert shown["Premier"].this_one and shown["Premier"].admin and not shown["Portable 2"].admin
    assert shown["Portable 2"].heard_at == "2026-05-11T13:00:00Z"
    assert shown["Portable 2"].streams == ("org", "tours")
    assert shown["Portable 2"].code != shown["Premier"].code
    assert shown["Portable 2"].code == two.store.device_code
