"""Sessions and presences on a real store: series, marks, the order of the paper, what is taken back, disputes."""

from datetime import date

import pytest

from db.queries import sessions as queries
from db.store import Store
from kodiko_desktop.domain.attendance import totals
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.sessions import attendance, attendance_roll, cohorts, sessions, walk_ins
from kodiko_desktop.services.sessions.attendance import Mark
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay

MONDAY = date(2026, 5, 11)
ASCENSION = date(2026, 5, 14)
MORNING = PlannedHalfDay(MONDAY, "matin", "09:00", "12:00")
AFTERNOON = PlannedHalfDay(MONDAY, "apres_midi", "14:00", "17:00")


@pytest.fixture
def three(store: Store, author: str, antenna: str) -> list[str]:
    """Zaman, Diallo and Élie, registered in that order."""
    return [
        people.register_person(store, author=author, antenna_id=antenna, family_name=family, given_names=given)
        for family, given in (("Zaman", "Ali"), ("Diallo", "Awa"), ("Élie", "Ana"))
    ]


@pytest.fixture
def session(store: Store, author: str, antenna: str, three: list[str]) -> str:
    return sessions.plan_sessions(
        store,
        author=author,
        antenna_id=antenna,
        title="Renforcement linguistique",
        programme="kodiko-cotraining",
        module="renforcement-linguistique",
        half_days=[AFTERNOON, MORNING],
        person_ids=three,
    )[0]


def roll(store: Store, session: str) -> attendance_roll.Roll:
    return attendance_roll.read_roll(store.read(), session)


def mark(store: Store, author: str, session: str, *marks: Mark) -> str | None:
    return attendance.mark(store, author=author, session_id=session, marks=marks)


def test_roll_is_in_the_order_of_names_and_half_days_in_that_of_the_day(store: Store, session: str) -> None:
    found = roll(store, session)
    assert [(line.number, line.name) for line in found.lines] == [(1, "DIALLO Awa"), (2, "ÉLIE Ana"), (3, "ZAMAN Ali")]
    assert [half_day.part for half_day in found.half_days] == ["matin", "apres_midi"]
    assert (found.programme, found.module) == (
        "Programme de co-training réfugiés-salariés en entreprise",
        "Renforcement linguistique",
    )


def test_printed_lines_keep_their_numbers_and_walk_ins_take_the_blank_ones(
    store: Store, author: str, antenna: str, session: str, three: list[str]
) -> None:
    from kodiko_desktop.services.sessions import attendance_paper

    attendance_paper.print_sheet(store, author=author, session_id=session)
    came = people.register_person(store, author=author, antenna_id=antenna, family_name="Abba", given_names="Sara")
    sessions.expect(store, author=author, session_id=session, person_ids=[came], walk_in=True)
    sessions.stop_expecting(store, author=author, session_id=session, person_id=three[1])
    found = [(line.number, line.name, line.walk_in) for line in roll(store, session).lines]
    assert found == [(2, "ÉLIE Ana", False), (3, "ZAMAN Ali", False), (4, "ABBA Sara", True)]


def test_series_makes_a_session_a_week_and_leaves_out_the_weeks_of_a_holiday(
    store: Store, author: str, antenna: str
) -> None:
    thursday = PlannedHalfDay(date(2026, 5, 7), "matin", "09:00", "12:00")
    plan = {"author": author, "antenna_id": antenna, "title": "Atelier", "half_days": [thursday], "weeks": 3}
    assert len(sessions.plan_sessions(store, **plan)) == 3
    kept = sessions.plan_sessions(store, **plan, leaving_out={ASCENSION})
    days = [roll(store, session_id).half_days[0].on_date for session_id in kept]
    assert days == [date(2026, 5, 7), date(2026, 5, 21)]
    series = {roll(store, session_id).session.series_id for session_id in kept}
    assert len(series) == 1 and None not in series


def test_series_that_falls_only_on_holidays_is_refused(store: Store, author: str, antenna: str) -> None:
    ascension = PlannedHalfDay(ASCENSION, "matin", "09:00", "12:00")
    with pytest.raises(sessions.SessionRefused, match="jour férié"):
        sessions.plan_sessions(
            store, author=author, antenna_id=antenna, title="Atelier", half_days=[ascension], leaving_out={ASCENSION}
        )
    assert not queries.has_sessions(store.read())


def test_holiday_is_named_on_the_roll(store: Store, author: str, antenna: str) -> None:
    ascension = PlannedHalfDay(ASCENSION, "matin", "09:00", "12:00")
    made = sessions.plan_sessions(store, author=author, antenna_id=antenna, title="Atelier", half_days=[ascension])
    (warning,) = roll(store, made[0]).warnings
    assert "Ascension" in warning and "jeudi 14 mai 2026" in warning


