"""The tables, one module per family of records."""

from db.tables.base import LaptopRow, Reach, Sharing, SyncedRow
from db.tables.diagnostics import Answer, Diagnostic
from db.tables.exchanges import Appointment, Contact, Document, Note
from db.tables.journeys import Journey, JourneyReferent, JourneyStatus, Postponement
from db.tables.machinery import (
    Act,
    Conflict,
    DocumentChunk,
    Draft,
    ImportedRow,
    ImportMapping,
    KnownAs,
    LocalSetting,
    Numbering,
    Operation,
    Recent,
    SearchEntry,
    SyncHead,
)
from db.tables.organisation import Antenna, Cohort, Definition, Funder, Organisation, Staff
from db.tables.people import Household, Person, PersonPair, Site
from db.tables.plans import Action, Contract, Objective, Signature
from db.tables.sessions import AttendanceSheet, HalfDay, Participant, Presence, Session
from db.tables.sync import (
    ProjectionFailure,
    SyncBlob,
    SyncClaim,
    SyncControl,
    SyncFile,
    SyncFolder,
    SyncFrontier,
    SyncInvite,
    SyncKey,
    SyncNews,
    SyncOverwritten,
    SyncQuarantine,
    SyncSecret,
    SyncSpool,
)
from db.tables.work import CheckIn, Company, CompanyContact, Placement, PlacementAbsence, PlacementTutor

SHARED: tuple[type[SyncedRow], ...] = (
    Organisation, Antenna, Staff, Funder, Definition, Cohort,
    Site, Household, Person, PersonPair,
    Journey, JourneyStatus, JourneyReferent, Postponement,
    Contact, Appointment, Note, Document,
    Diagnostic, Answer,
    Objective, Action, Contract, Signature,
    Session, HalfDay, Participant, Presence, AttendanceSheet,
    Company, CompanyContact, Placement, PlacementAbsence, PlacementTutor, CheckIn,
)  # fmt: skip
OF_THIS_LAPTOP: tuple[type[LaptopRow], ...] = (
    Act, Operation, SyncHead, Conflict, SearchEntry, LocalSetting, Numbering, Draft, Recent, ImportMapping, ImportedRow,
    DocumentChunk, KnownAs,
    SyncFrontier, SyncOverwritten, ProjectionFailure, SyncClaim, SyncQuarantine, SyncFile, SyncFolder, SyncSpool,
    SyncControl, SyncSecret, SyncKey, SyncInvite, SyncBlob, SyncNews,
)  # fmt: skip

__all__ = [
    "OF_THIS_LAPTOP",
    "SHARED",
    "LaptopRow",
    "Reach",
    "Sharing",
    "SyncedRow",
    *(cls.__name__ for cls in (*SHARED, *OF_THIS_LAPTOP)),
]
