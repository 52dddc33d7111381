"""The demonstration antenna: believable on any day of the year, the same twice, and never in the future."""

import datetime
import json
import unicodedata
from pathlib import Path

import pytest

from db.queries import work
from db.store import Store, create_store
from kodiko_desktop.services.association import access
from kodiko_desktop.services.demo import profile as demonstration
from kodiko_desktop.services.demo.antenna import make_antenna
from kodiko_desktop.services.demo.cast import read
from kodiko_desktop.services.sharing import conflicts, duplicates
from kodiko_desktop.services.today import Pile, read_day
from kodiko_desktop.services.work import follow_up
from kodiko_desktop.vault import profiles
from kodiko_desktop.vault.failures import AlreadyOpen, NotDisposable

MONDAY = datetime.datetime(2026, 11, 23, 14, 0, tzinfo=datetime.UTC)
SUNDAY_OF_MAY = datetime.datetime(2026, 5, 3, 20, 0, tzinfo=datetime.UTC)
NEW_YEAR = datetime.datetime(2027, 1, 1, 7, 30, tzinfo=datetime.UTC)
KEY = bytes(32)


def made(folder: Path, moment: datetime.datetime) -> Store:
    folder.mkdir(exist_ok=True)
    store = create_store(folder / "store.kodiko", KEY, now=lambda: moment)
    with store.not_flushing():
        make_antenna(store)
    return store


@pytest.fixture(scope="module")
def monday(tmp_path_factory):
    store = made(tmp_path_factory.mktemp("monday"), MONDAY)
    yield store
    store.close()


def value(store: Store, sql: str, *parameters):
    return store.read().execute(sql, parameters).fetchone()[0]


def told(store: Store) -> list[tuple]:
    """The day of the whole antenna, ids left aside."""
    day = read_day(store.read(), today=store.now().date(), staff_id=None)
    return [(line.pile, line.lead, line.who, line.what, line.why, line.badge) for line in day.lines]


def test_sixty_people_in_many_scripts_the_shortest_name_has_one_letter(monday):
    rows = monday.read().execute("SELECT given_names, family_name, name_in_own_script FROM person").fetchall()
    scripts = {unicodedata.name(letter).split()[0] for row in rows for letter in "".join(row) if letter.isalpha()}
    lengths = [len(f"{given} {family}") for given, family, _own in rows]
    assert len(rows) == 61  # one of them twice
    assert {"LATIN", "ARABIC", "ETHIOPIC", "CYRILLIC", "BENGALI", "TAMIL", "GEORGIAN", "ARMENIAN"} <= scripts
    assert max(lengths) >= 70 and any(family == "U" for _given, family, _own in rows)


def test_every_pile_of_the_first_screen_has_something_to_say(monday):
    piles = {line[0] for line in told(monday)}
    assert {Pile.TO_DO, Pile.SOON, Pile.UNHEARD, Pile.DEADLINES, Pile.TO_SIGN} <= piles


def test_hires_stand_at_each_moment_of_the_follow_up(monday):
    today = MONDAY.date()
    rows = work.placements_followed(monday.read(), since=today - follow_up.LONGEST_FOLLOW_UP)
    points = follow_up.points_of(monday.read(), rows, today)
    states = {(point.planned.key, point.state) for each in points.values() for point in each}
    late, now, done = follow_up.PointState.LATE, follow_up.PointState.TODAY, follow_up.PointState.DONE
    assert {("J1", now), ("J3", now), ("J3", late), ("J1", done), ("J3", done), ("J5", done)} <= states
    assert ("essai", follow_up.PointState.TO_COME) in states and ("M3", follow_up.PointState.TO_COME) in states


def test_contracts_are_drafted_printed_and_signed(monday):
    rows = dict(monday.read().execute("SELECT status, count(*) FROM contract GROUP BY status").fetchall())
    assert rows["signe"] >= 20 and rows["imprime"] >= 3 and rows["brouillon"] >= 1


@pytest.mark.parametrize("moment", [SUNDAY_OF_MAY, NEW_YEAR])
def test_any_day_of_the_year_gives_a_day_to_show(tmp_path, moment):
    store = made(tmp_path, moment)
    try:
        piles = [line[0] for line in told(store)]
        assert piles.count(Pile.TO_DO) >= 5 and Pile.UNHEARD in piles and Pile.DEADLINES in piles
        nothing_ahead(store, moment)
    finally:
        store.close()


def test_nothing_is_written_in_the_future_nor_out_of_order(monday):
    nothing_ahead(monday, MONDAY)


def nothing_ahead(store: Store, moment: datetime.datetime) -> None:
    moments = [row[0] for row in store.read().execute("SELECT at FROM act ORDER BY position")]
    assert moments == sorted(moments)
    assert moments[-1] <= moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    today = moment.date().isoformat()
    for table, column in (("contact", "on_date"), ("diagnostic", "on_date"), ("check_in", "done_on")):
        assert value(store, f"SELECT count(*) FROM {table} WHERE {column} > ?", today) == 0
    assert value(store, "SELECT count(*) FROM conflict") == 2  # those of the second laptop


