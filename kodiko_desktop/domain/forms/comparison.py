"""Then and now: two fillings of the same questionnaire, even in different versions, laid over each other.

Questions and axes meet by their key. What changed in the form itself is said, so that nobody reads as progress what is
only another question.
"""

from dataclasses import dataclass
from enum import StrEnum

from kodiko_desktop.domain.forms.answers import answer_text
from kodiko_desktop.domain.forms.filling import Answers, is_answered, visible
from kodiko_desktop.domain.forms.model import Form, Question
from kodiko_desktop.domain.forms.scores import Axis, scores
from kodiko_desktop.domain.wording import language as spoken_now


class Change(StrEnum):
    """What became of an answer."""

    SAME = "same"
    CHANGED = "changed"
    NEW_ANSWER = "new_answer"  # no answer then
    NO_LONGER = "no_longer"  # no answer now
    ADDED = "added"  # the question did not exist then
    REMOVED = "removed"  # the question no longer exists


@dataclass(frozen=True)
class QuestionChange:
    """One question, then and now, in words. `reworded` when the question itself was changed between the versions."""

    key: str
    text: str
    then: str
    now: str
    change: Change
    reworded: bool


@dataclass(frozen=True)
class AxisChange:
    """One axis, then and now. `difference` is None unless both have a value on the same scale; `same_questions` is
    False when the axis was reckoned on other questions."""

    key: str
    then: Axis | None
    now: Axis | None
    difference: float | None
    same_questions: bool


@dataclass(frozen=True)
class Comparison:
    """Everything that can be laid over: axes in the order of the newer form, then those it lost; questions likewise."""

    axes: tuple[AxisChange, ...]
    questions: tuple[QuestionChange, ...]


def compare(
    form_then: Form, answers_then: Answers, form_now: Form, answers_now: Answers, language: str = ""
) -> Comparison:
    """Compare two fillings, in `language`, else in the one spoken now. Questions that neither filling answered are left
    out."""
    language = language or spoken_now()
    axes_then = {axis.key: axis for axis in scores(form_then, answers_then, language)}
    axes_now = {axis.key: axis for axis in scores(form_now, answers_now, language)}
    asked_then = {question.key: question for question in visible(form_then, answers_then)}
    asked_now = {question.key: question for question in visible(form_now, answers_now)}
    questions = []
    for key in dict.fromkeys([*asked_now, *asked_then]):
        answered_then = key in asked_then and is_answered(answers_then, key)
        answered_now = key in asked_now and is_answered(answers_now, key)
        if answered_then or answered_now:
            before, after = form_then.question(key), form_now.question(key)
            then = answer_text(before, answers_then.get(key), language) if before and answered_then else ""
            now = answer_text(after, answers_now.get(key), language) if after and answered_now else ""
            shown = after or before
            assert shown is not None
            questions.append(
                QuestionChange(
                    key=key,
                    text=shown.text.read(language),
                    then=then,
                    now=now,
                    change=_change(before, after, answers_then.get(key), answers_now.get(key), (then, now)),
                    reworded=_reworded(before, after),
                )
            )
    keys = dict.fromkeys([*axes_now, *axes_then])
    return Comparison(
        axes=tuple(_axis_change(key, axes_then.get(key), axes_now.get(key)) for key in keys),
        questions=tuple(questions),
    )


def _change(
    before: Question | None, after: Question | None, value_then: object, value_now: object, words: tuple[str, str]
) -> Change:
    if before is None:
        return Change.ADDED
    if after is None:
        return Change.REMOVED
    if not words[0]:
        return Change.NEW_ANSWER
    if not words[1]:
        return Change.NO_LONGER
    return Change.SAME if value_then == value_now else Change.CHANGED


def _reworded(before: Question | None, after: Question | None) -> bool:
    if before is None or after is None:
        return False
    return (before.kind, before.text.french, _meanings(before)) != (after.kind, after.text.french, _meanings(after))


def _meanings(question: Question) -> frozenset[tuple[str, float | None]]:
    return frozenset((choice.code, choice.value) for choice in question.choices)


def _axis_change(key: str, then: Axis | None, now: Axis | None) -> AxisChange:
    difference = None
    if then and now and then.value is not None and now.value is not None and then.maximum == now.maximum:
        difference = now.value - then.value
    same = bool(then and now and set(then.question_keys) == set(now.question_keys))
    return AxisChange(key, then, now, difference, same)
