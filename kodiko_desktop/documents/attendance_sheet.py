"""The attendance sheet: who must sign, where, for which half-day, as funders and courts want to find it.

A4 landscape. Participants and trainer sign per half-day; the title is the programme's own, hours and module are said,
nothing is ever signed beforehand (CAA Nantes, 2021; FSE+, regulation (EU) 2021/1060). More half-days than fit abreast
make further pages, with the same rows in the same order.
"""

import datetime
from dataclasses import dataclass, replace

from kodiko_desktop.documents.attendance_rows import Attendee, HalfDay, Page, SheetRow
from kodiko_desktop.documents.flow import Placed
from kodiko_desktop.documents.letterhead import LOGO_HEIGHT, draw_funders, draw_organisation, funders_width, mentions
from kodiko_desktop.documents.models import Funder, Identity, Organisation, Rendered, fingerprint
from kodiko_desktop.documents.pen import Pen
from kodiko_desktop.documents.sheet import Layout, draw_pages, text_height_of, text_width_of
from kodiko_desktop.documents.text import BLACK, GREY, Span, Style, paragraph
from kodiko_desktop.domain.attendance import AbsenceReason, Part
from kodiko_desktop.domain.dates_in_words import (
    duration_in_words,
    long_date_with_year,
    numeric_date,
    time_in_words,
)
from kodiko_desktop.domain.wording import N_, _, in_french

KIND = "EM"
DOTS = "……………………"
_HALF_DAYS_ABREAST = 6
_PART_LABELS = {Part.MORNING: N_("Matin"), Part.AFTERNOON: N_("Après-midi")}


@dataclass(frozen=True)
class AttendanceSheet:
    """A session as it is printed. `programme_title` must be the programme's, word for word; `holiday_warnings` are
    sentences; `version` above 1 is a reprint; `blank_rows` are for people who come without being registered."""

    number: str
    version: int
    printed_on: datetime.date
    organisation: Organisation
    programme_title: str
    session_title: str
    half_days: tuple[HalfDay, ...]
    attendees: tuple[Attendee, ...]
    funders: tuple[Funder, ...] = ()
    module: str = ""
    cohort: str = ""
    place: str = ""
    remote: bool = False
    trainer_name: str = ""
    trainer_capacity: str = ""
    operation_number: str = ""
    holiday_warnings: tuple[str, ...] = ()
    blank_rows: int = 2


@in_french()
def render(sheet: AttendanceSheet) -> Rendered:
    """The PDF of `sheet`, its geometry (cells: row = the attendee's row_id, "walk-in-n" or "trainer"; slot = key of
    the half-day)."""
    identity = Identity(KIND, sheet.number, sheet.version, fingerprint(_without_pictures(sheet)), sheet.printed_on)
    layout = Layout(
        identity=identity,
        title=_("Feuille d’émargement – {title}").format(title=sheet.session_title),
        author=sheet.organisation.name,
        strip=lambda pen, page, x, top, width: _strip(sheet, pen, x, top, width),
        blocks=(),
        foot=_foot(sheet),
        landscape=True,
    )
    return draw_pages(layout, _pages(sheet))


def _pages(sheet: AttendanceSheet) -> list[list[Placed]]:
    width, room = text_width_of(True), text_height_of(True)
    rows = [SheetRow.of(attendee, number) for number, attendee in enumerate(sheet.attendees, start=1)]
    rows += [SheetRow.walk_in(len(rows) + number, number) for number in range(1, sheet.blank_rows + 1)]
    pages: list[list[Placed]] = []
    for group in _groups(sheet.half_days):
        page = Page(rows=(), half_days=group, details=_details(sheet, group), warnings=sheet.holiday_warnings)
        for part in page.cut(rows, width, room):
            pages.append([Placed(replace(page, rows=tuple(part)).stretched(width, room), 0.0)])
    return pages


def _groups(half_days: tuple[HalfDay, ...]) -> list[tuple[HalfDay, ...]]:
    """Half-days in equal handfuls that fit abreast, a day kept whole."""
    days: dict[datetime.date, list[HalfDay]] = {}
    for half_day in half_days:
        days.setdefault(half_day.day, []).append(half_day)
    groups: list[tuple[HalfDay, ...]] = []
    current: tuple[HalfDay, ...] = ()
    for day in days.values():
        if current and len(current) + len(day) > _HALF_DAYS_ABREAST:
            groups.append(current)
            current = ()
        current += tuple(day)
    return [*groups, current]


