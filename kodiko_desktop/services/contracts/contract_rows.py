"""The tables of a contract: objectives with what is done for them, the steps to come, visits at work, changes."""

import datetime
from collections.abc import Mapping, Sequence

from db.connection import Connection
from db.queries import work
from db.store import Store
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.follow_up import FollowUpPoint
from kodiko_desktop.domain.forms import Subject
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import N_, _, in_french
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.work import follow_up

Rows = tuple[Mapping[str, str | None], ...]

WHO_WORDS = {"personne": "idea_person", "conseiller": "idea_adviser", "ensemble": "idea_both"}
"""Words of the templates for who had an idea and who does something; anything else is printed as it was typed."""
_MOST_APPOINTMENTS = 3
_DAY_WORDS = {1: "day_1", 3: "day_3", 5: "day_5"}
_RULE_WORDS = {"end_of_week_1": "end_week_1", "trial_review": "trial_review"}
_VOICES = {
    "personne": N_("la personne"),
    "employeur": N_("l’employeur"),
    "ensemble": N_("la personne, l’employeur, l’association"),
}


@in_french()
def objectives(store: Store, person_id: str) -> Rows:
    """The first objectives under way, as many as a contract takes; all the actions of one stand in its row, and its
    `id`, which is not printed."""
    actions = [action for action in plans.actions_of(store, person_id) if action.status not in plans.CLOSED_ACTIONS]
    rows = []
    for objective in plans.objectives_of(store, person_id):
        if objective.status != plans.UNDER_WAY:
            continue
        mine = [action for action in actions if action.objective_id == objective.id]
        due = [action.due_on for action in mine if action.due_on]
        rows.append(
            {
                "id": objective.id,
                "objective": objective.title,
                "idea": WHO_WORDS.get(objective.idea_of, objective.idea_of),
                "action": " ; ".join(_action(action.title, action.partner) for action in mine),
                "who": _who([action.by_whom for action in mine]),
                "due_date": numeric_date(min(due)) if due else None,
                "result": objective.result,
            }
        )
    return tuple(rows[: plans.MOST_OBJECTIVES])


def _action(title: str, partner: str) -> str:
    return _("{action} (avec {partner})").format(action=title, partner=partner) if partner else title


def _who(names: Sequence[str]) -> str:
    words = list(dict.fromkeys(WHO_WORDS.get(name, name) for name in names if name))
    if len(words) > 1 and set(words) <= set(WHO_WORDS.values()):
        return WHO_WORDS["ensemble"]
    return ", ".join(words)


def milestones(
    connection: Connection,
    person_id: str,
    programme: Programme | None,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    today: datetime.date,
) -> Rows:
    """The steps one can already write: next appointments, forms the programme foresees with the person (those of a
    mentor or of a company are no step of theirs), the end."""
    steps: list[tuple[datetime.date, str, str]] = []
    appointments = connection.execute(
        "SELECT on_date, purpose, place FROM appointment WHERE person_id = ? AND archived_at IS NULL "
        "AND on_date >= ? AND outcome IN ('a_venir', 'a_preciser') ORDER BY on_date LIMIT ?",
        (person_id, today.isoformat(), _MOST_APPOINTMENTS),
    )
    for day, purpose, place in appointments:
        steps.append((datetime.date.fromisoformat(day), purpose or _("Rendez-vous"), place))
    if starts_on is not None and programme is not None:
        for moment in programme.forms:
            if moment.month and not moment.after_exit and _is_about_a_person(connection, moment.form):
                day = add_months(starts_on, moment.month)
                if day >= today and (ends_on is None or day <= ends_on):
                    title = _("Point d’étape\u00a0: {form}").format(form=_form_title(connection, moment.form))
                    steps.append((day, title, ""))
    if ends_on is not None and ends_on >= today:
        steps.append((ends_on, _("Bilan de fin, ensemble"), ""))
    return tuple(
        {"step_date": numeric_date(day), "step_name": name, "step_place": place} for day, name, place in sorted(steps)
    )


def visits(connection: Connection, placement_id: str | None, today: datetime.date) -> Rows:
    """The meetings after a hire, until the trial review."""
    row = work.placement(connection, placement_id) if placement_id else None
    if row is None:
        return ()
    lines = {line.key: line for line in follow_up.cadence(connection, row.programme)}
    found = []
    for point in follow_up.points_of(connection, [row], today)[row.id]:
        for key in point.planned.keys:
            line = lines.get(key)
            word = _visit_word(line) if line else ""
            if line and word:
                found.append(
                    {
                        "step_name": word,
                        "step_date": numeric_date(point.due),
                        "step_people": _people(line.voices),
                        "step_place": row.workplace,
                    }
                )
    return tuple(found)


def _visit_word(line: FollowUpPoint) -> str:
    """How the templates call a meeting; "" for those a contract does not list."""
    return _DAY_WORDS.get(line.n or 0, "") if line.rule == "worked_day" else _RULE_WORDS.get(line.rule, "")


def changes(lines: Sequence[Mapping[str, str]]) -> Rows:
    """What an amendment changes."""
    return tuple(
        {"change_point": line["point"], "change_before": line["before"], "change_after": line["after"]}
        for line in lines
    )


def _people(voices: Sequence[str]) -> str:
    return _(_VOICES["ensemble"]) if "ensemble" in voices else ", ".join(_(_VOICES[voice]) for voice in voices)


def _is_about_a_person(connection: Connection, key: str) -> bool:
    try:
        text = definitions.newest_source(connection, definitions.FORM, key).text
    except KodikoError:
        return False
    return definitions.top_value(text, "subject") in ("", Subject.PERSON.value)


def _form_title(connection: Connection, key: str) -> str:
    try:
        return definitions.title(connection, definitions.FORM, key)
    except KodikoError:
        return key
