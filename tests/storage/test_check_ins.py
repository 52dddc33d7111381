"""The points of a hire on a real store: planned, held, late, moved, given up, and what a correction moves."""

from datetime import date

import pytest

from db import records
from db.store import Store
from db.tables import Appointment, CheckIn, Diagnostic
from kodiko_desktop.domain.moved_points import TRIAL_END
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.work import check_in_answers, check_ins, corrections, hires, placements
from kodiko_desktop.services.work.follow_up import PointState

MONDAY = date(2026, 5, 11)


@pytest.fixture
def person(store: Store, author: str, antenna: str) -> str:
    person_id = people.register_person(
        store, author=author, antenna_id=antenna, family_name="Diallo", given_names="Awa"
    )
    journeys.open_journey(
        store, author=author, person_id=person_id, programme="mediation-emploi-bidonville", started_on=date(2026, 4, 1)
    )
    return person_id


@pytest.fixture
def hire(store: Store, author: str, person: str) -> str:
    return placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=MONDAY,
        new_company={"name": "Charpentes du Val", "city": "Tours"},
        new_tutor={"name": "Mme Roth", "phone": "02 00 00 00 01"},
        job_title="Aide-charpentière",
        contract_kind="cdi",
        category="ouvrier",
        trial_written=True,
    )


def points(store: Store, hire: str, today: date = MONDAY) -> dict:
    return {point.planned.key: point for point in check_ins.points_of_placement(store, hire, today=today)}


def answer(store: Store, author: str, hire: str, point: str, form: str, **answers: object) -> None:
    for question, value in answers.items():
        diagnostics.answer(
            store,
            author=author,
            diagnostic_id=check_ins.response_id(hire, point, form),
            question=question.replace("_", "-"),
            value=value,
        )


def test_hire_with_its_new_employer_is_one_act(store: Store, author: str, person: str) -> None:
    before = store.read().execute("SELECT count(*) FROM act").fetchone()[0]
    hire = placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=MONDAY,
        new_company={"name": "Serre"},
        new_tutor={"name": "Jo"},
    )
    assert store.read().execute("SELECT count(*) FROM act").fetchone()[0] == before + 1
    act_id = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()[0]
    line = hires.hires_of_person(store.read(), person, today=MONDAY)[0]
    assert (line.placement.company_name, line.placement.tutor_name) == ("Serre", "Jo")
    assert line.placement.programme == "mediation-emploi-bidonville"
    store.undo(act_id, author=author)
    assert hires.hires_of_person(store.read(), person, today=MONDAY) == ()
    assert store.read().execute("SELECT count(*) FROM company WHERE archived_at IS NULL").fetchone()[0] == 0
    assert hire


def test_hire_without_employer_is_refused(store: Store, author: str, person: str) -> None:
    with pytest.raises(placements.PlacementRefused):
        placements.record_hire(store, author=author, person_id=person, starts_on=MONDAY)


def test_days_one_three_five_skip_ascension(store: Store, hire: str) -> None:
    found = points(store, hire)
    assert [found[key].due for key in ("J1", "J3", "J5")] == [MONDAY, date(2026, 5, 13), date(2026, 5, 18)]
    assert found["S1-personne"].due == found["S1-employeur"].due == date(2026, 5, 15)
    assert "Ascension" in found["J5"].planned.reason
    assert found["J1"].state is PointState.TODAY


def test_nothing_due_is_stored(store: Store, hire: str) -> None:
    points(store, hire)
    assert store.read().execute("SELECT count(*) FROM check_in").fetchone()[0] == 0


def test_late_is_counted_from_the_day_due(store: Store, hire: str) -> None:
    found = points(store, hire, date(2026, 5, 16))
    assert (found["J3"].state, found["J3"].days_late) == (PointState.LATE, 3)


def test_opening_twice_keeps_what_was_answered(store: Store, author: str, hire: str) -> None:
    for _time in range(2):
        check_ins.open_check_in(store, author=author, placement_id=hire, point="J1", today=MONDAY)
        answer(store, author, hire, "J1", "point-j1", personne_ressenti="4")
    sheet = hires.read_sheet(store, hire, "J1", today=MONDAY)
    (part,) = sheet.parts
    assert diagnostics.read_response(store, part.diagnostic_id).answers == {"personne-ressenti": "4"}


def test_end_of_first_week_has_two_sheets_apart(store: Store, author: str, hire: str) -> None:
    for key in ("S1-personne", "S1-employeur"):
        check_ins.open_check_in(store, author=author, placement_id=hire, point=key, today=MONDAY)
    person, employer = (hires.read_sheet(store, hire, key, today=MONDAY) for key in ("S1-personne", "S1-employeur"))
    assert person.point.planned.voices == ("personne",)
    assert employer.point.planned.voices == ("employeur",)
    assert {part.diagnostic_id for part in person.parts}.isdisjoint(part.diagnostic_id for part in employer.parts)


