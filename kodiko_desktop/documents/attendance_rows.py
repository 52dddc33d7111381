"""One page of an attendance sheet: details of the session, rows to sign, and the trainer's signature per half-day."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kodiko_desktop.documents.bidi import isolated
from kodiko_desktop.documents.flow import Block
from kodiko_desktop.documents.pen import HEADER_FILL, Pen
from kodiko_desktop.documents.text import BLACK, GREY, PALE, Paragraph, Span, Style, paragraph
from kodiko_desktop.domain.attendance import Part
from kodiko_desktop.domain.dates_in_words import time_in_words, weekday_name
from kodiko_desktop.domain.wording import N_, _

_NUMBER, _HOURS, _REASON = 26.0, 46.0, 62.0
_WIDEST_CELL, _NARROWEST_CELL = 122.0, 74.0
_HEAD = 25.0
_TRAINER, _TOTALS = 36.0, 17.0
_BELOW = 6.0 + _TRAINER + _TOTALS
_LEAST_ROW, _BEST_ROW = 21.0, 28.0
"""A row to sign in is at least 7.4 mm high; up to 10 mm when there is room."""
_DETAIL = Style(size=8.6, leading=11.5)
_SMALL = Style(size=7.0, leading=8.6, color=GREY)
_DETAIL_SHARES = (0.21, 0.36, 0.19, 0.24)
_NAME_SIZES = (9.2, 8.2, 7.2)
_SIGNATURE_LABELS = {Part.MORNING: N_("Signature matin"), Part.AFTERNOON: N_("Signature après-midi")}

_SHORT_LABELS = {Part.MORNING: N_("Matin"), Part.AFTERNOON: N_("Après-midi")}
"""Under many half-days abreast, where « signature » no longer fits."""


@dataclass(frozen=True)
class HalfDay:
    """A half-day to sign for. `key` names its cells; `minutes` is its planned length."""

    key: str
    day: datetime.date
    part: Part
    starts_at: datetime.time
    ends_at: datetime.time

    @property
    def minutes(self) -> int:
        """Planned duration, in minutes."""
        start, end = self.starts_at, self.ends_at
        return (end.hour - start.hour) * 60 + end.minute - start.minute


@dataclass(frozen=True)
class Attendee:
    """A person expected. `name`: « NOM Prénom »; `original`: the same in its own script; `not_planned`: keys of the
    half-days where nobody waits for them."""

    row_id: str
    name: str
    original: str = ""
    not_planned: tuple[str, ...] = ()


@dataclass(frozen=True)
class SheetRow:
    """A line of the table. A walk-in's has no name yet."""

    number: int
    row_id: str
    name: str
    not_planned: tuple[str, ...] = ()

    @classmethod
    def of(cls, attendee: Attendee, number: int) -> "SheetRow":
        """The line of a person expected."""
        name = isolated(attendee.name)
        name = f"{name} · {isolated(attendee.original)}" if attendee.original else name
        return cls(number, attendee.row_id, name, attendee.not_planned)

    @classmethod
    def walk_in(cls, number: int, rank: int) -> "SheetRow":
        """An empty line for somebody who comes without being registered."""
        return cls(number, f"walk-in-{rank}", "")


