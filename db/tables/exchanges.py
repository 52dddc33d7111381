"""Every exchange with a person, and what is fixed for later: the watch against broken journeys rests on them."""

import datetime

from db.tables.base import SyncedRow, column
from db.tables.shapes import is_clock


class Contact(SyncedRow, subject="person_id"):
    """An exchange that took place: when, how, who started it, what was said and agreed. `reached` false: an attempt."""

    person_id: str = column(default="", index=True)
    journey_id: str | None = None
    on_date: datetime.date | None = column(default=None, index=True)
    at_time: str = column(default="", shape=is_clock)
    channel: str = ""
    started_by: str = ""
    reached: bool = True
    with_whom: str = ""
    summary: str = ""
    agreed: str = ""
    minutes: int | None = None
    author_id: str | None = None


class Appointment(SyncedRow, subject="person_id"):
    """What is fixed for later. `outcome`: a_venir, a_preciser, honore, absence, excuse, annule_service."""

    person_id: str = column(default="", index=True)
    journey_id: str | None = None
    on_date: datetime.date | None = column(default=None, index=True)
    at_time: str = column(default="", shape=is_clock)
    minutes: int | None = None
    place: str = ""
    purpose: str = ""
    with_whom: str = ""
    staff_id: str | None = None
    form: str = ""
    outcome: str = "a_venir"
    outcome_note: str = ""


class Note(SyncedRow, subject="person_id", about="about_id", append_only=True):
    """A line of the journal. Append-only: a correction is another line."""

    person_id: str | None = column(default=None, index=True)
    about: str = ""
    about_id: str | None = column(default=None, sparse=True)
    written_on: datetime.date | None = None
    text: str = ""
    author_id: str | None = None


class Document(SyncedRow, subject="person_id", about="about_id"):
    """A scan or a generated file; its bytes are in `document_chunk`, inside the encrypted store."""

    person_id: str | None = column(default=None, index=True)
    about: str = ""
    about_id: str | None = column(default=None, index=True)
    kind: str = ""
    title: str = ""
    media_type: str = ""
    size: int = 0
    sha256: str = ""
    received_on: datetime.date | None = None
    author_id: str | None = None
