"""What a laptop remembers of the shared folder: whom it heard and how far, keys, files seen, what is not settled."""

from typing import Any, ClassVar

from sqlalchemy import BigInteger, LargeBinary
from sqlmodel import Field, SQLModel

from db.tables.base import LOCAL, JsonText, Sharing


class SyncFrontier(SQLModel, table=True):
    """How far a device has been heard in a stream: its last counter applied here, and the hash chain at that point."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_frontier"
    stream: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    counter: int = 0
    chain: str = ""
    heard_at: str = ""


class SyncOverwritten(SQLModel, table=True):
    """Dots that somebody overwrote and that have not arrived here yet: they must not come up as values."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_overwritten"
    __table_args__ = {"sqlite_with_rowid": False}
    table_name: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    counter: int = Field(primary_key=True)


class ProjectionFailure(SQLModel, table=True):
    """A value received that this version cannot show: its head is kept, the reason too, and it is tried again.
    `created_at`: when the row was made, kept for rows of tables this version does not know (field "")."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "projection_failure"
    table_name: str = Field(primary_key=True)
    row_id: str = Field(primary_key=True)
    field: str = Field(primary_key=True)
    stream: str = ""
    created_at: str = ""
    reason: str = ""
    noted_at: str = ""


class SyncClaim(SQLModel, table=True):
    """The furthest counter of a device that another one says it has applied: what is missing here shows."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_claim"
    stream: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    counter: int = 0
    said_by: str = ""
    noted_at: str = ""


class SyncQuarantine(SQLModel, table=True):
    """A device whose segments are not applied any more in a stream: two signatures were seen for one dot."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_quarantine"
    stream: str = Field(primary_key=True)
    device: str = Field(primary_key=True)
    reason: str = ""
    file: str = ""
    noted_at: str = ""


class SyncFile(SQLModel, table=True):
    """A file of a folder already looked at, so that a sync without news looks at names only. `chain`: the hash chain of
    its device after it."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_file"
    __table_args__ = {"sqlite_with_rowid": False}
    folder: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    verdict: str = ""
    device: str = ""
    first: int = Field(default=0, sa_type=BigInteger)
    last: int = Field(default=0, sa_type=BigInteger)
    chain: str = ""
    noted_at: str = ""


class SyncFolder(SQLModel, table=True):
    """A folder this laptop exchanges through, and what the last exchange with it was like."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_folder"
    folder: str = Field(primary_key=True)
    reached_at: str = ""
    report: Any = Field(default=None, nullable=True, sa_type=JsonText)


class SyncSpool(SQLModel, table=True):
    """Segments of other devices waiting to be carried, byte for byte, to another folder of the team."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_spool"
    folder: str = Field(primary_key=True)
    place: str = Field(primary_key=True)
    name: str = Field(primary_key=True)
    content: bytes = Field(default=b"", sa_type=LargeBinary)


class SyncControl(SQLModel, table=True):
    """A record of the team's control log, as it was signed; the directory of devices is computed from all of them."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_control"
    name: str = Field(primary_key=True)
    content: bytes = Field(default=b"", sa_type=LargeBinary)


class SyncSecret(SQLModel, table=True):
    """What makes this laptop itself in the team: its private keys, and a request to join that is under way."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_secret"
    name: str = Field(primary_key=True)
    value: bytes = Field(default=b"", sa_type=LargeBinary)


class SyncKey(SQLModel, table=True):
    """An epoch key of a stream. `key_id` is in the header of every file made with it."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_key"
    stream: str = Field(primary_key=True)
    key_id: str = Field(primary_key=True)
    epoch: int = 0
    key: bytes = Field(default=b"", sa_type=LargeBinary)


class SyncInvite(SQLModel, table=True):
    """An invitation this laptop made. `state`: open, used or expired; `device`: who came with it."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_invite"
    id: str = Field(primary_key=True)
    secret: bytes = Field(default=b"", sa_type=LargeBinary)
    name: str = ""
    streams: Any = Field(default=None, nullable=True, sa_type=JsonText)
    admin: bool = False
    expires_at: str = ""
    state: str = "open"
    device: str = ""


class SyncBlob(SQLModel, table=True):
    """Where a piece of a document is in the shared folder: name (hash) and key of its encrypted file."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_blob"
    document_id: str = Field(primary_key=True)
    position: int = Field(primary_key=True)
    stream: str = ""
    hash: str = Field(default="", index=True)
    key: bytes = Field(default=b"", sa_type=LargeBinary)
    size: int = 0


class SyncNews(SQLModel, table=True):
    """One write that an exchange brought: who wrote about whom, where. Only the latest are kept."""

    __sharing__: ClassVar[Sharing] = LOCAL
    __tablename__ = "sync_news"
    position: int | None = Field(default=None, primary_key=True)
    brought_at: str = Field(default="", index=True)
    stream: str = ""
    device: str = ""
    author: str = ""
    at: str = ""
    kind: str = ""
    table_name: str = ""
    row_id: str = ""
    subject: str = Field(default="", index=True)
