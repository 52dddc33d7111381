"""People accompanied, the households they live in and the places where they live."""

import datetime

from db.tables.base import SyncedRow, column


class Site(SyncedRow):
    """A place where people live or are received: bidonville, squat, shelter, partner site (stream: its antenna)."""

    name: str = ""
    kind: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    access: str = ""
    since: datetime.date | None = None


class Household(SyncedRow):
    """People who live together. The name is what the team calls it."""

    name: str = ""
    site_id: str | None = None
    remarks: str = ""


class Person(SyncedRow, subject="id"):
    """A person accompanied (stream: the antenna). Codes are those of resources/vocabularies.

    What is sensitive stays out: nationality is a group (FR, UE, hors UE), protection its type and end; never the
    asylum story, ethnicity, health or justice (CNIL, référentiel 2021-028).
    """

    number: str = column(default="", index=True, max_length=32)
    family_name: str = ""
    given_names: str = ""
    name_in_own_script: str = ""
    how_to_say: str = ""
    birth_date: datetime.date | None = None
    sex: str = ""
    phone: str = ""
    second_phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""
    city: str = ""
    housing: str = ""
    languages: list = column(default_factory=list)
    print_language: str = "fr"
    needs_interpreter: bool = False
    reads: str = ""
    french_level: str = ""
    nationality_group: str = ""
    protection: str = ""
    residence_document: str = ""
    permit_ends_on: datetime.date | None = None
    education: str = ""
    situation: str = ""
    referred_by: str = ""
    site_id: str | None = column(default=None, index=True)
    household_id: str | None = column(default=None, index=True)
    image_rights: str = ""
    notice_given_on: datetime.date | None = None
