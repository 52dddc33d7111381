"""Meeting the others through every folder that is there: by itself in the window, or on demand with `kodiko sync`."""

from collections.abc import Collection

from db import settings
from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.services.sharing import attachments, folders, joining, teams, warnings, whereabouts
from kodiko_desktop.services.sharing.folders import SharedFolder
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.failures import FolderAway, SyncFailure
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.report import ExchangeReport

JOURNAL = "sharing.journal"
"""The latest exchanges that brought or took something: a list of mappings, the latest last."""
_KEPT = 100


def exchange_all(
    store: Store,
    *,
    start_again: Collection[str] = (),
    patience: float = whereabouts.PATIENCE,
    progress: Progress = silent,
) -> tuple[ExchangeReport, ...]:
    """Exchange through every folder of this laptop, one report each, in their order. A folder that is away is a report
    with `reached` false; one that refuses says why in `trouble` (a sentence), and the others go on. What one folder
    brought for another one is handed over before the end. While this laptop waits to be let in, it looks for the
    answer instead.

    `start_again`: keys of folders that a person said were emptied for good. `patience`: seconds a folder has to answer
    (more when somebody asked and waits).
    Raises NoTeam, StoreHasItsOwn, InviteUnusable, and what `progress` raises: what was done stays.
    """
    if teams.team_state(store).standing == teams.JOINING and not joining.join_progress(store, progress):
        return ()
    teams.require_team(store.read())
    joining.make_room(store)
    reports = {}
    for folder in folders.shared_folders(store.read()):
        reports[folder.key] = _exchange(store, folder, folder.key in start_again, patience, progress)
    for folder in folders.shared_folders(store.read()):
        if folder.key in reports and reports[folder.key].reached and _waits_for(store, folder):
            reports[folder.key] = _joined(reports[folder.key], _exchange(store, folder, False, patience, progress))
    for key, report in reports.items():
        _note(store, key, report)
    if any(report.reached for report in reports.values()) and settings.read(store.read(), teams.HISTORY_COMING, False):
        with store.note() as connection:
            settings.write(connection, teams.HISTORY_COMING, False)
    return tuple(reports.values())


def worth_looking(store: Store, key: str) -> bool:
    """Whether an exchange through this folder can be tried now. Cheap, and never longer than half a second: a share
    that does not answer is left in peace for a while. Raises FolderNotChosen."""
    folder = folders.folder_of(store.read(), key)
    return whereabouts.is_there(folder.path) is True or folders.find_again(store, folder) is not None


def waiting(store: Store) -> int:
    """How many things typed here no folder has yet."""
    return store.read().execute("SELECT count(*) FROM operation WHERE sent = 0").fetchone()[0]


# -- inside -------------------------------------------------------------------------------------------------------


def _exchange(
    store: Store, folder: SharedFolder, start_again: bool, patience: float, progress: Progress
) -> ExchangeReport:
    path = folders.find_again(store, folder, patience=patience)
    if path is None:
        return ExchangeReport(folder.key)
    if start_again and folder.emptied:
        folders.expect_nothing_in(store, folder.key)
    try:
        shared = Folder(path, key=folder.key)
        report = exchange(store, shared, start_again=start_again, progress=progress)
        if report.reached and not report.emptied:
            attachments.bring_logos(store, shared)
    except FolderAway:
        return ExchangeReport(folder.key)
    except SyncFailure as failure:
        report = ExchangeReport(folder.key, trouble=failure.sentence)
    folders.note_try(store, folder.key, emptied=report.emptied, trouble=report.trouble)
    return report


def _waits_for(store: Store, folder: SharedFolder) -> bool:
    """True when another folder brought something for this one."""
    found = store.read().execute("SELECT 1 FROM sync_spool WHERE folder = ? LIMIT 1", (folder.key,))
    return found.fetchone() is not None


def _joined(first: ExchangeReport, second: ExchangeReport) -> ExchangeReport:
    """Two exchanges with one folder, one after the other, told as one."""
    if not second.reached:
        return first
    second.sent += first.sent
    second.files_written += first.files_written
    second.bytes_written += first.bytes_written
    second.received.update(first.received)
    second.files_read += first.files_read
    second.bytes_read += first.bytes_read
    second.people.update(first.people)
    second.guests[:0] = first.guests
    second.conflicts += first.conflicts
    second.new_identity = second.new_identity or first.new_identity
    return second


def _note(store: Store, key: str, report: ExchangeReport) -> None:
    """Keep what went and came, for the page that tells it."""
    if report.clock_lead_ms:
        with store.note() as connection:
            settings.write(connection, warnings.CLOCK_LEAD, {"ms": report.clock_lead_ms, "at": report.at})
    if report.new_identity:
        with store.note() as connection:
            settings.write(connection, warnings.NEW_IDENTITY, report.at)
    if report.quiet or not report.reached:
        return
    told = {
        "folder": key,
        "at": report.at,
        "sent": report.sent,
        "received": dict(report.received),
        "guests": report.guests,
    }
    with store.note() as connection:
        known = settings.read(connection, JOURNAL, [])
        settings.write(connection, JOURNAL, [*known, told][-_KEPT:])
