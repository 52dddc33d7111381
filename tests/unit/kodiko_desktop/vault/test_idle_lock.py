"""Five minutes, whatever the clocks do."""

from datetime import timedelta

from kodiko_desktop.vault.idle_lock import IdleClock, Reading, read_clocks

START = Reading(1000.0, 50_000.0)


def after(seconds, wall=None):
    return Reading(START.steady + seconds, START.wall + (seconds if wall is None else wall))


def test_locks_after_five_minutes_and_not_a_second_before():
    clock = IdleClock(START)
    assert not clock.expired(after(299))
    assert clock.expired(after(300))


def test_a_key_starts_the_count_again():
    clock = IdleClock(START)
    clock.touch(after(299))
    assert not clock.expired(after(598))
    assert clock.remaining(after(598)) == timedelta(seconds=1)


def test_a_laptop_that_slept_locks_although_its_steady_clock_stood_still():
    assert IdleClock(START).expired(after(2, wall=3600))


def test_a_clock_set_back_a_year_does_not_keep_the_store_open():
    clock = IdleClock(START)
    assert not clock.expired(after(10, wall=-365 * 86400))
    assert clock.expired(after(301, wall=-365 * 86400))


def test_a_key_after_the_end_does_not_save_an_expired_session():
    clock = IdleClock(START)
    clock.touch(after(400))
    assert clock.expired(after(401))
    clock.restart(after(401))
    assert not clock.expired(after(402))


def test_the_limit_can_be_shorter_and_the_real_clocks_run():
    clock = IdleClock(read_clocks(), timedelta(seconds=0))
    assert clock.expired(read_clocks())
