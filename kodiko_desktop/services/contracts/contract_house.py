"""Who issues a paper, as its text says it: the association, its antenna, and who answers for personal data."""

from db import records
from db.connection import Connection
from db.tables import Antenna, Organisation


def values_of_house(connection: Connection, antenna_id: str) -> dict[str, str | None]:
    """The association and its antenna by placeholder; what nobody wrote is left to the pen. The data protection
    officer is reached at an address of their own, never at one that is guessed (GDPR, article 13.1.b)."""
    found = records.rows_where(connection, Organisation, "1")
    antenna = records.find(connection, Antenna, antenna_id)
    house = found[0] if found else Organisation(id="", stream="", created_at="")
    branch = antenna.row if antenna else None
    return {
        "association_name": house.name,
        "controller_name": house.name,
        "association_address": house.address or (branch.address if branch else ""),
        "association_siret": house.siret,
        "association_phone": (branch.phone if branch else "") or house.phone,
        "association_email": (branch.email if branch else "") or house.email,
        "antenna_name": branch.name if branch else "",
        "dpo_name": house.data_protection_officer,
        "dpo_contact": house.data_protection_contact,
        "legal_basis": house.legal_basis,
    }


def facts_of_house(values: dict[str, str | None]) -> frozenset[str]:
    """The conditions of a template that depend on the association alone."""
    return frozenset({"has_dpo"} if values.get("dpo_name") or values.get("dpo_contact") else ())
