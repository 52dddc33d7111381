"""What vanished from a folder is put back by whoever has it, byte for byte, its author lost or not."""

import shutil
from pathlib import Path

from kodiko_desktop.sync.folder import Folder
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import join, meet


def of(laptop, shared, stream="tours"):
    return {path: path.read_bytes() for path in (shared / "streams" / stream).glob(f"{laptop.store.device}-*")}


def test_a_segment_that_vanished_is_put_back_by_another_laptop(team_of, shared, new_laptop):
    one, two, three = team_of(3)
    for number in range(3):
        three.register(family_name=f"Nom {number}")
        three.sync()
    meet(one, two)
    right = of(three, shared)
    for path in right:
        path.unlink()
    before = {path.name for path in (shared / "streams").rglob("*.kd")}
    two.sync()
    assert {path.name for path in (shared / "streams").rglob("*.kd")} == before  # a listing may be late
    two.clock.turn(minutes=30)
    assert two.sync().files_written == len(right) == 3
    assert of(three, shared) == right
    assert two.sync().files_written == 0 and one.sync().files_written == 0
    late = new_laptop()  # three's laptop was stolen: all that it wrote is there for who comes
    join(late, one)
    late.sync()
    assert said(late.store) == said(one.store)
    three.sync()
    assert not three.sync().new_identity


def test_a_folder_that_takes_the_place_of_a_lost_one_is_filled_with_what_a_stolen_laptop_wrote(
    team_of, tmp_path, shared, new_laptop
):
    one, two, three = team_of(3)
    three.register(family_name="Nom")
    three.sync()
    meet(one, two)
    right = of(three, shared)
    shutil.rmtree(shared)
    shared.mkdir()  # empty: « start again »; three never comes back
    new = tmp_path / "new"
    new.mkdir()
    for laptop in (one, two):
        laptop.sync(Folder(new, key="new"))
    assert of(three, new) == {}  # a folder met lately may still be filling
    one.clock.turn(minutes=30)
    report = one.sync(Folder(new, key="new"))
    assert {path.name: content for path, content in of(three, new).items()} == {
        path.name: content for path, content in right.items()
    }
    assert report.files_written == len(right) == 1 and not report.missing
    two.clock.turn(minutes=30)
    assert two.sync(Folder(new, key="new")).files_written == 0
    assert one.sync(Folder(new, key="new")).files_written == 0
    assert said(two.store) == said(one.store)


def test_what_its_author_regrouped_is_not_put_back(team_of, shared):
    one, two = team_of(2)
    for number in range(14):
        one.register(family_name=f"Nom {number}")
        one.sync()
        two.sync()
        two.clock.turn(minutes=30)
    files = set(of(one, shared))
    assert len(files) < 14
    for _exchange in range(2):
        two.clock.turn(minutes=30)
        assert two.sync().files_written == 0
    assert set(of(one, shared)) == files
    kept = two.store.read().execute(
        "SELECT count(*) FROM sync_spool WHERE folder = '(kept)' AND place = 'streams/tours'"
    )
    assert kept.fetchone()[0] <= len(files)


def test_a_laptop_that_only_sees_the_stick_and_one_that_only_sees_the_share_agree(team_of, tmp_path, shared):
    """Two folders for one team; a third laptop goes from one to the other, and the stick is emptied meanwhile."""
    office, carrier, van = team_of(3)
    stick = tmp_path / "stick"
    stick.mkdir()
    on_stick = Folder(stick, key="stick")
    for day in range(5):
        office.register(family_name=f"Bureau {day}")
        van.register(family_name=f"Camion {day}")
        office.sync()
        van.sync(on_stick)
        for place in (on_stick, None, on_stick):
            carrier.sync(place)
        office.sync()
        van.sync(on_stick)
        for laptop in (office, carrier, van):
            laptop.clock.turn(hours=6)
        if day == 2:
            for path in [each for each in Path(stick, "streams").rglob("*.kd") if office.store.device in each.name]:
                path.unlink()
    assert said(office.store) == said(van.store) == said(carrier.store)
    assert len(office.names()) == 10 and not office.sync().missing
