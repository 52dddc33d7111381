"""One answer: is it possible, how is it kept, how is it read back.

Kept values are plain JSON (see `Kind`). Nothing here blocks a visit: an answer that cannot be kept is refused with a
sentence, and the others stay.
"""

import re
import unicodedata
from datetime import date
from typing import TypeAlias

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms.levels import CHOICE_KINDS
from kodiko_desktop.domain.forms.model import Choice, Kind, Question
from kodiko_desktop.domain.wording import _
from kodiko_desktop.domain.wording import language as spoken_now

Value: TypeAlias = str | int | float | list[str] | None

_FRENCH_DATE = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})\Z")


class AnswerError(KodikoError):
    """The answer cannot be kept as it was given."""


def check_answer(question: Question, value: object) -> Value:
    """The answer as it is kept: a code, a list of codes in the order of the form, a number, an ISO date or a text.

    None when there is no answer (None, "", []). Numbers and dates may come as they are typed in French ("3,5",
    "11/05/2026"). AnswerError says what is expected."""
    if value is None or value == [] or (isinstance(value, str) and not value.strip()):
        return None
    if question.kind is Kind.MULTIPLE:
        return _check_codes(question, value)
    if question.kind in CHOICE_KINDS:
        return _check_code(question, value)
    if question.kind is Kind.NUMBER:
        return _check_number(question, value)
    if question.kind is Kind.DATE:
        return _check_date(value)
    if not isinstance(value, str):
        raise AnswerError(_("Cette réponse doit être un texte."))
    return unicodedata.normalize("NFC", value.strip())


def choice_for_digit(question: Question, digit: int) -> Choice | None:
    """The choice that a digit key means: the one whose code is the digit, else the nth choice (1 is the first)."""
    by_code = question.choice(str(digit))
    if by_code is not None:
        return by_code
    if any(choice.code.isdigit() for choice in question.choices):
        return None
    return question.choices[digit - 1] if 1 <= digit <= len(question.choices) else None


def answer_text(question: Question, value: Value, language: str = "") -> str:
    """The answer as it is read on screen and on paper, "" when there is none; in `language`, else in the one spoken
    now. A code that this version of the form no longer has is shown as it is: an old answer never disappears."""
    if value is None or value == [] or value == "":
        return ""
    language = language or spoken_now()
    if question.kind in CHOICE_KINDS:
        codes = value if isinstance(value, list) else [value]
        return ", ".join(_choice_text(question, code, language) for code in codes)
    if question.kind is Kind.DATE and isinstance(value, str):
        try:
            return date.fromisoformat(value).strftime("%d/%m/%Y")
        except ValueError:
            return value
    if question.kind is Kind.NUMBER and isinstance(value, (int, float)):
        figure = f"{value:g}" if language == "en" else f"{value:g}".replace(".", ",")
        unit = question.unit.read(language)
        return f"{figure}\u00a0{unit}" if unit else figure
    return str(value)


def rank(question: Question, value: object) -> float | str | None:
    """What can be ordered in an answer: the value of its choice, its number, its date; None for the rest."""
    if question.kind is Kind.MULTIPLE:
        return None
    if question.kind in CHOICE_KINDS:
        choice = question.choice(value)
        return choice.value if choice else None
    if question.kind is Kind.NUMBER and isinstance(value, (int, float)):
        return float(value)
    return value if question.kind is Kind.DATE and isinstance(value, str) else None


def _choice_text(question: Question, code: object, language: str) -> str:
    choice = question.choice(code)
    return choice.text.read(language) if choice else str(code)


def _check_code(question: Question, value: object) -> str:
    code = str(value)
    if question.choice(code) is None:
        raise AnswerError(
            _("«\u00a0{value}\u00a0» n’est pas un choix de cette question. Choisissez parmi\u00a0: {choices}.").format(
                value=code, choices=", ".join(choice.text.shown for choice in question.choices)
            )
        )
    return code


def _check_codes(question: Question, value: object) -> list[str]:
    given = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
    codes = {_check_code(question, code) for code in given}
    kept = [choice for choice in question.choices if choice.code in codes]
    alone = next((choice for choice in kept if choice.alone), None)
    if alone is not None and len(kept) > 1:
        raise AnswerError(
            _("«\u00a0{choice}\u00a0» ne va avec aucun autre choix\u00a0: gardez l’un ou les autres.").format(
                choice=alone.text.shown
            )
        )
    return [choice.code for choice in kept]


def _check_number(question: Question, value: object) -> int | float:
    if isinstance(value, str):
        written = re.sub(r"[\s\u00a0\u202f]", "", value).replace(",", ".")
        try:
            value = float(written)
        except ValueError:
            raise AnswerError(_("«\u00a0{value}\u00a0» n’est pas un nombre.").format(value=value.strip())) from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value or abs(value) == float("inf"):
        raise AnswerError(_("Cette réponse doit être un nombre."))
    if question.minimum is not None and value < question.minimum:
        raise AnswerError(_("Le nombre le plus petit possible est {limit}.").format(limit=f"{question.minimum:g}"))
    if question.maximum is not None and value > question.maximum:
        raise AnswerError(_("Le nombre le plus grand possible est {limit}.").format(limit=f"{question.maximum:g}"))
    return int(value) if float(value).is_integer() else float(value)


def _check_date(value: object) -> str:
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    written = str(value).strip()
    found = _FRENCH_DATE.match(written)
    try:
        if found:
            return date(int(found.group(3)), int(found.group(2)), int(found.group(1))).isoformat()
        return date.fromisoformat(written).isoformat()
    except ValueError:
        raise AnswerError(
            _("«\u00a0{value}\u00a0» n’est pas une date. Écrivez jour/mois/année, par exemple 11/05/2026.").format(
                value=written
            )
        ) from None
