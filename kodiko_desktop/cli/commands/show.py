"""`kodiko montrer`: one person, as the top of their page and their story."""

from argparse import Namespace
from dataclasses import asdict

from db.queries.person import Happening, PersonHeader
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.cli.finding import PersonNotFound, person_of
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import person_files

_EVERYTHING = 100_000
_KINDS = {
    "contact": N_("contact"),
    "attempt": N_("sans réponse"),
    "appointment": N_("rendez-vous"),
    "note": N_("note"),
    "status": N_("parcours"),
    "referent": N_("référent·e"),
    "document": N_("pièce"),
    "diagnostic": N_("diagnostic"),
    "contract": N_("contrat"),
    "session": N_("séance"),
    "placement": N_("prise de poste"),
    "check_in": N_("point de suivi"),
}


def run(parsed: Namespace) -> ExitCode:
    """Print a person. Raises PersonNotFound."""
    with profile.opened(parsed) as held:
        store = held.store
        file = person_files.read_file(
            store, person_of(store, parsed.personne), today=store.now().date(), limit=_EVERYTHING
        )
    if file is None:
        raise PersonNotFound(_("Cette personne n’est pas (ou plus) sur cet ordinateur."), for_log="person gone")
    lines = [*_header(file.header), *(_line(each, file.titles) for each in file.lines)]
    answers.say(parsed, lines, person=asdict(file.header), happenings=[asdict(each) for each in file.lines])
    return ExitCode.DONE


def _header(header: PersonHeader) -> list[str]:
    spoken = vocabulary("languages")
    name = display_name(header.given_names, header.family_name)
    lines = [
        " · ".join(part for part in (name, header.name_in_own_script) if part),
        _("N°\u00a0{number}").format(number=header.number),
    ]
    if header.birth_date is not None:
        lines.append(_("Date de naissance\u00a0: {date}").format(date=numeric_date(header.birth_date)))
    for label, value in (
        (_("Téléphone\u00a0: {value}"), header.phone),
        (_("Lieu\u00a0: {value}"), header.site_name),
        (_("Langues\u00a0: {value}"), ", ".join(spoken.label(code) for code in header.languages)),
    ):
        if value:
            lines.append(label.format(value=value))
    return lines


def _line(each: Happening, titles: dict[str, str]) -> str:
    day = numeric_date(each.on_date) if each.on_date is not None else "—"
    said = (_(_KINDS.get(each.kind, each.kind)), titles.get(each.code, ""), each.text, each.detail)
    return f"{day}  {' · '.join(part for part in said if part)}"
