"""What was decided with a person, and the paper that says so: objectives, actions, contracts, signatures."""

import datetime

from db.tables.base import SyncedRow, column
from db.tables.shapes import (
    anything,
    by_name,
    is_count,
    is_day,
    is_flag,
    is_label,
    is_text,
    list_of,
    maybe,
    members,
    texts,
)

_WORDS = by_name(maybe(is_text))
_PRINTING = members(
    ("version",), version=is_count, on=is_day, sha256=is_text, text=is_text, objectives=list_of(by_name(anything))
)
_OPTIONS = members(
    interpreter=maybe(by_name(lambda told: told is None or is_text(told) or is_flag(told))),
    suspension=_WORDS,
    changes=list_of(members(("point", "before", "after"), point=is_text, before=is_text, after=is_text)),
    ticked=maybe(texts),
    non_reader=maybe(is_flag),
    printings=list_of(_PRINTING),
)
"""What a draft chooses, and what was printed of it (services/contracts/contracts.py)."""


class Objective(SyncedRow, subject="person_id"):
    """What the person wants to reach, in their words. `idea_of`: "personne" or "conseiller"."""

    person_id: str = column(default="", index=True)
    journey_id: str | None = None
    position: int = 0
    title: str = ""
    idea_of: str = "personne"
    from_question: str = ""
    from_diagnostic_id: str | None = None
    status: str = "en_cours"
    result: str = ""


class Action(SyncedRow, subject="person_id"):
    """What is done for an objective: by whom, with which partner, by when (statuses of the carnet de bord)."""

    person_id: str = column(default="", index=True)
    objective_id: str | None = column(default=None, sparse=True)
    title: str = ""
    by_whom: str = ""
    partner: str = ""
    due_on: datetime.date | None = None
    status: str = "prevue"
    done_on: datetime.date | None = None
    result: str = ""


class Contract(SyncedRow, subject="person_id"):
    """A paper to sign. `status`: brouillon, imprime, signe, annule. Once signed, `frozen` is what was signed, word for
    word; a change is an amendment (`amends_id`) with its own number. `options` and `values` are the draft's choices."""

    number: str = column(default="", index=True, max_length=40, shape=is_label)
    person_id: str = column(default="", index=True)
    journey_id: str | None = None
    placement_id: str | None = column(default=None, sparse=True)
    template: str = ""
    template_version: str = ""
    language: str = "fr"
    status: str = column(default="brouillon", index=True)
    options: dict = column(default_factory=dict, shape=_OPTIONS)
    values: dict = column(default_factory=dict, shape=_WORDS)
    frozen: str = ""
    frozen_sha256: str = ""
    version: int = 0
    printed_on: datetime.date | None = None
    signed_on: datetime.date | None = None
    signed_place: str = ""
    amends_id: str | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None


class Signature(SyncedRow, subject="person_id"):
    """Who signed a contract, when and how ("encre", "electronique"), read aloud or interpreted, with which scan."""

    contract_id: str = column(default="", index=True)
    person_id: str = column(default="", index=True)
    signatory: str = ""
    name: str = ""
    signed_on: datetime.date | None = None
    how: str = "encre"
    mention: str = ""
    document_id: str | None = None
