"""Junk that stays in a folder is not read again at each exchange; what changes, or can be read at last, is at once."""

from collections import Counter

import pytest

from kodiko_desktop.sync import team
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.failing_folder import CountedFolder
from tests.unit.kodiko_desktop.sync.laptops import join, meet


class Watched(CountedFolder):
    """Counts what is read, and looked at, under each name."""

    def __init__(self, root):
        self.read_names, self.looked = Counter(), Counter()
        super().__init__(root, self._note)

    def _note(self, _number, what, path):
        if what == "read":
            self.read_names[path.name] += 1
        if what == "look":
            self.looked[path.name] += 1


@pytest.mark.parametrize("place", ["streams/tours", "control"])
def test_what_is_never_right_is_read_less_and_less(team_of, shared, place):
    _one, two = team_of(2)
    (shared / place).mkdir(exist_ok=True)
    (shared / place / "photo.kd").write_bytes(b"\xff" * 2000)
    (shared / place / "coupe.kd").write_bytes(b"KODIKO")
    folder = Watched(shared)
    for _exchange in range(3 * 24 * 3):  # three days, an exchange every twenty minutes
        two.clock.turn(minutes=20)
        two.sync(folder)
    for name in ("photo.kd", "coupe.kd"):
        assert 8 <= folder.read_names[name] <= 14
    if place != "control":
        assert {file.name for file in two.sync(folder).unreadable} == {"photo.kd", "coupe.kd"}


def test_a_file_that_changes_is_read_at_once_however_long_it_was_wrong(team_of, shared):
    one, two = team_of(2)
    one.register(family_name="Diallo")
    meet(one, two)
    before = set((shared / "streams/tours").iterdir())
    one.register(family_name="Kidane")
    one.sync()
    [path] = set((shared / "streams/tours").iterdir()) - before
    right = path.read_bytes()
    path.write_bytes(right[:-40])
    for _exchange in range(40):
        two.clock.turn(minutes=5)
        two.sync()
    folder = Watched(shared)
    two.sync(folder)
    assert folder.read_names[path.name] == 0 and folder.looked[path.name] == 1
    path.write_bytes(right[:-20])
    two.sync(folder)
    assert folder.read_names[path.name] == 1 and two.names() == ["Diallo"]
    path.write_bytes(right)
    two.sync(folder)
    assert two.names() == ["Diallo", "Kidane"] and said(one.store) == said(two.store)
    assert two.store.read().execute(
        "SELECT value FROM local_setting WHERE key LIKE 'sync_patience%tours'"
    ).fetchone() == ("{}",)


def test_a_file_of_a_device_not_known_yet_is_read_as_soon_as_it_is(team_of, shared, new_laptop):
    one, two = team_of(2)
    late = new_laptop()
    join(late, one)
    late.register(family_name="Tardive")
    late.sync()
    records = {path: path.read_bytes() for path in (shared / "control").iterdir()}
    held = [path for path in records if path.stat().st_mtime == max(p.stat().st_mtime for p in records)]
    for path in held:  # the record that lets it in comes late
        path.unlink()
    known = len(team.devices(two.store))
    for _exchange in range(30):
        two.clock.turn(minutes=5)
        assert two.sync().unreadable
    assert two.names() == [] and len(team.devices(two.store)) == known
    for path in held:
        path.write_bytes(records[path])
    meet(two, one)
    assert two.names() == ["Tardive"] and not two.sync().unreadable


def test_what_waits_for_what_precedes_it_is_read_once_until_that_comes(team_of, shared):
    one, two = team_of(2)
    kept = {}
    for number in range(3):
        one.register(family_name=f"Nom {number}")
        before = set((shared / "streams").rglob("*.kd"))
        one.sync()
        [path] = set((shared / "streams").rglob("*.kd")) - before
        kept[path] = path.read_bytes()
    first = next(iter(kept))
    first.unlink()
    folder = Watched(shared)
    for _exchange in range(20):
        two.clock.turn(minutes=5)
        two.sync(folder)
    assert [folder.read_names[path.name] for path in kept] == [0, 1, 1] and two.names() == []
    first.write_bytes(kept[first])
    two.sync(folder)
    assert said(one.store) == said(two.store) and len(two.names()) == 3


def test_thousands_of_strange_files_cost_a_bounded_number_of_looks(team_of, shared):
    _one, two = team_of(2)
    (shared / "streams/tours").mkdir()
    for number in range(300):
        (shared / "streams/tours" / f"{number}.tmpx").write_bytes(b"x" * 300)
    for _exchange in range(10):
        two.clock.turn(minutes=1)
        two.sync()
    folder = Watched(shared)
    two.sync(folder)
    assert sum(folder.read_names.values()) == 1 and sum(folder.looked.values()) <= 50  # the mark is read
