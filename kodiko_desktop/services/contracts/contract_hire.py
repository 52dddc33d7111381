"""What a contract says of a hire: who employs, who welcomes, which work, which days."""

import datetime

from db.connection import Connection
from db.queries import work
from kodiko_desktop.domain.dates_in_words import hour_in_words, numeric_date, week_in_words
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.work import follow_up


def values_of_hire(connection: Connection, placement_id: str | None, today: datetime.date) -> dict[str, str | None]:
    """The company, the tutor, the job and its days, as a contract names them; empty without a hire."""
    row = work.placement(connection, placement_id) if placement_id else None
    if row is None:
        return {}
    company = connection.execute(
        "SELECT siret, address, postcode, city FROM company WHERE id = ?", (row.company_id,)
    ).fetchone() or ("", "", "", "")
    tasks, equipment, provider, instructions, path = connection.execute(
        "SELECT tasks, equipment, equipment_by, instructions, integration_path FROM placement WHERE id = ?", (row.id,)
    ).fetchone()
    away = work.absences(connection, [row.id]).get(row.id, ())
    trial = follow_up.trial(row, away)
    return {
        "company_name": row.company_name,
        "company_siret": company[0],
        "company_address": ", ".join(part for part in (company[1], f"{company[2]} {company[3]}".strip()) if part),
        "company_signatory": row.tutor_name,
        "tutor_name": row.tutor_name,
        "tutor_phone": row.tutor_phone,
        "job_title": row.job_title,
        "employment_contract": vocabulary("contracts").label(row.contract_kind),
        "work_start_date": numeric_date(row.starts_on) if row.starts_on else None,
        "work_end_date": numeric_date(row.ends_on) if row.ends_on else None,
        "work_hours": _hours(row),
        "work_place": row.workplace,
        "trial_end_date": numeric_date(trial.last_day) if trial else None,
        "tasks": tasks,
        "protective_equipment": _provided(equipment, provider),
        "instructions": instructions,
        "integration_path": path,
    }


def _hours(row: work.PlacementRow) -> str:
    """« lundi à vendredi, 35 h par semaine, arrivée à 8 h le premier jour »: what is known of it."""
    said = [week_in_words(row.weekly_pattern)]
    if row.weekly_hours:
        count = f"{row.weekly_hours:g}".replace(".", ",")
        said.append(_("{count}\u00a0h par semaine").format(count=count))
    if row.day_starts_at:
        said.append(_("arrivée à {hour} le premier jour").format(hour=hour_in_words(row.day_starts_at)))
    return ", ".join(said)


def _provided(equipment: str, provider: str) -> str:
    """What protects, and who provides it when that was said."""
    who = vocabulary("equipment_providers").label(provider)
    who = who[:1].lower() + who[1:]
    return (
        _("{equipment} (fourni par\u00a0: {who})").format(equipment=equipment, who=who)
        if equipment and who
        else equipment
    )
