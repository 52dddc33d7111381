"""`kodiko exporter`: a list in a spreadsheet, XLSX or CSV as its file is named."""

import datetime
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from db.queries.people import EVERYBODY
from db.store import Store
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.tables import SUFFIXES
from kodiko_desktop.services import list_exports
from kodiko_desktop.services.people import people_lists

_A_YEAR = datetime.timedelta(days=365)
Bounds = tuple[datetime.date, datetime.date]


class WrongExport(KodikoError):
    """A file name or a date that was not understood."""


def run(parsed: Namespace) -> ExitCode:
    """Write one list. Raises WrongExport, ExportRefused."""
    path: Path = parsed.vers
    if path.suffix.lower() not in SUFFIXES:
        raise WrongExport(_("Donnez un nom de fichier en .xlsx ou en .csv."), for_log="unknown kind of table")
    with profile.opened(parsed) as held:
        today = held.store.now().date()
        bounds = (_day(parsed.du, today - _A_YEAR), _day(parsed.au, today + _A_YEAR))
        count = _LISTS[parsed.quoi](held.store, path, bounds, today)
    said = ngettext("{count} ligne écrite dans {path}", "{count} lignes écrites dans {path}", count)
    unlocked = _("Ce fichier n’est pas chiffré\u00a0: gardez-le le temps utile seulement.")
    answers.say(parsed, (said.format(count=count, path=path), unlocked), path=path, lines=count)
    return ExitCode.DONE


def _day(typed: str, otherwise: datetime.date) -> datetime.date:
    try:
        return datetime.date.fromisoformat(typed) if typed else otherwise
    except ValueError as error:
        raise WrongExport(
            _("La date «\u00a0{typed}\u00a0» n’est pas comprise\u00a0: écrivez par exemple 2026-01-31.").format(
                typed=typed
            ),
            for_log="date not understood",
        ) from error


def _people(store: Store, path: Path, bounds: Bounds, today: datetime.date) -> int:
    return people_lists.export_list(store, EVERYBODY, today=today, path=path)


def _sessions(store: Store, path: Path, bounds: Bounds, today: datetime.date) -> int:
    return list_exports.export_sessions(store, path=path, first=bounds[0], last=bounds[1])


def _presences(store: Store, path: Path, bounds: Bounds, today: datetime.date) -> int:
    return list_exports.export_presences(store, path=path, first=bounds[0], last=bounds[1])


def _hires(store: Store, path: Path, bounds: Bounds, today: datetime.date) -> int:
    return list_exports.export_hires(store, path=path, today=today)


_LISTS: dict[str, Callable[[Store, Path, Bounds, datetime.date], int]] = {
    "personnes": _people,
    "seances": _sessions,
    "presences": _presences,
    "embauches": _hires,
}
