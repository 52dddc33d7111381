"""A questionnaire on paper: blank to fill by hand, or filled to keep and to sign, with the radar of then and now."""

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kodiko_desktop.documents.blocks import SMALL, Heading, Labelled, words
from kodiko_desktop.documents.flow import Beside, Block, Space, Stack
from kodiko_desktop.documents.form_blocks import FormDrafting
from kodiko_desktop.documents.letterhead import draw_funders, draw_organisation, mentions
from kodiko_desktop.documents.models import Funder, Identity, Organisation, Rendered, fingerprint
from kodiko_desktop.documents.pen import Pen
from kodiko_desktop.documents.radar import Radar, RadarAxis
from kodiko_desktop.documents.sheet import Layout, running_title
from kodiko_desktop.documents.sheet import render as render_layout
from kodiko_desktop.documents.table import CellText, SignatureBox, Signatures, Table
from kodiko_desktop.documents.text import GREY, Style
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.forms import Answers, Form, compare
from kodiko_desktop.domain.forms.comparison import AxisChange
from kodiko_desktop.domain.wording import N_, _, in_french

KIND = "FO"
_TITLE = Style(size=16, leading=20, bold=True)
_COURTESY = Style(size=SMALL.size, leading=SMALL.leading, bold=True, color=GREY)
_LEAST_AXES = 3
COURTESY_FRENCH = N_("Traduction de courtoisie\u00a0: seul le texte français fait foi.")
COURTESY: Mapping[str, str] = {
    "ar": "ترجمة للمجاملة: النص الفرنسي وحده هو المعتمد.",
    "fa-AF": "ترجمه برای آسانی است: تنها متن فرانسوی اعتبار دارد.",
    "ro": "Traducere de curtoazie: numai textul în limba franceză este valabil.",
    "en": "Courtesy translation: only the French text is binding.",
}


@dataclass(frozen=True)
class Filling:
    """Answers given on a day, to one version of the form. `moment`: entry, mid-way … in words."""

    form: Form
    answers: Answers
    on_date: datetime.date
    moment: str = ""

    @property
    def name(self) -> str:
        """« entrée, 03/02/2026 »."""
        return ", ".join(part for part in (self.moment, numeric_date(self.on_date)) if part)


@dataclass(frozen=True)
class FormSheet:
    """A form as it is printed. `now` None: blank. `head`: (label, value) pairs saying whom it is about, an empty value
    leaves a line. `restricted`: print also what is kept from third parties (never for them)."""

    form: Form
    number: str
    version: int
    printed_on: datetime.date
    organisation: Organisation
    head: tuple[tuple[str, str], ...] = ()
    now: Filling | None = None
    then: Filling | None = None
    language: str = FRENCH
    restricted: bool = False
    signatures: tuple[SignatureBox, ...] = ()
    funders: tuple[Funder, ...] = ()


@in_french()
def render(sheet: FormSheet) -> Rendered:
    """The PDF of `sheet` and its geometry (cells: row = key of the signature box)."""
    form = sheet.form
    layout = Layout(
        identity=Identity(KIND, sheet.number, sheet.version, _digest(sheet), sheet.printed_on),
        title=f"{form.title.french} – {sheet.number}",
        author=sheet.organisation.name,
        strip=lambda pen, page, x, top, width: draw_strip(
            sheet.organisation, sheet.funders, form.title.french, pen, page, (x, top, width)
        ),
        blocks=list(_blocks(sheet)),
        foot=(
            _("{title}, version {version} du questionnaire.").format(title=form.title.french, version=form.version),
            *mentions(sheet.organisation, sheet.funders),
        ),
    )
    return render_layout(layout)


def draw_strip(
    organisation: Organisation,
    funders: tuple[Funder, ...],
    title: str,
    pen: Pen,
    page: int,
    place: tuple[float, float, float],
) -> None:
    """The band of a page: logos on the first, the title on the others. `place`: x, top, width."""
    x, top, width = place
    if page > 1:
        running_title(title)(pen, x, top, width)
        return
    draw_organisation(pen, organisation, x, top)
    draw_funders(pen, funders, x + width, top)


def title_blocks(form: Form, language: str, rtl: bool) -> Iterator[Block]:
    """Title and introduction of a form, French beside its translation, and the mention that French binds."""
    bilingual = _is_bilingual(form, language)
    for text, style in ((form.title, _TITLE), (form.intro, SMALL)):
        if not text:
            continue
        other = (text.translation(language) or "") if bilingual else ""
        french = words(text.french, style)
        yield Beside(french, words(other, style, rtl=rtl), space_after=3.0) if other else french
    yield from courtesy_block(form, language, rtl)


