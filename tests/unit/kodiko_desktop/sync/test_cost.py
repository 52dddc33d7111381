"""What an exchange costs follows what changed: operations on the folder, files, and what is written again."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.sync import publish
from kodiko_desktop.sync.memory import SeenFile
from tests.unit.kodiko_desktop.sync.failing_folder import CountedFolder
from tests.unit.kodiko_desktop.sync.laptops import meet, open_antenna


def cost(laptop, shared):
    folder = CountedFolder(shared)
    report = laptop.sync(folder)
    return folder.done, report


def test_a_segment_costs_five_operations_at_most_to_write_and_one_to_read(team_of, shared):
    one, two = team_of(2)
    one.register()
    meet(one, two)
    quiet_one, quiet_two = cost(one, shared)[0], cost(two, shared)[0]
    for number in range(3):
        for _person in range(40):
            one.register(family_name=f"Jour {number}")
        spent, report = cost(one, shared)
        assert report.files_written == 1 and 0 < spent - quiet_one <= 4  # + the flush, which the disk counts apart
        spent, report = cost(two, shared)
        assert report.files_read == 1 and spent - quiet_two == 1


def test_a_sync_without_news_costs_the_same_after_a_year(team_of, shared):
    one, two = team_of(2)
    one.register()
    meet(one, two)
    costs = []
    for day in range(70):
        one.register(family_name=f"Nom {day}")
        two.register(family_name=f"Autre {day}")
        meet(one, two)
        if day in (1, 20, 69):
            meet(one, two)
            costs.append([cost(one, shared)[0], cost(two, shared)[0]])
    assert costs[0] == costs[1] == costs[2]
    open_antenna(one, "blois")
    one.sync()
    one.register("blois")
    meet(one, two)
    assert cost(one, shared)[0] == costs[0][0] + 1  # one more directory


@given(st.lists(st.integers(1, 400), min_size=1, max_size=400))
def test_twenty_files_at_most_whatever_the_history_each_operation_rewritten_a_few_times(days):
    own: list[SeenFile] = []
    last = written = most = 0
    for size in days:
        own.append(SeenFile(f"{last}", "own", "d", last + 1, last + size, "", ""))
        last += size
        written += size
        most = max(most, len(own) + 1)  # the regrouped file is there before the small ones go
        if len(own) > publish.MOST_FILES:
            merged = publish._to_merge(own)
            own = own[: -len(merged)]
            own.append(SeenFile(f"{last}-", "own", "d", merged[0].first, last, "", ""))
            written += last - merged[0].first + 1
    assert most <= 20
    assert all(before.last + 1 == after.first for before, after in itertools.pairwise(own)) and own[-1].last == last
    assert written <= last * 8


def test_full_segments_are_left_alone_and_still_bound_the_files():
    own, last = [], 0
    for _day in range(600):
        own.append(SeenFile("", "own", "d", last + 1, last + 700, "", ""))
        last += 700
        if len(own) > publish.MOST_FILES:
            merged = publish._to_merge(own)
            own = [*own[: -len(merged)], SeenFile("", "own", "d", merged[0].first, last, "", "")]
        assert len(own) <= max(20, 13 + last // publish.MOST_OPERATIONS * 2)
    assert max(file.last - file.first + 1 for file in own) <= publish.MOST_OPERATIONS
