"""Employers in brief, as lists and pickers show them, and whom one meets there."""

import datetime
from dataclasses import dataclass

from db.connection import Connection


@dataclass(frozen=True)
class CompanyLine:
    """An employer and what was done with it: how many hires, how many under way."""

    id: str
    name: str
    city: str
    phone: str
    trades: str
    hires: int
    under_way: int


@dataclass(frozen=True)
class ContactLine:
    """Somebody at an employer's."""

    id: str
    name: str
    role: str
    phone: str
    email: str


def companies(connection: Connection, *, today: datetime.date) -> tuple[CompanyLine, ...]:
    """The employers: those with somebody at work first, then by name."""
    rows = connection.execute(
        "SELECT company.id, company.name, company.city, company.phone, company.trades, count(placement.id), "
        "coalesce(sum(placement.starts_on <= ?1 AND coalesce(placement.ended_on, placement.ends_on, ?1) >= ?1), 0) "
        "FROM company LEFT JOIN placement ON placement.company_id = company.id AND placement.archived_at IS NULL "
        "WHERE company.archived_at IS NULL GROUP BY company.id ORDER BY 7 > 0 DESC, company.name COLLATE NOCASE",
        (today.isoformat(),),
    )
    return tuple(CompanyLine(*row) for row in rows)


def contacts(connection: Connection, company_id: str) -> tuple[ContactLine, ...]:
    """Whom one meets at an employer's, by name."""
    rows = connection.execute(
        "SELECT id, name, role, phone, email FROM company_contact WHERE company_id = ? AND archived_at IS NULL "
        "ORDER BY name COLLATE NOCASE",
        (company_id,),
    )
    return tuple(ContactLine(*row) for row in rows)
