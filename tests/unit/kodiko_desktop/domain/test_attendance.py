"""Hours, rates and signals of attendance."""

from datetime import date, time

import pytest

from kodiko_desktop.domain.attendance import (
    AbsenceReason,
    HalfDayEndsBeforeItStarts,
    HalfDaySlot,
    Mark,
    Part,
    PresenceState,
    absences_in_a_row,
    holiday_warning,
    totals,
)
from kodiko_desktop.domain.holidays import HolidayProfile

PRESENT, PARTIAL, ABSENT = PresenceState


def slot(day: int, part: Part = Part.MORNING) -> HalfDaySlot:
    hours = (time(9, 0), time(12, 0)) if part is Part.MORNING else (time(13, 30), time(16, 45))
    return HalfDaySlot(date(2026, 5, day), part, *hours)


def mark(day: int, state: PresenceState | None, session: str = "", part: Part = Part.MORNING, **more) -> Mark:
    return Mark(session or f"s{day}", slot(day, part), state, **more)


def test_half_day_counts_its_minutes() -> None:
    assert slot(11).minutes == 180
    assert slot(11, Part.AFTERNOON).minutes == 195


def test_half_day_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(HalfDayEndsBeforeItStarts):
        HalfDaySlot(date(2026, 5, 11), Part.MORNING, time(12, 0), time(9, 0))


def test_partial_presence_counts_its_minutes_and_never_more_than_planned() -> None:
    assert mark(11, PARTIAL, minutes=100).minutes_attended == 100
    assert mark(11, PARTIAL, minutes=999).minutes_attended == 180
    assert mark(11, PARTIAL).minutes_attended == 0
    assert mark(11, ABSENT, minutes=100).minutes_attended == 0


def test_rates_are_over_what_is_marked_and_print_their_denominator() -> None:
    found = totals(
        [
            mark(11, PRESENT),
            mark(12, PARTIAL, minutes=90),
            mark(13, ABSENT, reason=AbsenceReason.TRANSPORT),
            mark(15, PRESENT),
            mark(18, None),
        ]
    )
    assert found.planned_minutes == 900
    assert found.unmarked == 1
    assert found.half_day_rate.text == "75\u00a0% (3 demi-journées sur 4)"
    assert found.hours_rate.text == "63\u00a0% (7\u00a0h\u00a030 sur 12\u00a0h)"
    assert found.reasons == {AbsenceReason.TRANSPORT: 1}


def test_nothing_marked_has_no_rate() -> None:
    found = totals([mark(11, None)])
    assert found.half_day_rate.share is None
    assert found.half_day_rate.text == "rien à compter"


def test_two_sessions_missed_in_a_row_are_a_signal() -> None:
    run = absences_in_a_row([mark(18, ABSENT, reason=AbsenceReason.CHILDCARE), mark(11, PRESENT), mark(15, ABSENT)])
    assert run is not None
    assert (run.sessions, run.since, run.reasons) == (2, date(2026, 5, 15), (AbsenceReason.CHILDCARE,))
    assert run.sentence == "Absences à 2 séances de suite, depuis le vendredi 15 mai 2026."


def test_coming_back_ends_the_signal() -> None:
    assert absences_in_a_row([mark(11, ABSENT), mark(12, ABSENT), mark(13, PARTIAL, minutes=30)]) is None


def test_both_halves_of_one_day_are_one_absence() -> None:
    both = [mark(11, ABSENT, "s"), mark(11, ABSENT, "s", Part.AFTERNOON)]
    assert absences_in_a_row(both) is None
    assert absences_in_a_row([*both, mark(12, ABSENT)]) is not None


def test_session_attended_in_part_is_not_missed() -> None:
    marks = [mark(11, ABSENT), mark(12, ABSENT, "s"), mark(12, PRESENT, "s", Part.AFTERNOON)]
    assert absences_in_a_row(marks) is None


def test_session_not_marked_yet_does_not_hide_the_signal() -> None:
    assert absences_in_a_row([mark(11, ABSENT), mark(12, ABSENT), mark(13, None)]) is not None


def test_public_holiday_is_warned_about_before_a_signature() -> None:
    warning = holiday_warning(date(2026, 5, 14))
    assert warning is not None
    assert "jeudi 14 mai 2026 est un jour férié (Ascension)" in warning
    assert holiday_warning(date(2026, 5, 13)) is None
    assert holiday_warning(date(2026, 12, 26)) is None
    assert holiday_warning(date(2026, 12, 26), HolidayProfile.ALSACE_MOSELLE) is not None


def test_every_absence_code_has_a_label_and_none_is_medical() -> None:
    assert [reason.value for reason in AbsenceReason] == ["SAN", "ADM", "GAR", "TRA", "EMP", "AUT", "ABS"]
    assert {reason.label for reason in AbsenceReason} >= {"santé", "garde", "non justifiée"}
