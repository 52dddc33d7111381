"""Lists taken out to a spreadsheet: sessions, presences, hires; figures and codes as papers say them."""

import datetime
from pathlib import Path

from db.queries import presences, sessions
from db.store import Store
from kodiko_desktop.domain.attendance import AbsenceReason, PresenceState
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.exchange.tables import Cell, Table, write_table
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people.people_lists import programme_titles
from kodiko_desktop.services.work import hires

_PARTS = {"matin": N_("matin"), "apres_midi": N_("après-midi")}
_STATES = {
    PresenceState.PRESENT: N_("présent·e"),
    PresenceState.PARTIAL: N_("en partie"),
    PresenceState.ABSENT: N_("absent·e"),
}


def export_sessions(
    store: Store, *, path: Path, first: datetime.date, last: datetime.date, progress: Progress = silent
) -> int:
    """Write the sessions held from `first` to `last`; how many. Raises ExportRefused, Cancelled."""
    return _write(path, sessions_table(store, first, last), progress)


def export_presences(
    store: Store, *, path: Path, first: datetime.date, last: datetime.date, progress: Progress = silent
) -> int:
    """Write one line for each person expected at each half-day; how many. Raises ExportRefused, Cancelled."""
    return _write(path, presences_table(store, first, last), progress)


def export_hires(store: Store, *, path: Path, today: datetime.date, progress: Progress = silent) -> int:
    """Write every hire, those that are over included; how many. Raises ExportRefused, Cancelled."""
    return _write(path, hires_table(store, today), progress)


def sessions_table(store: Store, first: datetime.date, last: datetime.date) -> Table:
    """A line for each session."""
    connection = store.read()
    lines = sessions.sessions_between(connection, first, last)
    titles = programme_titles(connection, (line.programme for line in lines))
    rows: list[tuple[Cell, ...]] = [
        (
            line.number,
            line.title,
            titles.get(line.programme, line.programme),
            line.cohort,
            line.first_day,
            line.last_day,
            line.starts_at,
            line.ends_at,
            line.half_days,
            line.place,
            line.trainer,
            line.expected,
            line.marked,
            line.to_mark,
            _yes(line.cancelled),
        )
        for line in lines
    ]
    named = (
        _("Numéro"),
        _("Séance"),
        _("Programme"),
        _("Promotion"),
        _("Premier jour"),
        _("Dernier jour"),
        _("Début"),
        _("Fin"),
        _("Demi-journées"),
        _("Lieu"),
        _("Intervenant·e"),
        _("Personnes attendues"),
        _("Présences saisies"),
        _("Présences à saisir"),
        _("Annulée"),
    )
    return Table(_("Séances"), named, rows)


def presences_table(store: Store, first: datetime.date, last: datetime.date) -> Table:
    """A line for each person expected at each half-day of a session that was not cancelled."""
    rows: list[tuple[Cell, ...]] = [
        (
            line.session_number,
            line.session_title,
            line.on_date,
            _(_PARTS[line.part]) if line.part in _PARTS else line.part,
            line.person_number,
            line.family_name,
            line.given_names,
            _(_STATES[PresenceState(line.state)]) if line.state else "",
            round(line.planned_minutes / 60, 2),
            round(line.attended_minutes / 60, 2) if line.state else None,
            line.reason,
            AbsenceReason(line.reason).label if line.reason else "",
            _yes(line.walk_in),
        )
        for line in presences.presences_between(store.read(), first, last)
    ]
    named = (
        _("Numéro de séance"),
        _("Séance"),
        _("Date"),
        _("Demi-journée"),
        _("Numéro de dossier"),
        _("Nom"),
        _("Prénom"),
        _("Présence"),
        _("Heures prévues"),
        _("Heures faites"),
        _("Code d’absence"),
        _("Motif d’absence"),
        _("Venu·e sans être attendu·e"),
    )
    return Table(_("Présences"), named, rows)


def hires_table(store: Store, today: datetime.date) -> Table:
    """A line for each hire, with what comes next."""
    contracts, categories = vocabulary("contracts"), vocabulary("professional_categories")
    rows: list[tuple[Cell, ...]] = []
    for line in hires.read_every_hire(store.read(), today=today):
        row, following = line.placement, line.next_point
        rows.append(
            (
                row.person_name,
                row.company_name,
                row.job_title,
                contracts.label(row.contract_kind),
                categories.label(row.category),
                row.starts_on,
                row.ends_on,
                row.weekly_hours,
                row.workplace,
                row.tutor_name,
                line.trial.last_day if line.trial else None,
                row.ended_on,
                line.done,
                line.late,
                following.planned.title if following else "",
                following.due if following else None,
            )
        )
    named = (
        _("Personne"),
        _("Entreprise"),
        _("Poste"),
        _("Contrat"),
        _("Catégorie"),
        _("Premier jour"),
        _("Fin du contrat"),
        _("Heures par semaine"),
        _("Lieu de travail"),
        _("Tutorat"),
        _("Fin de l’essai"),
        _("Emploi terminé le"),
        _("Points faits"),
        _("Points en retard"),
        _("Prochain point"),
        _("Prévu le"),
    )
    return Table(_("Embauches"), named, rows)


def _write(path: Path, table: Table, progress: Progress) -> int:
    write_table(path, table, progress=progress)
    return len(table.rows)


def _yes(said: bool) -> str:
    return _("oui") if said else ""
