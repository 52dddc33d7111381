"""The sheet of a follow-up point after a hire (1-3-5 method): who met, three voices, what was agreed, the next date.

Printed blank before the meeting, or filled afterwards; then it says who typed it, by telephone or late (DIHAL,
médiation emploi).
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kodiko_desktop.documents.blocks import Framed, Heading, Tick, Ticks, words
from kodiko_desktop.documents.flow import Block, Space, Stack
from kodiko_desktop.documents.form_blocks import FormDrafting
from kodiko_desktop.documents.form_sheet import draw_strip, head_blocks, title_blocks
from kodiko_desktop.documents.letterhead import mentions
from kodiko_desktop.documents.models import Funder, Identity, Organisation, Rendered, fingerprint
from kodiko_desktop.documents.sheet import Layout
from kodiko_desktop.documents.sheet import render as render_layout
from kodiko_desktop.documents.table import SignatureBox, Signatures
from kodiko_desktop.documents.text import Style
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.dates_in_words import long_date_with_year, numeric_date
from kodiko_desktop.domain.forms import Answers, Form, Voice
from kodiko_desktop.domain.wording import N_, _, in_french, ngettext

KIND = "SU"
_VOICE_LABELS = {
    Voice.PERSON: N_("La personne"),
    Voice.EMPLOYER: N_("L’employeur"),
    Voice.TOGETHER: N_("La personne qui accompagne"),
}


@dataclass(frozen=True)
class FollowUpSheet:
    """A point as it is printed. `forms`: its questionnaire, then those of points held at the same meeting; `answers`
    None: blank; `other_answers`: those of the forms after the first. `voices`: who is expected. `held_on`, `heard`,
    `typed_by`, `by_phone`: how it really went."""

    number: str
    version: int
    printed_on: datetime.date
    organisation: Organisation
    point_title: str
    due_on: datetime.date
    person_name: str
    company_name: str
    job_title: str
    forms: tuple[Form, ...]
    voices: tuple[Voice, ...] = (Voice.PERSON, Voice.EMPLOYER, Voice.TOGETHER)
    answers: Answers | None = None
    contact_name: str = ""
    referent_name: str = ""
    place: str = ""
    present: str = ""
    heard: tuple[Voice, ...] = ()
    held_on: datetime.date | None = None
    typed_by: str = ""
    by_phone: bool = False
    reason: str = ""
    language: str = FRENCH
    funders: tuple[Funder, ...] = ()
    other_answers: tuple[Answers, ...] = ()

    def answers_to(self, rank: int) -> Answers | None:
        """The answers to the form of this rank, from 0; None: to be printed blank."""
        if rank == 0 or self.answers is None:
            return self.answers
        return self.other_answers[rank - 1] if rank <= len(self.other_answers) else {}


@in_french()
def render(sheet: FollowUpSheet) -> Rendered:
    """The PDF of `sheet` and its geometry (cells: row = voice, slot = "signature")."""
    title = _("Suivi dans l’emploi – {point}").format(point=sheet.point_title)
    layout = Layout(
        identity=Identity(KIND, sheet.number, sheet.version, _digest(sheet), sheet.printed_on),
        title=title,
        author=sheet.organisation.name,
        strip=lambda pen, page, x, top, width: draw_strip(
            sheet.organisation,
            sheet.funders,
            f"{sheet.point_title} · {sheet.person_name} · {sheet.company_name}",
            pen,
            page,
            (x, top, width),
        ),
        blocks=list(_blocks(sheet)),
        foot=(
            _(
                "Ne rien noter de médical\u00a0: seulement l’effet sur le travail. "
                "Une copie à chaque personne qui signe."
            ),
            *mentions(sheet.organisation, sheet.funders),
        ),
    )
    return render_layout(layout)


def lateness(due_on: datetime.date, held_on: datetime.date) -> str:
    """« Point tenu avec 3 jours de retard : il était prévu le 11/05/2026. », "" when it was on time."""
    days = (held_on - due_on).days
    if days <= 0:
        return ""
    return ngettext(
        "Point tenu avec {count} jour de retard\u00a0: il était prévu le {date}.",
        "Point tenu avec {count} jours de retard\u00a0: il était prévu le {date}.",
        days,
    ).format(count=days, date=numeric_date(due_on))


def _blocks(sheet: FollowUpSheet) -> Iterator[Block]:
    first = FormDrafting(sheet.forms[0], sheet.answers, language=sheet.language)
    yield from title_blocks(sheet.forms[0], sheet.language, first.rtl)
    yield from _head(sheet)
    if said := _how_it_went(sheet):
        yield Framed(words(said, Style(size=9.5, leading=13, bold=True)))
    for rank, form in enumerate(sheet.forms):
        if rank:
            yield Space(6.0)
            yield from title_blocks(form, sheet.language, first.rtl)
        drafting = FormDrafting(form, sheet.answers_to(rank), language=sheet.language)
        kept = [section for section in form.sections if section.voice is None or section.voice in sheet.voices]
        yield from drafting.sections(kept)
    yield Stack([Heading(_("Signatures")), _signatures(sheet)])


def _head(sheet: FollowUpSheet) -> Iterator[Block]:
    head = [
        (_("Personne"), sheet.person_name),
        (_("Entreprise"), sheet.company_name),
        (_("Poste"), sheet.job_title),
        (_("Contact dans l’entreprise"), sheet.contact_name),
        (_("Point"), sheet.point_title),
        (_("Prévu le"), long_date_with_year(sheet.due_on)),
        (_("Tenu le"), long_date_with_year(sheet.held_on) if sheet.held_on else ""),
        (_("Lieu"), sheet.place),
        (_("Personne référente"), sheet.referent_name),
    ]
    if sheet.present:
        head.append((_("Personnes présentes"), sheet.present))
    yield from head_blocks(tuple(head))
    if sheet.reason:
        yield words(sheet.reason)
    if not sheet.present:
        listed = [voice for voice in Voice if voice in sheet.voices or voice is Voice.TOGETHER]
        expected = [Tick(_(_VOICE_LABELS[voice]), was_there(sheet, voice)) for voice in listed]
        others = Tick(_("autre\u00a0: ……………………………"))
        yield Stack(
            [
                words(_("Personnes présentes\u00a0:"), Style(size=9.5, leading=14, bold=True)),
                Ticks([*expected, others, Tick(_("par téléphone"), sheet.by_phone)], inline=True),
            ]
        )


def was_there(sheet: FollowUpSheet, voice: Voice) -> bool:
    """Who was heard was there: all of them together, or that one; who accompanies always was."""
    return voice in sheet.heard or Voice.TOGETHER in sheet.heard or (voice is Voice.TOGETHER and bool(sheet.heard))


def _how_it_went(sheet: FollowUpSheet) -> str:
    said = []
    if sheet.held_on is not None:
        said.append(lateness(sheet.due_on, sheet.held_on))
    if sheet.by_phone:
        said.append(_("Point tenu par téléphone."))
    if sheet.typed_by:
        said.append(_("Saisi par {name}.").format(name=sheet.typed_by))
    return " ".join(sentence for sentence in said if sentence)


def _signatures(sheet: FollowUpSheet) -> Block:
    names = {
        Voice.PERSON: sheet.person_name,
        Voice.EMPLOYER: sheet.contact_name,
        Voice.TOGETHER: sheet.referent_name,
    }
    signing = [voice for voice in Voice if voice in sheet.voices or voice is Voice.TOGETHER]
    boxes = [SignatureBox(voice.value, _(_VOICE_LABELS[voice]), names[voice]) for voice in signing]
    return Signatures(boxes, date_label=_("Le ……………………"), box_height=76.0)


def _digest(sheet: FollowUpSheet) -> str:
    forms = [(form.key, form.version) for form in sheet.forms]
    given = [] if sheet.answers is None else [sheet.answers, *sheet.other_answers]
    answers = [sorted(each.items(), key=lambda item: item[0]) for each in given]
    return fingerprint(sheet.number, sheet.point_title, sheet.due_on, sheet.person_name, forms, answers, sheet.held_on)
