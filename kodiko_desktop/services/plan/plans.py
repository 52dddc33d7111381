"""The action plan: what the person wants to reach, in their words, and what is done for it, by whom, by when."""

import datetime
from collections.abc import Mapping
from typing import Any

from db import records
from db.store import Store
from db.tables import Action, Objective, Person
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

MOST_OBJECTIVES = 5
"""Objectives a contract can carry (contrat d'accompagnement, section 4)."""
UNDER_WAY = "en_cours"
"""The status of an objective one works at (the others: atteint, abandonne)."""
CLOSED_ACTIONS = frozenset({"faite", "annulee", "abandonnee"})
"""Statuses of an action that nobody has to do any more (carnet de bord)."""


class PlanRefused(KodikoError):
    """A line of the plan that cannot be written as given."""


def add_objective(
    store: Store,
    *,
    author: str,
    person_id: str,
    title: str,
    first_action: Mapping[str, Any] | None = None,
    **details: Any,
) -> str:
    """Add an objective (`details`: idea_of, journey_id, from_question, from_diagnostic_id), with its first action when
    it is known already (`first_action`: fields of Action), in one act. Returns its id."""
    if not title.strip():
        raise PlanRefused(_("Notez l’objectif, avec les mots de la personne."))
    person = _person(store, person_id)
    with store.act("plan.objective.add", author=author) as act:
        last = act.connection.execute(
            "SELECT coalesce(max(position), 0) FROM objective WHERE person_id = ?", (person_id,)
        ).fetchone()[0]
        objective_id = act.create(
            Objective,
            stream=person.stream,
            person_id=person_id,
            title=title.strip(),
            position=last + 1,
            **details,
        )
        if first_action is not None:
            act.create(Action, stream=person.stream, person_id=person_id, objective_id=objective_id, **first_action)
        return objective_id


def change_objective(store: Store, *, author: str, objective_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change an objective: its words, its result, its status (en_cours, atteint, abandonne). Returns what is to be
    seen from now on."""
    with store.act("plan.objective.change", author=author) as act:
        act.change(Objective, objective_id, values=values, seen=seen)
        return act.seen(Objective, objective_id)


def archive_objective(store: Store, *, author: str, objective_id: str) -> None:
    """Put an objective away, with its actions."""
    actions = records.rows_where(store.read(), Action, "objective_id = ?", (objective_id,))
    with store.act("plan.objective.archive", author=author) as act:
        for action in actions:
            act.archive(Action, action.id)
        act.archive(Objective, objective_id)


def add_action(
    store: Store, *, author: str, person_id: str, title: str, objective_id: str | None = None, **details: Any
) -> str:
    """Add an action (`details`: by_whom, partner, due_on). Returns its id."""
    if not title.strip():
        raise PlanRefused(_("Notez ce qu’on fait."))
    person = _person(store, person_id)
    with store.act("plan.action.add", author=author) as act:
        return act.create(
            Action, stream=person.stream, person_id=person_id, objective_id=objective_id, title=title.strip(), **details
        )


def change_action(store: Store, *, author: str, action_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change an action. Returns what is to be seen from now on."""
    with store.act("plan.action.change", author=author) as act:
        act.change(Action, action_id, values=values, seen=seen)
        return act.seen(Action, action_id)


def finish_action(
    store: Store, *, author: str, action_id: str, on_date: datetime.date, result: str, seen: Seen
) -> None:
    """Say that an action is done, and what came of it."""
    values = {"status": "faite", "done_on": on_date, "result": result}
    change_action(store, author=author, action_id=action_id, values=values, seen=seen)


def archive_action(store: Store, *, author: str, action_id: str) -> None:
    """Put an action away."""
    with store.act("plan.action.archive", author=author) as act:
        act.archive(Action, action_id)


def objectives_of(store: Store, person_id: str) -> list[Objective]:
    """The objectives of a person, in their order."""
    return records.rows_where(store.read(), Objective, "person_id = ? ORDER BY position, created_at", (person_id,))


def actions_of(store: Store, person_id: str) -> list[Action]:
    """The actions of a person, the soonest due first."""
    return records.rows_where(
        store.read(), Action, "person_id = ? ORDER BY due_on IS NULL, due_on, created_at", (person_id,)
    )


def _person(store: Store, person_id: str) -> Person:
    found = records.find(store.read(), Person, person_id)
    if found is None:
        raise PlanRefused(_("Cette personne n’est pas (ou plus) sur cet ordinateur."), for_log="person missing")
    return found.row
