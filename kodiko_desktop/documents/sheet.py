"""The furniture of every paper that will be signed, from the first one printed: marks in the four corners, a QR in two
opposite ones, the same code in letters, number, version and page x/y; so that old paper can be read back later.

A scan is straightened on any three marks; the code is printed twice because a fold, a staple or a thumb hides one.
"""

import calendar
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kodiko_desktop.documents.flow import Block, Placed, paginate
from kodiko_desktop.documents.fonts import MAIN, face
from kodiko_desktop.documents.models import Identity, Rendered, SheetGeometry, Square
from kodiko_desktop.documents.pen import FAINT, Pen
from kodiko_desktop.documents.qr_code import draw_qr
from kodiko_desktop.documents.text import GREY, Span, Style, fitted, paragraph, text_width
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

A4 = (595.276, 841.89)
MARK_SIDE = 12.0
MARK_INSET = 18.0
"""From the edge of the paper to a mark: beyond what printers leave white (about 4.2 mm)."""
MARGIN = 40.0
QR_SIDE = 50.0
QR_INSET = 36.0
_QUIET = 8.0
STRIP = QR_SIDE + 8.0
"""Height of the band at the top of each page, at the left of the QR: logos, then a running title."""
_CODE_STYLE = Style(size=6.0, leading=8.0, color=GREY)
_FOOT_SIZES = (7.0, 6.5, 6.0, 5.5)

Strip = Callable[[Pen, int, float, float, float], None]
"""Draws the band of a page: pen, page (from 1), x, top, width."""


class FootTooLong(KodikoError):
    """The mentions at the bottom of the page do not fit, even in small type."""

    def __init__(self, sentences: int) -> None:
        super().__init__(
            _(
                "Les mentions du bas de page sont trop longues pour tenir sur la feuille. Rien n’est perdu. "
                "Raccourcissez les mentions de l’association ou du financeur, puis imprimez de nouveau."
            ),
            for_log=f"foot of {sentences} sentences does not fit",
        )


@dataclass(frozen=True)
class Layout:
    """What `render` lays out. `foot`: short sentences repeated at the bottom of each page; `title` names the file."""

    identity: Identity
    title: str
    author: str
    strip: Strip
    blocks: Sequence[Block]
    foot: tuple[str, ...] = ()
    landscape: bool = False


def page_size(landscape: bool) -> tuple[float, float]:
    """A4 in points, (width, height)."""
    return (A4[1], A4[0]) if landscape else A4


def text_width_of(landscape: bool) -> float:
    """The width between the margins, in points."""
    return page_size(landscape)[0] - 2 * MARGIN


def text_height_of(landscape: bool) -> float:
    """The height between the band at the top and the furniture at the bottom, in points."""
    return page_size(landscape)[1] - (QR_INSET + STRIP) - (QR_INSET + QR_SIDE + _QUIET)


def render(layout: Layout) -> Rendered:
    """Lay out, then draw: the PDF, its codes and its geometry. The same layout always gives the same bytes."""
    width, room = text_width_of(layout.landscape), text_height_of(layout.landscape)
    pages = paginate(layout.blocks, width, room, room)
    return draw_pages(layout, pages)


def draw_pages(layout: Layout, pages: Sequence[Sequence[Placed]]) -> Rendered:
    """Draw pages already cut."""
    size = page_size(layout.landscape)
    buffer = io.BytesIO()
    pen = Pen(_canvas(buffer, size, layout))
    codes = tuple(layout.identity.code(page, len(pages)) for page in range(1, len(pages) + 1))
    width = text_width_of(layout.landscape)
    top = size[1] - QR_INSET - STRIP
    for page, placed in enumerate(pages, start=1):
        _furniture(pen, layout, codes[page - 1], page, len(pages), size)
        layout.strip(pen, page, MARGIN, size[1] - QR_INSET, width - QR_SIDE - 2 * _QUIET)
        for block, offset in placed:
            block.draw(pen, MARGIN, top - offset, width)
        pen.next_page()
    pen.canvas.save()
    count = range(1, len(pages) + 1)
    geometry = SheetGeometry(
        page_width=size[0],
        page_height=size[1],
        marks=tuple(Square(page, x, y, MARK_SIDE) for page in count for x, y in _marks(size)),
        codes=tuple(Square(page, x, y, QR_SIDE) for page in count for x, y in _qr_places(size)),
        cells=tuple(pen.cells),
    )
    return Rendered(buffer.getvalue(), len(pages), codes, geometry)


