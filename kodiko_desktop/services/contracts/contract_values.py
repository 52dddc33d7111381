"""What the store knows that a contract says: parties, situation, dates; what nobody knows is left to the pen.

What was typed in the draft (`Contract.values`) replaces what the store says.
"""

import datetime
import json
import unicodedata
from collections.abc import Mapping
from typing import Any

from db import records
from db.connection import Connection
from db.queries import diagnostics as responses
from db.queries import work
from db.store import Store
from db.tables import Antenna, Contract, Journey, Organisation, Person, Staff
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Form, Kind, filled, needs, visible
from kodiko_desktop.domain.months import add_months, last_day_of_days, last_day_of_months
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _, in_french, ngettext
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.contracts import contract_rows, signed_objectives
from kodiko_desktop.services.contracts import contract_templates as kinds
from kodiko_desktop.services.diagnostics.person_diagnostics import PERSON, obstacles
from kodiko_desktop.services.work import follow_up

ADULT_AGE = 18
_SCRIPTS = {
    "ARABIC": ("ar", "fa-AF", "ps"),
    "CYRILLIC": ("uk", "bg", "ru"),
    "ETHIOPIC": ("ti",),
    "BENGALI": ("bn",),
}
"""The languages in which a name written in a script reads better than in Latin letters."""
_RHYTHM_WORDS = {7: "weekly", 14: "fortnightly", 15: "fortnightly", 28: "monthly", 30: "monthly", 31: "monthly"}
_READ_ALOUD = "ne_lit_pas"
_INTERPRETER_BOXES = ("professional", "volunteer", "phone")
_REVIEW_MONTHS = 3
"""When a contract without an end is read again, in months (our practice)."""


@in_french()
def values_for(store: Store, contract: Contract, *, today: datetime.date) -> ContractValues:
    """Everything that fills the template of a paper. Raises DefinitionMissing."""
    connection = store.read()
    person = records.find(connection, Person, contract.person_id).row
    journey = records.find(connection, Journey, contract.journey_id) if contract.journey_id else None
    row = journey.row if journey else None
    programme = programme_of(connection, row)
    starts_on, ends_on = term(contract, row, programme)
    texts: dict[str, str | None] = {
        **_association(connection, contract.stream),
        **_person(person),
        **_referent(connection, row),
        **_said(connection, contract.person_id),
        **_calendar(row, programme, starts_on, ends_on, today),
        **_hire(connection, contract.placement_id, today),
        **_pair(programme),
        **_funders(connection, contract.person_id),
        **_interpreter(contract.options.get("interpreter") or {}),
        **_numbers(connection, contract),
        **contract.options.get("suspension", {}),
        **{name: value for name, value in contract.values.items() if value},
    }
    objectives = signed_objectives.changes_since_signed(store, contract) if contract.amends_id else None
    if objectives is not None:
        texts["unchanged_objectives"] = " ; ".join(objectives.unchanged)
    rows = {
        "objectives": contract_rows.objectives(store, contract.person_id),
        "objective_changes": objectives.rows if objectives else (),
        "milestones": contract_rows.milestones(connection, contract.person_id, programme, starts_on, ends_on, today),
        "visits": contract_rows.visits(connection, contract.placement_id, today),
        "changes": contract_rows.changes(contract.options.get("changes", ())),
    }
    return ContractValues(
        texts=texts,
        rows=rows,
        ticked=_ticked(connection, contract),
        facts=_facts(contract, person, row, programme, texts, today) | _amending(connection, contract, objectives),
        translated=_own_script(person),
    )


def programme_of(connection: Connection, journey: Journey | None) -> Programme | None:
    """The programme of a journey; None when it has none here."""
    if journey is None or not journey.programme:
        return None
    try:
        return definitions.latest(connection, definitions.PROGRAMME, journey.programme)
    except KodikoError:
        return None


def term(
    contract: Contract, journey: Journey | None, programme: Programme | None
) -> tuple[datetime.date | None, datetime.date | None]:
    """First and last day: those chosen in the draft, else the journey's, else what the programme lasts."""
    starts_on = contract.starts_on or (journey.started_on if journey else None)
    ends_on = contract.ends_on or (journey.planned_end_on if journey else None)
    if starts_on is not None and ends_on is None and programme is not None:
        if programme.duration.months:
            ends_on = last_day_of_months(starts_on, programme.duration.months)
        elif programme.duration.weeks:
            ends_on = last_day_of_days(starts_on, programme.duration.weeks * 7)
    return starts_on, ends_on


def review_day(starts_on: datetime.date, ends_on: datetime.date | None) -> datetime.date:
    """When the contract is read again: half-way, or after three months when it has no end."""
    return starts_on + (ends_on - starts_on) / 2 if ends_on else add_months(starts_on, _REVIEW_MONTHS)


