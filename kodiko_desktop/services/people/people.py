"""A person accompanied: registered once, corrected when life changes, put away without being lost.

What is sensitive has no field here: no asylum story, ethnicity, health or justice (CNIL, référentiel 2021-028).
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from db.queries.organisation import number_prefix
from db.store import Store
from db.tables import Person
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.identity import NAMES, PersonRefused, check_birth_date, check_names, tidy

__all__ = [
    "PersonRefused",
    "archive_person",
    "bring_back_person",
    "change_person",
    "register_person",
    "set_languages",
    "set_protection",
]


def register_person(
    store: Store,
    *,
    author: str,
    antenna_id: str,
    family_name: str = "",
    given_names: str = "",
    **details: Any,
) -> str:
    """Write a new person of an antenna, with a file number; `details`: fields of Person. Returns the id.

    One name is enough, in any script. Raises PersonRefused, InvalidValue.
    """
    values = tidy({"family_name": family_name, "given_names": given_names, **details})
    check_names(values)
    check_birth_date(values.get("birth_date"), today=store.now().date())
    with store.act("person.register", author=author) as act:
        number = act.number(number_prefix(act.connection, antenna_id))
        return act.create(Person, stream=antenna_id, **{**values, "number": number})


def change_person(store: Store, *, author: str, person_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change facts of a person (`values`: fields of Person) as their author saw them.

    Raises PersonRefused, RowMissing, InvalidValue.
    """
    tidied = tidy(values)
    if tidied.keys() & set(NAMES):
        check_names({**_names(store, person_id), **tidied})
    check_birth_date(tidied.get("birth_date"), today=store.now().date())
    with store.act("person.change", author=author) as act:
        act.change(Person, person_id, values=tidied, seen=seen)


def set_languages(
    store: Store, *, author: str, person_id: str, languages: Iterable[str], print_language: str, seen: Seen
) -> None:
    """Say which languages a person speaks (codes, best first) and in which one to print beside the French."""
    values = {"languages": list(dict.fromkeys(languages)), "print_language": print_language}
    change_person(store, author=author, person_id=person_id, values=values, seen=seen)


def set_protection(
    store: Store,
    *,
    author: str,
    person_id: str,
    protection: str,
    residence_document: str,
    permit_ends_on: datetime.date | None,
    seen: Seen,
) -> None:
    """Say which protection a person has, the document that proves it, and when it ends (codes of the vocabularies)."""
    values = {
        "protection": protection,
        "residence_document": residence_document,
        "permit_ends_on": permit_ends_on,
    }
    change_person(store, author=author, person_id=person_id, values=values, seen=seen)


def archive_person(store: Store, *, author: str, person_id: str) -> None:
    """Put a person's file away: out of lists and of search, and kept."""
    with store.act("person.archive", author=author) as act:
        act.archive(Person, person_id)


def bring_back_person(store: Store, *, author: str, person_id: str) -> None:
    """Take an archived file out again."""
    with store.act("person.bring_back", author=author) as act:
        act.unarchive(Person, person_id)


def _names(store: Store, person_id: str) -> dict[str, str]:
    row = (
        store.read()
        .execute("SELECT family_name, given_names, name_in_own_script FROM person WHERE id = ?", (person_id,))
        .fetchone()
    )
    return dict(zip(NAMES, row or ("", "", ""), strict=True))
