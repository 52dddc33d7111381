"""A site seen whole: its facts, who is found there, and the diagnostics the team made of it."""

import datetime
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db import records
from db.queries import sites as queries
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Subject
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics.person_diagnostics import ResponseLine, Startable, response_lines, startable

if TYPE_CHECKING:
    from db.tables import Site

SITE = Subject.SITE.value


class SiteMissing(KodikoError):
    """The site is not in this store."""


@dataclass(frozen=True)
class SiteFile:
    """The row of a site with what was seen of it, its people and households, its diagnostics (the latest first), and
    the forms that can be begun."""

    record: "records.Record[Site]"
    residents: tuple[queries.Resident, ...]
    households: tuple[queries.HouseholdLine, ...]
    responses: tuple[ResponseLine, ...]
    startable: tuple[Startable, ...]


def read_site(store: Store, site_id: str) -> SiteFile:
    """Everything the page of a site shows. Raises SiteMissing."""
    connection = store.read()
    lines = response_lines(connection, about=SITE, about_id=site_id)
    return SiteFile(
        record=_record(store, site_id),
        residents=queries.residents(connection, site_id),
        households=queries.households(connection, site_id),
        responses=lines,
        startable=startable(connection, lines, about=SITE),
    )


def begin(store: Store, *, author: str, site_id: str, form: str, moment: str = "", on_date: datetime.date) -> str:
    """Begin a form about a site, in its latest version, whose text is kept. Returns the response's id.

    Raises SiteMissing, DefinitionMissing, DataFileErrors (the form's file has mistakes).
    """
    stream = _record(store, site_id).row.stream
    version = definitions.keep(store, author=author, kind=definitions.FORM, key=form)
    return diagnostics.start_diagnostic(
        store,
        author=author,
        stream=stream,
        about=SITE,
        about_id=site_id,
        form=form,
        form_version=version,
        on_date=on_date,
        moment=moment,
    )


def _record(store: Store, site_id: str) -> "records.Record[Site]":
    from db.tables import Site

    found = records.find(store.read(), Site, site_id)
    if found is None:
        raise SiteMissing(_("Ce lieu n’est pas (ou plus) sur cet ordinateur."), for_log="no site")
    return found