def test_done_by_phone_and_late_says_so_and_who_typed_it(store: Store, author: str, hire: str, clock) -> None:
    clock.turn(days=5)
    check_ins.record_done(
        store,
        author=author,
        placement_id=hire,
        point="J3",
        done_on=date(2026, 5, 15),
        how="telephone",
        voices=("personne", "employeur"),
        late_reason="Le chef était en déplacement.",
    )
    found = points(store, hire, date(2026, 5, 16))["J3"]
    assert (found.state, found.days_late) == (PointState.DONE_LATE, 2)
    sheet = hires.read_sheet(store, hire, "J3", today=date(2026, 5, 16))
    assert sheet.typed_by == "Léa Martin"
    assert sheet.values["how"] == "telephone"
    assert sheet.values["late_reason"] == "Le chef était en déplacement."


def test_done_takes_the_decision_from_the_sheet_and_fixes_the_next_date(store: Store, author: str, hire: str) -> None:
    check_ins.open_check_in(store, author=author, placement_id=hire, point="J1", today=MONDAY)
    answer(store, author, hire, "J1", "point-j1", decision="Chaussures prêtées", qui="Mme Roth")
    answer(store, author, hire, "J1", "point-j1", prochaine_date="2026-05-13")
    for _time in range(2):
        check_ins.record_done(
            store,
            author=author,
            placement_id=hire,
            point="J1",
            done_on=MONDAY,
            how="sur_place",
            voices=("ensemble",),
            fix_next=True,
        )
    row = records.find(store.read(), CheckIn, check_ins.check_in_id(hire, "J1")).row
    assert (row.decision, row.decision_by, row.next_on) == ("Chaussures prêtées", "Mme Roth", date(2026, 5, 13))
    (appointment,) = records.rows_where(store.read(), Appointment, "1")
    assert (appointment.on_date, appointment.with_whom) == (date(2026, 5, 13), "Charpentes du Val")
    (response,) = records.rows_where(store.read(), Diagnostic, "about = 'check_in'")
    assert response.finished_on == MONDAY


def test_done_in_the_future_or_heard_by_nobody_is_refused(store: Store, author: str, hire: str) -> None:
    for wrong in ({"done_on": date(2026, 5, 12)}, {"voices": ()}, {"how": "par pigeon"}):
        given = {"done_on": MONDAY, "voices": ("ensemble",), "how": "sur_place", **wrong}
        with pytest.raises(check_ins.CheckInRefused):
            check_ins.record_done(store, author=author, placement_id=hire, point="J1", **given)
    assert points(store, hire)["J1"].is_open


def test_absence_moves_what_is_not_done_and_says_it(store: Store, author: str, hire: str) -> None:
    held = {"done_on": MONDAY, "how": "sur_place", "voices": ("ensemble",)}
    check_ins.record_done(store, author=author, placement_id=hire, point="J1", **held)
    before = check_ins.points_of_placement(store, hire, today=MONDAY)
    placements.record_absence(
        store, author=author, placement_id=hire, first_day=date(2026, 5, 13), last_day=date(2026, 5, 13)
    )
    said = [move.sentence for move in check_ins.moves_since(store, hire, before, today=MONDAY)]
    assert said[0] == "Troisième jour (J3)\u00a0: du mercredi 13 mai au vendredi 15 mai."
    assert not any("J1" in sentence for sentence in said)
    assert points(store, hire)["J1"].due == MONDAY


def test_absence_and_new_start_say_that_the_end_of_the_trial_moves(store: Store, author: str, hire: str) -> None:
    given = {"author": author, "placement_id": hire, "today": MONDAY}
    days = {"first_day": date(2026, 5, 13), "last_day": date(2026, 5, 15)}
    away = corrections.add_absence(store, **given, **days)
    assert away.moves[0].sentence == (
        "Fin de la période d’essai\u00a0: du vendredi 10 juillet au lundi 13 juillet\u00a0; "
        "l’employeur peut prévenir jusqu’au lundi 29 juin."
    )
    (absence,) = hires.read_hire(store, hire, today=MONDAY).absences
    back = corrections.take_back_absence(store, **given, absence_id=absence.id)
    assert (back.moves[0].was, back.moves[0].now) == (date(2026, 7, 13), date(2026, 7, 10))
    later = corrections.correct_hire(store, **given, values={"starts_on": date(2026, 5, 18)}, seen=back.seen)
    assert (later.moves[0].key, later.moves[0].now) == (TRIAL_END, date(2026, 7, 17))
    none = corrections.correct_hire(store, **given, values={"trial_written": False}, seen=later.seen)
    assert none.moves[0].sentence == "Plus de période d’essai (elle finissait le vendredi 17 juillet)."
    told = corrections.correct_hire(store, **given, values={"job_title": "Charpentière"}, seen=none.seen)
    assert told.moves == ()


