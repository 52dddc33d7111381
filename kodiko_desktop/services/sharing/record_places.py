"""What a record is called in a sentence: whom it is about, what it is, and what page opens it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import projection
from db.catalogue import tables
from db.connection import Connection
from db.same_person import known_as
from kodiko_desktop.domain.dates_in_words import short_date_with_year
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.sharing.value_words import definition_title, name_of

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Place:
    """`about`: whom or what the record speaks of, by name; `subject_id`: the person, "" for nobody; `where`: the record
    in plain words; `opens`: (kind, row id) of the page that shows it, kind "person", "session", "company", "site" or
    ""."""

    about: str
    subject_id: str
    where: str
    opens: tuple[str, str]


_PERSON_PARTS = {
    N_("Identité"): ("number", "family_name", "given_names", "name_in_own_script", "how_to_say", "birth_date", "sex"),
    N_("Coordonnées"): ("phone", "second_phone", "email", "address", "postcode", "city", "housing"),
    N_("Langues"): ("languages", "french_level", "print_language", "reads", "needs_interpreter"),
    N_("Situation administrative"): ("nationality_group", "protection", "residence_document", "permit_ends_on"),
    N_("Avant le parcours"): ("situation", "education", "referred_by"),
    N_("Lieu et foyer"): ("site_id", "household_id"),
}
_PHRASES = {
    "person_pair": (N_("Deux fiches"), N_("Deux fiches")),
    "contact": (N_("Contact"), N_("Contact du {day}")),
    "appointment": (N_("Rendez-vous"), N_("Rendez-vous du {day}")),
    "note": (N_("Note"), N_("Note du {day}")),
    "document": (N_("Pièce\u00a0: {name}"), N_("Pièce\u00a0: {name}")),
    "diagnostic": ("{name}", N_("{name} du {day}")),
    "answer": ("{name}", N_("{name} du {day}")),
    "objective": (N_("Objectif\u00a0: {name}"), N_("Objectif\u00a0: {name}")),
    "action": (N_("Action\u00a0: {name}"), N_("Action\u00a0: {name}")),
    "contract": ("{name}", N_("{name} du {day}")),
    "signature": (N_("Signature\u00a0: {name}"), N_("Signature du {day}\u00a0: {name}")),
    "journey": (N_("Parcours\u00a0: {name}"), N_("Parcours\u00a0: {name}")),
    "journey_status": (N_("Étape du parcours"), N_("Étape du parcours, le {day}")),
    "journey_referent": (N_("Référent·e du parcours"), N_("Référent·e du parcours, à partir du {day}")),
    "postponement": (N_("Report"), N_("Report au {day}")),
    "presence": (N_("Présence\u00a0: {name}"), N_("Présence du {day}\u00a0: {name}")),
    "participant": (N_("Inscription\u00a0: {name}"), N_("Inscription\u00a0: {name}")),
    "session": (N_("Séance"), N_("Séance")),
    "half_day": (N_("Demi-journée"), N_("Demi-journée du {day}")),
    "attendance_sheet": (N_("Feuille d’émargement"), N_("Feuille d’émargement")),
    "company": (N_("Entreprise"), N_("Entreprise")),
    "company_contact": (N_("Contact dans l’entreprise\u00a0: {name}"), N_("Contact dans l’entreprise\u00a0: {name}")),
    "placement": (N_("Prise de poste\u00a0: {name}"), N_("Prise de poste du {day}\u00a0: {name}")),
    "placement_absence": (N_("Absence au travail"), N_("Absence au travail du {day}")),
    "placement_tutor": (N_("Tutorat"), N_("Tutorat, à partir du {day}")),
    "check_in": (N_("Point de suivi"), N_("Point de suivi du {day}")),
    "organisation": (N_("L’association"), N_("L’association")),
    "antenna": (N_("L’antenne"), N_("L’antenne")),
    "staff": (N_("L’équipe"), N_("L’équipe")),
    "funder": (N_("Financeur"), N_("Financeur")),
    "definition": (N_("Modèle\u00a0: {name}"), N_("Modèle\u00a0: {name}")),
    "cohort": (N_("Promotion"), N_("Promotion")),
    "site": (N_("Lieu de vie"), N_("Lieu de vie")),
    "household": (N_("Foyer"), N_("Foyer")),
}
"""What each record is called, without and with its day."""

_DAYS = {
    "contact": ("on_date",),
    "appointment": ("on_date",),
    "note": ("written_on",),
    "diagnostic": ("on_date",),
    "contract": ("signed_on", "printed_on"),
    "signature": ("signed_on",),
    "journey_status": ("since",),
    "journey_referent": ("since",),
    "postponement": ("until",),
    "half_day": ("on_date",),
    "placement": ("starts_on",),
    "placement_absence": ("first_day",),
    "placement_tutor": ("since",),
    "check_in": ("done_on", "moved_to", "planned_on"),
}
_OWN_PAGE = ("session", "company", "site")
_SESSION_ROWS = ("half_day", "participant", "presence", "attendance_sheet")


def place(connection: Connection, table: str, row_id: str, field: str = "") -> Place:
    """Where a record (and a `field` of it) stands, in plain words. A record that is not here, or that this version does
    not know, is said as such."""
    known = tables().get(table)
    row = projection.plain_row(connection, known, row_id) if known is not None else None
    if known is None or row is None:
        return Place(_("Une fiche"), "", _("Ce que cette version de Kodiko ne connaît pas encore"), ("", ""))
    where = _where(connection, table, row, field)
    people = known.subject_of(row_id, row)
    if table == known_as.PAIRS:
        both = _("{one} et {other}").format(
            **{key: name_of(connection, "person", row[f"{key}_id"]) or _("Sans nom") for key in ("one", "other")}
        )
        return Place(both, row["kept_id"] or row["one_id"], where, ("person", row["kept_id"] or row["one_id"]))
    if people:
        return Place(name_of(connection, "person", people[0]) or _("Sans nom"), people[0], where, ("person", people[0]))
    return Place(_owner(connection, table, row) or _("Sans nom"), "", where, _page(table, row))


def _where(connection: Connection, table: str, row: Row, field: str) -> str:
    if table == "person":
        part = next((title for title, fields in _PERSON_PARTS.items() if field in fields), N_("Fiche"))
        return _(part)
    plain, dated = _PHRASES.get(table, (N_("Fiche"), N_("Fiche")))
    day, name = _day(connection, table, row), _name(connection, table, row)
    return (_(dated) if day else _(plain)).format(day=day, name=name or _("sans titre"))


def _day(connection: Connection, table: str, row: Row) -> str:
    found = next((row[column] for column in _DAYS.get(table, ()) if row.get(column)), None)
    if table == "answer":
        found = _value(connection, "SELECT on_date FROM diagnostic WHERE id = ?", row["diagnostic_id"])
    elif table == "presence":
        found = _value(connection, "SELECT on_date FROM half_day WHERE id = ?", row["half_day_id"])
    return short_date_with_year(datetime.date.fromisoformat(found)) if found else ""


def _name(connection: Connection, table: str, row: Row) -> str:
    if table in ("document", "objective", "action", "definition"):
        return row["title"]
    if table == "diagnostic":
        return definition_title(connection, "form", row["form"])
    if table == "answer":
        form = _value(connection, "SELECT form FROM diagnostic WHERE id = ?", row["diagnostic_id"])
        return definition_title(connection, "form", form) if form else _("Questionnaire")
    if table == "contract":
        return definition_title(connection, "contract", row["template"])
    if table == "signature":
        template = _value(connection, "SELECT template FROM contract WHERE id = ?", row["contract_id"])
        return definition_title(connection, "contract", template) if template else ""
    if table == "journey":
        return definition_title(connection, "programme", row["programme"])
    if table in ("presence", "participant"):
        return name_of(connection, "session", row["session_id"])
    if table == "placement":
        return row["job_title"] or name_of(connection, "company", row["company_id"])
    return row.get("name", "")


def _owner(connection: Connection, table: str, row: Row) -> str:
    if table in _SESSION_ROWS:
        return name_of(connection, "session", row["session_id"])
    if table == "company_contact":
        return name_of(connection, "company", row["company_id"])
    about = row.get("about")
    if about in _OWN_PAGE:
        return name_of(connection, about, row["about_id"])
    if table == "answer":
        given = connection.execute(
            "SELECT about, about_id FROM diagnostic WHERE id = ?", (row["diagnostic_id"],)
        ).fetchone()
        return name_of(connection, *given) if given and given[0] in _OWN_PAGE else ""
    return row.get("name") or row.get("title") or ""


def _page(table: str, row: Row) -> tuple[str, str]:
    if table in _OWN_PAGE:
        return table, row["id"]
    if table in _SESSION_ROWS:
        return "session", row["session_id"]
    if table == "company_contact":
        return "company", row["company_id"]
    return (row["about"], row["about_id"]) if row.get("about") in _OWN_PAGE else ("", "")


def _value(connection: Connection, query: str, row_id: str) -> str:
    found = connection.execute(query, (row_id,)).fetchone()
    return (found[0] or "") if found else ""
