"""What every table says of itself: who shares it, through which stream, and which person it speaks of."""

import re
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from sqlalchemy import Text
from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "pk": "pk_%(table_name)s",
}


JsonText = Text
"""Column type of JSON values: TEXT. A column declared JSON has numeric affinity in SQLite and turns "3" into 3."""


class Reach(Enum):
    """Where a table goes: to the other laptops, nowhere, or computed again from the rest."""

    SYNCED = "synced"
    LOCAL = "local"
    DERIVED = "derived"


@dataclass(frozen=True)
class Sharing:
    """`subject`: the column that holds the id of the person the row speaks of (None: nobody).

    `append_only`: rows are added and archived, never rewritten (journal notes).
    """

    reach: Reach
    subject: str | None = None
    append_only: bool = False


LOCAL = Sharing(Reach.LOCAL)
DERIVED = Sharing(Reach.DERIVED)


class SyncedRow(SQLModel):
    """Columns of every shared row. `stream`: an antenna's id, or "org". Dates are calendar days; `*_at` are UTC
    ISO 8601 texts to the second; lists and mappings are JSON. No UNIQUE, no foreign key across shared tables:
    rows of other laptops arrive in any order.
    """

    __sharing__: ClassVar[Sharing] = Sharing(Reach.SYNCED)

    @declared_attr.directive
    def __tablename__(cls) -> str:
        """`JourneyStatus` lives in `journey_status`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.__name__).lower()

    id: str = Field(primary_key=True, max_length=64)
    stream: str = Field(max_length=64, index=True)
    created_at: str = Field(max_length=32)
    archived_at: str | None = Field(default=None, max_length=32)


def synced(*, subject: str | None = None, append_only: bool = False) -> Sharing:
    """The declaration of a shared table."""
    return Sharing(Reach.SYNCED, subject, append_only)