def running_title(text: str) -> Callable[[Pen, float, float, float], None]:
    """The band of the pages after the first: what this paper is, in one line."""

    def draw(pen: Pen, x: float, top: float, width: float) -> None:
        style = Style(size=9, leading=12, bold=True, color=GREY)
        pen.text(x, top - 16, fitted(text, width, style), style)
        pen.rule(x, top - 24, x + width, color=FAINT)

    return draw


def _canvas(buffer: io.BytesIO, size: tuple[float, float], layout: Layout) -> "Canvas":
    from reportlab.pdfgen.canvas import Canvas

    font = face(MAIN, False).name  # else an unused Helvetica is named in the file without being embedded
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1, lang="fr-FR", initialFontName=font)
    day = layout.identity.printed_on
    stamp = canvas._doc._timeStamp
    stamp.t = float(calendar.timegm((day.year, day.month, day.day, 0, 0, 0)))
    stamp.lt = (day.year, day.month, day.day, 0, 0, 0, day.weekday(), 0, 0)
    stamp.YMDhms = tuple(stamp.lt)[:6]
    canvas.setTitle(layout.title)
    canvas.setAuthor(layout.author)
    canvas.setSubject(layout.identity.number)
    canvas.setCreator("Kodiko Desktop")
    return canvas


def _marks(size: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    far_x, far_y = size[0] - MARK_INSET - MARK_SIDE, size[1] - MARK_INSET - MARK_SIDE
    return ((MARK_INSET, far_y), (far_x, far_y), (far_x, MARK_INSET), (MARK_INSET, MARK_INSET))


def _qr_places(size: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    return ((size[0] - MARGIN - QR_SIDE, size[1] - QR_INSET - QR_SIDE), (MARGIN, QR_INSET))


def _furniture(pen: Pen, layout: Layout, code: str, page: int, pages: int, size: tuple[float, float]) -> None:
    for x, y in _marks(size):
        pen.fill(x, y, MARK_SIDE, MARK_SIDE, (0.0, 0.0, 0.0))
    for x, y in _qr_places(size):
        draw_qr(pen, code, x, y, QR_SIDE)
    left, right = MARGIN + QR_SIDE + _QUIET, size[0] - MARGIN
    pen.rule(left, QR_INSET + QR_SIDE, right, color=FAINT)
    identity = layout.identity
    which = _("n°\u00a0{number} · version {version} · page {page}/{pages}").format(
        number=identity.number, version=identity.version, page=page, pages=pages
    )
    style = Style(size=7.5, leading=9, bold=True, color=GREY)
    pen.text(left, QR_INSET + 1.5, code, _CODE_STYLE)
    pen.text(right - text_width(which, style), QR_INSET + 1.5, which, style)
    top = QR_INSET + QR_SIDE - 3.0
    foot = _foot_style(layout.foot, right - left, top - QR_INSET - 8.0)
    for sentence in layout.foot:
        top -= pen.words(left, top, (Span(sentence),), right - left, foot)


def _foot_style(sentences: tuple[str, ...], width: float, room: float) -> Style:
    """The largest type in which every sentence of the foot is printed: a legal mention never goes missing."""
    for size in _FOOT_SIZES:
        style = Style(size=size, leading=size * 1.28, color=GREY)
        count = sum(len(paragraph((Span(sentence),), width, size).lines) for sentence in sentences)
        if count * style.leading <= room:
            return style
    raise FootTooLong(len(sentences))
