"""One exchange with one folder: the team's log first, then what came, then what goes. Any step may be interrupted."""

import json
from typing import Any

from db import projection, settings, upgrades
from db.merging import remote_rows
from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.sync import (
    blobs,
    carry,
    control,
    epochs,
    identity,
    invite,
    kept,
    left_words,
    log_taking,
    memory,
    removal,
    set_aside,
    team,
)
from kodiko_desktop.sync.directory import Directory
from kodiko_desktop.sync.folder import Folder
from kodiko_desktop.sync.membership import Keyring, Membership
from kodiko_desktop.sync.publish import Publisher
from kodiko_desktop.sync.receive import Receiver
from kodiko_desktop.sync.report import ExchangeReport, Missing, Unreadable

_SHOWN_BY = "sync_shown_by"
_WRITTEN_AGAIN = "sync_written_again {stream} {folder}"
"""Keys (their ids) under which nothing of this laptop remains in a folder."""
_INDEXED_AT_ONCE = 500
"""Rows made findable in one transaction: some tens of milliseconds, between which an act may be written."""


def exchange(store: Store, folder: Folder, *, start_again: bool = False, progress: Progress = silent) -> ExchangeReport:
    """Meet the others in `folder`. Everything applied or written before an interruption stays; the next exchange goes
    on. Raises NoTeam, OtherTeam, FolderRefuses, and what `progress` raises. A folder that is not there, or goes away
    meanwhile, raises FolderAway only once something was under way: at first it is a report with `reached` false. So is
    a known folder found empty (a share that is not mounted), unless `start_again` says that it was emptied for good.
    """
    show_what_is_now_known(store)
    index_what_came(store)
    report = ExchangeReport(folder.key, team.moment(store))
    member, keys, directory = team.read_directory(store)
    if not folder.is_there():
        return report
    known = store.read().execute("SELECT 1 FROM sync_folder WHERE folder = ?", (folder.key,)).fetchone() is not None
    if not team.check_mark(folder, member, make=start_again or not known):
        report.emptied = True
        return report
    report.reached = True
    carried = log_taking.take_control(store, folder, member, keys, directory)
    member, keys, directory = team.read_directory(store)
    if team.is_retired(member, directory):
        return _retired(store, folder, keys, directory, carried, report)
    team.keep_own_code(store, member, directory)
    _administer(store, folder, directory, member, report)
    _give_control(store, folder, carried)
    member, keys, directory = team.read_directory(store)
    for stream in keys.streams:
        set_aside.settle(store, member, keys, directory, stream)
        left_words.settle(store, directory, stream)
    receivers = [_receiver(store, member, keys, directory, folder, stream, report, progress) for stream in keys.streams]
    for receiver in receivers:
        receiver.look_for_own()
    if _is_a_copy(store, member, keys, directory, receivers):
        return _again(store, folder, report, progress)
    listed = [(receiver, receiver.run()) for receiver in receivers]
    if _leave_former_ids(store, receivers):
        member, keys, directory = team.read_directory(store)
    if _is_a_copy(store, member, keys, directory, receivers):
        return _again(store, folder, report, progress)
    index_what_came(store)
    for receiver, names in listed:
        if keys.latest(receiver.stream) is not None and member.device in directory.devices:
            carry.hand_over(store, folder, receiver.stream, names, report)
            kept.put_back(store, folder, receiver.memory, receiver.stream, names, report)
            if kept.is_settled(store, folder, report):
                blobs.put_back(store, folder, receiver.stream, report)
            set_aside.give_back(store, folder, directory, receiver.stream, names)
            key = epochs.write_key(keys, directory, receiver.stream)
            if key is not None:
                publisher = Publisher(store, member, key, folder, receiver.memory, report, progress)
                publisher.run(names)
                _write_for_everybody(store, publisher, epochs.unshared(member, keys, directory, receiver.stream), names)
        carry.take_along(store, folder, receiver.stream, names)
    _give_control(store, folder, carried)
    _finish(store, folder, keys, directory, report)
    return report


def _retired(
    store: Store, folder: Folder, keys: Keyring, directory: Directory, carried: set[str], report: ExchangeReport
) -> ExchangeReport:
    """This laptop was taken out: it reads the team's log, gives what it has of it, and nothing else."""
    report.retired = True
    _give_control(store, folder, carried)
    _finish(store, folder, keys, directory, report)
    return report


def _again(store: Store, folder: Folder, report: ExchangeReport, progress: Progress) -> ExchangeReport:
    """Under the new id, what the old one published is another laptop's: look once more."""
    second = exchange(store, folder, progress=progress)
    second.new_identity = True
    second.received.update(report.received)
    second.people.update(report.people)
    return second


def _receiver(
    store: Store,
    member: Membership,
    keys: Keyring,
    directory: Directory,
    folder: Folder,
    stream: str,
    report: ExchangeReport,
    progress: Progress,
) -> Receiver:
    news = store.read().execute("SELECT 1 FROM sync_folder LIMIT 1").fetchone() is not None
    return Receiver(store, member, keys, directory, folder, stream, report, progress, news)


def _write_for_everybody(store: Store, publisher: Publisher, unshared: set[str], names: list[str]) -> None:
    """Once for each key that not everybody was given: what is under it in this folder is written again."""
    key = _WRITTEN_AGAIN.format(folder=publisher.folder.key, stream=publisher.key.stream)
    unshared.discard(publisher.key.key_id)
    if unshared - set(settings.read(store.read(), key, [])):
        publisher.rewrite(names, unshared)
        with store.note() as connection:
            settings.write(connection, key, sorted(unshared))