def test_the_same_day_tells_the_same_story(monday, tmp_path):
    again = made(tmp_path, MONDAY)
    try:
        assert told(again) == told(monday)
    finally:
        again.close()


def test_the_clock_is_given_back_and_somebody_sits_at_the_laptop(monday):
    assert monday.now() == MONDAY
    assert access.present(monday.read()).known


def test_the_profile_is_found_again_the_same_day_and_made_anew_the_next():
    opened = demonstration.open_demonstration(now=lambda: MONDAY)
    device = opened.store.device
    with pytest.raises(AlreadyOpen):
        demonstration.open_demonstration(now=lambda: MONDAY)
    opened.close()
    again = demonstration.open_demonstration(now=lambda: MONDAY)
    assert again.store.device == device and again.profile.disposable
    again.close()
    next_day = demonstration.open_demonstration(now=lambda: MONDAY + datetime.timedelta(days=1))
    assert next_day.store.device != device
    next_day.close()


def test_a_demonstration_cut_short_is_thrown_away():
    profile = profiles.demo_profile()
    profile.store_path.write_bytes(b"half a store")
    opened = demonstration.open_demonstration(now=lambda: MONDAY)
    assert value(opened.store, "SELECT count(*) FROM person") == 61
    opened.close()


def test_a_real_profile_of_that_name_is_never_thrown_away():
    real = profiles.find_profile(profiles.DEMO_NAME)
    profiles.prepare_folders(real)
    real.store_path.write_bytes(b"real data")
    with pytest.raises(NotDisposable):
        demonstration.open_demonstration(fresh=True)
    assert real.store_path.read_bytes() == b"real data"


def test_a_second_laptop_left_two_disagreements_and_a_person_registered_twice(monday):
    found = conflicts.conflicts(monday.read())
    assert [(each.where, len(each.versions), each.joinable) for each in found] == [
        ("Coordonnées", 2, False),
        ("Lieu de vie", 2, True),
    ]
    assert {version.device_name for each in found for version in each.versions} == {
        "cet ordinateur",
        "Portable de terrain",
    }
    (pair,) = duplicates.candidates(monday.read())
    side_by_side = duplicates.compare(monday.read(), pair.one.person_id, pair.other.person_id)
    assert sum(under.other for under in side_by_side.under) == 1
    assert value(monday, "SELECT count(*) FROM sync_folder") == 0


def _told(store, question):
    rows = store.read().execute(
        "SELECT diagnostic_id, value FROM answer WHERE question = ? AND value IS NOT NULL", (question,)
    )
    return {row[0]: json.loads(row[1]) for row in rows}


def test_the_job_wanted_is_a_job_and_what_one_is_proud_of_reads_alone(monday):
    wanted = set(_told(monday, "metier-vise").values())
    assert wanted and not wanted & set(read("words")["by_role"]["objective"])
    assert not any(proud.startswith(("De ", "D’")) for proud in _told(monday, "fierte").values())


def test_a_sheet_announces_the_next_point_of_the_schedule(monday):
    connection = monday.read()
    announced = _told(monday, "prochaine-date")
    held = connection.execute(
        "SELECT diagnostic.id, check_in.placement_id, check_in.done_on FROM diagnostic "
        "JOIN check_in ON check_in.id = diagnostic.about_id WHERE diagnostic.about = 'check_in'"
    ).fetchall()
    compared = 0
    for row in work.placements_followed(connection, since=datetime.date(2020, 1, 1)):
        points = follow_up.points_of(connection, [row], MONDAY.date())[row.id]
        for diagnostic_id, placement_id, done_on in held:
            if placement_id == row.id and diagnostic_id in announced and row.ended_on is None:
                after = [point.planned.due for point in points if point.planned.due.isoformat() > done_on]
                assert announced[diagnostic_id] in {day.isoformat() for day in after}
                assert announced[diagnostic_id] == min(after).isoformat() or row.weekly_pattern == "123456"
                compared += 1
    assert compared > 3


def test_an_employer_who_does_not_know_confirms_nobody(monday):
    intentions, issues = _told(monday, "intention"), _told(monday, "issue")
    assert "ne-sait-pas" not in intentions.values()
    assert set(intentions.values()) <= {"confirmer"} and set(issues.values()) <= {"confirme"}


def test_a_cohort_has_a_name_that_french_can_say(tmp_path):
    store = made(tmp_path / "august", datetime.datetime(2026, 12, 1, 9, 0, tzinfo=datetime.UTC))
    names = [row[0] for row in store.read().execute("SELECT name FROM cohort")]
    store.close()
    assert names and not any(" de a" in name or " de o" in name for name in names)
