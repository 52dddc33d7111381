"""`kodiko montrer`: one person, as the top of their page and their story."""

from argparse import Namespace
from dataclasses import asdict

from db.queries import person as queries
from db.search import search
from db.store import Store
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _


class PersonNotFound(KodikoError):
    """Nobody, or several people, answer to what was typed."""


def run(parsed: Namespace) -> ExitCode:
    """Print a person."""
    with profile.opened(parsed) as held:
        connection, today = held.store.read(), held.store.now().date()
        person_id = person_of(held.store, parsed.personne)
        header = queries.header(connection, person_id, today=today)
        happenings = queries.happenings(connection, person_id)
    if header is None:
        raise PersonNotFound(_("Cette personne n’est pas (ou plus) sur cet ordinateur."))
    lines = [
        f"{display_name(header.given_names, header.family_name)} {header.name_in_own_script}".strip(),
        _("N° {number}").format(number=header.number),
    ]
    if header.birth_date is not None:
        lines.append(_("Date de naissance : {date}").format(date=numeric_date(header.birth_date)))
    for label, value in (
        (_("Téléphone : {value}"), header.phone),
        (_("Lieu : {value}"), header.site_name),
        (_("Langues : {value}"), ", ".join(header.languages)),
    ):
        if value:
            lines.append(label.format(value=value))
    lines += [f"{each.on} · {each.title}" if each.title else str(each.on) for each in happenings]
    answers.say(parsed, lines, person=asdict(header), happenings=[asdict(each) for each in happenings])
    return ExitCode.DONE


def person_of(store: Store, typed: str) -> str:
    """The id of the one person who answers to a number or a name. Raises PersonNotFound."""
    row = store.read().execute("SELECT id FROM person WHERE number = ?", (typed,)).fetchone()
    if row is not None:
        return row[0]
    hits = search(store.read(), typed, 10, kinds=("person",))
    if len(hits) == 1:
        return hits[0].row_id
    if not hits:
        raise PersonNotFound(_("Personne ne correspond. Essayez le numéro, ou une partie du nom."))
    names = ", ".join(hit.title for hit in hits[:5])
    raise PersonNotFound(_("Plusieurs personnes correspondent : {names}. Donnez le numéro.").format(names=names))
