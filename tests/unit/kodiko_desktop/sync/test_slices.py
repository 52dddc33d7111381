"""What came is applied in short transactions: acts stay whole, and an interruption goes on where it stopped."""

import threading
import time

import pytest

from db.operations import TravellingOperation
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.sync import slices
from kodiko_desktop.sync.exchange import exchange
from tests.storage.carrying import said


def acts(*lengths: int) -> list[TravellingOperation]:
    made = []
    for number, length in enumerate(lengths):
        for _place in range(length):
            counter = len(made) + 1
            made.append(
                TravellingOperation(
                    counter, f"act {number}", "", "", "", "note", str(counter), 0, True, "{}", {}, {}, [], []
                )
            )
    return made


@pytest.mark.parametrize(
    ("lengths", "ends"),
    [
        ((), []),
        ((3,), [3]),
        ((10, 10), [10, 20]),
        ((8, 8, 8), [16, 24]),
        ((12, 4), [12, 16]),
        ((60,), [10, 20, 30, 40, 60]),
        ((1,) * 25, [10, 20, 25]),
    ],
)
def test_slices_end_where_an_act_ends_unless_it_is_very_long(lengths, ends) -> None:
    assert list(slices.ends(acts(*lengths), 10)) == ends


def test_a_pull_stopped_in_the_middle_of_a_segment_goes_on_where_it_stopped(team_of) -> None:
    one, two = team_of(2)
    for number in range(2 * slices.SHORT + 20):
        one.register(family_name=f"Nom {number}")
    one.sync()

    def stop(done: int, total: int, sentence: str = "") -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        exchange(two.store, two.folder, progress=stop)
    here = two.store.read().execute("SELECT count(*) FROM person").fetchone()[0]
    assert here == slices.SHORT
    report = two.sync()
    assert report.received == {one.store.device: slices.SHORT + 20}
    assert said(one.store) == said(two.store)


def test_an_answer_is_saved_between_two_slices_however_much_comes(team_of) -> None:
    one, two = team_of(2)
    for number in range(8 * slices.SHORT):
        one.register(family_name=f"Nom {number}")
    one.sync()
    pull = threading.Thread(target=two.sync)
    pull.start()
    waits, alongside, begun = [], 0, time.monotonic()
    while pull.is_alive():
        began = time.monotonic()
        two.register(family_name="Tapée pendant ce temps")
        waits.append(time.monotonic() - began)
        alongside += pull.is_alive()
        time.sleep(0.001)
    lasted = time.monotonic() - begun
    pull.join()
    # Unfair locks kept the first of them waiting for the whole pull: none would have come alongside.
    assert alongside >= 3 and sorted(waits)[len(waits) // 2] < lasted / 4
