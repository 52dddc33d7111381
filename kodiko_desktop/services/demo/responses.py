"""Questionnaires of the story: those that the programme asks of a person at a moment, answered in one sitting."""

from functools import partial
from typing import Any

from kodiko_desktop.domain.forms.model import Form, Subject
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.demo.answers import invented_answers
from kodiko_desktop.services.demo.cast import Scene, Someone
from kodiko_desktop.services.diagnostics import diagnostics

_EASE = {"entree": 0.35, "mi-parcours": 0.6, "sortie": 0.8}


def plan(scene: Scene, someone: Someone, moment: dict[str, Any]) -> None:
    """Put in the agenda the forms that the person's programme asks of them at a moment (`moment`, `on`, `partial`)."""
    day = max(scene.day(moment["on"]), someone.started_on)
    for key in forms_asked(scene, someone.story["programme"], moment["moment"]):
        scene.agenda.at(day, 14, partial(_answer, scene, someone, key, moment))


def forms_asked(scene: Scene, programme: str, moment: str) -> list[str]:
    """The keys of the forms about a person that a programme asks at a moment."""
    connection = scene.store.read()
    asked = definitions.latest(connection, definitions.PROGRAMME, programme).forms
    keys = dict.fromkeys(each.form for each in asked if each.moment == moment)
    return [key for key in keys if definitions.latest(connection, definitions.FORM, key).subject is Subject.PERSON]


def _answer(scene: Scene, someone: Someone, key: str, moment: dict[str, Any]) -> None:
    store, author = scene.store, scene.referent_of(someone)
    form: Form = definitions.latest(store.read(), definitions.FORM, key)
    today = store.now().date()
    diagnostic_id = diagnostics.start_diagnostic(
        store,
        author=author,
        stream=scene.antenna_id,
        about="person",
        about_id=someone.id,
        person_id=someone.id,
        journey_id=someone.journey_id,
        form=key,
        form_version=definitions.keep(store, author=author, kind=definitions.FORM, key=key),
        on_date=today,
        moment=moment["moment"],
    )
    answers = invented_answers(
        form,
        chance=someone.chance,
        today=today,
        french_level=someone.values["french"],
        ease=_EASE.get(moment["moment"], 0.5) + someone.chance.uniform(-0.15, 0.15),
    )
    kept = list(answers.items())[: round(len(answers) * moment.get("partial", 1.0))]
    diagnostics.answer_all(store, author=author, diagnostic_id=diagnostic_id, answers=dict(kept))
    if "partial" not in moment:
        diagnostics.finish_diagnostic(store, author=author, diagnostic_id=diagnostic_id, on_date=today)
