"""Forms described by data: one engine reads, asks, checks, scores and compares any questionnaire.

No form is named here: an association writes its own (see docs/formulaires.md) and touches no Python.
"""

from kodiko_desktop.domain.data_files.problems import Problem as FormProblem
from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.forms.answers import AnswerError, Value, answer_text, check_answer, choice_for_digit
from kodiko_desktop.domain.forms.comparison import AxisChange, Change, Comparison, QuestionChange, compare
from kodiko_desktop.domain.forms.filling import (
    Answers,
    Progress,
    is_answered,
    next_question,
    previous_question,
    progress,
    visible,
)
from kodiko_desktop.domain.forms.model import Choice, Form, Kind, Question, Role, Score, Section, Subject, Voice
from kodiko_desktop.domain.forms.needs import Need, by_role, exported, filled, needs
from kodiko_desktop.domain.forms.parsing import FormErrors, parse
from kodiko_desktop.domain.forms.scores import Axis, scores

__all__ = [
    "AnswerError",
    "Answers",
    "Axis",
    "AxisChange",
    "Change",
    "Choice",
    "Comparison",
    "Form",
    "FormErrors",
    "FormProblem",
    "Kind",
    "Need",
    "Progress",
    "Question",
    "QuestionChange",
    "Role",
    "Score",
    "Section",
    "Subject",
    "Text",
    "Value",
    "Voice",
    "answer_text",
    "by_role",
    "check_answer",
    "choice_for_digit",
    "compare",
    "exported",
    "filled",
    "is_answered",
    "needs",
    "next_question",
    "parse",
    "previous_question",
    "progress",
    "scores",
    "visible",
]
