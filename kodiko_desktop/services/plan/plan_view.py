"""The plan of a person as its page shows it: objectives and their actions, what the diagnostics suggest, the papers."""

import contextlib
import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db import heads
from db.connection import Connection
from db.queries import diagnostics as responses
from db.queries import plans as queries
from db.queries import work
from db.store import Store
from db.tables import Action, Objective
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Form, Need, needs
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_templates
from kodiko_desktop.services.diagnostics.person_diagnostics import PERSON, obstacles
from kodiko_desktop.services.plan import plans


@dataclass(frozen=True)
class ActionView:
    """An action and what is seen of it. `late`: its day has passed and it is not done."""

    row: Action
    seen: Seen
    late: bool


@dataclass(frozen=True)
class ObjectiveView:
    """An objective, what is seen of it, its actions; `in_contract`: among those a contract takes."""

    row: Objective
    seen: Seen
    actions: tuple[ActionView, ...]
    in_contract: bool


@dataclass(frozen=True)
class Suggestion:
    """What a diagnostic offers as an objective. `why`: the words that make it offered; `action`: fields of a first
    action, empty when nothing was said."""

    diagnostic_id: str
    section: str
    title: str
    why: str
    source: str
    wanted: bool
    action: dict[str, Any]


@dataclass(frozen=True)
class PaperLine:
    """A paper in the list."""

    row: queries.ContractRow
    title: str


@dataclass(frozen=True)
class Hire:
    """A hire a contract can start from."""

    id: str
    title: str


@dataclass(frozen=True)
class Plan:
    """Everything the page shows."""

    objectives: tuple[ObjectiveView, ...]
    suggestions: tuple[Suggestion, ...]
    papers: tuple[PaperLine, ...]
    templates: tuple[contract_templates.TemplateLine, ...]
    hires: tuple[Hire, ...]


def read_plan(store: Store, person_id: str, *, today: datetime.date) -> Plan:
    """The plan of a person and its papers."""
    connection = store.read()
    objectives = plans.objectives_of(store, person_id)
    actions = plans.actions_of(store, person_id)
    in_contract = [row.id for row in objectives if row.status == plans.UNDER_WAY][: plans.MOST_OBJECTIVES]
    hires = work.placements_of_person(connection, person_id)
    return Plan(
        objectives=tuple(
            ObjectiveView(
                row,
                heads.seen(connection, "objective", row.id),
                tuple(_action(connection, each, today) for each in actions if each.objective_id == row.id),
                row.id in in_contract,
            )
            for row in objectives
        ),
        suggestions=tuple(_suggestions(connection, person_id, objectives)),
        papers=tuple(
            PaperLine(row, _template_title(connection, row.template))
            for row in queries.contracts_of(connection, person_id)
        ),
        templates=contract_templates.templates(connection),
        hires=tuple(
            Hire(row.id, " · ".join(part for part in (row.company_name, row.job_title) if part)) for row in hires
        ),
    )


def take_up(store: Store, *, author: str, person_id: str, suggestion: Suggestion) -> str:
    """Make an objective of a suggestion, with the action already said, in one act. Returns its id."""
    return plans.add_objective(
        store,
        author=author,
        person_id=person_id,
        title=suggestion.title,
        first_action=suggestion.action or None,
        from_question=suggestion.section,
        from_diagnostic_id=suggestion.diagnostic_id,
        idea_of="personne" if suggestion.wanted else "conseiller",
    )


def _action(connection: Connection, row: Action, today: datetime.date) -> ActionView:
    late = row.due_on is not None and row.due_on < today and row.status not in plans.CLOSED_ACTIONS
    return ActionView(row, heads.seen(connection, "action", row.id), late)


def _suggestions(connection: Connection, person_id: str, objectives: Iterable[Objective]) -> Iterable[Suggestion]:
    """From the latest response to each form: what the person wants to act on, what weighs, what was already said."""
    taken = {row.from_question for row in objectives}
    seen_forms: set[str] = set()
    for row in responses.responses(connection, about=PERSON, about_id=person_id):
        if row.form in seen_forms or not row.answered:
            continue
        seen_forms.add(row.form)
        form = _form(connection, row)
        if form is None:
            continue
        answers = responses.answers(connection, row.id)
        words = {each.title: each for each in obstacles(form, answers)}
        for need in needs(form, answers):
            weighs = words.get(need.title.shown)
            said = need.objective or need.action
            if need.section_key in taken or not (need.wants_to_act or said or (weighs and weighs.heavy)):
                continue
            why = " — ".join(part for part in (weighs.details, weighs.word) if part) if weighs else ""
            yield Suggestion(
                diagnostic_id=row.id,
                section=need.section_key,
                title=need.objective or need.title.french,
                why=why,
                source=form.title.shown,
                wanted=bool(need.wants_to_act or said),
                action=_first_action(need),
            )


def _first_action(need: Need) -> dict[str, Any]:
    if not need.action:
        return {}
    found: dict[str, Any] = {"title": need.action, "partner": need.partner, "by_whom": need.who or "personne"}
    with contextlib.suppress(ValueError):
        found["due_on"] = datetime.date.fromisoformat(need.by_when)
    return found


def _form(connection: Connection, row: responses.ResponseRow) -> Form | None:
    try:
        return definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    except KodikoError:
        return None


def _template_title(connection: Connection, key: str) -> str:
    try:
        return definitions.title(connection, definitions.CONTRACT, key)
    except KodikoError:
        return key
