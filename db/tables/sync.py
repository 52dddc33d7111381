"""What a laptop remembers of the shared folder: whom it heard and how far, keys, files seen, what is not settled."""

from typing import Any

from db.tables.base import LaptopRow, column


class SyncFrontier(LaptopRow):
    """How far a device has been heard in a stream: its last counter applied here, and the hash chain at that point."""

    stream: str = column(primary_key=True)
    device: str = column(primary_key=True)
    counter: int = 0
    chain: str = ""
    heard_at: str = ""


class SyncOverwritten(LaptopRow, without_rowid=True):
    """Dots that somebody overwrote and that have not arrived here yet: they must not come up as values."""

    table_name: str = column(primary_key=True)
    row_id: str = column(primary_key=True)
    field: str = column(primary_key=True)
    device: str = column(primary_key=True)
    counter: int = column(primary_key=True)


class ProjectionFailure(LaptopRow):
    """A value received that this version cannot show: its head is kept, the reason too, and it is tried again.
    `created_at`: when the row was made, kept for rows of tables this version does not know (field "")."""

    table_name: str = column(primary_key=True)
    row_id: str = column(primary_key=True)
    field: str = column(primary_key=True)
    stream: str = ""
    created_at: str = ""
    reason: str = ""
    noted_at: str = ""


class SyncClaim(LaptopRow):
    """The furthest counter of a device that another one says it has applied: what is missing here shows."""

    stream: str = column(primary_key=True)
    device: str = column(primary_key=True)
    counter: int = 0
    said_by: str = ""
    noted_at: str = ""


class SyncQuarantine(LaptopRow):
    """A device whose segments are not applied any more in a stream: two signatures were seen for one dot."""

    stream: str = column(primary_key=True)
    device: str = column(primary_key=True)
    reason: str = ""
    file: str = ""
    noted_at: str = ""


class SyncFile(LaptopRow, without_rowid=True):
    """A file of a folder already looked at, so that a sync without news looks at names only. `chain`: the hash chain of
    its device after it."""

    folder: str = column(primary_key=True)
    place: str = column(primary_key=True)
    name: str = column(primary_key=True)
    verdict: str = ""
    device: str = ""
    first: int = column(default=0, big=True)
    last: int = column(default=0, big=True)
    chain: str = ""
    noted_at: str = ""


class SyncFolder(LaptopRow):
    """A folder this laptop exchanges through, and what the last exchange with it was like."""

    folder: str = column(primary_key=True)
    reached_at: str = ""
    report: Any = None


class SyncSpool(LaptopRow):
    """Segments of other devices waiting to be carried, byte for byte, to another folder of the team."""

    folder: str = column(primary_key=True)
    place: str = column(primary_key=True)
    name: str = column(primary_key=True)
    content: bytes = b""


class SyncControl(LaptopRow):
    """A record of the team's control log, as it was signed; the directory of devices is computed from all of them."""

    name: str = column(primary_key=True)
    content: bytes = b""


class SyncSecret(LaptopRow):
    """What makes this laptop itself in the team: its private keys, and a request to join that is under way."""

    name: str = column(primary_key=True)
    value: bytes = b""


class SyncKey(LaptopRow):
    """An epoch key of a stream. `key_id` is in the header of every file made with it."""

    stream: str = column(primary_key=True)
    key_id: str = column(primary_key=True)
    epoch: int = 0
    key: bytes = b""


class SyncInvite(LaptopRow):
    """An invitation this laptop made. `state`: open, used or expired; `device`: who came with it."""

    id: str = column(primary_key=True)
    secret: bytes = b""
    name: str = ""
    streams: Any = None
    admin: bool = False
    expires_at: str = ""
    state: str = "open"
    device: str = ""


class SyncBlob(LaptopRow):
    """Where a piece of a document is in the shared folder: name (hash) and key of its encrypted file."""

    document_id: str = column(primary_key=True)
    position: int = column(primary_key=True)
    stream: str = ""
    hash: str = column(default="", index=True)
    key: bytes = b""
    size: int = 0


class SyncNews(LaptopRow):
    """One write that an exchange brought: who wrote about whom, where. Only the latest are kept."""

    position: int | None = column(default=None, primary_key=True)
    brought_at: str = ""
    stream: str = ""
    device: str = ""
    author: str = ""
    at: str = ""
    kind: str = ""
    table_name: str = ""
    row_id: str = ""
    subject: str = ""
