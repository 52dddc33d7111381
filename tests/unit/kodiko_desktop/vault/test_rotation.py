"""Which backups stay, on good days and with a wrong clock."""

from datetime import datetime, timedelta

from kodiko_desktop.vault.rotation import Taken, due, expendable

START = datetime(2026, 1, 5, 18, 0)


def daily(count, start=START, first=1):
    return [Taken(first + day, start + timedelta(days=day), "jour") for day in range(count)]


def kept(taken):
    gone = expendable(taken)
    return [one for one in taken if one.number not in gone]


def rotated_every_day(taken):
    """What is left when each new backup is followed by a rotation, as in real life."""
    folder = []
    for one in taken:
        folder = kept([*folder, one])
    return folder


def test_a_year_of_days_leaves_a_week_a_month_and_six_months():
    left = rotated_every_day(daily(365))
    last = START + timedelta(days=364)
    ages = [(last - one.at).days for one in left]
    assert set(range(7)) <= set(ages)
    weeks = {one.at.isocalendar()[:2] for one in left}
    assert {(last - timedelta(weeks=back)).isocalendar()[:2] for back in range(4)} <= weeks
    assert len({(one.at.year, one.at.month) for one in left}) == 6
    assert len(left) <= 7 + 4 + 6


def test_three_are_kept_even_when_they_are_of_one_minute():
    taken = [Taken(number, START, "demande") for number in range(1, 10)]
    assert [one.number for one in kept(taken)] == [7, 8, 9]


def test_several_of_one_day_leave_the_last_of_that_day():
    morning = [Taken(n, START + timedelta(hours=n), "jour") for n in range(1, 6)]
    later = daily(3, START + timedelta(days=1), first=6)
    assert [one.number for one in kept([*morning, *later])] == [5, 6, 7, 8]


def test_the_copy_before_an_upgrade_stays_until_the_next_upgrade():
    taken = [Taken(1, START, "avant-mise-a-jour"), *daily(300, START + timedelta(days=1), first=2)]
    assert 1 in [one.number for one in rotated_every_day(taken)]


def test_a_clock_set_back_a_year_never_evicts_what_is_made_now():
    before = rotated_every_day(daily(60))
    folder = before
    for day in range(30):
        made = Taken(61 + day, START - timedelta(days=365 - day), "jour")
        folder = kept([*folder, made])
        assert made in folder
        assert len(folder) >= 3


def test_a_day_with_a_wrong_clock_does_not_empty_the_folder():
    good = rotated_every_day(daily(60))
    mad = Taken(61, datetime(2099, 1, 1), "jour")
    left = kept([*good, mad])
    assert len(left) >= len(good) - 2
    assert good[-1] in left


def test_nothing_to_keep_nothing_to_evict():
    assert expendable([]) == frozenset()
    assert expendable(daily(2)) == frozenset()


def test_a_backup_is_due_once_a_day():
    taken = daily(5)
    assert due([], START)
    assert not due(taken, START + timedelta(days=4, hours=5))
    assert due(taken, START + timedelta(days=5))


def test_a_backup_is_due_although_the_last_says_it_is_from_next_year():
    assert due([*daily(5), Taken(6, START + timedelta(days=400), "jour")], START + timedelta(days=6))