# -- the team's log -----------------------------------------------------------------------------------------------


def _give_control(store: Store, folder: Folder, carried: set[str]) -> None:
    """Give the folder the records it lacks; `carried`, the names it has, grows with them."""
    rows = store.read().execute("SELECT name, content FROM sync_control ORDER BY name").fetchall()
    for name, content in rows:
        if name not in carried:
            folder.write(control.PLACE, name, bytes(content))
            carried.add(name)


def _administer(store: Store, folder: Folder, directory: Directory, member: Membership, report: ExchangeReport) -> None:
    """What an administrator's laptop does without being asked: keys for new antennas, answers to invitations."""
    device = directory.devices.get(member.device)
    if device is None or not device.admin:
        return
    team.open_streams(store)
    epochs.renew(store, *team.read_directory(store))
    removal.complete(store, *team.read_directory(store))
    report.guests += [guest.name for guest in invite.answer_requests(store, folder)]


# -- who we are ---------------------------------------------------------------------------------------------------


def _is_a_copy(
    store: Store, member: Membership, keys: Keyring, directory: Directory, receivers: list[Receiver]
) -> bool:
    """Compare the segments under our id that we do not remember: ours after all (a crash, another folder), or a copy's.
    For a copy, and after a restore (the store then has a new id already), this laptop goes on under a new id: True."""
    in_common = _published(store, member)
    forks: dict[str, int] = {}
    for receiver in receivers:
        stream = receiver.stream
        for name, found in receiver.own:
            upto, whole = identity.common(store, member, stream, found)
            if whole:
                receiver.remember_own(name, found.header)
                in_common[stream] = max(in_common.get(stream, 0), upto)
            else:
                forks[stream] = min(forks.get(stream, upto), upto)
        receiver.own.clear()
        receiver.memory.flush()
    for left in directory.left:  # a twin says that others share the id: some of its numbers stand for two words
        if left.device == member.device:
            forks[left.stream] = min(forks.get(left.stream, left.after), left.after)
    if not forks and store.device == member.device:
        return False
    identity.take_new_id(store, member, keys, directory, {**in_common, **forks})
    return True


def _leave_former_ids(store: Store, receivers: list[Receiver]) -> bool:
    """Say again what a twin contradicts of what this laptop wrote under ids it had. True when there was any."""
    for receiver in receivers:
        for device, after in receiver.former.items():
            member, keys, directory = team.read_directory(store)
            identity.leave(store, member, team.org_key(keys, directory), device, receiver.stream, after)
    return any(receiver.former for receiver in receivers)


def _published(store: Store, member: Membership) -> dict[str, int]:
    """The last counter of ours known to have been in a folder, per stream."""
    rows = store.read().execute(
        "SELECT stream, max(counter) FROM operation WHERE device = ? AND sent = 1 GROUP BY stream", (member.device,)
    )
    return dict(rows.fetchall())


# -- what remains to be said --------------------------------------------------------------------------------------


def _finish(store: Store, folder: Folder, keys: Keyring, directory: Directory, report: ExchangeReport) -> None:
    read = store.read()
    report.not_shown = read.execute("SELECT count(*) FROM projection_failure").fetchone()[0]
    report.missing = missing(store)
    unsent = read.execute("SELECT stream, count(*) FROM operation WHERE sent = 0 GROUP BY stream").fetchall()
    report.waiting_for_key = sum(count for stream, count in unsent if epochs.write_key(keys, directory, stream) is None)
    report.unreadable += [Unreadable(control.PLACE, name, memory.NEWER, report.at) for name in directory.later]
    said: dict[str, Any] = report.as_json()
    with store.note() as connection:
        connection.execute(
            "INSERT INTO sync_folder (folder, reached_at, report) VALUES (?, ?, ?) ON CONFLICT (folder) "
            "DO UPDATE SET reached_at = excluded.reached_at, report = excluded.report",
            (folder.key, report.at, json.dumps(said, ensure_ascii=False)),
        )


def show_what_is_now_known(store: Store) -> None:
    """After an upgrade, try again to show what the version before could not."""
    if settings.read(store.read(), _SHOWN_BY) == upgrades.LATEST:
        return
    with store.incoming() as incoming:
        remote_rows.reproject(incoming)
        settings.write(incoming.connection, _SHOWN_BY, upgrades.LATEST)


def index_what_came(store: Store) -> None:
    """Make findable what a long merge left aside (also one that was interrupted), in short transactions."""
    left = projection.left_aside(store.read())
    while left:
        with store.incoming() as incoming:
            left = projection.catch_up(incoming.connection, _INDEXED_AT_ONCE)


def missing(store: Store) -> list[Missing]:
    """What others have heard and this laptop has not: late, withheld, or rolled back."""
    rows = store.read().execute(
        "SELECT claim.stream, claim.device, coalesce(known.counter, 0), claim.counter, claim.said_by, claim.noted_at "
        "FROM sync_claim AS claim LEFT JOIN sync_frontier AS known "
        "ON known.stream = claim.stream AND known.device = claim.device "
        "WHERE claim.counter > coalesce(known.counter, 0) AND claim.device <> ? ORDER BY 1, 2",
        (store.device,),
    )
    found = [Missing(*row) for row in rows.fetchall()]
    counts = {stream: set_aside.cuts(store.read(), stream) for stream in {piece.stream for piece in found}}
    return [
        piece
        for piece in found
        if piece.device not in counts[piece.stream] or piece.known < counts[piece.stream][piece.device]
    ]
