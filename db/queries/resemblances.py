"""People already known who might be the same as somebody being written down: shown side by side, never merged alone."""

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from db.connection import Connection
from kodiko_desktop.domain.names import phone_digits, search_words, sound_keys
from kodiko_desktop.domain.wording import N_

SAME_PHONE = N_("même téléphone")
SAME_BIRTH = N_("nom proche et même date de naissance")
SAME_NAME = N_("nom proche, date de naissance inconnue")


@dataclass(frozen=True)
class Resemblance:
    """Somebody known, and why they may be the same person (a French phrase to translate)."""

    person_id: str
    number: str
    family_name: str
    given_names: str
    birth_date: datetime.date | None
    phone: str
    why: str


@dataclass(frozen=True)
class HeardName:
    """A whole name as it sounds: the keys of each of its words, and all of them with those of words said together."""

    words: tuple[frozenset[str], ...]
    together: frozenset[str]


def hear_name(family_name: str, given_names: str, own_script: str = "") -> HeardName:
    """The sounds of a name; the person's own script stands for it when there is no other."""
    name = f"{family_name} {given_names}".strip() or own_script
    words = tuple(keys for word in search_words(name) if (keys := frozenset(sound_keys(word))))
    return HeardName(words, frozenset(sound_keys(name)) | frozenset(sound_keys(own_script)))


def words_alike(one: HeardName, other: HeardName) -> int:
    """How many words two names share, by sound, when all the words of one are found in the other; else 0."""
    counts = [
        len(short.words)
        for short, long in ((one, other), (other, one))
        if short.words and all(keys & long.together for keys in short.words)
    ]
    return min(counts, default=0)


def possible_duplicates(
    connection: Connection,
    *,
    family_name: str,
    given_names: str,
    name_in_own_script: str = "",
    birth_date: datetime.date | None = None,
    phone: str = "",
    besides: Iterable[str] = (),
    limit: int = 5,
    hear: Callable[[str, str, str], HeardName] = hear_name,
) -> tuple[Resemblance, ...]:
    """People of the store who may be the same: a close name with the same birth date (or one unknown), or the same
    telephone. `besides`: ids that are not looked at; `hear`: `hear_name`, or what remembers its answers."""
    wanted = hear(family_name, given_names, name_in_own_script)
    digits = phone_digits(phone)
    aside = set(besides)
    found: dict[str, Resemblance] = {}
    for row in _candidates(connection, wanted, birth_date, digits):
        person_id, number, family, given, own, birth, first, second = row
        if person_id in aside or person_id in found:
            continue
        born = datetime.date.fromisoformat(birth) if birth else None
        heard = hear(family, given, own)
        why = reason(
            words_alike(wanted, heard),
            single=len(wanted.words) == len(heard.words) == 1,
            same_birth=None if born is None or birth_date is None else born == birth_date,
            same_phone=len(digits) >= LEAST_PHONE and digits in (phone_digits(first), phone_digits(second)),
        )
        if why:
            found[person_id] = Resemblance(person_id, number, family, given, born, first, why)
    rank = (SAME_BIRTH, SAME_PHONE, SAME_NAME)
    return tuple(sorted(found.values(), key=lambda resemblance: rank.index(resemblance.why))[:limit])


def reason(shared: int, *, single: bool, same_birth: bool | None, same_phone: bool) -> str:
    """Why two people may be the same, or "": `shared` words of their names (`single`: both names have only one),
    `same_birth` None when one of the dates is unknown."""
    if shared and same_birth:
        return SAME_BIRTH
    if same_phone:
        return SAME_PHONE
    if same_birth is None and (shared >= 2 or (shared and single)):
        return SAME_NAME
    return ""


LEAST_PHONE = 9
"""Digits below which two telephone numbers say nothing."""
_LOOKED_AT = 300


def _candidates(
    connection: Connection, name: HeardName, birth_date: datetime.date | None, digits: str
) -> Iterator[tuple]:
    sounds = [" OR ".join(f'"{key}"' for key in sorted(keys)) for keys in name.words]
    expressions = []
    if birth_date is not None and sounds:
        expressions.append(f'digits : "{birth_date:%d%m%Y}" AND sounds : ({" OR ".join(sounds)})')
    if len(digits) >= LEAST_PHONE:
        expressions.append(f'digits : "{digits}"')
    if sounds:
        expressions.append(" AND ".join(f"sounds : ({keys})" for keys in sounds))
    for expression in expressions:
        yield from connection.execute(
            "SELECT person.id, number, family_name, given_names, name_in_own_script, birth_date, phone, second_phone "
            "FROM search_text JOIN search_entry AS entry ON entry.entry = search_text.rowid "
            "JOIN person ON person.id = entry.row_id WHERE search_text MATCH ? AND entry.kind = 'person' LIMIT ?",
            (expression, _LOOKED_AT),
        )
