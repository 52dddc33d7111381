"""From the answers to the plan: what holds the person back, what they want to act on, what was already decided.

The form says by roles what each answer is for, so any questionnaire can feed an action plan.
"""

from dataclasses import dataclass

from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.forms.answers import Value, answer_text, rank
from kodiko_desktop.domain.forms.filling import Answers, is_answered, visible
from kodiko_desktop.domain.forms.levels import YES
from kodiko_desktop.domain.forms.model import Choice, Form, Question, Role, Section


@dataclass(frozen=True)
class Need:
    """What one section of a form brings to the plan. `level` is the value of its level question (None: not assessed);
    `wants_to_act` None when it was not asked; `thematics` are the public codes of services that may help."""

    section_key: str
    title: Text
    level: float | None
    wants_to_act: bool | None
    objective: str
    action: str
    partner: str
    who: str
    by_when: str
    thematics: tuple[str, ...]
    details: tuple[Text, ...]


def needs(form: Form, answers: Answers) -> tuple[Need, ...]:
    """The sections where something was said that a plan can take up: a level that counts, a wish, an objective or an
    action. What the person wants to act on comes first, then the heaviest level, then the order of the form."""
    asked = {question.key for question in visible(form, answers)}
    found = [need for section in form.sections if (need := _need(section, answers, asked)) is not None]
    return tuple(sorted(found, key=lambda need: (not need.wants_to_act, -(need.level or 0))))


def by_role(form: Form, answers: Answers, role: Role) -> tuple[tuple[Question, Value], ...]:
    """The answers given to the questions of `role`, in the order of the form."""
    return tuple(
        (question, answers.get(question.key))
        for question in visible(form, answers)
        if question.role is role and is_answered(answers, question.key)
    )


def filled(form: Form, answers: Answers) -> dict[str, str]:
    """What the answers write in a contract: blank -> words, several questions one after the other. Restricted answers
    never reach a paper."""
    found: dict[str, list[str]] = {}
    for question in visible(form, answers):
        if question.fills and not question.restricted and is_answered(answers, question.key):
            found.setdefault(question.fills, []).append(answer_text(question, answers[question.key]).strip())
    return {blank: " ; ".join(words) for blank, words in found.items()}


def exported(form: Form, answers: Answers) -> dict[str, str]:
    """How public services write the levels: heading of the section -> word of the answer; the heaviest one counts when
    several sections share a heading. Restricted questions are left out."""
    heaviest: dict[str, tuple[float, str]] = {}
    headings = {section.key: section.heading for section in form.sections}
    for question, value in by_role(form, answers, Role.LEVEL):
        heading, choice = headings[question.section_key], question.choice(value)
        if heading and choice and choice.export and not question.restricted:
            candidate = (choice.value or 0.0, choice.export)
            heaviest[heading] = max(heaviest.get(heading, candidate), candidate)
    return {heading: word for heading, (_value, word) in heaviest.items()}


def _need(section: Section, answers: Answers, asked: set[str]) -> Need | None:
    by_role = {question.role: question for question in section.questions if question.role and question.key in asked}
    if not by_role.keys() & {Role.LEVEL, Role.WISH, Role.OBJECTIVE, Role.ACTION}:
        return None

    def words(role: Role) -> str:
        question = by_role.get(role)
        return str(answers.get(question.key) or "") if question else ""

    level_question, wish_question = by_role.get(Role.LEVEL), by_role.get(Role.WISH)
    level = rank(level_question, answers.get(level_question.key)) if level_question else None
    wish = answers.get(wish_question.key) if wish_question else None
    texts = {role: words(role) for role in (Role.OBJECTIVE, Role.ACTION, Role.PARTNER, Role.WHO, Role.BY_WHEN)}
    if not isinstance(level, float) and wish is None and not texts[Role.OBJECTIVE] and not texts[Role.ACTION]:
        return None
    chosen = [
        choice
        for question in section.questions
        if question.key in asked and isinstance(value := answers.get(question.key), list)
        for choice in question.choices
        if choice.code in value
    ]
    return Need(
        section_key=section.key,
        title=section.title,
        level=level if isinstance(level, float) else None,
        wants_to_act=None if wish is None else wish == YES,
        objective=texts[Role.OBJECTIVE],
        action=texts[Role.ACTION],
        partner=texts[Role.PARTNER],
        who=texts[Role.WHO],
        by_when=texts[Role.BY_WHEN],
        thematics=_thematics(section, chosen),
        details=tuple(choice.text for choice in chosen if not choice.asset),
    )


def _thematics(section: Section, chosen: list[Choice]) -> tuple[str, ...]:
    """The codes of the boxes ticked, else those of the whole section."""
    precise = [code for choice in chosen for code in choice.thematics]
    return tuple(dict.fromkeys(precise or section.thematics))
