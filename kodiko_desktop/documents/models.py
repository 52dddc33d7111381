"""What every sheet is told: who issues it, who pays, which paper it is; and what it gives back besides its PDF.

Plain frozen values: no store, no window. Lengths are PDF points (1/72 inch), origin at the bottom left of the page.
"""

import datetime
import hashlib
from dataclasses import dataclass

CODE_PREFIX = "KD1"


@dataclass(frozen=True)
class Organisation:
    """The association. `activity_number`: declaration of activity of a training body; `logo`: PNG or JPEG bytes."""

    name: str
    siret: str = ""
    activity_number: str = ""
    address: str = ""
    antenna: str = ""
    logo: bytes | None = None


@dataclass(frozen=True)
class Funder:
    """Who pays. `european_union` draws the emblem with its statement (regulation (EU) 2021/1060, art. 47 and 50)."""

    name: str
    mention: str = ""
    logo: bytes | None = None
    european_union: bool = False


@dataclass(frozen=True)
class Identity:
    """Which paper this is. `kind`: two or three capitals (EM attendance, CE contract, SU follow-up, FO form …);
    `number`: the number people read; `version` grows at each reprint; `digest`: what `fingerprint` gives."""

    kind: str
    number: str
    version: int
    digest: str
    printed_on: datetime.date

    def code(self, page: int, pages: int) -> str:
        """What the QR of a page holds, and what is printed in letters (page from 1)."""
        return f"{CODE_PREFIX}|{self.kind}|{self.number}|v{self.version}|p{page}/{pages}|{self.digest}"


@dataclass(frozen=True)
class Cell:
    """A place to sign on a page (from 1). `row`: whose; `slot`: which half-day or role."""

    page: int
    x: float
    y: float
    width: float
    height: float
    row: str
    slot: str


@dataclass(frozen=True)
class Square:
    """A black mark or a QR code: its lower left corner and its side."""

    page: int
    x: float
    y: float
    side: float


@dataclass(frozen=True)
class SheetGeometry:
    """Where everything that a scan is read by stands, to be kept with the paper."""

    page_width: float
    page_height: float
    marks: tuple[Square, ...]
    codes: tuple[Square, ...]
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Rendered:
    """A finished paper: the bytes of its PDF, its number of pages, the code of each page, its geometry."""

    pdf: bytes
    pages: int
    codes: tuple[str, ...]
    geometry: SheetGeometry


def fingerprint(*parts: object) -> str:
    """Eight hexadecimal digits for what a sheet says: the same contents give the same digits. `parts` are frozen
    values whose text form is stable (no sets, no mappings)."""
    return hashlib.sha256("\x1f".join(repr(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()[:8]
