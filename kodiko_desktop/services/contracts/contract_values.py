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
from db.store import Store
from db.tables import Contract, Journey, Person, Staff
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Form, Kind, filled, needs, visible
from kodiko_desktop.domain.months import add_months, last_day_of_days, last_day_of_months
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _, in_french, ngettext
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.contracts import contract_rows, signed_objectives, told_to_others
from kodiko_desktop.services.contracts.contract_hire import values_of_hire
from kodiko_desktop.services.contracts.contract_house import facts_of_house, values_of_house
from kodiko_desktop.services.diagnostics.person_diagnostics import PERSON, obstacles

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
    readers = told_to_others.readers_of(connection, contract)
    suspension = contract.options.get("suspension", {})
    typed = {name: value for name, value in contract.values.items() if value}
    house = values_of_house(connection, contract.stream)
    ticked = _ticked(connection, contract)
    texts: dict[str, str | None] = {
        **house,
        **_person(person),
        **_referent(connection, row),
        **_said(connection, contract.person_id),
        **_calendar(row, programme, starts_on, ends_on, today),
        **values_of_hire(connection, contract.placement_id, today),
        **_pair(programme),
        **_funders(connection, contract.person_id),
        **_interpreter(contract.options.get("interpreter") or {}),
        **_numbers(connection, contract),
        **suspension,
        **typed,
    }
    texts = told_to_others.withheld(texts, {*suspension, *typed}, ticked, readers)
    between_us = not readers.others
    objectives = signed_objectives.changes_since_signed(store, contract) if contract.amends_id and between_us else None
    if objectives is not None:
        texts["unchanged_objectives"] = " ; ".join(objectives.unchanged)
    rows = {
        "objectives": contract_rows.objectives(store, contract.person_id) if between_us else (),
        "objective_changes": objectives.rows if objectives else (),
        "milestones": contract_rows.milestones(connection, contract.person_id, programme, starts_on, ends_on, today),
        "visits": contract_rows.visits(connection, contract.placement_id, today),
        "changes": contract_rows.changes(contract.options.get("changes", ())),
    }
    return ContractValues(
        texts=texts,
        rows=rows,
        ticked=ticked,
        facts=_facts(contract, person, row, programme, texts, today)
        | facts_of_house(house)
        | told_to_others.facts(ticked, readers)
        | (_amending(contract, objectives) if contract.amends_id else frozenset()),
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
    """What the diagnostics say: own words and strengths from the latest that has some, and the blanks that a form says
    it fills. Restricted answers never reach a paper; what is in the way is chosen for it (`in_the_way`)."""
    found: dict[str, str | None] = {}
    for row in responses.responses(connection, about=PERSON, about_id=person_id):
        form = _form(connection, row)
        if form is None:
            continue
        answers = responses.answers(connection, row.id)
        for blank, text in filled(form, answers).items():
            found.setdefault(blank, text)
        words = _own_words(form, answers)
        if "person_words" not in found and words:
            found["person_words"], *others = words
            found.setdefault("strengths", " ; ".join(others))
        if "diagnostic_date" not in found and answers and row.on_date:
            found["diagnostic_date"] = numeric_date(row.on_date)
    return found


@in_french()
def in_the_way(connection: Connection, person_id: str) -> tuple[str, ...]:
    """What the latest response to each form says is in the way, in the words of papers: each is offered, and printed
    only when it is chosen (health, housing, papers… stand before funders and, some day, before others)."""
    found: dict[str, None] = {}
    forms_read: set[str] = set()
    for row in responses.responses(connection, about=PERSON, about_id=person_id):
        form = _form(connection, row)
        answers = responses.answers(connection, row.id) if form else {}
        if form is not None and answers and form.key not in forms_read:
            forms_read.add(form.key)
            found.update(dict.fromkeys(_in_the_way(form, answers)))
    return tuple(found)


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
        "suspended": bool(options.get("suspension")) or bool(texts.get("suspension_date")),
        "minor": person.birth_date is not None and add_months(person.birth_date, 12 * ADULT_AGE) > today,
        "trial_period": bool(texts.get("trial_end_date")),
    }
    return frozenset(name for name, true in holds.items() if true)


def _amending(contract: Contract, objectives: signed_objectives.ObjectiveChanges | None) -> frozenset[str]:
    """What an amendment changes."""
    points, suspended = bool(contract.options.get("changes")), bool(contract.options.get("suspension"))
    changed = objectives is not None and bool(objectives.rows)
    holds = {
        "points_changed": points,
        "objectives_changed": changed,
        "changes_said": points or changed or suspended,
        "objectives_said": points or changed or suspended or objectives is None,
        "objectives_kept": objectives is not None and bool(objectives.unchanged),
    }
    return frozenset(name for name, true in holds.items() if true)


def _own_script(person: Person) -> dict[str, dict[str, str]]:
    name = person.name_in_own_script.strip()
    letter = next((character for character in name if character.isalpha()), " ")
    script = unicodedata.name(letter, "").split(" ")[0]
    return {language: {"person_name": name} for language in _SCRIPTS.get(script, ())}