def _association(connection: Connection, antenna_id: str) -> dict[str, str | None]:
    found = records.rows_where(connection, Organisation, "1")
    antenna = records.find(connection, Antenna, antenna_id)
    house = found[0] if found else Organisation(id="", stream="", created_at="")
    branch = antenna.row if antenna else None
    return {
        "association_name": house.name,
        "controller_name": house.name,
        "association_address": house.address or (branch.address if branch else ""),
        "association_siret": house.siret,
        "association_phone": (branch.phone if branch else "") or house.phone,
        "association_email": (branch.email if branch else "") or house.email,
        "antenna_name": branch.name if branch else "",
        "dpo_name": house.data_protection_officer,
        "dpo_contact": house.email,
        "legal_basis": "legitimate_interest",
    }


def _person(person: Person) -> dict[str, str | None]:
    return {
        "person_name": full_name(person),
        "person_phone": person.phone,
        "file_number": person.number,
        "situation": vocabulary("situations").label(person.situation),
    }


def full_name(person: Person) -> str:
    """Given names, then family name, as papers say them."""
    return f"{person.given_names} {person.family_name}".strip()


def _referent(connection: Connection, journey: Journey | None) -> dict[str, str | None]:
    staff = records.find(connection, Staff, journey.referent_id) if journey and journey.referent_id else None
    return {"referent_name": staff.row.name, "referent_phone": staff.row.phone} if staff else {}


def _said(connection: Connection, person_id: str) -> dict[str, str | None]:
    """What the diagnostics say: own words and strengths from the latest that has some, what is in the way from the
    latest response to each form, and the blanks that a form says it fills. Restricted answers never reach a paper."""
    found: dict[str, str | None] = {}
    in_the_way: dict[str, None] = {}
    forms_read: set[str] = set()
    for row in responses.responses(connection, about=PERSON, about_id=person_id):
        form = _form(connection, row)
        if form is None:
            continue
        answers = responses.answers(connection, row.id)
        if answers and form.key not in forms_read:
            forms_read.add(form.key)
            in_the_way.update(dict.fromkeys(_in_the_way(form, answers)))
        for blank, text in filled(form, answers).items():
            found.setdefault(blank, text)
        words = _own_words(form, answers)
        if "person_words" not in found and words:
            found["person_words"], *others = words
            found.setdefault("strengths", " ; ".join(others))
        if "diagnostic_date" not in found and answers and row.on_date:
            found["diagnostic_date"] = numeric_date(row.on_date)
    if in_the_way:
        found["obstacles"] = ", ".join(in_the_way)
    return found


def _in_the_way(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """The subjects that weigh, then the lighter ones on which the person wants to act all the same."""
    wanted = {need.title.french for need in needs(form, answers) if need.wants_to_act}
    told = sorted(obstacles(form, answers), key=lambda each: not each.heavy)
    return [each.title.lower() for each in told if each.heavy or each.title in wanted]


def _own_words(form: Form, answers: Mapping[str, Any]) -> list[str]:
    """What the person said of themselves: the own words of the first section that has some, what has a use of its own
    apart."""
    spoken = [
        (question.section_key, str(answers[question.key]).strip(" «»\u00a0"))
        for question in visible(form, answers)
        if question.kind is Kind.OWN_WORDS and not (question.role or question.fills or question.restricted)
        if answers.get(question.key)
    ]
    return [text for section, text in spoken if section == spoken[0][0]]


def _form(connection: Connection, row: responses.ResponseRow) -> Form | None:
    try:
        return definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    except KodikoError:
        return None


def _calendar(
    journey: Journey | None,
    programme: Programme | None,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    today: datetime.date,
) -> dict[str, str | None]:
    found: dict[str, str | None] = {"programme_name": programme.title if programme else None}
    if starts_on is not None:
        found["start_date"] = numeric_date(starts_on)
        found["review_date"] = numeric_date(review_day(max(starts_on, min(today, ends_on or today)), ends_on))
    if ends_on is not None:
        found["end_date"] = numeric_date(ends_on)
    if programme is not None:
        months, weeks = programme.duration.months, programme.duration.weeks
        if months:
            found["duration"] = _("{count} mois").format(count=months)
        elif weeks:
            found["duration"] = ngettext("{count} semaine", "{count} semaines", weeks).format(count=weeks)
    days = journey.rhythm_days if journey else None
    if days is None and programme is not None:
        days = programme.contact_days(0)
    if days:
        found["meeting_rhythm"] = _RHYTHM_WORDS.get(days) or _("tous les {days} jours").format(days=days)
    if journey is not None and journey.status == "suspendu" and journey.status_since:
        found["suspension_date"] = numeric_date(journey.status_since)
        found["resumption_date"] = numeric_date(journey.suspended_until) if journey.suspended_until else None
    return found


def _hire(connection: Connection, placement_id: str | None, today: datetime.date) -> dict[str, str | None]:
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
    hours = ngettext("{count}\u00a0h par semaine", "{count}\u00a0h par semaine", round(row.weekly_hours or 0)).format(
        count=f"{row.weekly_hours:g}".replace(".", ",") if row.weekly_hours else ""
    )
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
        "work_hours": hours if row.weekly_hours else None,
        "work_place": row.workplace,
        "trial_end_date": numeric_date(trial.last_day) if trial else None,
        "tasks": tasks,
        "protective_equipment": _provided(equipment, provider),
        "instructions": instructions,
        "integration_path": path,
    }


