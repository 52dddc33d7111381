"""What was decided with a person, and the paper that says so: objectives, actions, contracts, signatures."""

import datetime
from typing import ClassVar

from sqlmodel import Field

from db.tables.base import JsonText, Sharing, SyncedRow, synced


class Objective(SyncedRow, table=True):
    """What the person wants to reach, in their words. `idea_of`: "personne" or "conseiller"."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    person_id: str = Field(default="", index=True)
    journey_id: str | None = None
    position: int = 0
    title: str = ""
    idea_of: str = "personne"
    from_question: str = ""
    from_diagnostic_id: str | None = None
    status: str = "en_cours"
    result: str = ""


class Action(SyncedRow, table=True):
    """What is done for an objective: by whom, with which partner, by when (statuses of the carnet de bord)."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    person_id: str = Field(default="", index=True)
    objective_id: str | None = Field(default=None, index=True)
    title: str = ""
    by_whom: str = ""
    partner: str = ""
    due_on: datetime.date | None = None
    status: str = "prevue"
    done_on: datetime.date | None = None
    result: str = ""


class Contract(SyncedRow, table=True):
    """A paper to sign. `status`: brouillon, imprime, signe, annule. Once signed, `frozen` is what was signed, word for
    word; a change is an amendment (`amends_id`) with its own number. `options` and `values` are the draft's choices."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    number: str = Field(default="", index=True, max_length=40)
    person_id: str = Field(default="", index=True)
    journey_id: str | None = None
    placement_id: str | None = Field(default=None, index=True)
    template: str = ""
    template_version: str = ""
    language: str = "fr"
    status: str = Field(default="brouillon", index=True)
    options: dict = Field(default_factory=dict, sa_type=JsonText)
    values: dict = Field(default_factory=dict, sa_type=JsonText)
    frozen: str = ""
    frozen_sha256: str = ""
    version: int = 0
    printed_on: datetime.date | None = None
    signed_on: datetime.date | None = None
    signed_place: str = ""
    amends_id: str | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None


class Signature(SyncedRow, table=True):
    """Who signed a contract, when and how ("encre", "electronique"), read aloud or interpreted, with which scan."""

    __sharing__: ClassVar[Sharing] = synced(subject="person_id")
    contract_id: str = Field(default="", index=True)
    person_id: str = Field(default="", index=True)
    signatory: str = ""
    name: str = ""
    signed_on: datetime.date | None = None
    how: str = "encre"
    mention: str = ""
    document_id: str | None = None
