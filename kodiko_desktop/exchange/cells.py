"""Turns what a cell says into what a person's file holds, or says why it cannot, with a suggestion."""

import datetime
import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kodiko_desktop.domain.names import phone_digits
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.fields import ImportField, codes_by_word, label_of, plain, words
from kodiko_desktop.exchange.french_dates import read_date

_EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]{2,}")
_SCIENTIFIC = re.compile(r"\d[.,]\d+[eE]\+\d+")
_BETWEEN_LANGUAGES = re.compile(r"[,;/+&\n|]|\bet\b|\s-\s")
_BETWEEN_PHONES = re.compile(r"[/;,\n]|\bou\b|\bet\b")
_LONGEST_NOTHING = 20
_IN_BRACKETS = re.compile(r"\(.*?\)")
_SOUNDED_LEVEL = re.compile(r"(?i)\b(?:infra\s*)?[abc][12](?:\.1)?\b")


@dataclass(frozen=True, slots=True)
class Read:
    """What a cell gives: values by field of a file (several for a whole name), or a problem and a suggestion."""

    values: dict[str, Any]
    problem: str = ""
    suggestion: str = ""


NOTHING = Read({})
Reader = Callable[[Any], Read]


def shown(value: Any) -> str:
    """What a cell shows, as a text: 612345678.0 → "612345678", a date → "03/03/1990"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, (datetime.datetime, datetime.date)):
        return f"{value.day:02d}/{value.month:02d}/{value.year:04d}"
    return str(value)


class ColumnReader(dict[Any, Read]):
    """Reads the cells of one column: `reader[value]`. A cell read before gives the same answer at once, which is most
    of the speed of an import. Numbers are kept apart by type: 1 and True are equal, and do not say the same."""

    def __init__(self, field: ImportField, today: datetime.date) -> None:
        super().__init__()
        self._field = field
        self._read = _READERS[field.kind](field, today)

    def read(self, value: Any) -> Read:
        """What a cell gives."""
        return self[value] if type(value) is str else self[(type(value), value)]

    def __missing__(self, key: Any) -> Read:
        found = self[key] = _unless_nothing(self._field, key if type(key) is str else key[1], self._read)
        return found


def _unless_nothing(field: ImportField, value: Any, read: Reader) -> Read:
    if value is None:
        return NOTHING
    if isinstance(value, str):
        text = value.strip()
        if not text or (field.kind not in ("name", "full_name", "yes_no") and _means_nothing(text)):
            return NOTHING
        if field.kind in ("name", "full_name") and not _has_letters(text):
            return NOTHING
    return read(value)


def _has_letters(text: str) -> bool:
    """Letters or digits. A plain word is told at a glance."""
    return text.isalnum() or any(character.isalnum() for character in text)


def _means_nothing(text: str) -> bool:
    return len(text) <= _LONGEST_NOTHING and plain(text) in words().nothing


# -- one reader for each kind ------------------------------------------------------------------------------------


def _text(field: ImportField, _today: datetime.date) -> Reader:
    return lambda value: Read({field.name: shown(value)})


def _name(field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value)
        if not text.isalpha() and any(character.isdigit() for character in text):
            return Read({}, _("Un nom ne contient pas de chiffre : la colonne est-elle la bonne ?"))
        return Read({field.name: text})

    return read


def _full_name(_field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value)
        family, comma, given = text.partition(",")
        if comma:
            return Read({"family_name": family.strip(), "given_names": given.strip()})
        parts = text.split()
        capitals = [part for part in parts if part.isupper() and len(part) > 1]
        if len(parts) == 1:
            return Read({"family_name": text})
        if capitals and len(capitals) < len(parts):
            rest = [part for part in parts if part not in capitals]
            return Read({"family_name": " ".join(capitals), "given_names": " ".join(rest)})
        return Read(
            {},
            _("On ne distingue pas le nom du prénom : écrivez le nom en capitales, ou « Nom, Prénom »."),
            f"{parts[0]}, {' '.join(parts[1:])}",
        )

    return read


def _date(field: ImportField, today: datetime.date) -> Reader:
    past = field.kind in ("birth_date", "past_date")

    def read(value: Any) -> Read:
        found = read_date(value, today=today, in_the_past=past)
        if found.date is None:
            return Read({}, found.problem, found.suggestion)
        if past and found.date > today:
            return Read({}, _("Cette date est à venir : vérifiez l’année."))
        if field.kind == "birth_date" and today.year - found.date.year > 120:
            return Read({}, _("Cette date de naissance est trop ancienne : vérifiez l’année."))
        return Read({field.name: found.date.isoformat()})

    return read


def _phone(field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value)
        if _SCIENTIFIC.fullmatch(text):
            return Read({}, _("Le tableur a abîmé ce numéro (« {read} ») : retapez-le en entier.").format(read=text))
        numbers = [part.strip() for part in _BETWEEN_PHONES.split(text) if part.strip()]
        digits = [phone_digits(number) for number in numbers]
        if len(digits) > 1 and any(len(number) < 9 for number in digits):
            numbers, digits = [text], [phone_digits(text)]
        wrong = next((number for number in digits if not 6 <= len(number) <= 17), None)
        if wrong is not None or any(character.isalpha() for character in text.replace("tel", "")):
            return Read({}, _("Ce n’est pas un numéro de téléphone."), _grouped(wrong or "".join(digits)))
        if any(len(number) == 10 for number in digits) or all(len(number) > 10 for number in digits):
            values = {field.name: _written(numbers[0], digits[0])}
            if len(digits) > 1 and field.name == "phone":
                values["second_phone"] = _written(numbers[1], digits[1])
            return Read(values)
        return Read({}, _("Ce numéro n’a pas dix chiffres : vérifiez-le."))

    return read


def _written(number: str, digits: str) -> str:
    return _grouped(digits) if len(digits) == 10 and digits.startswith("0") else number


def _grouped(digits: str) -> str:
    if len(digits) != 10:
        return ""
    return " ".join(digits[start : start + 2] for start in range(0, 10, 2))


def _email(field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value).removeprefix("mailto:")
        if _EMAIL.fullmatch(text):
            return Read({field.name: text})
        suggestion = re.sub(r"\s*(?:\[at\]|\(at\)| at )\s*", "@", text).replace(" ", "")
        good = bool(_EMAIL.fullmatch(suggestion))
        return Read({}, _("Ce n’est pas une adresse électronique."), suggestion if good else "")

    return read


def _postcode(field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value).replace(" ", "")
        if text.isdecimal() and len(text) in (4, 5):
            return Read({field.name: text.zfill(5)})
        if len(text) <= 10 and text.isalnum() and not text.isdecimal():
            return Read({field.name: text})
        return Read({}, _("Un code postal compte cinq chiffres."))

    return read


def _yes_no(field: ImportField, _today: datetime.date) -> Reader:
    def read(value: Any) -> Read:
        text = shown(value).casefold()
        if text in words().yes:
            return Read({field.name: True})
        if text in words().no or _means_nothing(text):
            return Read({field.name: False})
        return Read({}, _("Répondez « oui » ou « non »."))

    return read


def _vocabulary(field: ImportField, _today: datetime.date) -> Reader:
    codes = codes_by_word(field.vocabulary)

    def read(value: Any) -> Read:
        text = shown(value)
        code = _code(codes, text)
        if code is None and field.vocabulary == "french_levels":
            levels = {plain(level) for level in _SOUNDED_LEVEL.findall(text)}
            code = _code(codes, levels.pop()) if len(levels) == 1 else None
        return Read({field.name: code}) if code else _not_in_list(field, codes, text)

    return read


def _languages(field: ImportField, _today: datetime.date) -> Reader:
    codes = codes_by_word(field.vocabulary)

    def read(value: Any) -> Read:
        found = []
        for part in _BETWEEN_LANGUAGES.split(shown(value)):
            if not part.strip():
                continue
            code = _code(codes, part)
            if code is None:
                return _not_in_list(field, codes, part.strip())
            found.append(code)
        return Read({field.name: list(dict.fromkeys(found))})

    return read


def _code(codes: Any, text: str) -> str | None:
    return codes.get(plain(text)) or codes.get(plain(_IN_BRACKETS.sub("", text)))


def _not_in_list(field: ImportField, codes: Any, text: str) -> Read:
    close = difflib.get_close_matches(plain(text), codes, n=1, cutoff=0.7)
    suggestion = label_of(field.vocabulary, codes[close[0]]) if close else ""
    problem = _("« {read} » n’est pas dans la liste « {field} ».").format(read=text, field=field.title)
    return Read({}, problem, suggestion)


_READERS: dict[str, Callable[[ImportField, datetime.date], Reader]] = {
    "text": _text,
    "name": _name,
    "full_name": _full_name,
    "birth_date": _date,
    "past_date": _date,
    "date": _date,
    "phone": _phone,
    "email": _email,
    "postcode": _postcode,
    "yes_no": _yes_no,
    "vocabulary": _vocabulary,
    "languages": _languages,
}