def title_block(title: str) -> Block:
    """The title of a paper that is not a form's own."""
    return words(title, _TITLE)


def courtesy_block(form: Form, language: str, rtl: bool) -> Iterator[Block]:
    """The mention that French binds, in both languages, where there are two."""
    if _is_bilingual(form, language):
        french = words(_(COURTESY_FRENCH), _COURTESY)
        said = COURTESY.get(language, "")
        yield Beside(french, words(said, _COURTESY, rtl=rtl), space_after=4.0) if said else french


def _is_bilingual(form: Form, language: str) -> bool:
    return language != FRENCH and language in form.languages


def head_blocks(head: tuple[tuple[str, str], ...]) -> Iterator[Block]:
    """Labels and values two abreast; a line to write on where the value is empty."""
    pairs = [Labelled(label, value) for label, value in head]
    for left, right in zip(pairs[::2], [*pairs[1::2], None], strict=False):
        yield left if right is None else Beside(left, right, space_after=2.0)
    yield Space(2.0)


def _blocks(sheet: FormSheet) -> Iterator[Block]:
    answers = sheet.now.answers if sheet.now else None
    drafting = FormDrafting(sheet.form, answers, language=sheet.language, restricted=sheet.restricted)
    yield from title_blocks(sheet.form, sheet.language, drafting.rtl)
    yield from head_blocks(sheet.head)
    yield from _scores(sheet)
    yield from drafting.sections()
    if sheet.signatures:
        signed = Signatures(sheet.signatures, date_label=_("Le ……………………"), rtl_notes=drafting.rtl)
        yield Stack([Heading(_("Signatures")), signed])


def _scores(sheet: FormSheet) -> Iterator[Block]:
    """The radar when enough axes have a value, and the other scores in a table."""
    if sheet.now is None:
        return
    then = sheet.then or sheet.now
    changes = compare(then.form, then.answers, sheet.now.form, sheet.now.answers).axes
    shown = [change for change in changes if _may_show(change, sheet)]
    radar = [change for change in shown if _chart(change) == "radar"]
    valued = [change for change in radar if change.now and change.now.value is not None]
    if len(radar) >= _LEAST_AXES and len(valued) >= _LEAST_AXES:
        axes = [_radar_axis(change) for change in radar]
        then_name = sheet.then.name if sheet.then else ""
        yield Stack([Heading(_("Où j’en suis")), Radar(axes, sheet.now.name, then_name)], space_after=4.0)
        shown = [change for change in shown if change not in radar]
    shown = [change for change in shown if _chart(change) != "none" and _has_value(change)]
    if shown:
        yield Heading(_("En résumé"))
        yield _table(shown, sheet)


def _may_show(change: AxisChange, sheet: FormSheet) -> bool:
    """Is every question behind this score allowed on this paper?"""
    axis = change.now or change.then
    questions = [sheet.form.question(key) for key in axis.question_keys] if axis else []
    return sheet.restricted or not any(question.restricted for question in questions if question)


def _chart(change: AxisChange) -> str:
    axis = change.now or change.then
    return axis.chart if axis else "none"


def _has_value(change: AxisChange) -> bool:
    return any(axis is not None and axis.value is not None for axis in (change.then, change.now))


def _radar_axis(change: AxisChange) -> RadarAxis:
    axis = change.now or change.then
    assert axis is not None

    def share(found: object) -> float | None:
        value, maximum = getattr(found, "value", None), getattr(found, "maximum", 1.0)
        return None if value is None else max(0.0, min(1.0, value / maximum))

    then_label, now_label = (each.label if each else "" for each in (change.then, change.now))
    return RadarAxis(axis.title.french, share(change.then), share(change.now), then_label, now_label)


def _table(changes: list[AxisChange], sheet: FormSheet) -> Block:
    assert sheet.now is not None
    head = [CellText(_("Sujet"))]
    if sheet.then:
        head.append(CellText(sheet.then.name))
    head.append(CellText(sheet.now.name))
    rows = []
    for change in changes:
        axis = change.now or change.then
        assert axis is not None
        cells = [CellText(axis.title.french)]
        if sheet.then:
            cells.append(CellText((change.then.label if change.then else "") or "—"))
        cells.append(CellText((change.now.label if change.now else "") or "—"))
        rows.append(cells)
    return Table(head, rows, (3, 2, 2) if sheet.then else (3, 2))


def _digest(sheet: FormSheet) -> str:
    fillings = [
        (each.form.key, each.form.version, sorted(each.answers.items(), key=lambda item: item[0]), each.on_date)
        for each in (sheet.then, sheet.now)
        if each is not None
    ]
    return fingerprint(sheet.form.key, sheet.form.version, sheet.number, sheet.head, sheet.language, fillings)
