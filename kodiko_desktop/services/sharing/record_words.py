"""The words for every field that travels: what laptops disagree about is never said by a column's name.

A test holds every shared table to have all of them.
"""

from collections.abc import Mapping

from kodiko_desktop.services.sharing.said import PUT_AWAY, Said
from kodiko_desktop.services.sharing.words_of_people import PEOPLE
from kodiko_desktop.services.sharing.words_of_plans import PLANS
from kodiko_desktop.services.sharing.words_of_work import WORK

FIELDS: Mapping[str, Mapping[str, Said]] = {**PEOPLE, **PLANS, **WORK}


def said(table: str, name: str) -> Said | None:
    """How a field of a table is said; None when this version has no word for it."""
    if name == "archived_at":
        return PUT_AWAY
    return FIELDS.get(table, {}).get(name)
