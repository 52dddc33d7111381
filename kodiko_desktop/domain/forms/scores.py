"""The scores of a form: what the radar shows. They describe a moment, they never rank a person.

Rules (self-diagnosis and 360° diagnosis of the association):
- mean: (mean − lowest) / (highest − lowest) × 100, so (mean − 1) / 3 × 100 on a scale 1 to 4, when enough questions
  have an answer that counts; "je ne sais pas" does not count.
- language: mean of the ranks of the levels / 7 × 100, labelled with the level itself.
- levels: one axis a question, its own value (obstacles 1 to 5), named after its section.
"""

from dataclasses import dataclass

from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.forms.answers import rank
from kodiko_desktop.domain.forms.filling import Answers, visible
from kodiko_desktop.domain.forms.levels import HIGHEST_LEVEL
from kodiko_desktop.domain.forms.model import Form, Question, Score, ScoreKind
from kodiko_desktop.domain.wording import language as spoken_now
from kodiko_desktop.domain.wording import ngettext


@dataclass(frozen=True)
class Axis:
    """One axis. `value` goes from 0 to `maximum`, None when too few questions were answered; `label` is what is read
    beside it (the level for languages, the words of the choice for obstacles, else the rounded figure)."""

    key: str
    title: Text
    chart: str
    value: float | None
    maximum: float
    answered: int
    asked: int
    needed: int
    label: str
    less_is_better: bool = False
    question_keys: tuple[str, ...] = ()

    @property
    def missing_sentence(self) -> str:
        """Why there is no value; "" when there is one."""
        if self.value is not None:
            return ""
        return ngettext(
            "{answered} réponse sur {asked}\u00a0; il en faut {needed}.",
            "{answered} réponses sur {asked}\u00a0; il en faut {needed}.",
            self.answered,
        ).format(answered=self.answered, asked=self.asked, needed=self.needed)


def scores(form: Form, answers: Answers, language: str = "") -> tuple[Axis, ...]:
    """The axes of `form` for `answers`, in the order of the file; labels in `language`, else in the one spoken now."""
    language = language or spoken_now()
    asked = {question.key for question in visible(form, answers)}
    axes: list[Axis] = []
    for score in form.scores:
        questions = [question for key in score.questions if (question := form.question(key)) and key in asked]
        if score.kind is ScoreKind.LEVELS:
            axes.extend(_level_axis(form, score, question, answers, language) for question in questions)
        else:
            axes.append(_mean_axis(score, questions, answers, language))
    return tuple(axes)


def _mean_axis(score: Score, questions: list[Question], answers: Answers, language: str) -> Axis:
    counted = [(question, number) for question in questions if (number := _number(question, answers)) is not None]
    value, label = None, ""
    if counted and len(counted) >= score.at_least:
        if score.kind is ScoreKind.LANGUAGE:
            value = sum(number for _question, number in counted) / len(counted) / HIGHEST_LEVEL * 100
            label = _level_label(counted, language)
        else:
            value = sum(_share(question, number) for question, number in counted) / len(counted) * 100
            label = f"{value:.0f}"
    return Axis(
        key=score.key,
        title=score.title,
        chart=score.chart,
        value=value,
        maximum=100,
        answered=len(counted),
        asked=len(score.questions),
        needed=score.at_least,
        label=label,
        question_keys=score.questions,
    )


def _level_axis(form: Form, score: Score, question: Question, answers: Answers, language: str) -> Axis:
    number = _number(question, answers)
    section = form.section(question.section_key)
    choice = question.choice(answers.get(question.key))
    return Axis(
        key=question.key,
        title=section.title if section else question.text,
        chart=score.chart,
        value=number,
        maximum=max(choice.value for choice in question.choices if choice.value is not None),
        answered=0 if number is None else 1,
        asked=1,
        needed=1,
        label=choice.text.read(language) if choice else "",
        less_is_better=True,
        question_keys=(question.key,),
    )


def _number(question: Question, answers: Answers) -> float | None:
    found = rank(question, answers.get(question.key))
    return found if isinstance(found, float) else None


def _share(question: Question, number: float) -> float:
    values = [choice.value for choice in question.choices if choice.value is not None]
    return (number - min(values)) / (max(values) - min(values))


def _level_label(counted: list[tuple[Question, float]], language: str) -> str:
    """ "A2", or "A1–A2" when the questions differ."""
    low, high = (extreme(counted, key=lambda pair: pair[1]) for extreme in (min, max))
    names = [
        next(choice.text.read(language) for choice in question.choices if choice.value == number)
        for question, number in (low, high)
    ]
    return names[0] if low[1] == high[1] else "–".join(names)
