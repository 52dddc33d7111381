"""Going through a form: which questions are asked, how far one is, which comes next.

`answers` is what was kept so far, by question key; a key that is absent or None has no answer.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kodiko_desktop.domain.forms.answers import Value, rank
from kodiko_desktop.domain.forms.conditions import holds
from kodiko_desktop.domain.forms.model import Form, Question

Answers = Mapping[str, Value]


@dataclass(frozen=True)
class Progress:
    """How many of the questions asked have an answer, and which required ones have none."""

    answered: int
    asked: int
    required_missing: tuple[Question, ...]

    @property
    def complete(self) -> bool:
        """Every question asked has its answer."""
        return self.answered == self.asked


def visible(form: Form, answers: Answers) -> tuple[Question, ...]:
    """The questions to ask, in order. The answer of a question that is no longer asked counts for no condition: it is
    kept, and comes back with its question."""
    counted: dict[str, object] = {}
    shown: list[Question] = []

    def order(name: str, value: object) -> float | str | None:
        question = form.question(name)
        return rank(question, value) if question else None

    for section in form.sections:
        if section.show_if is not None and not holds(section.show_if, counted, order):
            continue
        for question in section.questions:
            if question.show_if is None or holds(question.show_if, counted, order):
                shown.append(question)
                counted[question.key] = answers.get(question.key)
    return tuple(shown)


def is_answered(answers: Answers, key: str) -> bool:
    """Was an answer given to the question `key`?"""
    return answers.get(key) not in (None, "", [])


def progress(form: Form, answers: Answers) -> Progress:
    """How far the form is, over the questions that are asked."""
    asked = visible(form, answers)
    missing = [question for question in asked if not is_answered(answers, question.key)]
    return Progress(
        answered=len(asked) - len(missing),
        asked=len(asked),
        required_missing=tuple(question for question in missing if question.required),
    )


def next_question(
    form: Form, answers: Answers, after: str | None = None, *, unanswered_only: bool = False
) -> Question | None:
    """The question to go to: the first one, or the first after the question `after`. None at the end."""
    asked = visible(form, answers)
    start = _position_after(form, asked, after)
    for question in asked[start:]:
        if not unanswered_only or not is_answered(answers, question.key):
            return question
    return None


def previous_question(form: Form, answers: Answers, before: str) -> Question | None:
    """The question asked just before the question `before`. None at the beginning."""
    asked = visible(form, answers)
    places = [place for place, question in enumerate(asked) if question.key == before]
    return asked[places[0] - 1] if places and places[0] > 0 else None


def _position_after(form: Form, asked: tuple[Question, ...], after: str | None) -> int:
    """Where to go on after `after`, even when its own answer has just hidden it."""
    order = {question.key: place for place, question in enumerate(form.questions)}
    if after is None or after not in order:
        return 0
    return next((place for place, question in enumerate(asked) if order[question.key] > order[after]), len(asked))
