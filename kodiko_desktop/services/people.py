"""A person accompanied: registered once, corrected when life changes, put away without being lost.

What is sensitive has no field here: no asylum story, ethnicity, health or justice (CNIL, référentiel 2021-028).
"""

import datetime
from collections.abc import Iterable, Mapping
from typing import Any

from db.store import Store
from db.tables import Person
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.antennas import number_prefix

OLDEST = 120
"""Nobody is older than this, in years: a birth date beyond it is a typing error."""


class PersonRefused(KodikoError):
    """What was typed about a person cannot be kept as it is."""


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
    check_person(values, today=store.now().date())
    with store.act("person.register", author=author) as act:
        number = act.number(number_prefix(act.connection, antenna_id))
        return act.create(Person, stream=antenna_id, **{**values, "number": number})


def change_person(store: Store, *, author: str, person_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change facts of a person (`values`: fields of Person) as their author saw them.

    Raises PersonRefused, RowMissing, InvalidValue.
    """
    tidied = tidy(values)
    if {"family_name", "given_names", "name_in_own_script"} & tidied.keys():
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


# -- rules, shared with the import of spreadsheets -----------------------------------------------------------


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, texts without spaces around or doubled inside. Case and script stay as they were given."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}


def check_person(values: Mapping[str, Any], *, today: datetime.date) -> None:
    """Raise PersonRefused unless the person has a name and a possible birth date."""
    check_names(values)
    check_birth_date(values.get("birth_date"), today=today)


def check_names(values: Mapping[str, Any]) -> None:
    """Raise PersonRefused unless one of the names is there."""
    if not any(values.get(field) for field in ("family_name", "given_names", "name_in_own_script")):
        raise PersonRefused(
            _("Il manque un nom : écrivez au moins un nom ou un prénom, dans l’écriture de votre choix."),
            for_log="person without a name",
        )


def check_birth_date(value: datetime.date | str | None, *, today: datetime.date) -> None:
    """Raise PersonRefused for a birth date in the future, or so old that it is a typing error."""
    if not value:
        return
    born = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(value)
    if born > today:
        raise PersonRefused(_("La date de naissance est dans le futur : vérifiez l’année."), for_log="birth in future")
    if today.year - born.year > OLDEST:
        raise PersonRefused(_("La date de naissance est trop ancienne : vérifiez l’année."), for_log="birth too old")


def _names(store: Store, person_id: str) -> dict[str, str]:
    row = (
        store.read()
        .execute("SELECT family_name, given_names, name_in_own_script FROM person WHERE id = ?", (person_id,))
        .fetchone()
    )
    return dict(zip(("family_name", "given_names", "name_in_own_script"), row or ("", "", ""), strict=True))
