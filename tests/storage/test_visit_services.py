"""The visit on a store: what it leaves there, and what is said when its papers cannot be written."""

import datetime

import pytest

from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.visit import VisitUnwritable, play_visit
from kodiko_desktop.services.work import check_ins
from kodiko_desktop.services.work.follow_up import PointState


@pytest.fixture
def antenna(store):
    antennas.set_up(store, organisation_name="Les Passerelles", antenna_name="Paris", staff_name="Claire Morel")
    return store


def test_the_visit_leaves_a_person_a_signed_contract_and_a_hire_followed_to_the_fifth_day(antenna, tmp_path):
    today = antenna.now().date()
    summary = play_visit(antenna, tmp_path / "visite", today)
    points = check_ins.points_of_placement(antenna, summary.placement_id, today=today)
    assert {point.planned.key: point.state for point in points if point.due <= today} == dict.fromkeys(
        ("J1", "J3", "J5", "S1-personne", "S1-employeur"), PointState.DONE
    )
    assert all(path.read_bytes().startswith(b"%PDF") for path in summary.papers)
    signed = contracts.find_contract(antenna, summary.contract_id).row
    again = contract_paper.prepare(antenna, summary.contract_id, today=today)
    assert signed.status == contracts.SIGNED and again.is_copy and again.text == signed.frozen


def test_played_twice_it_is_another_person_at_the_same_employer(antenna, tmp_path):
    first = play_visit(antenna, tmp_path, antenna.now().date())
    second = play_visit(antenna, tmp_path, antenna.now().date())
    assert first.person_id != second.person_id and not set(first.papers) & set(second.papers)
    assert antenna.read().execute("SELECT count(*) FROM company").fetchone()[0] == 1


def test_a_visit_on_a_sunday_counts_from_the_last_worked_day(antenna, clock, tmp_path):
    clock.turn(days=6)
    today = antenna.now().date()
    assert today.isoweekday() == 7
    summary = play_visit(antenna, tmp_path, today)
    day_five = next(
        point
        for point in check_ins.points_of_placement(antenna, summary.placement_id, today=today)
        if point.planned.key == "J5"
    )
    assert day_five.due == today - datetime.timedelta(days=2)


def test_papers_that_cannot_be_written_are_said(antenna, tmp_path):
    (tmp_path / "pris").write_text("un fichier")
    with pytest.raises(VisitUnwritable, match="place libre"):
        play_visit(antenna, tmp_path / "pris" / "visite", antenna.now().date())
    assert antenna.read().execute("SELECT count(*) FROM person").fetchone()[0] == 0
