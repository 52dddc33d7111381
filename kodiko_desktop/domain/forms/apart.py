"""Who may read which part of a form: what somebody says alone never stands on a sheet that others read, sign or copy.

The contract with an employer promises that nothing of private life is told (DIHAL, médiation emploi; CNIL référentiel
2021-028): the parts marked `apart` keep that promise on paper.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace

from kodiko_desktop.domain.forms.model import Form, Question, Section, Voice


def sections_read_by(form: Form, voices: Collection[Voice]) -> tuple[Section, ...]:
    """The sections on the sheet that all of `voices` read: theirs, less what one of them says apart from the others."""
    return tuple(
        section
        for section in form.sections
        if section.voice is None or (section.voice in voices and not (section.apart and set(voices) != {section.voice}))
    )


def sections_apart(form: Form, voice: Voice) -> tuple[Section, ...]:
    """The sections on the sheet that only `voice` reads."""
    return tuple(section for section in form.sections if section.apart and section.voice is voice)


def voices_apart(forms: Iterable[Form], voices: Collection[Voice]) -> tuple[Voice, ...]:
    """Those of `voices` that need a sheet of their own beside the common one."""
    every = tuple(forms)
    if len(set(voices)) < 2:
        return ()
    return tuple(voice for voice in Voice if voice in voices and any(sections_apart(form, voice) for form in every))


def as_kept_apart_now(answered: Form, latest: Form) -> Form:
    """The version of a form that was answered, with apart what its latest version puts apart: an old sheet printed
    again tells others no more than a new one. A question that lost some of its choices goes apart as a whole."""
    homes = {section.voice: section for section in latest.sections if section.apart}
    sections: list[Section] = []
    for section in answered.sections:
        home = homes.get(section.voice)
        if section.apart or home is None:
            sections.append(section)
            continue
        hidden = tuple(question for question in section.questions if _is_apart(question, latest))
        left = tuple(question for question in section.questions if question not in hidden)
        if left:
            sections.append(replace(section, questions=left))
        if hidden:
            key = f"{section.key}--{home.key}"
            moved = tuple(replace(question, section_key=key) for question in hidden)
            sections.append(replace(home, key=key, questions=moved))
    return replace(answered, sections=tuple(sections))


def _is_apart(question: Question, latest: Form) -> bool:
    now = latest.question(question.key)
    if now is None:
        return False
    home = latest.section(now.section_key)
    lost = {choice.code for choice in question.choices} - {choice.code for choice in now.choices}
    return bool(lost) or (home is not None and home.apart)
