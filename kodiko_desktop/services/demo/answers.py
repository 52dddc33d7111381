"""Plausible answers to any form, whatever its questions: drawn by kind and by role, never from a form's name."""

import datetime
import random
from collections.abc import Mapping
from typing import Any

from kodiko_desktop.domain.forms.answers import Value
from kodiko_desktop.domain.forms.filling import visible
from kodiko_desktop.domain.forms.model import Form, Kind, Question, Role, Section
from kodiko_desktop.services.demo.cast import read

ACTS_FROM = 3
"""Level of an obstacle from which the person of the story wants to act on it."""


def invented_answers(
    form: Form,
    *,
    chance: random.Random,
    today: datetime.date,
    french_level: str = "",
    ease: float = 0.5,
    next_on: datetime.date | None = None,
) -> dict[str, Value]:
    """Answers to every question the form asks (restricted ones stay blank). `ease`: from 0 (all is hard) to 1; a later
    response of the same person is given with more of it. `french_level`: code of the person's level. `next_on`: the day
    of the next meeting."""
    drawn: dict[str, Value] = {}
    for section in form.sections:
        level = _obstacle(section, chance)
        for question in section.questions:
            if not (section.restricted or question.restricted):
                drawn[question.key] = _drawn(question, chance, today, french_level, ease, level)
                if question.role is Role.NEXT_DATE and next_on is not None:
                    drawn[question.key] = next_on.isoformat()
    asked = {question.key for question in visible(form, drawn)}
    return {key: value for key, value in drawn.items() if key in asked and value not in (None, "", [])}


def _obstacle(section: Section, chance: random.Random) -> int:
    """How much a section that measures an obstacle holds the person back, from 1 (not at all) to 5."""
    asks = any(question.role is Role.LEVEL for question in section.questions)
    return chance.choices((1, 2, 3, 4, 5), weights=(44, 22, 16, 12, 6))[0] if asks else 0


def _drawn(
    question: Question, chance: random.Random, today: datetime.date, french_level: str, ease: float, level: int
) -> Value:
    agreed = read("words")["agreed_choices"].get(question.base_key, "")
    if question.choice(agreed):
        return agreed
    if question.role is Role.LEVEL:
        return next((choice.code for choice in question.choices if choice.value == level), None)
    if question.role is Role.WISH:
        return _yes_or_no(question, level >= ACTS_FROM)
    if question.kind in (Kind.TEXT, Kind.OWN_WORDS):
        idle = question.role in (Role.ACTION, Role.PARTNER) and level < ACTS_FROM
        return None if idle else _words(question, chance)
    if question.kind is Kind.DATE:
        coming = question.role in (Role.BY_WHEN, Role.NEXT_DATE) and level not in (1, 2)
        return (today + datetime.timedelta(days=chance.randint(7, 35))).isoformat() if coming else None
    if question.kind is Kind.SCALE:
        return _scaled(question, chance, ease)
    if question.kind is Kind.LANGUAGE_LEVEL:
        return (
            french_level if question.choice(french_level) else question.choices[min(2, len(question.choices) - 1)].code
        )
    if question.kind is Kind.MULTIPLE:
        ticked = [choice.code for choice in question.choices if not choice.alone]
        return chance.sample(ticked, min(len(ticked), 1)) if level >= ACTS_FROM else None
    if question.kind is Kind.YES_NO_UNKNOWN:
        return _yes_or_no(question, chance.random() < 0.55 + ease / 2)
    if question.kind is Kind.NUMBER:
        least = int(question.minimum or 0)
        return chance.randint(least, int(question.maximum if question.maximum is not None else least + 20))
    return chance.choice(question.choices).code


def _scaled(question: Question, chance: random.Random, ease: float) -> Value:
    ranked = sorted(
        (choice for choice in question.choices if choice.value is not None), key=lambda each: each.value or 0
    )
    if not ranked:
        return chance.choice(question.choices).code
    aimed = ease * (len(ranked) - 1) + chance.uniform(-0.9, 0.9)
    return ranked[min(len(ranked) - 1, max(0, round(aimed)))].code


def _yes_or_no(question: Question, yes: bool) -> Value:
    return question.choices[0 if yes else 1].code


def _words(question: Question, chance: random.Random) -> Value:
    words: Mapping[str, Any] = read("words")
    if question.role is Role.SAID:
        return chance.choice(words["said_by"][question.voice.value]) if question.voice else None
    said = words["by_question"].get(question.base_key) or words["by_role"].get(question.role and question.role.value)
    return chance.choice(said) if said else None
