"""Whoever hosts the folder may cut, alter, rename, double, hide and bring back files: nothing false is ever applied,
and when the right bytes come back everything is as it should be."""

import random

import pytest

from kodiko_desktop.sync import container, segment, team
from kodiko_desktop.sync.failures import OtherTeam
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import meet

HTML = b"<!DOCTYPE html><html><body>Se connecter au partage</body></html>"


def segments(shared, stream="tours"):
    return sorted((shared / "streams" / stream).glob("*.kd"))


@pytest.fixture
def published(team_of, shared):
    """One laptop has written, another is about to read: (writer, reader, the file, its bytes)."""
    one, two = team_of(2)
    one.register(family_name="Diallo", given_names="Aminata")
    one.register(family_name="Kidane")
    before = set(segments(shared))
    one.sync()
    [path] = set(segments(shared)) - before
    return one, two, path, path.read_bytes()


def reads_nothing_then_everything(one, two, path, right):
    """The file as it is brings nothing; put back, everything."""
    report = two.sync()
    assert two.names() == [] and not report.received
    assert [file.name for file in report.unreadable] == [path.name]
    path.write_bytes(right)
    two.sync()
    assert two.names() == ["Diallo", "Kidane"] and said(one.store) == said(two.store)
    assert not two.sync().unreadable


@pytest.mark.parametrize("kept", [0, 1, 5, 100, 150, 300, -1, -64])
def test_a_file_cut_short_is_tried_again(published, kept):
    one, two, path, right = published
    path.write_bytes(right[:kept])
    reads_nothing_then_everything(one, two, path, right)


@pytest.mark.parametrize("wrong", [HTML, bytes(3000), b"\xff" * 3000, HTML * 100], ids=["html", "zeros", "ff", "long"])
def test_other_bytes_under_the_name_are_refused(published, wrong):
    one, two, path, right = published
    path.write_bytes(wrong)
    reads_nothing_then_everything(one, two, path, right)


def test_every_byte_of_the_header_and_a_sample_of_the_rest_is_protected(published):
    one, two, path, right = published
    directory_key = one.store

    _member, keys, directory = team.read_directory(directory_key)
    header = container.read_header(right)
    body = random.Random(7).sample(range(header.length, len(right)), 60)
    for position in (*range(header.length), *body):
        for flip in (0x01, 0x80):
            altered = bytearray(right)
            altered[position] ^= flip
            with pytest.raises((container.NotOurs, container.Incomplete, container.Newer, KeyError)):
                _as_a_reader(bytes(altered), keys, directory)
    assert _as_a_reader(right, keys, directory)
    for position in (0, 6, 7, 20, 30, 45, 70, 100, header.length + 3, len(right) - 1):
        altered = bytearray(right)
        altered[position] ^= 1
        path.write_bytes(altered)
        assert two.sync().unreadable and two.names() == []
    path.write_bytes(right)
    two.sync()
    assert two.names() == ["Diallo", "Kidane"]


def _as_a_reader(content, keys, directory):
    header = container.read_header(content)
    container.check_whole(content, header, directory.devices[header.device].public)
    found = segment.read(content, header, keys.by_id[header.stream, header.key_id].key)
    if header.kind != container.SEGMENT:
        raise container.NotOurs
    return found


@pytest.mark.parametrize(
    "name",
    [
        "{stem} (conflicted copy 2026-05-11 090000).kd",
        "{stem}.sync-conflict-20260511-090000-ABCDEFG.kd",
        "{stem}-DESKTOP-ABC.kd",
        "photo de vacances.jpg",
        "x",
    ],
)
def test_a_right_file_counts_whatever_its_name(published, name):
    one, two, path, _right = published
    path.rename(path.with_name(name.format(stem=path.stem)))
    two.sync()
    assert two.names() == ["Diallo", "Kidane"] and said(one.store) == said(two.store)


def test_doubles_stale_copies_and_files_that_come_back_change_nothing(published, shared):
    _one, two, path, right = published
    path.with_name("copie.kd").write_bytes(right)
    two.sync()
    before = said(two.store)
    path.unlink()
    assert two.sync().quiet and said(two.store) == before
    path.write_bytes(right)
    path.with_name("encore.kd").write_bytes(right)
    assert two.sync().quiet and said(two.store) == before


