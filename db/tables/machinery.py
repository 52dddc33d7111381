"""What makes the store tick on this laptop: acts, operations, heads, drafts, settings. None of it is shown as such."""

from typing import Any

from db.tables.base import LaptopRow, column


class Act(LaptopRow):
    """One act of somebody: everything it wrote was written together, and can be undone together."""

    id: str = column(primary_key=True)
    position: int = column(default=0, index=True)
    kind: str = ""
    author: str = ""
    device: str = ""
    at: str = ""
    undoes: str | None = None
    undone_by: str | None = None


class Operation(
    LaptopRow, indexes={"ix_operation_act_id": ("act_id",), "ix_operation_sent": ("sent", "stream")}, without_rowid=True
):
    """One write of one row: the values given, the dots its author saw, what was there before (for undo), and whether
    it has been handed to the shared folder (`sent`). Primary key: the dot within its stream."""

    stream: str = column(primary_key=True)
    device: str = column(primary_key=True)
    counter: int = column(primary_key=True)
    act_id: str = ""
    table_name: str = ""
    row_id: str = ""
    clock: int = column(default=0, big=True)
    fields: Any = None
    overwrites: Any = None
    subjects: Any = None
    previous: Any = None
    sent: bool = False


class SyncHead(LaptopRow, without_rowid=True):
    """The fields of a row for which one write is still current. A row written once has one; a field written since
    leaves it for the newer write. Several heads of one field: a conflict. Heads of unknown tables are kept too."""

    table_name: str = column(primary_key=True)
    row_id: str = column(primary_key=True)
    device: str = column(primary_key=True)
    counter: int = column(primary_key=True)
    stream: str = ""
    clock: int = column(default=0, big=True)
    author: str = ""
    fields: Any = None


class Conflict(LaptopRow, derived=True):
    """The fields that have several different current values (computed from the heads at each write)."""

    table_name: str = column(primary_key=True)
    row_id: str = column(primary_key=True)
    field: str = column(primary_key=True)
    stream: str = ""


class KnownAs(LaptopRow, derived=True):
    """A file put behind another, because both are one person's: the file kept, whose id is shown in its place, and
    since when (reckoned again from `person_pair` at each change)."""

    person_id: str = column(primary_key=True)
    kept_id: str = column(default="", index=True)
    since: str = ""


class SearchEntry(LaptopRow, derived=True, indexes={"ix_search_entry_sort": ("kind", "sort_key")}):
    """What can be found by typing: a person, a company, a session. `entry` is the rowid of its words in the full-text
    table `search_text` (made by the migration); `sort_key` orders lists without accents or capitals."""

    entry: int | None = column(default=None, primary_key=True)
    kind: str = ""
    row_id: str = column(default="", unique=True)
    sort_key: str = ""


class LocalSetting(LaptopRow):
    """A fact of this laptop: its device id and code, the clock, who sits at it, choices of the window."""

    key: str = column(primary_key=True)
    value: Any = None


class Numbering(LaptopRow):
    """The last human number given on this laptop, per prefix and year."""

    prefix: str = column(primary_key=True)
    year: int = column(primary_key=True)
    last: int = 0


class Draft(LaptopRow):
    """What somebody was typing when the window locked or closed, per place (page and row)."""

    place: str = column(primary_key=True)
    saved_at: str = ""
    content: Any = None


class Recent(LaptopRow):
    """What was opened lately: first in the palette."""

    kind: str = column(primary_key=True)
    row_id: str = column(primary_key=True)
    opened_at: str = column(default="", index=True)


class ImportMapping(LaptopRow):
    """How the columns of a spreadsheet were read last time, by the fingerprint of its headers."""

    headers: str = column(primary_key=True)
    mapping: Any = None
    used_at: str = ""


class ImportedRow(LaptopRow):
    """A line of a spreadsheet already brought in (fingerprint of what it said) and the person it became."""

    fingerprint: str = column(primary_key=True)
    person_id: str = column(default="", index=True)
    act_id: str = ""


class DocumentChunk(LaptopRow):
    """A piece (up to 1 MiB) of a document's bytes, encrypted with the rest of the store."""

    document_id: str = column(primary_key=True)
    position: int = column(primary_key=True)
    content: bytes = b""
