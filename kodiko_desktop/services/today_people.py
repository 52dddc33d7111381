"""What the first screen says of people: nobody heard from them, a date of theirs comes near, their record grows old."""

import datetime
from collections.abc import Iterable
from itertools import groupby
from typing import Any

from db.connection import Connection
from db.queries import today as queries
from kodiko_desktop.domain.attendance import AbsenceReason, HalfDaySlot, Mark, Part, PresenceState, absences_in_a_row
from kodiko_desktop.domain.dates_in_words import distance_in_words
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.rhythm import (
    PERMIT_RENEWAL_OPENS_MONTHS,
    RETENTION_FIRST_ALERT_MONTHS,
    permit_alert,
    retention_alert,
    silence,
    suspension_alert,
    suspension_limit,
)
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.today_lines import Line, Pile, Target, Urgency

ABSENCE_WATCH = datetime.timedelta(days=90)
_LEAP = datetime.timedelta(days=4)
"""Months are not all as long: a few days more are read, and the rule decides."""


def people_lines(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    """Silences, suspensions that end, residence documents that expire, records to archive: of the people of one member
    of the team (and those nobody is in charge of, for what concerns a person), or of everybody (None)."""
    yield from _journeys(connection, today, staff_id)
    yield from _permits(connection, today, staff_id)
    yield from _forgotten(connection, today, staff_id)


def _journeys(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    missed = _absences(connection, today, staff_id)
    for row in queries.journeys(connection, staff_id=staff_id):
        if row.status == "actif":
            yield from _unheard(connection, row, missed.get(row.person_id), today)
        if row.status == "suspendu":
            limit = _suspension_ends(connection, row)
            alert = suspension_alert(limit, today) if limit is not None else None
            if alert is not None:
                yield _deadline(row, alert.on, alert.sentence, _("Suspension"), today)


def _permits(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    """Residence documents, whether or not a journey is under way: a candidate needs one too."""
    until = add_months(today, PERMIT_RENEWAL_OPENS_MONTHS) + _LEAP
    for row in queries.permits_ending(connection, until=until, staff_id=staff_id):
        alert = permit_alert(row.permit_ends_on, today)
        if alert is not None:
            yield _deadline(row, alert.on, alert.sentence, _("Titre de séjour"), today)


def _forgotten(connection: Connection, today: datetime.date, staff_id: str | None) -> Iterable[Line]:
    """Personal data are kept two years after the last contact, then archived (CNIL, référentiel 2021-028)."""
    before = add_months(today, -RETENTION_FIRST_ALERT_MONTHS) + _LEAP
    for row in queries.forgotten(connection, before=before, staff_id=staff_id):
        alert = retention_alert(row.last_seen, today)
        if alert is not None:
            yield _deadline(row, alert.on, alert.sentence, _("Durée de conservation"), today)


def _suspension_ends(connection: Connection, row: queries.JourneyRow) -> datetime.date | None:
    """The resumption agreed or the programme's maximum, whichever comes first."""
    if row.status_since is None:
        return row.suspended_until
    programme = _programme(connection, row.programme)
    longest = programme.suspension.maximum_months if programme else None
    return suspension_limit(row.status_since, row.suspended_until, longest)


def _unheard(
    connection: Connection, row: queries.JourneyRow, absences: str | None, today: datetime.date
) -> Iterable[Line]:
    if row.put_off_until is not None and row.put_off_until > today:
        return
    rhythm = row.rhythm_days or _programme_rhythm(connection, row, today)
    quiet = silence(row.last_contact, row.started_on or today, rhythm, today) if rhythm else None
    if quiet is None and absences is None:
        return
    yield Line(
        pile=Pile.UNHEARD,
        moment=(row.last_contact or row.started_on or today, ""),
        lead="",
        who=row.person_name,
        who_is_a_person=True,
        what="",
        why=" ".join(sentence for sentence in (quiet.sentence if quiet else "", absences or "") if sentence),
        badge=_("à rappeler") if quiet is None else _("+{days} j").format(days=quiet.days - quiet.rhythm_days),
        urgency=Urgency.SOON,
        target=Target("person", row.person_id, "contact", row.id),
    )


def _deadline(
    row: queries.JourneyRow | queries.PermitRow | queries.ForgottenRow,
    on: datetime.date,
    why: str,
    what: str,
    today: datetime.date,
) -> Line:
    return Line(
        pile=Pile.DEADLINES,
        moment=(on, ""),
        lead="",
        who=row.person_name,
        who_is_a_person=True,
        what=what,
        why=why,
        badge=distance_in_words(on, today),
        urgency=Urgency.LATE if on < today else Urgency.SOON,
        target=Target("person", row.person_id, "journey"),
    )


def _absences(connection: Connection, today: datetime.date, staff_id: str | None) -> dict[str, str]:
    rows = queries.recent_presences(connection, since=today - ABSENCE_WATCH, staff_id=staff_id)
    rows.sort(key=lambda row: row.person_id)
    found = {}
    for person_id, presences in groupby(rows, key=lambda row: row.person_id):
        run = absences_in_a_row(_mark(row) for row in presences)
        if run is not None:
            found[person_id] = run.sentence
    return found


def _mark(row: queries.PresenceRow) -> Mark:
    morning = row.part == Part.MORNING
    hours = (datetime.time(9), datetime.time(12)) if morning else (datetime.time(14), datetime.time(17))
    reason = AbsenceReason(row.reason) if row.reason else None
    return Mark(
        row.session_id, HalfDaySlot(row.on_date, Part(row.part), *hours), PresenceState(row.state), None, reason
    )


def _programme_rhythm(connection: Connection, row: queries.JourneyRow, today: datetime.date) -> int | None:
    programme = _programme(connection, row.programme)
    if programme is None:
        return None
    started = row.started_on or today
    return programme.contact_days((today.year - started.year) * 12 + today.month - started.month)


def _programme(connection: Connection, key: str) -> Any:
    """The programme of a journey, None when it has none or it is not here."""
    try:
        return definitions.latest(connection, definitions.PROGRAMME, key) if key else None
    except KodikoError:
        return None
