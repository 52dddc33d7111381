"""What a form is once its file has been read: frozen, and the same for the screen, the paper and the scores."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from kodiko_desktop.domain.data_files.texts import NO_TEXT, Text
from kodiko_desktop.domain.forms.conditions import Condition


class Subject(StrEnum):
    """Whom or what the answers are about."""

    PERSON = "person"
    SITE = "site"
    MENTOR = "mentor"
    COMPANY = "company"
    CHECK_IN = "check_in"
    JOB = "job"


class Kind(StrEnum):
    """The kinds of questions, and the JSON value each answer has."""

    SCALE = "scale"  # code of a choice, whose value counts in the scores
    SINGLE = "single"  # code of a choice
    MULTIPLE = "multiple"  # list of codes, in the order of the form
    YES_NO_UNKNOWN = "yes_no_unknown"  # "oui", "non" or "ne_sait_pas"
    NUMBER = "number"  # int or float
    DATE = "date"  # "2026-05-11"
    TEXT = "text"  # text of the professional
    OWN_WORDS = "own_words"  # the person's own words, kept as said
    LANGUAGE_LEVEL = "language_level"  # code of a level, from below A1.1 to C2


class Role(StrEnum):
    """What an answer is for, so that a plan or a follow-up sheet finds it in any form."""

    LEVEL = "level"  # how much something holds the person back
    WISH = "wish"  # the person wants to act on it
    OBJECTIVE = "objective"  # an aim, in the person's words
    ACTION = "action"
    PARTNER = "partner"
    WHO = "who"
    BY_WHEN = "by_when"
    RATING = "rating"  # how it goes, on the scale of a check-in
    SAID = "said"  # what was said
    DECISION = "decision"
    NEXT_DATE = "next_date"


class Voice(StrEnum):
    """Who answers at a check-in."""

    PERSON = "personne"
    EMPLOYER = "employeur"
    TOGETHER = "ensemble"


class ScoreKind(StrEnum):
    """How a score is reckoned (see `scores`)."""

    MEAN = "mean"
    LANGUAGE = "language"
    LEVELS = "levels"


@dataclass(frozen=True)
class Choice:
    """One possible answer. `value` counts in scores and comparisons; without it ("je ne sais pas") it does not."""

    code: str
    text: Text
    value: float | None = None
    alone: bool = False  # cannot stand beside another choice of a multiple question
    thematics: tuple[str, ...] = ()  # public codes of the services that may help (data-inclusion)
    export: str | None = None  # how public services write this answer
    pictogram: str | None = None  # name of a drawing (resources/icons)
    asset: bool = False  # something to count on: never told among what is in the way


@dataclass(frozen=True)
class Question:
    """One question. `base_key` is its key inside the block it comes from, else its own key."""

    key: str
    base_key: str
    section_key: str
    kind: Kind
    text: Text
    choices: tuple[Choice, ...] = ()
    list_name: str | None = None  # shared list of choices: questions that share one can be printed as a grid
    help: Text = NO_TEXT
    pictogram: str | None = None
    required: bool = False
    restricted: bool = False
    show_if: Condition | None = None
    role: Role | None = None
    fills: str | None = None  # blank of a contract that this answer fills (contracts.placeholders)
    voice: Voice | None = None
    minimum: float | None = None
    maximum: float | None = None
    unit: Text = NO_TEXT
    lines: int = 1  # lines to write on, on paper

    def choice(self, code: object) -> Choice | None:
        """The choice of this code, None if there is none."""
        return next((choice for choice in self.choices if choice.code == code), None)


@dataclass(frozen=True)
class Section:
    """A group of questions, printed together. `thematics` are the public codes of services for the whole section."""

    key: str
    title: Text
    questions: tuple[Question, ...]
    help: Text = NO_TEXT
    pictogram: str | None = None
    restricted: bool = False
    show_if: Condition | None = None
    voice: Voice | None = None
    apart: bool = False  # for the eyes of who speaks alone: never on a sheet others read, sign or copy
    thematics: tuple[str, ...] = ()
    heading: str | None = None  # heading of the public list of obstacles


@dataclass(frozen=True)
class Score:
    """A score of the form. `chart` says where it is drawn: "radar", "bars" or "none"."""

    key: str
    title: Text
    kind: ScoreKind
    questions: tuple[str, ...]
    at_least: int
    chart: str


@dataclass(frozen=True)
class Form:
    """A questionnaire, in one version. An answer keeps the key and the version it was given to."""

    key: str
    version: int
    title: Text
    subject: Subject
    sections: tuple[Section, ...]
    moments: tuple[str, ...] = ()
    scores: tuple[Score, ...] = ()
    intro: Text = NO_TEXT
    languages: tuple[str, ...] = ("fr",)
    source_name: str = ""

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in the order of the paper."""
        return tuple(question for section in self.sections for question in section.questions)

    @cached_property
    def _by_key(self) -> dict[str, Question]:
        return {question.key: question for question in self.questions}

    def question(self, key: str) -> Question | None:
        """The question of this key, None if this version has none."""
        return self._by_key.get(key)

    def section(self, key: str) -> Section | None:
        """The section of this key, None if this version has none."""
        return next((section for section in self.sections if section.key == key), None)

    def texts(self) -> "Iterator[tuple[str, Text]]":
        """Every visible text with the place a translator would look for: ("questions.x", Text)."""
        yield "title", self.title
        if self.intro:
            yield "intro", self.intro
        for section in self.sections:
            yield f"sections.{section.key}", section.title
            if section.help:
                yield f"helps.{section.key}", section.help
            for question in section.questions:
                yield f"questions.{question.key}", question.text
                if question.help:
                    yield f"helps.{question.key}", question.help
                for choice in question.choices:
                    yield f"choices.{question.list_name or question.key}.{choice.code}", choice.text
        for score in self.scores:
            yield f"scores.{score.key}", score.title

    def untranslated(self, language: str) -> tuple[str, ...]:
        """The places that have no text in `language`, each once, in the order of the form."""
        missing = (place for place, text in self.texts() if text.translation(language) is None)
        return tuple(dict.fromkeys(missing))
