"""Values as screens say them: dates, words of lists, names of records, answers of a form. Never a code nor an id."""

import datetime
from collections.abc import Mapping
from typing import Any

from db.catalogue import tables
from db.connection import Connection
from db.merging.not_shown import accepts
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.attendance import AbsenceReason
from kodiko_desktop.domain.dates_in_words import (
    duration_in_words,
    long_date_with_year,
    time_in_words,
    weekday_name,
)
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms.answers import answer_text
from kodiko_desktop.domain.forms.model import Kind
from kodiko_desktop.domain.holidays import HolidayProfile
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.sharing import said
from kodiko_desktop.services.sharing.said import Said

NOTHING = "—"
"""How an empty value is said."""

_NAMES = {
    "journey": "SELECT programme FROM journey WHERE id = ?",
    "session": "SELECT title FROM session WHERE id = ?",
    "objective": "SELECT title FROM objective WHERE id = ?",
    "document": "SELECT title FROM document WHERE id = ?",
    "placement": "SELECT job_title FROM placement WHERE id = ?",
    "contract": "SELECT number FROM contract WHERE id = ?",
    **{
        table: f'SELECT name FROM "{table}" WHERE id = ?'
        for table in ("antenna", "staff", "funder", "cohort", "site", "household", "company", "company_contact")
    },
}


def value_in_words(connection: Connection, told: Said | None, value: Any, row: Mapping[str, Any]) -> str:
    """What a plain value says, as the screen would; `row`: the plain values of its record (an answer needs its
    question). "—" for nothing; a value that only the program reads is said as such."""
    if value is None or value in ("", []):
        return NOTHING
    if told is None or told.kind == said.MADE:
        return _("(contenu préparé par le programme)")
    if told.kind == said.ANSWER:
        return _answer(connection, value, row) or NOTHING
    if isinstance(value, list):
        return ", ".join(_one(connection, told, each) for each in value)
    return _one(connection, told, value)


def received_in_words(
    connection: Connection, table: str, field: str, told: Said | None, value: Any, row: Mapping[str, Any]
) -> str:
    """The same of a value as another laptop wrote it: this version may not know what to make of it."""
    known = tables().get(table)
    if known is None or not accepts(known, field, value):
        return _("(une valeur que cette version de Kodiko ne comprend pas)")
    return value_in_words(connection, told, value, row)


def question_in_words(connection: Connection, row: Mapping[str, Any]) -> str:
    """The question that an answer answers; "" when its form is not on this laptop."""
    question = _question(connection, row)
    return question.text.read(wording.language()) if question is not None else ""


def is_free_answer(connection: Connection, row: Mapping[str, Any]) -> bool:
    """True when the question of an answer is answered in one's own words."""
    question = _question(connection, row)
    return question is not None and question.kind in (Kind.TEXT, Kind.OWN_WORDS)


def name_of(connection: Connection, table: str, row_id: str) -> str:
    """What a record is called; "" when it is not on this laptop, or has no name."""
    if table == "person":
        row = connection.execute(
            "SELECT given_names, family_name, name_in_own_script FROM person WHERE id = ?", (row_id,)
        ).fetchone()
        return (display_name(row[0], row[1]) or row[2]) if row else ""
    row = connection.execute(_NAMES[table], (row_id,)).fetchone()
    found = row[0] if row else ""
    return definition_title(connection, "programme", found) if table == "journey" and found else found


def definition_title(connection: Connection, kind: str, key: str) -> str:
    """The title of a form, programme or contract template; its key when its text is not here or has mistakes."""
    try:
        return definitions.title(connection, kind, key) or key
    except KodikoError:
        return key


def moment(text: str) -> str:
    """A moment kept as UTC text, said in the local time of this laptop: « lundi 11 mai 2026 à 14 h 30 ».
    "" for none."""
    try:
        found = datetime.datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text
    return _("{date} à {time}").format(date=long_date_with_year(found.date()), time=time_in_words(found.time()))


def _one(connection: Connection, told: Said, value: Any) -> str:
    if told.kind == said.ROW:
        return name_of(connection, told.of, str(value)) or _("(pas encore arrivé sur cet ordinateur)")
    if told.kind == said.WORDS:
        return _label(told.of, str(value))
    if told.kind == said.CHOICE:
        return _(told.choices[value]) if value in told.choices else str(value)
    if told.kind == said.DEFINITION:
        return definition_title(connection, told.of, str(value))
    speak = _SPEAKERS.get(told.kind, str)
    try:
        return speak(value)
    except (ValueError, TypeError):  # another version of the program keeps something else there: it is shown as it is
        return str(value)


def _label(lists: str, code: str) -> str:
    """The label of a code in the first list that knows it."""
    for key in lists.split():
        if code in vocabulary(key):
            return vocabulary(key).label(code)
    return code


def _day(value: str) -> str:
    return long_date_with_year(datetime.date.fromisoformat(value))


def _number(value: float) -> str:
    figure = f"{value:g}"
    return figure if wording.language() == "en" else figure.replace(".", ",")


def _week(value: str) -> str:
    monday = datetime.date(2024, 1, 1)
    return ", ".join(weekday_name(monday + datetime.timedelta(days=int(digit) - 1)) for digit in value)


def _answer(connection: Connection, value: Any, row: Mapping[str, Any]) -> str:
    question = _question(connection, row)
    if question is not None:
        return answer_text(question, value, wording.language())
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _question(connection: Connection, row: Mapping[str, Any]) -> Any:
    given = connection.execute(
        "SELECT form, form_version FROM diagnostic WHERE id = ?", (row.get("diagnostic_id"),)
    ).fetchone()
    if given is None:
        return None
    try:
        return definitions.of_version(connection, definitions.FORM, *given).question(row.get("question"))
    except KodikoError:
        return None


_SPEAKERS = {
    said.DAY: _day,
    said.MOMENT: moment,
    said.YES_NO: lambda value: _("Oui") if value else _("Non"),
    said.NUMBER: _number,
    said.MINUTES: duration_in_words,
    said.HOLIDAYS: lambda value: HolidayProfile(value).label,
    said.ABSENCE: lambda value: AbsenceReason(value).label,
    said.WEEK: _week,
}
