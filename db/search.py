"""Finds people, companies and sessions at each keystroke: by words, by sound, by digits, by file number.

Plain SQL on the full-text table that `db.search_index` keeps true; nothing here imports SQLModel. Nothing is ranked by
the database: on one letter, ranking would read every name that begins with it.
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.connection import Connection
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.former_numbers import whole_number
from kodiko_desktop.domain.names import SearchTerm, display_name, phone_digits, search_terms, search_words
from kodiko_desktop.domain.wording import N_, _

KINDS = ("person", "company", "session")

NAME = N_("nom")
SOUND = N_("nom proche")
PHONE = N_("téléphone")
NUMBER = N_("numéro")
BIRTH = N_("naissance")
YEAR = N_("année de naissance")

_FEW = 5
"""How many companies, and sessions, a search of everything shows beside people."""
_ONLY_DIGITS = re.compile(r"[\d\s.+()/–-]+")
_NUMBER_PIECE = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]*)+")
_NUMBER_START = re.compile(r"([A-Za-z]{2,6})-?(\d{4})-?(?:([0-9A-Za-z]{1,2})(?:-?(\d*))?)?")
_YEAR_FIRST = re.compile(r"^(?:19|20)\d\d-(?=.)")


@dataclass(frozen=True)
class Hit:
    """Something found: its kind and id, what to show, and why it was found (a word: nom, téléphone…)."""

    kind: str
    row_id: str
    title: str
    subtitle: str
    why: str


def search(connection: Connection, text: str, limit: int = 50, *, kinds: Sequence[str] = KINDS) -> tuple[Hit, ...]:
    """What `text` finds, at most `limit`: people first, whole words before beginnings, beginnings before sounds.

    `kinds`: some of KINDS. Nothing typed finds nothing.
    """
    steps = _steps(text)
    if not steps:
        return ()
    hits: list[Hit] = []
    others = [kind for kind in ("company", "session") if kind in kinds]
    beside = []
    for kind in others:
        room = _FEW if "person" in kinds else limit
        beside += _fill(connection, kind, _ids(connection, steps, room, kind), text)
    if "person" in kinds:
        hits += _fill(connection, "person", _people_ids(connection, text, limit - len(beside)), text)
    return tuple([*hits, *beside][:limit])


def person_ids(connection: Connection, text: str, limit: int = 1000) -> tuple[str, ...]:
    """Ids of the people that `text` finds, best first: the text filter of lists."""
    return tuple(row_id for row_id, _why in _people_ids(connection, text, limit))


# -- what is asked of the full-text table --------------------------------------------------------------------


def _steps(text: str) -> list[tuple[str, str]]:
    """(full-text expression, why) from the most exact to the least; each is tried while there is room left."""
    text = text.strip()
    if not any(character.isalnum() for character in text):
        return []
    if _ONLY_DIGITS.fullmatch(text) and not (_NUMBER_PIECE.fullmatch(text) and _YEAR_FIRST.match(text)):
        return _digit_steps(text)
    if _NUMBER_PIECE.fullmatch(text) and any(character.isdigit() for character in text):
        return [(f"words : {_quoted(_YEAR_FIRST.sub('', text).replace('-', '').lower())} *", NUMBER)]
    words = search_words(text)
    if not words:
        return []
    steps = [(" AND ".join(_word(word, exact=True) for word in words), NAME)]
    steps.append((" AND ".join(_word(word) for word in words), NAME))
    terms = search_terms(text)
    if any(term.sounds for term in terms):
        steps.append((" AND ".join(_term(term) for term in terms), SOUND))
    return steps


def _digit_steps(text: str) -> list[tuple[str, str]]:
    plain = "".join(character for character in text if character.isdigit())
    steps = [(f"words : {_quoted(plain)}", YEAR if len(plain) == 4 else NUMBER)]
    if len(plain) >= 3:
        pieces = dict.fromkeys((phone_digits(text), plain))
        steps.append((" OR ".join(f"digits : {_quoted(piece)} *" for piece in pieces if piece), PHONE))
    steps.append((f"words : {_quoted(plain)} *", NUMBER))
    return steps


def _word(word: str, *, exact: bool = False) -> str:
    end = "" if exact else " *"
    if word.isdigit() and len(word) >= 3:
        return f"(words : {_quoted(word)}{end} OR digits : {_quoted(word)} *)"
    return f"words : {_quoted(word)}{end}"


def _term(term: SearchTerm) -> str:
    letters = " AND ".join(_word(word) for word in term.letters)
    sounds = [f"sounds : {_quoted(sound)} *" for sound in term.sounds]
    return "(" + " OR ".join([f"({letters})", *sounds]) + ")"


def _quoted(word: str) -> str:
    return '"' + word.replace('"', "") + '"'


def _people_ids(connection: Connection, text: str, limit: int) -> list[tuple[str, str]]:
    """(person id, why), by the beginning of a file number if that is what was typed, else by the full-text table."""
    start = _NUMBER_START.fullmatch(text.strip())
    if start is not None:
        number = "-".join(part for part in start.groups() if part).upper()
        rows = connection.execute(
            "SELECT coalesce(known_as.kept_id, id) FROM person LEFT JOIN known_as ON known_as.person_id = person.id "
            "WHERE number >= ? AND number < ? AND (archived_at IS NULL OR kept_id IS NOT NULL) ORDER BY number LIMIT ?",
            (number, number + "\uffff", limit),
        ).fetchall()
        if rows:
            found = [row[0] for row in rows] + _once_numbered(connection, text, limit)
            return [(person_id, NUMBER) for person_id in dict.fromkeys(found)]
    once = [(person_id, NUMBER) for person_id in _once_numbered(connection, text, limit)]
    if once:
        return list(dict([*_ids(connection, _steps(text), limit, "person"), *once]).items())
    return _ids(connection, _steps(text), limit, "person")


def _once_numbered(connection: Connection, text: str, limit: int) -> list[str]:
    """People whose journal holds the number typed, when it is a whole one: papers they signed bear it still."""
    number = whole_number(text)
    if not number:
        return []
    rows = connection.execute(
        "SELECT coalesce(known_as.kept_id, person.id) FROM note JOIN person ON person.id = note.person_id "
        "LEFT JOIN known_as ON known_as.person_id = person.id WHERE instr(note.text, ?) "
        "AND note.archived_at IS NULL AND (person.archived_at IS NULL OR kept_id IS NOT NULL) LIMIT ?",
        (number, limit),
    )
    return [row[0] for row in rows]


def _ids(connection: Connection, steps: Iterable[tuple[str, str]], limit: int, kind: str) -> list[tuple[str, str]]:
    """(row id, why) of at most `limit` rows of a kind. The year of birth takes no more than half of the room."""
    found: dict[str, str] = {}
    for expression, why in steps:
        if len(found) >= limit:
            break
        if kind != "person":
            expression = f"({expression}) AND words : kind{kind}"
        rows = connection.execute(
            "SELECT entry.row_id FROM search_text JOIN search_entry AS entry ON entry.entry = search_text.rowid "
            "WHERE search_text MATCH ? AND entry.kind = ? LIMIT ?",
            (expression, kind, limit),
        )
        room = limit if why != YEAR else limit // 2
        for (row_id,) in rows:
            if len(found) < room:
                found.setdefault(row_id, why)
    return list(found.items())


# -- what is shown -------------------------------------------------------------------------------------------


def _fill(connection: Connection, kind: str, found: list[tuple[str, str]], text: str) -> list[Hit]:
    if not found:
        return []
    why = dict(found)
    hits = {hit.row_id: hit for hit in _FILLERS[kind](connection, why, text)}
    return [hits[row_id] for row_id in why if row_id in hits]


def _people(connection: Connection, why: dict[str, str], text: str) -> list[Hit]:
    plain = "".join(character for character in text if character.isdigit())
    hits = []
    for row_id, number, family, given, own, birth, phone, second in connection.execute(
        "SELECT id, number, family_name, given_names, name_in_own_script, birth_date, phone, second_phone FROM person "
        f"WHERE id IN ({', '.join('?' * len(why))})",
        tuple(why),
    ):
        born = datetime.date.fromisoformat(birth) if birth else None
        reason = why[row_id]
        if reason == PHONE:
            phones = [candidate for candidate in (phone, second) if candidate]
            by_phone = any(plain in phone_digits(p) or phone_digits(text) in phone_digits(p) for p in phones)
            # Neither: a telephone of another file of the same person.
            reason = BIRTH if not by_phone and born and plain in born.strftime("%d%m%Y") else PHONE
        elif reason == YEAR and not (born and plain == str(born.year)):
            reason = NUMBER
        said = [number, own, numeric_date(born) if born else "", phone if reason == PHONE else ""]
        hits.append(Hit("person", row_id, display_name(given, family), _joined(said), _(reason)))
    return hits


def _companies(connection: Connection, why: dict[str, str], _text: str) -> list[Hit]:
    rows = connection.execute(
        f"SELECT id, name, city, phone FROM company WHERE id IN ({', '.join('?' * len(why))})", tuple(why)
    )
    return [Hit("company", row[0], row[1], _joined(row[2:]), _(why[row[0]])) for row in rows]


def _sessions(connection: Connection, why: dict[str, str], _text: str) -> list[Hit]:
    rows = connection.execute(
        "SELECT id, title, number, place, (SELECT min(on_date) FROM half_day WHERE session_id = session.id "
        f"AND half_day.archived_at IS NULL) FROM session WHERE id IN ({', '.join('?' * len(why))})",
        tuple(why),
    )
    return [
        Hit("session", row_id, title, _joined((_day(first), place, number)), _(why[row_id]))
        for row_id, title, number, place, first in rows
    ]


_FILLERS = {"person": _people, "company": _companies, "session": _sessions}


def _day(iso: str | None) -> str:
    return numeric_date(datetime.date.fromisoformat(iso)) if iso else ""


def _joined(parts: Iterable[str | None]) -> str:
    return " · ".join(part for part in parts if part)


# -- what was opened lately ----------------------------------------------------------------------------------

_KEPT_RECENTS = 30


def remember_opened(connection: Connection, *, kind: str, row_id: str, at: str) -> None:
    """Note that something was opened (inside `store.note()`); `at`: UTC, ISO 8601. Older ones are forgotten."""
    connection.execute(
        "INSERT INTO recent (kind, row_id, opened_at) VALUES (?, ?, ?) "
        "ON CONFLICT (kind, row_id) DO UPDATE SET opened_at = excluded.opened_at",
        (kind, row_id, at),
    )
    connection.execute(
        "DELETE FROM recent WHERE opened_at < (SELECT opened_at FROM recent ORDER BY opened_at DESC LIMIT 1 OFFSET ?)",
        (_KEPT_RECENTS - 1,),
    )


def recents(connection: Connection, limit: int = 8) -> tuple[Hit, ...]:
    """What was opened lately and is still there, the latest first."""
    rows = connection.execute(
        "SELECT recent.kind, recent.row_id FROM recent JOIN search_entry ON search_entry.row_id = recent.row_id "
        "ORDER BY recent.opened_at DESC LIMIT ?",
        (limit,),
    ).fetchall()
    hits: dict[str, Hit] = {}
    for kind in KINDS:
        wanted = {row_id: N_("ouvert récemment") for found_kind, row_id in rows if found_kind == kind}
        if wanted:
            hits.update({hit.row_id: hit for hit in _FILLERS[kind](connection, wanted, "")})
    return tuple(hits[row_id] for _kind, row_id in rows if row_id in hits)
