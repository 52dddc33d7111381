"""`kodiko lister`: people, sessions, hires, what is due, and the models in use."""

from argparse import Namespace
from dataclasses import asdict
from typing import Any

from db.connection import Connection
from db.queries import people, work
from db.store import Store
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.names import listed_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services import access, definitions, follow_up
from kodiko_desktop.services.today import read_day


def run(parsed: Namespace) -> ExitCode:
    """Print one list."""
    with profile.opened(parsed) as held:
        columns, rows = _LISTS[parsed.quoi](held.store, parsed.texte)
    answers.table(parsed, {key: _(title) for key, title in columns.items()}, rows, empty=_("Rien à lister."))
    return ExitCode.DONE


def _people(store: Store, text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    connection = store.read()
    wanted = people.PeopleFilter(text=text)
    today = store.now().date()
    rows: list[dict[str, Any]] = []
    total = people.count(connection, wanted)
    while len(rows) < total:
        page = people.page(connection, wanted, today=today, offset=len(rows))
        if not page.rows:
            break
        rows += [asdict(row) | {"name": listed_name(row.family_name, row.given_names)} for row in page.rows]
    columns = {"number": "N°", "name": "NOM Prénom", "phone": "Téléphone", "site_name": "Lieu", "status": "Parcours"}
    return columns, rows


def _sessions(store: Store, text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    rows = store.read().execute(
        "SELECT session.number, title, min(on_date), place, "
        "(SELECT count(*) FROM participant WHERE participant.session_id = session.id "
        " AND participant.archived_at IS NULL) "
        "FROM session LEFT JOIN half_day ON half_day.session_id = session.id AND half_day.archived_at IS NULL "
        "WHERE session.archived_at IS NULL AND title LIKE ? GROUP BY session.id ORDER BY min(on_date) DESC",
        (f"%{text}%",),
    )
    columns = {"number": "N°", "title": "Séance", "on_date": "Date", "place": "Lieu", "expected": "Attendues"}
    return columns, [dict(zip(columns, row, strict=True)) for row in rows]


def _hires(store: Store, text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    connection, today = store.read(), store.now().date()
    placements = work.placements_followed(connection, since=today - follow_up.LONGEST_FOLLOW_UP)
    points = follow_up.points_of(connection, placements, today)
    rows = []
    for row in placements:
        following = next((point for point in points[row.id] if point.is_open), None)
        if text.casefold() in f"{row.person_name} {row.company_name}".casefold():
            rows.append(
                {
                    "person": row.person_name,
                    "company": row.company_name,
                    "starts_on": row.starts_on,
                    "next": following.planned.key if following else "",
                    "due": following.due if following else None,
                }
            )
    titles = {"person": "Personne", "company": "Entreprise", "starts_on": "Début", "next": "Point", "due": "Prévu"}
    return titles, rows


def _due(store: Store, _text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    connection = store.read()
    present = access.present(connection)
    day = read_day(connection, today=store.now().date(), staff_id=present.staff_id or None)
    rows = [
        {"lead": line.lead, "who": line.who, "what": line.what, "why": line.why, "badge": line.badge}
        for line in day.lines
    ]
    return {"lead": "Quand", "who": "Qui", "what": "Quoi", "why": "Pourquoi", "badge": ""}, rows


def _models(store: Store, _text: str) -> tuple[dict[str, str], list[dict[str, Any]]]:
    connection: Connection = store.read()
    rows = []
    for kind, label in (
        (definitions.FORM, _("formulaire")),
        (definitions.PROGRAMME, _("programme")),
        (definitions.CONTRACT, _("contrat")),
    ):
        for key in definitions.keys(connection, kind):
            found = definitions.latest(connection, kind, key)
            rows.append({"kind": label, "key": key, "version": found.version, "title": definitions.title_of(found)})
    return {"kind": "Sorte", "key": "Clé", "version": "Version", "title": "Titre"}, rows


_LISTS = {"personnes": _people, "seances": _sessions, "embauches": _hires, "a-faire": _due, "modeles": _models}
