"""The calendar file, read back by a library of calendars: hours of Paris, folded lines, nothing broken by a text."""

import datetime

import icalendar
import pytest
from icalendar import Calendar

from kodiko_desktop.exchange.calendar_file import LINE_OCTETS, Event, calendar_file

AT = datetime.datetime(2026, 5, 11, 9, 0, tzinfo=datetime.UTC)


def read_back(*events: Event, at: datetime.datetime = AT) -> list[icalendar.Event]:
    return list(Calendar.from_ical(calendar_file(events, at=at)).walk("VEVENT"))


@pytest.mark.parametrize(
    ("day", "utc_hour"),
    [
        (datetime.date(2026, 1, 12), 9),
        (datetime.date(2026, 3, 28), 9),
        (datetime.date(2026, 3, 29), 8),
        (datetime.date(2026, 10, 24), 8),
        (datetime.date(2026, 10, 25), 9),
    ],
)
def test_hours_are_those_of_paris_in_winter_and_in_summer(day: datetime.date, utc_hour: int) -> None:
    (found,) = read_back(Event("a", day, "RDV", datetime.time(10), minutes=45))
    start, end = found.start, found.end
    assert start.astimezone(datetime.UTC).hour == utc_hour
    assert (end - start) == datetime.timedelta(minutes=45)


def test_the_rules_written_for_paris_are_those_of_the_zone_itself() -> None:
    calendar = Calendar.from_ical(calendar_file([], at=AT))
    (zone,) = calendar.timezones
    ours, theirs = zone.to_tz(), icalendar.timezone.tzp.timezone("Europe/Paris")
    moment = datetime.datetime(2026, 1, 1, 12)
    for days in range(0, 730, 7):
        then = moment + datetime.timedelta(days=days)
        assert ours.utcoffset(then) == theirs.utcoffset(then), then


def test_a_day_without_an_hour_takes_that_day_and_no_other() -> None:
    (found,) = read_back(Event("a", datetime.date(2026, 5, 13), "Point"))
    assert (found.start, found.end) == (datetime.date(2026, 5, 13), datetime.date(2026, 5, 14))
    assert found["TRANSP"] == "TRANSPARENT"


def test_texts_come_back_whole_whatever_they_hold() -> None:
    title = "Point, à trois ; chez « Serre\\Fleur »"
    details = "Première ligne\nDeuxième : " + "é" * 200 + " سلام 🙂"
    (found,) = read_back(Event("a", datetime.date(2026, 5, 13), title, place="3, rue X", details=details))
    assert (found["SUMMARY"], found["LOCATION"], found["DESCRIPTION"]) == (title, "3, rue X", details)


def test_a_text_cannot_add_a_property() -> None:
    (found,) = read_back(Event("a", datetime.date(2026, 5, 13), "RDV\r\nATTENDEE:mailto:x@example.org\x00"))
    assert "ATTENDEE" not in found


def test_no_line_is_longer_than_the_format_allows_nor_cut_inside_a_character() -> None:
    content = calendar_file([Event("a", datetime.date(2026, 5, 13), "é🙂" * 100)], at=AT)
    assert content.endswith(b"END:VCALENDAR\r\n")
    for line in content.split(b"\r\n"):
        assert len(line) <= LINE_OCTETS
        line.decode()


def test_the_same_event_written_later_replaces_itself() -> None:
    (first,) = read_back(Event("a", datetime.date(2026, 5, 13), "RDV"))
    (later,) = read_back(Event("a", datetime.date(2026, 5, 14), "RDV"), at=AT + datetime.timedelta(hours=1))
    assert first["UID"] == later["UID"]
    assert later["SEQUENCE"] > first["SEQUENCE"]
