"""`kodiko synchroniser`: meet the others once, or without end on a machine that only does that.

What it prints holds no name of anybody: a machine that watches keeps its output for months.
"""

import signal
import sys
import threading
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from db.store import Store
from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.commands.shared_folders import key_of
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import exchanges, folders, state, teams
from kodiko_desktop.services.sharing.folders import SharedFolder
from kodiko_desktop.sync.report import ExchangeReport

_PATIENCE = 15.0
"""Seconds a folder has to answer here: nobody types meanwhile, and a disk may have to wake up."""


def run(parsed: Namespace) -> ExitCode:
    """Exchange once, or until Ctrl+C (or a stop of the service): the store is then closed and the key wiped.
    Raises NoTeam, StoreHasItsOwn, NothingOfThatName."""
    with profile.opened(parsed) as held, _told_to_stop() as stop:
        store = held.store
        again = [key_of(store, typed) for typed in parsed.tout_remettre]
        if teams.team_state(store).standing == teams.NONE:
            teams.require_team(store.read())
        teller = _Teller(store, parsed)
        code = _once(teller, stop, again)
        if parsed.watch is None:
            return ExitCode.INTERRUPTED if stop.is_set() else code
        while not stop.wait(parsed.watch):
            _once(teller, stop, [])
    return ExitCode.DONE


def _once(teller: "_Teller", stop: threading.Event, again: list[str]) -> ExitCode:
    store = teller.store

    def progress(_done: int, _total: int, _sentence: str = "") -> None:
        if stop.is_set():
            raise Cancelled

    try:
        reports = exchanges.exchange_all(store, start_again=again, patience=_PATIENCE, progress=progress)
    except Cancelled:
        return ExitCode.INTERRUPTED
    if teams.team_state(store).standing == teams.JOINING:
        teller.still_joining()
        return ExitCode.WAITING
    teller.exchanged(reports)
    return _code(reports)


class _Teller:
    """Prints what an exchange did: always when it was asked for once; of a watch, the first and those that did
    something or ended otherwise than the one before."""

    def __init__(self, store: Store, parsed: Namespace) -> None:
        self.store, self._parsed = store, parsed
        self._before: object = None

    def still_joining(self) -> None:
        """Nobody has answered the request to join yet."""
        if self._is_new("joining"):
            self._say((_("La demande attend toujours sa réponse."),), joining=True, folders=[])

    def exchanged(self, reports: tuple[ExchangeReport, ...]) -> None:
        """An exchange through every folder."""
        known = {each.key: each for each in folders.shared_folders(self.store.read())}
        pairs = [(known[report.folder], report) for report in reports if report.folder in known]
        ends = tuple((report.folder, report.reached, report.emptied, report.trouble) for report in reports)
        if self._is_new(ends) or not all(report.quiet for report in reports):
            self._tell(pairs)

    def _is_new(self, ends: object) -> bool:
        before, self._before = self._before, ends
        return self._parsed.watch is None or before != ends

    def _tell(self, pairs: list[tuple[SharedFolder, ExchangeReport]]) -> None:
        found = state.read_state(self.store)
        once = self._parsed.watch is None
        sentences = [_sentence(folder, report) for folder, report in pairs]
        if not pairs:
            sentences.append(_("Aucun dossier partagé. Ajoutez-en un\u00a0: kodiko partage ajouter."))
        if found.to_send and once:
            waiting = ngettext(
                "{count} saisie attend de partir.", "{count} saisies attendent de partir.", found.to_send
            )
            sentences.append(waiting.format(count=found.to_send))
        if once:
            sentences += [warned.sentence for warned in found.warnings]
        self._say(
            sentences,
            joining=False,
            to_send=found.to_send,
            conflicts=found.to_decide.conflicts,
            pairs=found.to_decide.pairs,
            numbers=found.to_decide.numbers,
            alarm=found.alarm,
            folders=[_facts(folder, report) for folder, report in pairs],
        )

    def _say(self, sentences: Sequence[str], **facts: Any) -> None:
        now = self.store.now()
        stamp = "" if self._parsed.watch is None else now.strftime("%d/%m/%Y %H:%M") + "  "
        answers.say(
            self._parsed, [stamp + sentence for sentence in sentences], at=now.isoformat("T", "seconds"), **facts
        )
        sys.stdout.flush()


def _sentence(folder: SharedFolder, report: ExchangeReport) -> str:
    name = folder.name
    if report.trouble or report.emptied:
        refused = report.trouble or _(
            "ce dossier est vide alors que l’équipe y avait des fichiers\u00a0: rien n’y a été écrit "
            "(s’il a été vidé exprès\u00a0: --tout-remettre)."
        )
        return _("{name}\u00a0: {sentence}").format(name=name, sentence=refused)
    if not report.reached:
        return _("{name}\u00a0: pas joignable pour le moment.").format(name=name)
    sent = ngettext("{count} saisie envoyée", "{count} saisies envoyées", report.sent).format(count=report.sent)
    count = sum(report.received.values())
    received = ngettext("{count} reçue", "{count} reçues", count).format(count=count)
    said = _("{name}\u00a0: {sent}, {received}.").format(name=name, sent=sent, received=received)
    if report.guests:
        joined = ngettext(
            "{count} ordinateur accepté dans l’équipe.",
            "{count} ordinateurs acceptés dans l’équipe.",
            len(report.guests),
        )
        said += " " + joined.format(count=len(report.guests))
    return said


def _facts(folder: SharedFolder, report: ExchangeReport) -> dict[str, Any]:
    said = report.as_json()
    return {
        "key": folder.key,
        "name": folder.name,
        "path": folder.path,
        "received_total": sum(report.received.values()),
        **{name: said[name] for name in _SAID},
    }


_SAID = (
    *("at", "reached", "emptied", "trouble", "sent", "received", "files_written", "bytes_written", "files_read"),
    *("bytes_read", "unreadable", "missing", "quarantined", "conflicts", "not_shown", "waiting_for_key"),
    *("new_identity", "retired", "clock_lead_ms"),
)


def _code(reports: tuple[ExchangeReport, ...]) -> ExitCode:
    reached = [report for report in reports if report.reached]
    refused = [report for report in reports if report.trouble or report.emptied]
    if reached:
        return ExitCode.PARTLY_DONE if refused else ExitCode.DONE
    return ExitCode.FAILED if refused else ExitCode.AWAY


@contextmanager
def _told_to_stop() -> Iterator[threading.Event]:
    """An event set by Ctrl+C or by the end of the service; the exchange under way then stops at the next file."""
    stop = threading.Event()
    before = {}
    for number in (signal.SIGINT, signal.SIGTERM):
        before[number] = signal.signal(number, lambda _number, _frame: stop.set())
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
