"""The action plan of the story: objectives in the person's words, actions under way, late, or done."""

import datetime
from functools import partial

from kodiko_desktop.services.demo.cast import Scene, Someone, read
from kodiko_desktop.services.plan import plans

_AFTER_DIAGNOSIS = 2
_DONE = 0.45


def write_objectives(scene: Scene, someone: Someone) -> None:
    """Put the plan in the agenda, two days after the first questionnaires."""
    first = min((moment["on"] for moment in someone.story.get("forms", ())), default=0)
    day = max(scene.day(first), someone.started_on) + datetime.timedelta(days=_AFTER_DIAGNOSIS)
    scene.agenda.at(day, 15, partial(_agree, scene, someone, day))


def _agree(scene: Scene, someone: Someone, day: datetime.date) -> None:
    store, author, words, chance = scene.store, scene.referent_of(someone), read("words"), someone.chance
    titles = chance.sample(words["objectives"], someone.story["objectives"])
    for title in titles:
        objective_id = plans.add_objective(
            store,
            author=author,
            person_id=someone.id,
            title=title,
            journey_id=someone.journey_id,
            idea_of=chance.choice(("personne", "personne", "personne", "conseiller")),
        )
        action = chance.choice(words["actions"])
        due_on = day + datetime.timedelta(days=chance.randint(10, 60))
        action_id = plans.add_action(
            store, author=author, person_id=someone.id, objective_id=objective_id, due_on=due_on, **action
        )
        if due_on <= scene.today and chance.random() < _DONE:
            scene.agenda.at(due_on, 16, partial(_finish, scene, someone, action_id, due_on))


def _finish(scene: Scene, someone: Someone, action_id: str, day: datetime.date) -> None:
    plans.finish_action(
        scene.store,
        author=scene.referent_of(someone),
        action_id=action_id,
        on_date=day,
        result=someone.chance.choice(read("words")["results"]),
        seen=scene.seen("action", action_id),
    )