def test_somebody_added_to_a_sheet_typed_in_makes_it_one_to_type_in(
    store: Store, author: str, antenna: str, session: str, three: list[str]
) -> None:
    for half_day in roll(store, session).half_days:
        attendance.everybody_was_there(store, author=author, session_id=session, half_day_id=half_day.id)
    assert roll(store, session).session.marked_on is not None
    late = people.register_person(store, author=author, antenna_id=antenna, family_name="Popa", given_names="Ion")
    sessions.expect(store, author=author, session_id=session, person_ids=[late], walk_in=True)
    assert roll(store, session).session.marked_on is None
    for half_day in roll(store, session).half_days:
        attendance.everybody_was_there(store, author=author, session_id=session, half_day_id=half_day.id)
    assert roll(store, session).session.marked_on is not None
    walk_ins.register_walk_in(store, author=author, session_id=session, name="Nour Ahmadi")
    assert roll(store, session).session.marked_on is None


def test_last_mark_says_that_the_sheet_is_typed_in_and_taking_one_back_unsays_it(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    half_days = roll(store, session).half_days
    cells = [(half_day.id, person_id) for half_day in half_days for person_id in three]
    mark(store, author, session, *(Mark(*cell, "present") for cell in cells[:-1]))
    assert roll(store, session).session.marked_on is None
    mark(store, author, session, Mark(*cells[-1], "absent", "SAN"))
    assert roll(store, session).session.marked_on == MONDAY
    mark(store, author, session, Mark(*cells[0], ""))
    assert roll(store, session).session.marked_on is None
    assert roll(store, session).cell(*cells[0]).state == ""


def test_everybody_present_leaves_what_is_marked_already(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    mark(store, author, session, Mark(morning, three[0], "absent", "TRA"))
    attendance.everybody_was_there(store, author=author, session_id=session, half_day_id=morning)
    found = roll(store, session)
    assert [found.cell(morning, person_id).state for person_id in three] == ["absent", "present", "present"]
    assert attendance.everybody_was_there(store, author=author, session_id=session, half_day_id=morning) is None


def test_totals_count_partial_minutes_and_print_their_denominator(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    mark(
        store,
        author,
        session,
        Mark(morning, three[0], "present"),
        Mark(morning, three[1], "partiel", minutes=90),
        Mark(morning, three[2], "absent", "GAR"),
    )
    found = roll(store, session)
    whole = attendance_roll.totals_of(found, found.cells)
    assert whole.half_day_rate.text == "67\u00a0% (2 demi-journées sur 3)"
    assert whole.attended_minutes == 180 + 90
    assert whole.unmarked == 3
    alone = attendance_roll.totals_of(found, found.cells, person_id=three[1])
    assert alone.hours_rate.text == "50\u00a0% (1\u00a0h\u00a030 sur 3\u00a0h)"


def test_partial_presence_wants_its_length(store: Store, author: str, session: str, three: list[str]) -> None:
    morning = roll(store, session).half_days[0].id
    with pytest.raises(attendance.PresenceRefused, match="durée"):
        mark(store, author, session, Mark(morning, three[0], "partiel"))
    assert roll(store, session).cells == {}


def test_medical_word_is_no_reason_of_absence(store: Store, author: str, session: str, three: list[str]) -> None:
    morning = roll(store, session).half_days[0].id
    with pytest.raises(ValueError):
        mark(store, author, session, Mark(morning, three[0], "absent", "grippe"))


def test_undo_takes_back_a_mark_and_the_cell_can_be_marked_again(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    act_id = mark(store, author, session, Mark(morning, three[0], "present", seen={}))
    store.undo(act_id, author=author)
    cell = roll(store, session).cell(morning, three[0])
    assert cell.state == ""
    mark(store, author, session, Mark(morning, three[0], "absent", "ADM", seen=cell.seen))
    found = roll(store, session).cell(morning, three[0])
    assert (found.state, found.reason) == ("absent", "ADM")


def test_two_who_marked_the_same_cell_without_seeing_each_other_are_in_dispute(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    displayed = roll(store, session).cell(morning, three[0]).seen
    mark(store, author, session, Mark(morning, three[0], "present", seen=displayed))
    mark(store, "somebody else", session, Mark(morning, three[0], "absent", "ABS", seen=displayed))
    disputed = store.read().execute("SELECT field FROM conflict WHERE table_name = 'presence'").fetchall()
    assert ("state",) in disputed


def test_opinion_goes_from_one_to_four(store: Store, author: str, session: str, three: list[str]) -> None:
    attendance.rate(store, author=author, session_id=session, person_id=three[0], useful=4)
    assert {line.person_id: line.useful for line in roll(store, session).lines}[three[0]] == 4
    with pytest.raises(attendance.PresenceRefused):
        attendance.rate(store, author=author, session_id=session, person_id=three[0], useful=5)


def test_cancelling_wants_a_reason_and_takes_the_session_off_what_is_to_be_marked(
    store: Store, author: str, session: str
) -> None:
    with pytest.raises(sessions.SessionRefused):
        sessions.cancel_session(store, author=author, session_id=session, reason="  ")
    assert [line.id for line in queries.sessions_unmarked(store.read(), until=MONDAY)] == [session]
    sessions.cancel_session(store, author=author, session_id=session, reason="salle fermée")
    assert queries.sessions_unmarked(store.read(), until=MONDAY) == []
    assert queries.days_held(store.read(), MONDAY, MONDAY) == {}
    sessions.reopen_session(store, author=author, session_id=session)
    assert queries.days_held(store.read(), MONDAY, MONDAY) == {MONDAY: 1}


def test_hours_upside_down_are_refused(store: Store, author: str, session: str) -> None:
    from db import records
    from db.tables import HalfDay

    record = records.find(store.read(), HalfDay, roll(store, session).half_days[0].id)
    with pytest.raises(sessions.SessionRefused, match="heures"):
        sessions.move_half_day(
            store, author=author, half_day_id=record.row.id, values={"ends_at": "08:00"}, seen=record.seen
        )


def test_half_day_put_away_comes_back_with_its_presences(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    mark(store, author, session, Mark(morning, three[0], "present"))
    sessions.remove_half_day(store, author=author, half_day_id=morning)
    assert [half_day.part for half_day in roll(store, session).half_days] == ["apres_midi"]
    sessions.add_half_days(store, author=author, session_id=session, half_days=[MORNING])
    assert roll(store, session).cell(morning, three[0]).state == "present"


def test_list_counts_people_marks_and_printings(store: Store, author: str, session: str, three: list[str]) -> None:
    mark(store, author, session, Mark(roll(store, session).half_days[0].id, three[0], "present"))
    (line,) = queries.sessions_between(store.read(), MONDAY, MONDAY)
    assert (line.expected, line.marked, line.to_mark, line.printed_version) == (3, 1, 6, 0)
    assert (line.starts_at, line.ends_at, line.half_days) == ("09:00", "17:00", 2)
    assert queries.sessions_between(store.read(), date(2026, 5, 12), date(2026, 5, 31)) == []
    sessions.stop_expecting(store, author=author, session_id=session, person_id=three[0])
    (line,) = queries.sessions_between(store.read(), MONDAY, MONDAY)
    assert (line.marked, line.to_mark) == (0, 4)


def test_person_is_told_their_half_days_with_what_was_marked(
    store: Store, author: str, session: str, three: list[str]
) -> None:
    morning = roll(store, session).half_days[0].id
    mark(store, author, session, Mark(morning, three[0], "partiel", minutes=60))
    found = queries.half_days_of_person(store.read(), three[0])
    assert {(each.part, each.state, each.minutes) for each in found} == {
        ("matin", "partiel", 60),
        ("apres_midi", "", None),
    }
    marks = [
        attendance_roll.mark_of(
            each.session_id,
            attendance_roll.slot_of(each.on_date, each.part, each.starts_at, each.ends_at),
            each.state,
            each.minutes,
            each.reason,
        )
        for each in found
    ]
    assert totals(marks).attended_minutes == 60


def test_cohort_members_are_those_under_way_and_joining_wants_a_journey(
    store: Store, author: str, antenna: str, three: list[str]
) -> None:
    cohort = cohorts.create_cohort(
        store, author=author, antenna_id=antenna, name="Promotion 14", programme="kodiko-cotraining"
    )
    journeys.open_journey(
        store, author=author, person_id=three[0], programme="kodiko-cotraining", started_on=date(2026, 3, 2)
    )
    assert cohorts.join(store, author=author, cohort_id=cohort, person_ids=[three[0]]) == 1
    with pytest.raises(cohorts.CohortRefused, match="parcours"):
        cohorts.join(store, author=author, cohort_id=cohort, person_ids=[three[1]])
    assert [row[0] for row in queries.cohort_members(store.read(), cohort)] == [three[0]]
    cohorts.leave(store, author=author, cohort_id=cohort, person_id=three[0])
    assert queries.cohort_members(store.read(), cohort) == ()


def test_cohort_that_ends_before_it_starts_is_refused(store: Store, author: str, antenna: str) -> None:
    with pytest.raises(cohorts.CohortRefused, match="dates"):
        cohorts.create_cohort(
            store, author=author, antenna_id=antenna, name="14", starts_on="2026-06-01", ends_on="2026-05-01"
        )
