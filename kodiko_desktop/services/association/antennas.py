"""The association, its branches and who works there: what a first start asks before the first person is registered."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.queries.organisation import DEFAULT_PREFIX
from db.store import Store
from db.tables import Antenna, Organisation, Staff
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import profile_for_postcode
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM, natural_id
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access

ORGANISATION_ID = natural_id("organisation")
"""The association has one row, the same on every laptop."""


class SetUpRefused(KodikoError):
    """What was typed about the association, an antenna or a colleague cannot be kept as it is."""


@dataclass(frozen=True)
class FirstSetUp:
    """The ids that a first set-up made."""

    antenna_id: str
    staff_id: str


def set_up(
    store: Store,
    *,
    organisation_name: str,
    antenna_name: str,
    staff_name: str,
    staff_role: str = "",
    number_prefix: str = DEFAULT_PREFIX,
    postcode: str = "",
    city: str = "",
    **organisation: Any,
) -> FirstSetUp:
    """Write the association, its first antenna and who sits at this laptop, in one act; all three are then remembered
    by the laptop. `organisation`: other fields of Organisation. Raises SetUpRefused."""
    for value, sentence in (
        (organisation_name, _("Écrivez le nom de l’association.")),
        (antenna_name, _("Écrivez le nom de l’antenne.")),
        (staff_name, _("Écrivez votre nom.")),
    ):
        _require(value, sentence)
    staff_id = natural_id("first staff", store.device)
    with store.act("organisation.set_up", author=staff_id) as act:
        act.create(
            Organisation, stream=ORGANISATION_STREAM, id=ORGANISATION_ID, name=organisation_name.strip(), **organisation
        )
        antenna_id = act.create(
            Antenna,
            stream=ORGANISATION_STREAM,
            **_antenna_values(antenna_name, number_prefix, {"postcode": postcode, "city": city}),
        )
        act.create(
            Staff,
            stream=ORGANISATION_STREAM,
            id=staff_id,
            name=staff_name.strip(),
            role=staff_role,
            antenna_id=antenna_id,
        )
    access.sit_down(store, staff_id=staff_id, antenna_id=antenna_id)
    return FirstSetUp(antenna_id, staff_id)


def create_antenna(store: Store, *, author: str, name: str, number_prefix: str = DEFAULT_PREFIX, **details: Any) -> str:
    """Write a new antenna (`details`: fields of Antenna); its holiday profile follows its postcode unless it is given.
    Raises SetUpRefused."""
    values = _antenna_values(name, number_prefix, details)
    with store.act("antenna.create", author=author) as act:
        return act.create(Antenna, stream=ORGANISATION_STREAM, **values)


def change_antenna(store: Store, *, author: str, antenna_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change facts of an antenna, as their author saw them. Numbers already given stay. Raises SetUpRefused."""
    checked = dict(values)
    if "number_prefix" in checked:
        checked["number_prefix"] = _prefix(checked["number_prefix"])
    with store.act("antenna.change", author=author) as act:
        act.change(Antenna, antenna_id, values=checked, seen=seen)


def change_organisation(store: Store, *, author: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change facts of the association, as their author saw them."""
    with store.act("organisation.change", author=author) as act:
        act.change(Organisation, ORGANISATION_ID, values=values, seen=seen)


def create_staff(
    store: Store, *, author: str, name: str, antenna_id: str | None, role: str = "", phone: str = "", email: str = ""
) -> str:
    """Write a new member of the team. Raises SetUpRefused."""
    _require(name, _("Écrivez le nom de la personne qui rejoint l’équipe."))
    with store.act("staff.create", author=author) as act:
        return act.create(
            Staff,
            stream=ORGANISATION_STREAM,
            name=name.strip(),
            role=role,
            antenna_id=antenna_id,
            phone=phone,
            email=email,
        )


def change_staff(store: Store, *, author: str, staff_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change facts of a member of the team, as their author saw them."""
    with store.act("staff.change", author=author) as act:
        act.change(Staff, staff_id, values=values, seen=seen)


def _antenna_values(name: str, prefix: str, details: Mapping[str, Any]) -> dict[str, Any]:
    _require(name, _("Écrivez le nom de l’antenne."))
    profile = profile_for_postcode(details.get("postcode", ""))
    return {"holiday_profile": str(profile.value), **details, "name": name.strip(), "number_prefix": _prefix(prefix)}


def _prefix(prefix: str) -> str:
    prefix = prefix.strip().upper()
    if not (prefix.isascii() and prefix.isalpha() and 2 <= len(prefix) <= 6):
        raise SetUpRefused(
            _("Le début des numéros de dossier compte deux à six lettres sans accent, par exemple PAR."),
            for_log="bad number prefix",
        )
    return prefix


def _require(value: str, sentence: str) -> None:
    if not value.strip():
        raise SetUpRefused(sentence, for_log="a name is missing")
