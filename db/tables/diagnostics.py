"""Dated, versioned answers to a form, about a person, a site, a company or a point of follow-up."""

import datetime
from typing import Any

from db.tables.base import SyncedRow, column


class Diagnostic(SyncedRow, subject="person_id", about="about_id"):
    """A response to a form. `about`: "person", "site", "company", "check_in", "mentor", "job"; `about_id`: its id;
    `person_id` when it speaks of a person. `form` and `form_version` name the definition it was given to."""

    about: str = column(default="", index=True)
    about_id: str = column(default="", index=True)
    person_id: str | None = column(default=None, sparse=True)
    journey_id: str | None = None
    form: str = ""
    form_version: str = ""
    moment: str = ""
    on_date: datetime.date | None = None
    author_id: str | None = None
    with_interpreter: str = ""
    answered_by: str = ""
    finished_on: datetime.date | None = None


class Answer(SyncedRow, subject="person_id"):
    """The answer to one question (id: natural, of response and question). `value` is JSON; null: taken back."""

    diagnostic_id: str = column(default="", index=True)
    person_id: str | None = column(default=None, sparse=True)
    question: str = ""
    value: Any = None
    comment: str = ""