def test_new_start_leaves_what_is_done_and_what_was_moved_by_hand(store: Store, author: str, hire: str) -> None:
    held = {"done_on": MONDAY, "how": "sur_place", "voices": ("ensemble",)}
    check_ins.record_done(store, author=author, placement_id=hire, point="J1", **held)
    check_ins.move_point(
        store, author=author, placement_id=hire, point="J3", to=date(2026, 5, 15), reason="Chantier fermé"
    )
    before = check_ins.points_of_placement(store, hire, today=MONDAY)
    seen = hires.read_hire(store, hire, today=MONDAY).seen
    placements.change_placement(
        store, author=author, placement_id=hire, values={"starts_on": date(2026, 5, 12)}, seen=seen
    )
    found = points(store, hire)
    assert (found["J1"].due, found["J3"].due, found["J5"].due) == (MONDAY, date(2026, 5, 15), date(2026, 5, 19))
    assert {move.key for move in check_ins.moves_since(store, hire, before, today=MONDAY)}.isdisjoint({"J1", "J3"})


def test_moving_and_giving_up_ask_why(store: Store, author: str, hire: str) -> None:
    with pytest.raises(check_ins.CheckInRefused):
        check_ins.move_point(store, author=author, placement_id=hire, point="J3", to=MONDAY, reason=" ")
    with pytest.raises(check_ins.CheckInRefused):
        check_ins.give_up(store, author=author, placement_id=hire, point="J3", reason="")
    check_ins.give_up(store, author=author, placement_id=hire, point="J3", reason="Le chantier a fermé")
    assert points(store, hire)["J3"].state is PointState.GIVEN_UP
    check_ins.reopen(store, author=author, placement_id=hire, point="J3")
    assert points(store, hire)["J3"].is_open


@pytest.fixture
def short_contract(store: Store, author: str, hire: str) -> str:
    """Thirteen weeks from 11 May: the trial review is held with the fifth day."""
    _correct(store, author, hire, contract_kind="cdd", ends_on=date(2026, 8, 9))
    return hire


def _correct(store: Store, author: str, hire: str, **values: object) -> None:
    seen = hires.read_hire(store, hire, today=MONDAY).seen
    placements.change_placement(store, author=author, placement_id=hire, values=values, seen=seen)


def test_trial_review_of_a_short_contract_is_done_with_the_fifth_day(
    store: Store, author: str, short_contract: str, clock
) -> None:
    clock.turn(days=8)
    planned = points(store, short_contract)["J5"].planned
    assert planned.merged_titles == ("Bilan de la période d’essai",)
    check_ins.record_done(
        store,
        author=author,
        placement_id=short_contract,
        point="J5",
        done_on=date(2026, 5, 18),
        how="visio",
        voices=("ensemble",),
    )
    later = points(store, short_contract, date(2026, 5, 19))
    assert later["J5"].state is PointState.DONE
    assert "essai" not in later
    assert len(hires.read_sheet(store, short_contract, "J5", today=date(2026, 5, 19)).parts) == 2
    _correct(store, author, short_contract, contract_kind="cdi", ends_on=None)
    assert points(store, short_contract, date(2026, 5, 19))["essai"].state is PointState.DONE


@pytest.mark.parametrize(
    ("review", "kept"),
    [("On continue", "On continue"), ("Un essai plus long", "On continue\u00a0; Un essai plus long")],
)
def test_two_sheets_that_decide_the_same_say_it_once(
    store: Store, author: str, short_contract: str, review: str, kept: str, clock
) -> None:
    clock.turn(days=8)
    meeting = check_ins.open_check_in(store, author=author, placement_id=short_contract, point="J5", today=MONDAY)
    answer(store, author, short_contract, "J5", "point-j5", decision="On continue")
    answer(store, author, short_contract, "J5", "point-essai", decision=review)
    assert check_in_answers.decisions(store, meeting)["decision"] == kept


def test_trial_review_that_joins_a_fifth_day_already_done_stays_to_be_held(
    store: Store, author: str, hire: str, clock
) -> None:
    clock.turn(days=8)
    held = {"done_on": date(2026, 5, 18), "how": "sur_place", "voices": ("ensemble",)}
    check_ins.record_done(store, author=author, placement_id=hire, point="J5", **held)
    _correct(store, author, hire, contract_kind="cdd", ends_on=date(2026, 8, 9))
    found = points(store, hire, date(2026, 5, 19))
    assert found["essai"].is_open
    assert found["J5"].planned.forms == ("point-j5",)


def test_list_puts_what_is_late_first_and_what_is_over_apart(store: Store, author: str, hire: str, person: str) -> None:
    company = store.read().execute("SELECT id FROM company").fetchone()[0]
    other = placements.record_hire(
        store, author=author, person_id=person, starts_on=date(2026, 5, 4), company_id=company
    )
    today = date(2026, 5, 12)
    assert [line.placement.id for line in hires.read_hires(store.read(), today=today)] == [other, hire]
    assert hires.read_hires(store.read(), today=today)[0].late > 0
    assert hires.read_hires(store.read(), today=today, over=True) == ()
    assert hires.read_hires(store.read(), today=today, staff_id="somebody else") == ()


def test_follow_up_reads_the_cadence_of_the_programme(store: Store, hire: str) -> None:
    asked = definitions.latest(store.read(), definitions.PROGRAMME, "mediation-emploi-bidonville").follow_up
    assert [line.key for line in asked if line.rule == "worked_day"] == ["J1", "J3", "J5"]
    assert set(points(store, hire)) == {line.key for line in asked}
