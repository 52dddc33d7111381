"""Writes a calendar file (.ics) that telephones and calendar programs open: iCalendar, RFC 5545.

Ours writes one kind of object with a dozen properties; a library for it would be three packages in the bundle. The
tests read what it writes with such a library.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

LINE_OCTETS = 75
"""The longest line of the format, in octets, its break left out (RFC 5545, 3.1)."""
_PRODUCT = "-//Kodiko//Kodiko Desktop//FR"
_DAY = "%Y%m%d"
_MINUTE = "%Y%m%dT%H%M%S"
_ZONE = "Europe/Paris"
_ZONE_LINES = (
    "BEGIN:VTIMEZONE",
    f"TZID:{_ZONE}",
    "BEGIN:DAYLIGHT",
    "DTSTART:19810329T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""Paris: summer time from the last Sunday of March to the last one of October (directive 2000/84/CE)."""


@dataclass(frozen=True)
class Event:
    """Something in a calendar. `key` is stable: the same event read again replaces itself. Without `starts_at`
    ("HH:MM" in Paris) it takes the whole day; `minutes` is how long it lasts."""

    key: str
    on: datetime.date
    title: str
    starts_at: datetime.time | None = None
    minutes: int = 60
    place: str = ""
    details: str = ""


def calendar_file(events: Iterable[Event], *, at: datetime.datetime, name: str = "") -> bytes:
    """The file, in UTF-8. `at`: when it is written, with its zone; a later file is taken for newer. `name`: what
    calendar programs call it."""
    stamp = at.astimezone(datetime.UTC)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{_PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    if name:
        lines.append(f"X-WR-CALNAME:{_escaped(name)}")
    lines += _ZONE_LINES
    for event in events:
        lines += _event_lines(event, stamp)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event_lines(event: Event, stamp: datetime.datetime) -> list[str]:
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_escaped(event.key)}@kodiko",
        f"DTSTAMP:{stamp.strftime(_MINUTE)}Z",
        # Minutes since a fixed day: what is written later has the higher number, as a change must.
        f"SEQUENCE:{(stamp - datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(minutes=1)}",
        *_times(event),
        f"SUMMARY:{_escaped(event.title)}",
        "CLASS:PRIVATE",
    ]
    if event.place:
        lines.append(f"LOCATION:{_escaped(event.place)}")
    if event.details:
        lines.append(f"DESCRIPTION:{_escaped(event.details)}")
    return [*lines, "END:VEVENT"]


def _times(event: Event) -> list[str]:
    if event.starts_at is None:
        after = event.on + datetime.timedelta(days=1)
        return [
            f"DTSTART;VALUE=DATE:{event.on.strftime(_DAY)}",
            f"DTEND;VALUE=DATE:{after.strftime(_DAY)}",
            "TRANSP:TRANSPARENT",
        ]
    start = datetime.datetime.combine(event.on, event.starts_at)
    return [
        f"DTSTART;TZID={_ZONE}:{start.strftime(_MINUTE)}",
        f"DURATION:PT{event.minutes}M",
        "TRANSP:OPAQUE",
    ]


def _escaped(text: str) -> str:
    """A text as a property holds it (RFC 5545, 3.3.11); control characters have no place in it."""
    text = text.replace("\r\n", "\n").replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\n", "\\n").replace("\t", " ")
    return "".join(character for character in text if character >= " " and character != "\x7f")


def _folded(line: str) -> bytes:
    """The line with its break, cut every 75 octets between characters."""
    pieces, piece = [], b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > LINE_OCTETS:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join((*pieces, piece)) + b"\r\n"
