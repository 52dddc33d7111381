"""Employers in brief: who they are, and whom one meets there. The prospecting around them is another matter."""

from collections.abc import Mapping
from typing import Any

from db.store import Store
from db.tables import Company, CompanyContact
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.wording import _


class CompanyRefused(KodikoError):
    """A company that cannot be written as given."""


def register_company(store: Store, *, author: str, name: str, **details: Any) -> str:
    """Add an employer (`details`: fields of Company). Returns its id. Raises CompanyRefused."""
    check_company({"name": name, **details})
    with store.act("company.register", author=author) as act:
        return act.create(Company, stream=ORGANISATION_STREAM, name=name.strip(), **details)


def check_company(values: Mapping[str, Any]) -> None:
    """Raises CompanyRefused when an employer cannot be written with these values."""
    if not str(values.get("name", "")).strip():
        raise CompanyRefused(_("Donnez un nom à l’entreprise."))
    _check_siret(values.get("siret", ""))


def change_company(store: Store, *, author: str, company_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change what is known of an employer. Returns what is to be seen from now on. Raises CompanyRefused."""
    check_company({"name": "-", **values})
    with store.act("company.change", author=author) as act:
        act.change(Company, company_id, values=values, seen=seen)
        return act.seen(Company, company_id)


def add_company_contact(store: Store, *, author: str, company_id: str, name: str, **details: Any) -> str:
    """Add somebody one meets at an employer's (`details`: role, phone, email). Returns the id."""
    if not name.strip():
        raise CompanyRefused(_("Donnez le nom de la personne à contacter."))
    with store.act("company.contact.add", author=author) as act:
        return act.create(
            CompanyContact, stream=ORGANISATION_STREAM, company_id=company_id, name=name.strip(), **details
        )


def _check_siret(siret: str) -> None:
    """A SIRET has 14 digits and passes the Luhn test (INSEE; La Poste's own rule, sum multiple of 5, is accepted)."""
    digits = "".join(character for character in siret if character.isdigit())
    if not siret.strip():
        return
    total = sum(_luhn(int(digit), doubled=index % 2 == 0) for index, digit in enumerate(digits))
    la_poste = digits.startswith("356000000") and sum(map(int, digits)) % 5 == 0
    if len(digits) != 14 or (total % 10 and not la_poste):
        raise CompanyRefused(_("Ce SIRET n’est pas juste\u00a0: il compte 14 chiffres. Vérifiez, ou laissez vide."))


def _luhn(digit: int, *, doubled: bool) -> int:
    value = digit * 2 if doubled else digit
    return value - 9 if value > 9 else value
