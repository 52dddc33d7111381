"""A secret code on paper (recovery of a laptop, root of a team): one page, each group large enough to be copied by hand
and numbered, as the window asks for some of them. No QR: it opens everything."""

import io
from collections.abc import Sequence
from datetime import date

from kodiko_desktop.documents.pen import FAINT, Pen
from kodiko_desktop.documents.sheet import MARGIN, page_size
from kodiko_desktop.documents.text import Span, Style

_TITLE = Style(size=20, leading=28, bold=True)
_CODE = Style(size=20, leading=34, bold=True)
_WORDS = Style(size=12, leading=18)
_IN_A_ROW = 5
_NUMBER = Style(size=9, leading=12)
_CODE_LINES = (3, 4)
"""Which lines of the sheet are the code (see `vault.recovery_sheet.recovery_sheet_lines`)."""


def render(lines: Sequence[str], printed_on: date) -> bytes:
    """The PDF of the sheet; `lines` as `recovery_sheet_lines` gives them (title first, the code on lines 4 and 5)."""
    from reportlab.pdfgen.canvas import Canvas

    width, height = page_size(landscape=False)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, pageCompression=1, lang="fr-FR")
    canvas.setTitle(lines[0])
    canvas.setSubject(printed_on.isoformat())
    pen = Pen(canvas)
    room, top, counted = width - 2 * MARGIN, height - 2 * MARGIN, 0
    for number, line in enumerate(lines):
        if number == _CODE_LINES[0]:
            top -= 16
            pen.rule(MARGIN, top, width - MARGIN, color=FAINT)
            top -= 12
        if number in _CODE_LINES:
            groups = line.split()
            for first in range(0, len(groups), _IN_A_ROW):
                top -= _groups(pen, top, groups[first : first + _IN_A_ROW], counted + first, room)
            counted += len(groups)
        else:
            style = _WORDS if number else _TITLE
            top -= pen.words(MARGIN, top, (Span(line, style.bold),), room, style)
        if number == _CODE_LINES[-1]:
            top -= 12
            pen.rule(MARGIN, top, width - MARGIN, color=FAINT)
            top -= 16
        elif number not in _CODE_LINES:
            top -= 6
    pen.next_page()
    canvas.save()
    return buffer.getvalue()


def _groups(pen: Pen, top: float, groups: Sequence[str], before: int, room: float) -> float:
    """A line of the code, each group under its number (`before`: how many came on the lines above). Its height."""
    step = room / _IN_A_ROW
    for place in range(len(groups)):
        pen.words(MARGIN + place * step, top, (Span(str(before + place + 1), False),), step, _NUMBER)
    for place, group in enumerate(groups):
        pen.words(MARGIN + place * step, top - _NUMBER.leading, (Span(group, True),), step, _CODE)
    return _NUMBER.leading + _CODE.leading
