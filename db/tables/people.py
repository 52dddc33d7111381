"""People accompanied, the households they live in and the places where they live."""

import datetime

from db.tables.base import SyncedRow, column
from db.tables.shapes import by_name, is_pair, texts


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
    languages: list = column(default_factory=list, shape=texts)
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
    site_id: str | None = column(default=None, sparse=True)
    household_id: str | None = column(default=None, sparse=True)
    image_rights: str = ""
    notice_given_on: datetime.date | None = None


class PersonPair(SyncedRow, subject="one_id", other_subject="other_id"):
    """What people say of two files (id: natural, of the stream and the two ids in order, so that two laptops saying it
    meet in one row). `said`: "same" (one person), "different" (two), or "" (nothing any more); `kept_id`: which of the
    two stands for both. `replaced`: for each field of the file kept that took another value then, [value before, value
    taken], to give it back when they are separated. Files of two antennas: a row in the stream of each."""

    one_id: str = column(default="", index=True)
    other_id: str = column(default="", index=True)
    said: str = ""
    kept_id: str = ""
    replaced: dict = column(default_factory=dict, shape=by_name(is_pair))
