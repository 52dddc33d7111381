"""What makes the store tick on this laptop: acts, operations, heads, drafts, settings. None of it is shown as such."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, Index, LargeBinary
from sqlmodel import Field, SQLModel

from db.tables.base import DERIVED, LOCAL, JsonText, Sharing


class Act(SQLModel, table=True):
    """One act of somebody: everything it wrote was written together, and can be undone together."""

    __sharing__: ClassVar[Sharing] = LOCAL
    id: str = Field(primary_key=True)
    position: int = Field(default=0, index=True)
    kind: str = ""
    author: str = ""
    device: str = ""
    at: str = ""
    undoes: str | None = None
    undone_by: str | None = None


class Operation(SQLModel, table=True):
    """One write of one row: the values given, the dots its author saw, what was there before (for undo), and whether
    it has been handed to the shared folder (`sent`). Primary key: the dot within its stream."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __table_args__ = (
        Index("ix_operation_act_id", "act_id"),
        Index("ix_operation_sent", "sent", "stream"),
        {"sqlite_with_rowid": False},
    )
    stream: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    counter: int = Field(primary_key=True)
    act_id: str = ""
    table_name: str = ""
    row_id: str = ""
    clock: int = Field(default=0, sa_type=BigInteger)
    fields: Any = Field(default=None, nullable=True, sa_type=JsonText)
    overwrites: Any = Field(default=None, nullable=True, sa_type=JsonText)
    subjects: Any = Field(default=None, nullable=True, sa_type=JsonText)
    previous: Any = Field(default=None, nullable=True, sa_type=JsonText)
    sent: bool = False


class SyncHead(SQLModel, table=True):
    """The fields of a row for which one write is still current. A row written once has one; a field written since
    leaves it for the newer write. Several heads of one field: a conflict. Heads of unknown tables are kept too."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_head"
    __table_args__ = {"sqlite_with_rowid": False}
    table_name: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    counter: int = Field(primary_key=True)
    stream: str = ""
    clock: int = Field(default=0, sa_type=BigInteger)
    author: str = ""
    fields: Any = Field(default=None, nullable=True, sa_type=JsonText)


class Conflict(SQLModel, table=True):
    """The fields that have several different current values (computed from the heads at each write)."""

    __sharing__: ClassVar[Sharing] = DERIVED
    table_name: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    stream: str = ""


class SearchEntry(SQLModel, table=True):
    """What can be found by typing: a person, a company, a session. `entry` is the rowid of its words in the full-text
    table `search_text` (made by the migration); `sort_key` orders lists without accents or capitals."""

    __sharing__: ClassVar[Sharing] = DERIVED
    __tablename__ = "search_entry"
    __table_args__ = (Index("ix_search_entry_sort", "kind", "sort_key"),)
    entry: int | None = Field(default=None, primary_key=True)
    kind: str = ""
    row_id: str = Field(default="", unique=True)
    sort_key: str = ""


class LocalSetting(SQLModel, table=True):
    """A fact of this laptop: its device id and code, the clock, who sits at it, choices of the window."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "local_setting"
    key: str = Field(primary_key=True)
    value: Any = Field(default=None, nullable=True, sa_type=JsonText)


class Numbering(SQLModel, table=True):
    """The last human number given on this laptop, per prefix and year."""

    __sharing__: ClassVar[Sharing] = LOCAL
    prefix: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int = 0


class Draft(SQLModel, table=True):
    """What somebody was typing when the window locked or closed, per place (page and row)."""

    __sharing__: ClassVar[Sharing] = LOCAL
    place: str = Field(primary_key=True)
    saved_at: str = ""
    content: Any = Field(default=None, nullable=True, sa_type=JsonText)


class Recent(SQLModel, table=True):
    """What was opened lately: first in the palette."""

    __sharing__: ClassVar[Sharing] = LOCAL
    kind: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True)
    opened_at: str = Field(default="", index=True)


class ImportMapping(SQLModel, table=True):
    """How the columns of a spreadsheet were read last time, by the fingerprint of its headers."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "import_mapping"
    headers: str = Field(primary_key=True)
    mapping: Any = Field(default=None, nullable=True, sa_type=JsonText)
    used_at: str = ""


class ImportedRow(SQLModel, table=True):
    """A line of a spreadsheet already brought in (fingerprint of what it said) and the person it became."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "imported_row"
    fingerprint: str = Field(primary_key=True)
    person_id: str = Field(default="", index=True)
    act_id: str = ""


class DocumentChunk(SQLModel, table=True):
    """A piece (up to 1 MiB) of a document's bytes, encrypted with the rest of the store."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "document_chunk"
    document_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    content: bytes = Field(default=b"", sa_type=LargeBinary)