def test_segments_that_come_in_the_wrong_order_wait_for_each_other(team_of, shared):
    one, two = team_of(2)
    kept = {}
    for number in range(4):
        one.register(family_name=f"Nom {number}")
        before = set(segments(shared))
        one.sync()
        [path] = set(segments(shared)) - before
        kept[path] = path.read_bytes()
    for path in kept:
        path.unlink()
    for path in reversed(kept):
        path.write_bytes(kept[path])
        report = two.sync()
        assert bool(report.received) == (path == next(iter(kept)))
    assert said(one.store) == said(two.store)


def test_what_the_folder_lost_its_author_writes_again(team_of, shared):
    one, two = team_of(2)
    one.register()
    one.sync()
    for path in segments(shared):
        path.unlink()
    one.clock.turn(minutes=30)  # a listing may be late: it is given time
    one.sync()
    meet(two)
    assert said(one.store) == said(two.store)


def test_a_withheld_tail_is_noticed_as_soon_as_another_laptop_shows_it(team_of, shared):
    one, two, three = team_of(3)
    one.register()
    one.sync()
    hidden = {path: path.read_bytes() for path in segments(shared) if path.name.startswith(one.store.device)}
    two.sync()
    for path in hidden:
        path.unlink()
    two.register()
    two.sync()
    [gap] = three.sync().missing
    assert (gap.device, gap.known, gap.claimed, gap.said_by) == (one.store.device, 0, 1, two.store.device)
    for path, content in hidden.items():
        path.write_bytes(content)
    assert three.sync().missing == []


def test_a_segment_moved_to_another_stream_or_signed_by_a_stranger_is_refused(team_of, shared, new_laptop, tmp_path):
    one, two = team_of(2)
    one.register()
    one.sync()
    [path] = segments(shared)
    (shared / "streams" / "org" / path.name).write_bytes(path.read_bytes())
    assert [file.why for file in two.sync().unreadable] == ["strange"]
    assert said(one.store) == said(two.store)


def test_two_signatures_for_one_counter_put_their_device_aside_and_say_so(team_of, shared, new_laptop, tmp_path):
    """A device that says one thing to some and another to others is caught by the hash chain."""
    from dataclasses import replace

    one, two = team_of(2)
    one.register(family_name="Vraie")
    one.sync()
    two.sync()
    member, keys, _directory = team.read_directory(one.store)
    key = keys.latest("tours")
    [path] = segments(shared)
    true = container.read_header(path.read_bytes())
    lines = segment.read(path.read_bytes(), true, key.key).lines
    name, content, _after = segment.write(
        stream="tours",
        device=member.device,
        epoch=1,
        key=key.key,
        first=1,
        lines=[line.replace("Vraie", "Fausse") for line in lines],
        chain_before=true.chain_before,
        frontier={},
        signing=member.signing,
    )
    path.with_name(name).write_bytes(content)
    assert two.sync().quarantined == [member.device]
    assert two.names() == ["Vraie"]
    assert replace(true) == true


def test_lengths_are_of_few_sizes():
    sizes = {container.padded_length(length) for length in range(1, 20_000)}
    assert len(sizes) < 110
    assert all(length <= container.padded_length(length) <= max(256, length * 1.12) for length in range(1, 20_000))


@pytest.mark.parametrize("wrong", [b"", bytes(120), b'{\n "format": "kodi'], ids=["empty", "zeros", "cut"])
def test_a_mark_cut_short_is_written_again_in_a_folder_that_is_known(team_of, new_laptop, shared, wrong):
    one, two = team_of(2)
    mark = shared / team.MARK
    right = mark.read_bytes()
    mark.write_bytes(wrong)
    one.register()
    one.sync()
    assert mark.read_bytes() == right
    mark.write_bytes(wrong)
    stranger = new_laptop()
    start_elsewhere(stranger)
    with pytest.raises(OtherTeam):
        stranger.sync()
    mark.write_bytes(HTML)
    with pytest.raises(OtherTeam):
        two.sync()
    assert mark.read_bytes() == HTML


def start_elsewhere(laptop):
    """A team of its own, that has not met this folder."""
    team.create_team(laptop.store, device_name="Autre")
