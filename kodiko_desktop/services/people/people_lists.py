"""What the list of people shows around its rows: names of programmes, load of a referent, choices, saved filters."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from db import settings
from db.connection import Connection
from db.queries import organisation
from db.queries.people import PeopleFilter, PersonRow, Portfolio, page, portfolio
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.export import people_table
from kodiko_desktop.exchange.tables import write_table
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.vocabularies import vocabulary

_AT_ONCE = 1000
"""Rows of an export read at once."""
_FILTERS, _LAST = "people.filters", "people.last_filter"


class FilterRefused(KodikoError):
    """A filter that cannot be kept under that name."""


@dataclass(frozen=True)
class PeopleList:
    """Some rows, how many there are in all, titles of the programmes met, and the load of the referent filtered on."""

    rows: tuple[PersonRow, ...]
    total: int
    programmes: Mapping[str, str]
    portfolio: Portfolio | None


@dataclass(frozen=True)
class FilterChoices:
    """What one may filter on: (id or code, name) pairs. `saved`: the filters kept under a name; `last`: the one in use
    when the window closed."""

    staff: tuple[tuple[str, str], ...]
    sites: tuple[tuple[str, str], ...]
    programmes: tuple[tuple[str, str], ...]
    cohorts: tuple[tuple[str, str], ...]
    saved: tuple[tuple[str, PeopleFilter], ...]
    last: PeopleFilter


def read_list(
    store: Store, wanted: PeopleFilter, *, today: datetime.date, offset: int = 0, limit: int = 100
) -> PeopleList:
    """A page of the list that `wanted` describes."""
    connection = store.read()
    found = page(connection, wanted, today=today, offset=offset, limit=limit)
    load = portfolio(connection, wanted.referent_id, today=today) if wanted.referent_id else None
    return PeopleList(
        found.rows, found.total, programme_titles(connection, (row.programme for row in found.rows)), load
    )


def read_choices(store: Store) -> FilterChoices:
    """What the filters of the list offer now."""
    connection = store.read()
    in_use = [
        row[0]
        for row in connection.execute("SELECT DISTINCT programme FROM journey WHERE archived_at IS NULL")
        if row[0]
    ]
    programmes = programme_titles(connection, in_use)
    return FilterChoices(
        staff=tuple((member.id, member.name) for member in organisation.staff(connection)),
        sites=tuple((site.id, site.name) for site in organisation.sites(connection)),
        programmes=tuple(sorted(programmes.items(), key=lambda item: item[1])),
        cohorts=tuple((cohort.id, cohort.name) for cohort in organisation.cohorts(connection)),
        saved=tuple((name, _filter(kept)) for name, kept in settings.read(connection, _FILTERS, {}).items()),
        last=_filter(settings.read(connection, _LAST, {})),
    )


def programme_titles(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The short title of each programme; its key when its definition is not here."""
    titles = {}
    for key in dict.fromkeys(keys):
        try:
            titles[key] = definitions.latest(connection, definitions.PROGRAMME, key).short_title if key else ""
        except KodikoError:
            titles[key] = key
    return titles


def save_filter(store: Store, *, name: str, wanted: PeopleFilter) -> None:
    """Keep a filter of this laptop under a name, in the place of the one that had it. Raises FilterRefused."""
    if not name.strip():
        raise FilterRefused(_("Donnez un nom à ce filtre."), for_log="filter without a name")
    _change(store, {name.strip(): asdict(wanted)}, forget="")


def forget_filter(store: Store, *, name: str) -> None:
    """Take a filter away; the people it showed are untouched."""
    _change(store, {}, forget=name)


def remember_last(store: Store, *, wanted: PeopleFilter) -> None:
    """Remember the filter in use, without its text, for the next time the list opens."""
    with store.note() as connection:
        settings.write(connection, _LAST, {**asdict(wanted), "text": ""})


def _change(store: Store, added: Mapping[str, Mapping], *, forget: str) -> None:
    with store.note() as connection:
        kept = {name: value for name, value in settings.read(connection, _FILTERS, {}).items() if name != forget}
        settings.write(connection, _FILTERS, {**kept, **added})


def _filter(kept: Mapping) -> PeopleFilter:
    known = {name: value for name, value in kept.items() if name in PeopleFilter.__dataclass_fields__}
    return PeopleFilter(**known)


def export_list(
    store: Store, wanted: PeopleFilter, *, today: datetime.date, path: Path, progress: Progress = silent
) -> int:
    """Write every line of a list to a spreadsheet (XLSX or CSV, as the file is named); how many there were. Raises
    ExportRefused, Cancelled."""
    connection = store.read()
    rows: list[PersonRow] = []
    while some := page(connection, wanted, today=today, offset=len(rows), limit=_AT_ONCE).rows:
        rows += some
    labels = {
        "programme": programme_titles(connection, (row.programme for row in rows)),
        "status": dict(vocabulary("journey_status").choices()),
    }
    write_table(path, people_table(rows, labels=labels), progress=progress)
    return len(rows)
