"""Questionnaires on paper: blank to be filled by hand, or filled with the radar of then and now.

Nothing is written: a form can be printed before anybody answers it.
"""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db import records
from db.connection import Connection
from db.queries import diagnostics as queries
from db.store import Store
from db.tables import Diagnostic, Person, Site
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.forms import Form, Subject
from kodiko_desktop.domain.wording import _, in_french
from kodiko_desktop.services.association import definitions, letterhead
from kodiko_desktop.services.contracts.person_funders import funders_of_person
from kodiko_desktop.services.diagnostics.diagnostics import find_diagnostic
from kodiko_desktop.services.diagnostics.person_diagnostics import moment_label

if TYPE_CHECKING:
    from kodiko_desktop.documents.form_sheet import Filling, FormSheet

VERSION = 1
"""A questionnaire is drawn afresh at each printing: its code holds what it says, and tells two apart."""
_ID_LETTERS = 6


@dataclass(frozen=True)
class PreparedForm:
    """A questionnaire ready to be printed."""

    pdf: bytes
    title: str
    number: str
    pages: int

    @property
    def file_name(self) -> str:
        """A name that says nothing of anybody: « TRS-2026-01-0004-F3A9C1.pdf »."""
        return f"{self.number}.pdf"


def blank_form(
    store: Store,
    *,
    form: str,
    antenna_id: str,
    person_id: str | None = None,
    site_id: str | None = None,
    language: str = "",
    today: datetime.date,
) -> PreparedForm:
    """A form to be filled by hand, for a person (their name and language on it), for a site, or for nobody in
    particular. Restricted questions are left out.

    Raises DefinitionMissing, DataFileErrors.
    """
    from kodiko_desktop.documents.form_sheet import FormSheet

    connection = store.read()
    wanted = definitions.latest(connection, definitions.FORM, form)
    person = _person(connection, person_id)
    site = records.find(connection, Site, site_id) if site_id else None
    number = f"{person.number}-{form}" if person else form
    sheet = FormSheet(
        form=wanted,
        number=number,
        version=VERSION,
        printed_on=today,
        organisation=letterhead.organisation(connection, person.stream if person else antenna_id),
        head=_head(wanted, person, site.row if site else None),
        language=_language(wanted, language, person),
        funders=funders_of_person(connection, person.id) if person else (),
    )
    return _rendered(sheet)


def filled_form(
    store: Store, *, diagnostic_id: str, then_id: str | None = None, language: str = "", today: datetime.date
) -> PreparedForm:
    """A response on paper, laid over an earlier one (`then_id`) when there is one. Restricted answers are left out.

    Raises DiagnosticMissing, DefinitionMissing.
    """
    from kodiko_desktop.documents.form_sheet import FormSheet

    connection = store.read()
    row = find_diagnostic(store, diagnostic_id).row
    now = _filling(connection, row)
    then = _filling(connection, find_diagnostic(store, then_id).row) if then_id else None
    person = _person(connection, row.person_id)
    author = connection.execute("SELECT name FROM staff WHERE id = ?", (row.author_id,)).fetchone()
    about = person.number if person else row.about
    site = records.find(connection, Site, row.about_id) if row.about == Subject.SITE.value else None
    sheet = FormSheet(
        form=now.form,
        number=f"{about}-{diagnostic_id[-_ID_LETTERS:].upper()}",
        version=VERSION,
        printed_on=today,
        organisation=letterhead.organisation(connection, row.stream),
        head=_head(
            now.form,
            person,
            site.row if site else None,
            on_date=row.on_date,
            moment=now.moment,
            by=author[0] if author else "",
        ),
        now=now,
        then=then,
        language=_language(now.form, language, person),
        funders=funders_of_person(connection, person.id) if person else (),
    )
    return _rendered(sheet)


def previous_response(connection: Connection, row: Diagnostic) -> str | None:
    """The response to the same form just before this one, that a radar can be laid over; None for the first."""
    earlier = [
        each
        for each in queries.responses(connection, about=row.about, about_id=row.about_id)
        if each.form == row.form and each.id != row.id and each.answered
        if each.on_date and row.on_date and each.on_date <= row.on_date
    ]
    return earlier[0].id if earlier else None


def _rendered(sheet: "FormSheet") -> PreparedForm:
    # The library that draws is loaded when something is printed, not before.
    from kodiko_desktop.documents.form_sheet import render

    rendered = render(sheet)
    title = _("{title} – {number}").format(title=sheet.form.title.french, number=sheet.number)
    return PreparedForm(rendered.pdf, title, sheet.number, rendered.pages)


@in_french()
def _filling(connection: Connection, row: Diagnostic) -> "Filling":
    from kodiko_desktop.documents.form_sheet import Filling

    form: Form = definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    answers: dict[str, Any] = queries.answers(connection, row.id)
    return Filling(form, answers, row.on_date or datetime.date.min, moment_label(row.moment))


def _person(connection: Connection, person_id: str | None) -> Person | None:
    found = records.find(connection, Person, person_id) if person_id else None
    return found.row if found else None


def _language(form: Form, asked: str, person: Person | None) -> str:
    wanted = asked or (person.print_language if person else "")
    return wanted if wanted in form.languages else "fr"


@in_french()
def _head(
    form: Form,
    person: Person | None,
    site: Site | None,
    *,
    on_date: datetime.date | None = None,
    moment: str = "",
    by: str = "",
) -> tuple[tuple[str, str], ...]:
    """Who or what the form is about, when, with whom; lines to write on where nothing is known."""
    asked_when = ((_("Moment"), moment),) if form.moments or moment else ()
    return (
        *_subject(form.subject, person, site),
        (_("Date"), numeric_date(on_date) if on_date else ""),
        *asked_when,
        (_("Rempli avec"), by),
    )


def _subject(subject: Subject, person: Person | None, site: Site | None) -> tuple[tuple[str, str], ...]:
    """What names each kind of subject: nobody writes the number of a person on the questionnaire of a company."""
    if subject is Subject.SITE:
        return ((_("Lieu"), site.name if site else ""), (_("Commune"), site.city if site else ""))
    if subject is Subject.COMPANY:
        return ((_("Entreprise"), ""), (_("Contact dans l’entreprise"), ""))
    if subject is Subject.JOB:
        return ((_("Entreprise"), ""), (_("Poste"), ""), (_("Contact dans l’entreprise"), ""))
    name = f"{person.given_names} {person.family_name}".strip() if person else ""
    if subject is Subject.MENTOR:
        return ((_("Nom"), name), (_("Entreprise"), ""))
    if subject is Subject.CHECK_IN:
        return ((_("Personne"), name), (_("Entreprise"), ""), (_("Poste"), ""))
    return ((_("Personne"), name), (_("Numéro"), person.number if person else ""))
