"""Contracts, notices and authorisations: a filled template becomes the paper that people sign.

French alone, or every paragraph face to face with its courtesy translation. What is printed comes whole from the
template (resources/contracts); nothing here knows what a contract says.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kodiko_desktop.documents.blocks import BODY, SMALL, Bullet, Framed, Heading, Labelled, Tick, Ticks, words
from kodiko_desktop.documents.flow import Beside, Block, Space, Stack
from kodiko_desktop.documents.letterhead import draw_funders, draw_organisation, mentions
from kodiko_desktop.documents.models import Funder, Identity, Organisation, Rendered, fingerprint
from kodiko_desktop.documents.pen import Pen
from kodiko_desktop.documents.sheet import Layout, running_title, text_height_of, text_width_of
from kodiko_desktop.documents.sheet import render as render_layout
from kodiko_desktop.documents.table import CellText, SignatureBox, Signatures, Table
from kodiko_desktop.documents.text import GREY, Style
from kodiko_desktop.domain.contracts.filled import (
    Bilingual,
    FilledBlock,
    FilledBullets,
    FilledCheckboxes,
    FilledContract,
    FilledFields,
    FilledParagraph,
    FilledSection,
    FilledSignatures,
    FilledTable,
)
from kodiko_desktop.domain.contracts.template import RIGHT_TO_LEFT
from kodiko_desktop.domain.wording import _, in_french

_KIND_CODES = {
    "engagement": "CE",
    "amendment": "AV",
    "tripartite": "CT",
    "mentor": "CB",
    "notice": "ND",
    "image_rights": "DI",
}
_TITLE = Style(size=17, leading=21, bold=True)
_SUBTITLE = Style(size=9.5, leading=12.5, color=GREY)
_ANNOUNCED = (FilledTable, FilledBullets, FilledCheckboxes, FilledFields)
"""What a paragraph just above announces: both stay on one page."""
_FEW_FIELDS = 6
"""So many lines of labels and values, or fewer, stay on one page."""
_MANY_BOXES = 6
"""Above so many, boxes to sign stand closer: they stay on the page of what they sign."""
_A_FEW_LINES = 40.0
"""What stands at least above the signatures, in points."""
_ISOLATES = re.compile("[\u2066-\u2069]")


@dataclass(frozen=True)
class ContractSheet:
    """A contract as it is printed. `number` and `version` name the paper; `text_size` (points) grows for readers who
    need larger type."""

    contract: FilledContract
    number: str
    version: int
    printed_on: datetime.date
    organisation: Organisation
    funders: tuple[Funder, ...] = ()
    text_size: float = BODY.size


@in_french()
def render(sheet: ContractSheet) -> Rendered:
    """The PDF of `sheet` and its geometry (cells: row = key of the signature box, slot = "signature")."""
    contract = sheet.contract
    kind = _KIND_CODES.get(contract.kind, contract.kind[:2].upper())
    title = _plain(contract.title.french)
    layout = Layout(
        identity=Identity(kind, sheet.number, sheet.version, fingerprint(contract, sheet.number), sheet.printed_on),
        title=title if sheet.number in title else f"{title} – {sheet.number}",
        author=sheet.organisation.name,
        strip=lambda pen, page, x, top, width: _strip(sheet, title, pen, page, x, top, width),
        blocks=list(_Drafting(contract, sheet.text_size).blocks()),
        foot=_foot(sheet),
        landscape=contract.orientation == "landscape",
    )
    return render_layout(layout)


def _strip(sheet: ContractSheet, title: str, pen: Pen, page: int, x: float, top: float, width: float) -> None:
    if page > 1:
        running_title(title)(pen, x, top, width)
        return
    draw_organisation(pen, sheet.organisation, x, top)
    draw_funders(pen, sheet.funders, x + width, top)


def _foot(sheet: ContractSheet) -> tuple[str, ...]:
    footer = sheet.contract.footer.french
    return (*((footer,) if footer else ()), *mentions(sheet.organisation, sheet.funders))


class _Drafting:
    """Turns the parts of a filled contract into blocks, at one text size and in one or two languages."""

    def __init__(self, contract: FilledContract, text_size: float) -> None:
        self.contract = contract
        self.rtl = contract.language in RIGHT_TO_LEFT
        self.bilingual = contract.language != "fr"
        scale = text_size / BODY.size
        self.body = Style(size=text_size, leading=BODY.leading * scale)
        self.small = replace(SMALL, size=SMALL.size * scale, leading=SMALL.leading * scale)

    def blocks(self) -> Iterator[Block]:
        """The whole paper, from its title to its signatures."""
        yield from self._title()
        sections = list(self.contract.sections)
        parts: list[list[Block]] = []
        while sections:
            section = sections.pop(0)
            if section.beside_next and sections and not self.bilingual:
                both = Beside(Stack(self._section(section)), Stack(self._section(sections.pop(0))), space_after=4.0)
                parts.append([both])
            elif _is_signed(section):
                said = parts.pop() if parts else []
                parts.append(self._signed(said, self._section(section)))
            else:
                parts.append(self._section(section))
        for part in parts:
            yield from part

    def _signed(self, said: list[Block], signing: list[Block]) -> list[Block]:
        """The part to sign, with what comes just before it: the whole part when both hold on one page, else its last
        lines. Nobody signs a page where nothing else is written."""
        width, most = text_width_of(False), text_height_of(False)
        last = next((n for n in range(len(said) - 1, 1, -1) if Stack(said[n:]).height(width) >= _A_FEW_LINES), None)
        for first in (0, last, len(said)):
            if first is not None:
                whole = Stack([*said[first:], *signing], space_after=8.0)
                if whole.height(width) <= most:
                    return [*said[:first], whole]
        return [*said, *signing]

    def _title(self) -> Iterator[Block]:
        yield self._words(self.contract.title, _TITLE)
        if self.contract.subtitle.french:
            yield self._words(self.contract.subtitle, _SUBTITLE)
        if self.bilingual and self.contract.courtesy.french:
            yield self._words(self.contract.courtesy, replace(self.small, bold=True))
        if self.contract.footer.translation:
            # Said again at the foot of each page, in French: here, so that it never takes a last page for itself.
            yield self._words(Bilingual(self.contract.footer.french, self.contract.footer.translation), self.small)
        yield Space(2.0)

    def _section(self, section: FilledSection) -> list[Block]:
        title = section.title
        blocks: list[Block] = [
            Heading(f"{section.number} · {title.french}", title.translation, self.rtl, self._heading_style())
        ]
        for block, following in zip(section.blocks, (*section.blocks[1:], None), strict=True):
            drawn = self._block(block)
            if isinstance(block, FilledParagraph) and isinstance(following, _ANNOUNCED):
                drawn[-1].keep_with_next = True
            blocks += drawn
        return blocks

    def _heading_style(self) -> Style:
        return Style(size=self.body.size + 1.0, leading=self.body.leading + 1.3, bold=True)

    def _block(self, block: FilledBlock) -> list[Block]:
        if isinstance(block, FilledParagraph):
            return [self._paragraph(block)]
        if isinstance(block, FilledBullets):
            return [*_never_one_alone([self._bullet(item) for item in block.items]), Space(2.0)]
        if isinstance(block, FilledFields):
            *drawn, last = self._fields(block)
            return [*(_together(drawn) if len(drawn) <= _FEW_FIELDS else _never_one_alone(drawn)), last]
        if isinstance(block, FilledTable):
            return [self._table(block)]
        if isinstance(block, FilledCheckboxes):
            return self._checkboxes(block)
        return [self._signatures(block)]

    def _paragraph(self, block: FilledParagraph) -> Block:
        style = {"strong": replace(self.body, bold=True), "small": self.small}.get(block.style, self.body)
        drawn = self._words(block.text, style)
        return Framed(drawn) if block.framed else drawn

    def _words(self, text: Bilingual, style: Style) -> Block:
        french = words(text.french, style)
        if not text.translation:
            return french
        return Beside(french, words(text.translation, style, rtl=self.rtl), space_after=3.0)

    def _bullet(self, item: Bilingual) -> Block:
        french = Bullet(item.french, self.body)
        if not item.translation:
            return french
        return Beside(french, Bullet(item.translation, self.body, self.rtl), space_after=2.0)

    def _fields(self, block: FilledFields) -> list[Block]:
        drawn: list[Block] = []
        waiting: Labelled | None = None
        for field in block.fields:
            value = "" if field.blank else field.value.french
            french = Labelled(field.label.french, value, field.lines, style=self.body)
            if field.label.translation:
                other = "" if field.blank else field.value.translation or value
                translated = Labelled(field.label.translation, other, field.lines, self.rtl, self.body, translated=True)
                drawn.append(Beside(french, translated, space_after=2.0))
            elif self.bilingual or not self._is_short(french) or (waiting and bool(waiting.value) != bool(value)):
                drawn += [waiting] if waiting else []
                waiting = french if not self.bilingual and self._is_short(french) else None
                drawn += [] if waiting else [french]
            elif waiting is not None:
                drawn.append(Beside(waiting, french, space_after=2.0))
                waiting = None
            else:
                waiting = french
        return [*drawn, *([waiting] if waiting else []), Space(2.0)]

    def _is_short(self, field: Labelled) -> bool:
        """Can this field stand in half the width? One line to write on, or a value of a few words."""
        return field.lines == 1 and len(field.label) + len(field.value) < 46

    def _table(self, block: FilledTable) -> Block:
        return Table(
            head=[self._cell(column) for column in block.columns],
            rows=[[self._cell(cell) for cell in row] for row in block.rows],
            widths=block.widths,
            rtl_notes=self.rtl,
        )

    def _cell(self, text: Bilingual) -> CellText:
        same = _plain(text.translation) == _plain(text.french)
        return CellText(text.french, "" if same else text.translation)

    def _checkboxes(self, block: FilledCheckboxes) -> list[Block]:
        drawn: list[Block] = [self._words(block.intro, self.body)] if block.intro.french else []
        if block.inline or not self.bilingual:
            french = Ticks([Tick(option.text.french, option.ticked) for option in block.options], block.inline)
            if not self.bilingual or not block.options[0].text.translation:
                return [*drawn, replace(french, style=self.body)]
            other = [Tick(option.text.translation, option.ticked) for option in block.options]
            return [*drawn, Beside(french, Ticks(other, block.inline, self.rtl, self.body), space_after=3.0)]
        for option in block.options:
            one = Ticks([Tick(option.text.french, option.ticked)], style=self.body)
            if option.text.translation:
                translated = Ticks([Tick(option.text.translation, option.ticked)], rtl=self.rtl, style=self.body)
                drawn.append(Beside(one, translated, space_after=1.5))
            else:
                drawn.append(one)
        return drawn

    def _signatures(self, block: FilledSignatures) -> Block:
        boxes: Sequence[SignatureBox] = [
            SignatureBox(box.key, box.role.french, box.name, box.role.translation) for box in block.boxes
        ]
        per_row = 4 if len(boxes) > _MANY_BOXES else Signatures.per_row
        return Signatures(boxes, date_label=_("Le ……………………"), rtl_notes=self.rtl, per_row=per_row)


def _together(drawn: list[Block]) -> list[Block]:
    """A few lines that stand on one page."""
    for block in drawn[:-1]:
        block.keep_with_next = True
    return drawn


def _never_one_alone(drawn: list[Block]) -> list[Block]:
    """Lines that may be cut by the end of a page, but not after the first nor before the last of them."""
    for block in (*drawn[:1], *drawn[-2:-1]) if len(drawn) > 1 else ():
        block.keep_with_next = True
    return drawn


def _is_signed(section: FilledSection) -> bool:
    return any(isinstance(block, FilledSignatures) for block in section.blocks)


def _plain(text: str) -> str:
    return _ISOLATES.sub("", text)
