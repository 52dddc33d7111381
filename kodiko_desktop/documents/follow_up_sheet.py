"""The sheet of a follow-up point after a hire (1-3-5 method): who met, three voices, what was agreed, the next date.

Printed blank before the meeting, or filled afterwards; then it says who typed it, by telephone or late (DIHAL,
médiation emploi). What one of them says alone is on a sheet of its own, which is neither signed nor copied.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from kodiko_desktop.documents.blocks import Framed, Heading, Tick, Ticks, words
from kodiko_desktop.documents.flow import Block, Space, Stack, held_with_last
from kodiko_desktop.documents.form_blocks import FormDrafting
from kodiko_desktop.documents.form_sheet import courtesy_block, draw_strip, head_blocks, title_block, title_blocks
from kodiko_desktop.documents.letterhead import mentions
from kodiko_desktop.documents.models import Funder, Identity, Organisation, Rendered, fingerprint
from kodiko_desktop.documents.sheet import Layout, text_width_of
from kodiko_desktop.documents.sheet import render as render_layout
from kodiko_desktop.documents.table import SignatureBox, Signatures
from kodiko_desktop.documents.text import Style
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.dates_in_words import long_date_with_year, numeric_date
from kodiko_desktop.domain.forms import Answers, Form, Section, Voice
from kodiko_desktop.domain.forms.apart import sections_apart, sections_read_by
from kodiko_desktop.domain.wording import N_, _, in_french, ngettext

KIND = "SU"
_VOICE_LABELS = {
    Voice.PERSON: N_("La personne"),
    Voice.EMPLOYER: N_("L’employeur"),
    Voice.TOGETHER: N_("La personne qui accompagne"),
}
_ALONE = {
    Voice.PERSON: N_("Cette feuille est pour la personne seule. Elle n’est ni copiée, ni montrée à l’employeur."),
    Voice.EMPLOYER: N_("Cette feuille est pour l’employeur seul. Elle n’est ni copiée, ni montrée à la personne."),
}
_SIGNED_WITH = 110.0
"""How much of what is decided stays on the page of the signatures, in points."""


@dataclass(frozen=True)
class FollowUpSheet:
    """A point as it is printed. `forms`: its questionnaire, then those of points held at the same meeting; `answers`
    None: blank; `other_answers`: those of the forms after the first. `voices`: who is expected. `held_on`, `heard`,
    `typed_by`, `by_phone`, `by_video`, `late_reason`: how it really went. `alone`: the sheet of what this voice says
    apart from the others; None: the sheet they all read and sign."""

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
    by_video: bool = False
    late_reason: str = ""
    reason: str = ""
    language: str = FRENCH
    funders: tuple[Funder, ...] = ()
    other_answers: tuple[Answers, ...] = ()
    alone: Voice | None = None

    def answers_to(self, rank: int) -> Answers | None:
        """The answers to the form of this rank, from 0; None: to be printed blank."""
        if rank == 0 or self.answers is None:
            return self.answers
        return self.other_answers[rank - 1] if rank <= len(self.other_answers) else {}

    def sections_of(self, form: Form) -> tuple[Section, ...]:
        """The sections of a form that stand on this sheet."""
        return sections_apart(form, self.alone) if self.alone else sections_read_by(form, self.voices)

    @property
    def employer_reads(self) -> bool:
        """Does the employer have this sheet in hand?"""
        return self.alone is None and Voice.EMPLOYER in self.voices


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
        blocks=_alone_blocks(sheet) if sheet.alone else _common_blocks(sheet),
        foot=(" ".join(_foot(sheet)), *mentions(sheet.organisation, sheet.funders)),
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


def _foot(sheet: FollowUpSheet) -> Iterator[str]:
    if sheet.employer_reads:
        yield _("Rien de la vie privée, rien de médical\u00a0: seulement l’effet sur le travail.")
    else:
        yield _("Ne rien noter de médical\u00a0: seulement l’effet sur le travail.")
    if sheet.alone is None:
        yield _("Une copie à chaque personne qui signe.")


def _common_blocks(sheet: FollowUpSheet) -> list[Block]:
    """The sheet that everybody heard reads and signs."""
    asked = [_drafting(sheet, rank) for rank, form in enumerate(sheet.forms) if sheet.sections_of(form)]
    first = asked[0] if asked else _drafting(sheet, 0)
    blocks = [*title_blocks(first.form, sheet.language, first.rtl), *_head(sheet)]
    if said := _how_it_went(sheet):
        blocks.append(Framed(words(said, Style(size=9.5, leading=13, bold=True))))
    for drafting in asked:
        if drafting is not first:
            blocks += [Space(6.0), *title_blocks(drafting.form, sheet.language, first.rtl)]
        blocks += drafting.sections(sheet.sections_of(drafting.form))
    blocks.append(Stack([Heading(_("Signatures")), _signatures(sheet)]))
    return held_with_last(blocks, text_width_of(False), _SIGNED_WITH)


def _alone_blocks(sheet: FollowUpSheet) -> list[Block]:
    """The sheet of what one of them says alone: nobody signs it."""
    assert sheet.alone is not None
    said = words(_(_ALONE[sheet.alone]), Style(size=9.5, leading=13, bold=True))
    drafted = [_drafting(sheet, rank) for rank, _form in enumerate(sheet.forms)]
    head = (
        (_("Personne"), sheet.person_name),
        (_("Point"), sheet.point_title),
        (_("Tenu le"), long_date_with_year(sheet.held_on) if sheet.held_on else ""),
        (_("Personne référente"), sheet.referent_name),
    )
    blocks = [title_block(_("Seul à seul")), *courtesy_block(sheet.forms[0], sheet.language, drafted[0].rtl)]
    blocks += [Framed(said), *head_blocks(head)]
    for drafting in drafted:
        blocks += drafting.sections(sheet.sections_of(drafting.form))
    return blocks


def _drafting(sheet: FollowUpSheet, rank: int) -> FormDrafting:
    return FormDrafting(sheet.forms[rank], sheet.answers_to(rank), language=sheet.language)


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
    listed = [voice for voice in Voice if voice in sheet.voices or voice is Voice.TOGETHER]
    ticks = [Tick(_(_VOICE_LABELS[voice]), was_there(sheet, voice)) for voice in listed]
    if not sheet.present:
        ticks.append(Tick(_("autre\u00a0: ……………")))
    ticks += [Tick(_("par téléphone"), sheet.by_phone), Tick(_("en visio"), sheet.by_video)]
    title = _("Qui a été entendu\u00a0:") if sheet.present else _("Personnes présentes\u00a0:")
    yield Stack([words(title, Style(size=9.5, leading=14, bold=True)), Ticks(ticks, inline=True)])


def was_there(sheet: FollowUpSheet, voice: Voice) -> bool:
    """Who was heard was there: all of them together, or that one; who accompanies always was."""
    return voice in sheet.heard or Voice.TOGETHER in sheet.heard or (voice is Voice.TOGETHER and bool(sheet.heard))


def _how_it_went(sheet: FollowUpSheet) -> str:
    said = []
    if sheet.held_on is not None:
        late = lateness(sheet.due_on, sheet.held_on)
        said.append(late)
        if late and sheet.late_reason:
            said.append(_("Pourquoi\u00a0: {reason}").format(reason=_ended(sheet.late_reason)))
    if sheet.by_phone:
        said.append(_("Point tenu par téléphone."))
    if sheet.by_video:
        said.append(_("Point tenu en visio."))
    if sheet.typed_by:
        said.append(_("Saisi par {name}.").format(name=sheet.typed_by))
    return " ".join(sentence for sentence in said if sentence)


def _ended(sentence: str) -> str:
    """What somebody typed, with the full stop that separates it from what follows."""
    bare = sentence.strip()
    return bare if bare.endswith((".", "!", "?", "…")) else f"{bare}."


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
    held = (sheet.held_on, sheet.late_reason, sheet.heard, sheet.alone)
    return fingerprint(sheet.number, sheet.point_title, sheet.due_on, sheet.person_name, forms, answers, held)