@dataclass(frozen=True)
class Page(Block):
    """What one page shows. `details`: lines of (label, value)."""

    rows: tuple[SheetRow, ...]
    half_days: tuple[HalfDay, ...]
    details: tuple[tuple[tuple[str, str], ...], ...]
    warnings: tuple[str, ...] = ()
    row_height: float = field(default=_LEAST_ROW)

    def cut(self, rows: Sequence[SheetRow], width: float, room: float) -> list[list[SheetRow]]:
        """`rows` in as few pages as possible, as evenly as possible."""
        available = room - self._above(width) - _HEAD - _BELOW
        heights = [self._height_of(row, width) for row in rows]
        count = max(1, -(-int(sum(heights)) // max(int(available), 1)))
        while True:
            parts = _evenly(list(rows), count)
            tallest = max(sum(self._height_of(row, width) for row in part) for part in parts)
            if tallest <= available or count >= len(rows):
                return parts
            count += 1

    def stretched(self, width: float, room: float) -> "Page":
        """The same page with rows as high as its room allows."""
        best = _BEST_ROW
        while best > _LEAST_ROW:
            page = replace(self, row_height=best)
            if page.height(width) <= room:
                return page
            best -= 0.5
        return self

    def height(self, width: float) -> float:
        rows = sum(self._height_of(row, width) for row in self.rows)
        return self._above(width) + _HEAD + rows + _BELOW

    def draw(self, pen: Pen, x: float, top: float, width: float) -> None:
        top = self._draw_details(pen, x, top, width)
        edges = self._edges(x, width)
        self._draw_head(pen, edges, top)
        y = top - _HEAD
        lines = [(x, top, x + width, top), (x, y, x + width, y)]
        for row in self.rows:
            tall = self._height_of(row, width)
            self._draw_row(pen, row, edges, y, tall)
            y -= tall
            lines.append((x, y, x + width, y))
        lines += [(edge, top, edge, y) for edge in edges]
        pen.segments(lines)
        self._draw_trainer(pen, edges, y - 6.0)

    def _edges(self, x: float, width: float) -> list[float]:
        """The vertical rules: number, name, one column a half-day, hours, reason."""
        count = len(self.half_days)
        cell = min(_WIDEST_CELL, max(_NARROWEST_CELL, (width - _NUMBER - _HOURS - _REASON - 210) / max(count, 1)))
        name = width - _NUMBER - _HOURS - _REASON - count * cell
        edges = [x, x + _NUMBER, x + _NUMBER + name]
        for _half_day in self.half_days:
            edges.append(edges[-1] + cell)
        return [*edges, edges[-1] + _HOURS, x + width]

    def _name(self, row: SheetRow, width: float) -> tuple[Paragraph, Style]:
        """The name in the largest type that holds on two lines of a low row, else in the smallest."""
        edges = self._edges(0.0, width)
        room = edges[2] - edges[1] - 12.0
        for size in _NAME_SIZES:
            broken = paragraph((Span(row.name),), room, size)
            if len(broken.lines) * size * 1.2 <= _LEAST_ROW - 3.0:
                break
        return broken, Style(size=size, leading=size * 1.2)

    def _height_of(self, row: SheetRow, width: float) -> float:
        broken, style = self._name(row, width)
        return max(self.row_height, len(broken.lines) * style.leading + 4.0)

    def _above(self, width: float) -> float:
        return self._details_height(width) + self._warnings_height(width) + 4.0

    def _details_height(self, width: float) -> float:
        return sum(
            max(
                len(_detail(label, value, share * width).lines) * _DETAIL.leading
                for (label, value), share in zip(line, _DETAIL_SHARES, strict=True)
            )
            for line in self.details
        )

    def _warnings_height(self, width: float) -> float:
        lines = sum(len(paragraph((Span(warning, True),), width - 12, 8.6).lines) for warning in self.warnings)
        return lines * _DETAIL.leading + 11.0 if lines else 0.0

    def _draw_details(self, pen: Pen, x: float, top: float, width: float) -> float:
        for line in self.details:
            left, tall = x, 0.0
            for (label, value), share in zip(line, _DETAIL_SHARES, strict=True):
                broken = _detail(label, value, share * width)
                pen.lines_of(left, top, broken, share * width, _DETAIL)
                left += share * width
                tall = max(tall, len(broken.lines) * _DETAIL.leading)
            top -= tall
        if self.warnings:
            tall = self._warnings_height(width) - 6.0
            pen.box(x, top - tall - 4.0, width, tall)
            inner = top - 6.2
            for warning in self.warnings:
                inner -= pen.words(x + 6, inner, (Span(warning, True),), width - 12, _DETAIL)
            top -= tall + 6.0
        return top - 4.0

    def _draw_head(self, pen: Pen, edges: list[float], top: float) -> None:
        pen.fill(edges[0], top - _HEAD, edges[-1] - edges[0], _HEAD, HEADER_FILL)
        bold = Style(size=8.6, leading=10.5, bold=True, align="center")
        middle = top - _HEAD / 2 - 3.1
        pen.text(edges[0], middle, _("N°"), bold, width=edges[1] - edges[0])
        pen.text(edges[1] + 6, middle, _("NOM Prénom"), replace(bold, align="start"))
        for half_day, left, right in zip(self.half_days, edges[2:], edges[3:], strict=False):
            labels = _SIGNATURE_LABELS if right - left > 100 else _SHORT_LABELS
            pen.text(left, top - 10.5, _(labels[half_day.part]), bold, width=right - left)
            pen.text(left, top - 20.5, self._when(half_day), replace(_SMALL, align="center"), width=right - left)
        pen.text(edges[-3], middle, _("Heures"), bold, width=_HOURS)
        pen.text(edges[-2], top - 10.5, _("Absence"), bold, width=_REASON)
        pen.text(edges[-2], top - 20.5, _("(code)"), replace(_SMALL, align="center"), width=_REASON)

    def _when(self, half_day: HalfDay) -> str:
        hours = _("{start} – {end}").format(
            start=time_in_words(half_day.starts_at), end=time_in_words(half_day.ends_at)
        )
        if len({each.day for each in self.half_days}) == 1:
            return hours
        day = half_day.day
        return f"{weekday_name(day)[:3]}. {day.day:02d}/{day.month:02d} {hours}".replace("\u00a0", "")

    def _draw_row(self, pen: Pen, row: SheetRow, edges: list[float], top: float, tall: float) -> None:
        style = Style(size=8.6, leading=10.5, align="center")
        pen.text(edges[0], top - tall / 2 - 3.1, str(row.number), style, width=edges[1] - edges[0])
        if row.name:
            broken, name_style = self._name(row, edges[-1] - edges[0])
            used = len(broken.lines) * name_style.leading
            pen.lines_of(edges[1] + 6, top - (tall - used) / 2, broken, edges[2] - edges[1] - 12, name_style)
        else:
            note = _("(sans inscription)")
            pen.dotted(edges[1] + 6, top - tall + 5, edges[2] - 76)
            pen.text(edges[2] - 72, top - tall + 5, note, Style(size=7.2, leading=9, color=PALE))
        for half_day, left, right in zip(self.half_days, edges[2:], edges[3:], strict=False):
            if half_day.key in row.not_planned:
                pen.hatch(left, top - tall, right - left, tall)
            else:
                pen.signature_cell(left, top - tall, right - left, tall, row.row_id, half_day.key)

    def _draw_trainer(self, pen: Pen, edges: list[float], top: float) -> None:
        bold = Style(size=8.4, leading=11, bold=True, color=BLACK)
        statement = _(
            "J’atteste la présence des personnes qui ont signé, demi-journée par demi-journée. "
            "Signature de l’animateur ou de l’animatrice\u00a0:"
        )
        room = edges[2] - edges[1] + _NUMBER - 10
        for size in (8.4, 7.6, 6.8):
            broken = paragraph((Span(statement),), room, size)
            if len(broken.lines) * size * 1.25 <= _TRAINER:
                break
        pen.lines_of(edges[0], top, broken, room, Style(size=size, leading=size * 1.25))
        for half_day, left, right in zip(self.half_days, edges[2:], edges[3:], strict=False):
            pen.box(left, top - _TRAINER, right - left, _TRAINER, thickness=0.8)
            pen.signature_cell(left, top - _TRAINER, right - left, _TRAINER, "trainer", half_day.key)
        y, x = top - _TRAINER - _TOTALS + 3.5, edges[0]
        totals = ((_("Présents\u00a0:"), 40.0), (_("Heures\u00a0:"), 46.0), (_("Observations\u00a0:"), 0.0))
        for label, length in totals:
            x += pen.text(x, y, label, bold) + 3
            end = x + length if length else edges[-1]
            pen.dotted(x, y - 1.0, end)
            x = end + 10


def _detail(label: str, value: str, width: float) -> Paragraph:
    return paragraph((Span(f"{label} ", True), Span(value)), width - 10.0, _DETAIL.size)


def _evenly(rows: list[SheetRow], count: int) -> list[list[SheetRow]]:
    """`rows` in `count` parts of the same length or nearly."""
    size, more = divmod(len(rows), count)
    parts, start = [], 0
    for rank in range(count):
        end = start + size + (rank < more)
        parts.append(rows[start:end])
        start = end
    return [part for part in parts if part] or [[]]
