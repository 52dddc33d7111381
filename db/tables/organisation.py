"""Who works here and who pays: the association, its antennas, its staff, its funders, and the definitions it uses."""

from db.tables.base import SyncedRow, column
from db.tables.shapes import texts


class Organisation(SyncedRow):
    """The association (one row, natural id "organisation"): what every sheet of paper needs to name it, and how many
    minutes any of its laptops may wait before locking (None: the usual five). `legal_basis` of its records: a code of
    resources/vocabularies/legal_bases, "" while nobody chose."""

    name: str = ""
    siret: str = ""
    activity_declaration: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    data_protection_officer: str = ""
    data_protection_contact: str = ""
    legal_basis: str = ""
    theft_contact: str = ""
    logo_document_id: str | None = None
    idle_minutes: int | None = None


class Antenna(SyncedRow):
    """A branch; its id is the stream of everything that happens there."""

    name: str = ""
    number_prefix: str = column(default="PAR", max_length=6)
    address: str = ""
    postcode: str = ""
    city: str = ""
    phone: str = ""
    email: str = ""
    holiday_profile: str = "metropole"


class Staff(SyncedRow):
    """A member of the team (coordinator, antenna staff, head office)."""

    name: str = ""
    role: str = ""
    antenna_id: str | None = None
    phone: str = ""
    email: str = ""


class Funder(SyncedRow):
    """Who pays, with what must be printed and how long evidence is kept (FSE+: Regulation 2021/1060 art. 82)."""

    name: str = ""
    mention: str = ""
    eu_emblem: bool = False
    operation_number: str = ""
    retention: str = ""
    logo_document_id: str | None = None


class Definition(SyncedRow):
    """The exact text of a form, programme or contract template, version by version: an answer keeps the version it was
    given to. `kind` is "form", "programme" or "contract"; the id is natural (kind, key, version)."""

    kind: str = column(default="", index=True)
    key: str = ""
    version: str = ""
    title: str = ""
    source: str = ""


class Cohort(SyncedRow):
    """People who start together (promotion, about 25)."""

    name: str = ""
    programme: str = ""
    starts_on: str | None = None
    ends_on: str | None = None
    funder_ids: list = column(default_factory=list, shape=texts)
