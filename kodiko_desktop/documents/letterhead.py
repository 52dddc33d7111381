"""Who issues the paper and who pays for it: the band of logos at the top of the first page.

The emblem of the Union is never smaller than another logo (regulation (EU) 2021/1060, annex IX): all have one height.
"""

from collections.abc import Sequence

from kodiko_desktop.documents.emblem import draw_emblem, emblem_width
from kodiko_desktop.documents.models import Funder, Organisation
from kodiko_desktop.documents.pen import Pen, picture_width
from kodiko_desktop.documents.text import BLACK, GREY, Span, Style, fitted, paragraph, text_width

LOGO_HEIGHT = 36.0
_LOGO_WIDTH = 110.0
_GAP = 12.0
_NAME = Style(size=10.5, leading=13, bold=True, color=BLACK)
_FUNDER = Style(size=8, leading=10, color=GREY)


def draw_organisation(pen: Pen, organisation: Organisation, x: float, top: float) -> float:
    """The logo of the association, or its name when there is none; the width taken."""
    if organisation.logo is not None:
        return pen.picture(organisation.logo, x, top - LOGO_HEIGHT, _LOGO_WIDTH, LOGO_HEIGHT)
    width = min(text_width(organisation.name, _NAME), _LOGO_WIDTH + 40)
    broken = paragraph((Span(organisation.name, True),), width + 0.5, _NAME.size)
    pen.lines_of(x, top - 2, broken, width, _NAME)
    if organisation.antenna:
        line = fitted(organisation.antenna, _LOGO_WIDTH + 40, _FUNDER)
        pen.text(x, top - 12 - len(broken.lines) * _NAME.leading, line, _FUNDER)
        width = max(width, text_width(line, _FUNDER))
    return width


def funders_width(funders: Sequence[Funder]) -> float:
    """The width the funders take, gaps between them included, in points."""
    return sum(_width(funder) + _GAP for funder in funders) - _GAP if funders else 0.0


def draw_funders(pen: Pen, funders: Sequence[Funder], right: float, top: float) -> None:
    """The funders from left to right, the last one ending at `right`."""
    x = right - funders_width(funders)
    for funder in funders:
        if funder.european_union:
            draw_emblem(pen, x, top - LOGO_HEIGHT, LOGO_HEIGHT)
        elif funder.logo is not None:
            pen.picture(funder.logo, x, top - LOGO_HEIGHT, _LOGO_WIDTH, LOGO_HEIGHT)
        else:
            pen.words(x, top - 3, (Span(funder.name),), _width(funder), _FUNDER)
        x += _width(funder) + _GAP


def mentions(organisation: Organisation, funders: Sequence[Funder]) -> tuple[str, ...]:
    """What the bottom of each page says of them: identity of the association, then the mentions funders ask for."""
    who = [organisation.name]
    if organisation.address:
        who.append(organisation.address)
    if organisation.siret:
        who.append(f"SIRET {organisation.siret}")
    said = [funder.mention for funder in funders if funder.mention]
    return (" · ".join(who), *said)


def _width(funder: Funder) -> float:
    if funder.european_union:
        return emblem_width(LOGO_HEIGHT)
    if funder.logo is not None:
        return picture_width(funder.logo, _LOGO_WIDTH, LOGO_HEIGHT)
    return min(text_width(funder.name, _FUNDER) + 1.0, 84.0)
