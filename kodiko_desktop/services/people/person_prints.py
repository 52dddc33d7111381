"""Everything that can be printed about a person now: papers to sign, answers given, forms to fill by hand."""

from dataclasses import dataclass
from enum import StrEnum

from db.connection import Connection
from db.queries import diagnostics, plans
from db.store import Store
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.forms import Subject
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contracts


class Kind(StrEnum):
    """What is printed."""

    CONTRACT = "contract"
    FILLED = "filled"
    BLANK = "blank"


@dataclass(frozen=True)
class Printable:
    """One paper. `what`: the id of a contract or of a response, the key of a blank form; `then_id`: the earlier
    response laid under it; `detail`: its number or its date."""

    kind: Kind
    what: str
    title: str
    detail: str = ""
    then_id: str | None = None


def printables(store: Store, person_id: str) -> tuple[Printable, ...]:
    """The papers of a person that still hold, the latest answers to each form, then every blank form about a person."""
    connection = store.read()
    return (*_contracts(connection, person_id), *_filled(connection, person_id), *_blank(connection))


def _contracts(connection: Connection, person_id: str) -> list[Printable]:
    return [
        Printable(Kind.CONTRACT, row.id, definitions.title(connection, definitions.CONTRACT, row.template), row.number)
        for row in plans.contracts_of(connection, person_id)
        if row.status != contracts.CANCELLED
    ]


def _filled(connection: Connection, person_id: str) -> list[Printable]:
    """The latest response to each form that has answers, laid over the one before."""
    by_form: dict[str, list[diagnostics.ResponseRow]] = {}
    for row in diagnostics.responses(connection, about=Subject.PERSON.value, about_id=person_id):
        if row.answered:
            by_form.setdefault(row.form, []).append(row)
    return [
        Printable(
            Kind.FILLED,
            rows[0].id,
            definitions.title(connection, definitions.FORM, form),
            numeric_date(rows[0].on_date) if rows[0].on_date else "",
            rows[1].id if len(rows) > 1 else None,
        )
        for form, rows in by_form.items()
    ]


def _blank(connection: Connection) -> list[Printable]:
    found = []
    for key in definitions.keys(connection, definitions.FORM):
        source = definitions.newest_source(connection, definitions.FORM, key)
        if definitions.top_value(source.text, "subject") == Subject.PERSON.value:
            found.append(Printable(Kind.BLANK, key, definitions.title(connection, definitions.FORM, key)))
    return sorted(found, key=lambda each: each.title)
