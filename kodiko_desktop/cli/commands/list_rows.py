"""`kodiko lister`: people, sessions, hires, what is due, and the models in use."""

import contextlib
import datetime
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from db.queries.people import PeopleFilter
from db.queries.sessions import sessions_between
from db.store import Store
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.names import listed_name
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association import access, definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people import people_lists
from kodiko_desktop.services.today import read_day
from kodiko_desktop.services.work import hires

Rows = list[dict[str, Any]]
_AT_ONCE = 500
_SESSIONS_AROUND = datetime.timedelta(days=366)
"""Sessions of a year back and a year ahead are listed."""


def run(parsed: Namespace) -> ExitCode:
    """Print one list; `--texte` keeps the lines where those words are found."""
    columns, read = _LISTS[parsed.quoi]
    with profile.opened(parsed) as held:
        rows = read(held.store, parsed.texte)
    answers.table(parsed, {key: _(title) for key, title in columns.items()}, rows, empty=_("Rien à lister."))
    return ExitCode.DONE


def _people(store: Store, text: str) -> Rows:
    today, wanted = store.now().date(), PeopleFilter(text=text)
    statuses = vocabulary("journey_status")
    rows: Rows = []
    while True:
        page = people_lists.read_list(store, wanted, today=today, offset=len(rows), limit=_AT_ONCE)
        for row in page.rows:
            named = {
                "name": listed_name(row.given_names, row.family_name),
                "status_label": statuses.label(row.status) if row.status else "",
                "programme_title": page.programmes.get(row.programme, row.programme),
            }
            rows.append(asdict(row) | named)
        if len(rows) >= page.total or not page.rows:
            return rows


def _sessions(store: Store, text: str) -> Rows:
    today = store.now().date()
    lines = sessions_between(store.read(), today - _SESSIONS_AROUND, today + _SESSIONS_AROUND)
    return [asdict(line) for line in reversed(lines) if _holds(text, line.title, line.number, line.place, line.cohort)]


def _hires(store: Store, text: str) -> Rows:
    rows = []
    for line in hires.read_hires(store.read(), today=store.now().date()):
        placement, following = line.placement, line.next_point
        if _holds(text, placement.person_name, placement.company_name):
            rows.append(
                {
                    "placement": placement.id,
                    "person": placement.person_name,
                    "company": placement.company_name,
                    "starts_on": placement.starts_on,
                    "point": following.planned.key if following else "",
                    "next": following.planned.title if following else "",
                    "due": following.due if following else None,
                    "late": line.late,
                }
            )
    return rows


def _due(store: Store, text: str) -> Rows:
    connection = store.read()
    present = access.present(connection)
    day = read_day(connection, today=store.now().date(), staff_id=present.staff_id or None)
    return [
        {"lead": line.lead, "who": line.who, "what": line.what, "why": line.why, "badge": line.badge}
        for line in day.lines
        if _holds(text, line.who, line.what, line.why)
    ]


def _models(store: Store, text: str) -> Rows:
    connection = store.read()
    rows = []
    for kind, label in (
        (definitions.FORM, _("formulaire")),
        (definitions.PROGRAMME, _("programme")),
        (definitions.CONTRACT, _("contrat")),
    ):
        for key in definitions.keys(connection, kind):
            version, title = definitions.newest_source(connection, kind, key).version, key
            with contextlib.suppress(KodikoError):  # one that cannot be read is listed by its key
                found = definitions.latest(connection, kind, key)
                version, title = found.version, definitions.title_of(found)
            if _holds(text, key, title):
                rows.append({"kind": label, "key": key, "version": version, "title": title})
    return rows


def _holds(text: str, *places: str) -> bool:
    """Whether every word of `text` is in one of `places`, whatever its case."""
    said = " ".join(places).casefold()
    return all(word in said for word in text.casefold().split())


_LISTS: dict[str, tuple[dict[str, str], Callable[[Store, str], Rows]]] = {
    "personnes": (
        {
            "number": N_("N°"),
            "name": N_("NOM Prénom"),
            "phone": N_("Téléphone"),
            "site_name": N_("Lieu"),
            "programme_title": N_("Programme"),
            "status_label": N_("Parcours"),
        },
        _people,
    ),
    "seances": (
        {
            "number": N_("N°"),
            "first_day": N_("Date"),
            "title": N_("Séance"),
            "place": N_("Lieu"),
            "expected": N_("Attendues"),
            "marked": N_("Saisies"),
        },
        _sessions,
    ),
    "embauches": (
        {
            "person": N_("Personne"),
            "company": N_("Entreprise"),
            "starts_on": N_("Début"),
            "next": N_("Prochain point"),
            "due": N_("Prévu"),
        },
        _hires,
    ),
    "a-faire": (
        {
            "lead": N_("Quand"),
            "who": N_("Qui"),
            "what": N_("Quoi"),
            "why": N_("Pourquoi"),
            "badge": N_("À faire"),
        },
        _due,
    ),
    "modeles": (
        {"kind": N_("Sorte"), "key": N_("Clé"), "version": N_("Version"), "title": N_("Titre")},
        _models,
    ),
}