def _strip(sheet: AttendanceSheet, pen: Pen, x: float, top: float, width: float) -> None:
    taken = draw_organisation(pen, sheet.organisation, x, top) + 18
    draw_funders(pen, sheet.funders, x + width, top)
    paying = funders_width(sheet.funders)
    room = width - taken - (paying + 18 if paying else 0.0)
    title = _("Feuille d’émargement – {title}").format(title=sheet.session_title)
    used = _fit(pen, x + taken, top + 1, title, room, (13.5, 12, 10.5, 9, 8), 2, bold=True)
    _fit(pen, x + taken, top - used - 1, _subtitle(sheet), room, (9, 8, 7.2, 6.4), 3 if used < LOGO_HEIGHT / 2 else 2)


def _fit(
    pen: Pen, x: float, top: float, text: str, width: float, sizes: tuple[float, ...], lines: int, *, bold: bool = False
) -> float:
    """Write `text` in the largest of `sizes` that takes at most `lines` lines, else in the smallest: a title is never
    cut. The height used."""
    for size in sizes:
        broken = paragraph((Span(text, bold),), width, size)
        if len(broken.lines) <= lines:
            break
    style = Style(size=size, leading=size * 1.25, bold=bold, color=BLACK if bold else GREY)
    pen.lines_of(x, top, broken, width, style)
    return len(broken.lines) * style.leading


def _subtitle(sheet: AttendanceSheet) -> str:
    parts = [sheet.programme_title]
    if sheet.cohort:
        parts.append(sheet.cohort)
    if sheet.module:
        parts.append(_("module «\u00a0{module}\u00a0»").format(module=sheet.module))
    return " · ".join(part for part in parts if part)


def _details(sheet: AttendanceSheet, group: tuple[HalfDay, ...]) -> tuple[tuple[tuple[str, str], ...], ...]:
    days = list(dict.fromkeys(half_day.day for half_day in group))
    if len(days) == 1:
        when = (_("Date"), long_date_with_year(days[0]))
    else:
        when = (_("Dates"), _("du {first} au {last}").format(first=numeric_date(days[0]), last=numeric_date(days[-1])))
    place = _("à distance") if sheet.remote else sheet.place
    if sheet.remote and sheet.place:
        place = _("à distance ({place})").format(place=sheet.place)
    trainer = _("{name}, qualité {capacity}").format(
        name=sheet.trainer_name or DOTS, capacity=sheet.trainer_capacity or DOTS
    )
    version = str(sheet.version)
    if sheet.version > 1:
        version = _("{version} (réimpression\u00a0: remplace la précédente)").format(version=sheet.version)
    if len(days) == 1:
        hours = [(_(_PART_LABELS[part]), _hours(group, part)) for part in Part]
    else:
        hours = [(_("Horaires"), _("en tête de colonne")), (_("Demi-journées"), str(len(group)))]
    first = (when, (_("Lieu"), place or DOTS), *hours)
    second = (
        (_("Durée"), duration_in_words(sum(half_day.minutes for half_day in group))),
        (_("Animé par"), trainer),
        (_("Opération n°"), sheet.operation_number or DOTS),
        (_("Version"), version),
    )
    return first, second


def _hours(group: tuple[HalfDay, ...], part: Part) -> str:
    found = [half_day for half_day in group if half_day.part is part]
    if not found:
        return "—"
    return ", ".join(
        _("{start} – {end}").format(start=time_in_words(each.starts_at), end=time_in_words(each.ends_at))
        for each in found
    )


def _foot(sheet: AttendanceSheet) -> tuple[str, ...]:
    codes = " · ".join(f"{reason.value} {reason.label}" for reason in AbsenceReason)
    sentences = [
        _("Absence\u00a0: {codes}. Aucune information médicale.").format(codes=codes),
        _(
            "Correction\u00a0: rayer sans effacer, parapher (la personne et l’animateur ou l’animatrice), dater. "
            "Ne signer que la demi-journée en cours."
        ),
    ]
    who, *said = mentions(sheet.organisation, sheet.funders)
    if sheet.organisation.activity_number:
        who = _("{who} · déclaration d’activité n° {number}").format(who=who, number=sheet.organisation.activity_number)
    return (*sentences, who, *said)


def _without_pictures(sheet: AttendanceSheet) -> AttendanceSheet:
    """The sheet as it is compared with another: a logo changed is not another sheet."""
    return replace(
        sheet,
        organisation=replace(sheet.organisation, logo=None),
        funders=tuple(replace(funder, logo=None) for funder in sheet.funders),
    )