def _provided(equipment: str, provider: str) -> str:
    """What protects, and who provides it when that was said."""
    who = vocabulary("equipment_providers").label(provider)
    who = who[:1].lower() + who[1:]
    return (
        _("{equipment} (fourni par\u00a0: {who})").format(equipment=equipment, who=who)
        if equipment and who
        else equipment
    )


def _pair(programme: Programme | None) -> dict[str, str | None]:
    if programme is None or programme.pairs is None:
        return {}
    pairs = programme.pairs
    return {
        "meeting_count": str(pairs.meetings),
        "meeting_length": f"{pairs.hours:g}\u00a0h".replace(".", ","),
        "mentor_ceiling": f"{pairs.ceiling_days:g}".replace(".", ",") if pairs.ceiling_days else None,
    }


def _funders(connection: Connection, person_id: str) -> dict[str, str | None]:
    """Who pays, and how long each keeps evidence."""
    rows = connection.execute(
        "SELECT funder.name, funder.retention FROM journey JOIN cohort ON cohort.id = journey.cohort_id, "
        "json_each(cohort.funder_ids) AS paying JOIN funder ON funder.id = paying.value "
        "WHERE journey.person_id = ? AND journey.archived_at IS NULL AND funder.archived_at IS NULL",
        (person_id,),
    ).fetchall()
    kept = [_("{funder}\u00a0: {duration}").format(funder=name, duration=lasts) for name, lasts in rows if lasts]
    return {"funders": ", ".join(dict.fromkeys(row[0] for row in rows)), "funding_retention": ", ".join(kept)}


def _interpreter(told: Mapping[str, str]) -> dict[str, str | None]:
    return {f"interpreter_{name}": told.get(name) for name in ("language", "name", "reference")}


def _numbers(connection: Connection, contract: Contract) -> dict[str, str | None]:
    if not contract.amends_id:
        return {"contract_number": contract.number}
    amended = records.find(connection, Contract, contract.amends_id)
    signed = amended.row.signed_on if amended else None
    return {
        "amendment_number": contract.number,
        "contract_number": amended.row.number if amended else None,
        "contract_date": numeric_date(signed) if signed else None,
    }


def _ticked(connection: Connection, contract: Contract) -> frozenset[str]:
    """The boxes of the draft; for those it does not speak of, what the person agreed to at the hire."""
    kind = (contract.options.get("interpreter") or {}).get("kind", "")
    boxes = {f"interpreter_{kind}"} if kind in _INTERPRETER_BOXES else set()
    chosen = contract.options.get("ticked")
    if chosen is None:
        hire = connection.execute("SELECT sharing FROM placement WHERE id = ?", (contract.placement_id,)).fetchone()
        chosen = json.loads(hire[0] or "[]") if hire else ()
    return frozenset({*chosen, *boxes})


def _facts(
    contract: Contract,
    person: Person,
    journey: Journey | None,
    programme: Programme | None,
    texts: Mapping[str, str | None],
    today: datetime.date,
) -> frozenset[str]:
    options = contract.options
    interpreter = options.get("interpreter")
    holds = {
        "interpreter": person.needs_interpreter if interpreter is None else bool(interpreter),
        "non_reader": options.get("non_reader", person.reads == _READ_ALOUD),
        "renewable": programme is not None and (journey.renewals if journey else 0) < programme.duration.renewals,
        "suspended": bool(options.get("suspension")) or (journey is not None and journey.status == "suspendu"),
        "minor": person.birth_date is not None and add_months(person.birth_date, 12 * ADULT_AGE) > today,
        "trial_period": bool(texts.get("trial_end_date")),
        "has_dpo": bool(texts.get("dpo_name")),
    }
    return frozenset(name for name, true in holds.items() if true)


def _amending(
    connection: Connection, contract: Contract, objectives: signed_objectives.ObjectiveChanges | None
) -> frozenset[str]:
    """What an amendment changes, and who signs it beside the person: those of the paper it amends."""
    amended = records.find(connection, Contract, contract.amends_id) if contract.amends_id else None
    if amended is None:
        return frozenset()
    kind = kinds.kind_of(connection, amended.row.template)
    points, suspended = bool(contract.options.get("changes")), bool(contract.options.get("suspension"))
    changed = objectives is not None and bool(objectives.rows)
    holds = {
        "points_changed": points,
        "objectives_changed": changed,
        "changes_said": points or changed or suspended,
        "objectives_said": points or changed or suspended or objectives is None,
        "objectives_kept": objectives is not None and bool(objectives.unchanged),
        "with_company": kind in (kinds.TRIPARTITE, kinds.MENTOR),
        "with_mentor": kind == kinds.MENTOR,
    }
    return frozenset(name for name, true in holds.items() if true)


def _own_script(person: Person) -> dict[str, dict[str, str]]:
    name = person.name_in_own_script.strip()
    letter = next((character for character in name if character.isalpha()), " ")
    script = unicodedata.name(letter, "").split(" ")[0]
    return {language: {"person_name": name} for language in _SCRIPTS.get(script, ())}
