"""Everything the page « Synchronisation » says: facts for scripts, and sentences for coordinators."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.moments_in_words import ago, moment_of
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import exchanges, folders, space, teams, warnings
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.folders import SharedFolder
from kodiko_desktop.services.sharing.space import StreamSpace
from kodiko_desktop.services.sharing.teams import TeamState
from kodiko_desktop.services.sharing.to_decide import ToDecide, alarms, to_decide
from kodiko_desktop.services.sharing.warnings import Warned

LATELY = timedelta(days=7)
"""How far back « what went, what came » looks."""


@dataclass(frozen=True)
class Came:
    """What a laptop of the team brought lately. `count`: things typed; `when`: the last time, in words."""

    device: str
    name: str
    count: int
    when: str


@dataclass(frozen=True)
class FolderState:
    """A folder and its sentence: when it was last reached, what is wrong with it. `space`: as last measured
    (`measure_space`), None before."""

    folder: SharedFolder
    sentence: str
    when: str
    space: tuple[StreamSpace, ...] | None


@dataclass(frozen=True)
class SharingState:
    """`headline`: the one sentence that matters first; `to_send`: things typed that no folder has yet, of which
    `without_key` wait for an antenna to be given; `went`: things sent in the last seven days; `warnings`: what asks
    for attention, alarms first; `to_decide`: what only people can settle; `not_shown`: how many values."""

    team: TeamState
    headline: str
    last_at: str | None
    when: str
    to_send: int
    without_key: int
    went: int
    came: tuple[Came, ...]
    folders: tuple[FolderState, ...]
    warnings: tuple[Warned, ...]
    to_decide: ToDecide
    not_shown: int

    @property
    def alarms(self) -> int:
        """How many things ask for a person."""
        return alarms(self.warnings, [each.folder for each in self.folders])

    @property
    def alarm(self) -> bool:
        """True when something asks for a person."""
        return self.alarms > 0


def read_state(store: Store) -> SharingState:
    """The state of the exchange, from what this laptop remembers: no folder is touched (`folders.look` does)."""
    connection, now = store.read(), store.now()
    team = teams.team_state(store)
    known = folders.shared_folders(connection)
    last_at = max((folder.last.at for folder in known if folder.last), default=None)
    to_send = exchanges.waiting(store)
    journal = _lately(store)
    names = device_names(connection)
    return SharingState(
        team=team,
        headline=_headline(team, known, to_send, ago(last_at, now)),
        last_at=last_at,
        when=ago(last_at, now),
        to_send=to_send,
        without_key=_without_key(connection),
        went=_went(journal),
        came=_came(journal, names, store),
        folders=tuple(
            FolderState(
                folder,
                _of_folder(folder, ago(folder.last.at if folder.last else None, now)),
                ago(folder.last.at if folder.last else None, now),
                space.last_measured(connection, folder.key),
            )
            for folder in known
        ),
        warnings=warnings.read_warnings(store, names),
        to_decide=to_decide(connection),
        not_shown=connection.execute("SELECT count(*) FROM projection_failure").fetchone()[0],
    )


def _headline(team: TeamState, known: tuple[SharedFolder, ...], to_send: int, when: str) -> str:
    if team.standing == teams.NONE:
        return _("Cet ordinateur travaille seul\u00a0: il n’est dans aucune équipe.")
    if team.standing == teams.JOINING:
        return _(
            "La demande est dans le dossier partagé. Elle sera acceptée au prochain échange de l’ordinateur qui a "
            "donné le code."
        )
    if team.retired:
        return _("Cet ordinateur a été retiré de l’équipe\u00a0: il n’échange plus rien.")
    if not known:
        return _("Aucun dossier partagé n’est choisi\u00a0: vos saisies restent ici.")
    if team.history_coming:
        return _("L’historique de l’équipe arrive.")
    if not when:
        return _("Aucun échange n’a encore eu lieu.")
    if to_send:
        said = ngettext("{count} saisie attend de partir", "{count} saisies attendent de partir", to_send)
        return _("{said} (dernier échange\u00a0: {when}).").format(said=said.format(count=to_send), when=when)
    return _("Tout est parti. Dernier échange\u00a0: {when}.").format(when=when)


def _of_folder(folder: SharedFolder, when: str) -> str:
    if folder.emptied:
        return _(
            "Ce dossier est vide alors que l’équipe y avait des fichiers\u00a0: le partage n’est sans doute pas "
            "branché. Rien n’y a été écrit. S’il a été vidé exprès, dites-le pour tout y remettre."
        )
    if folder.trouble:
        return folder.trouble
    if folder.there is False:
        if not when:
            return _("Ce dossier n’est pas joignable pour le moment.")
        return _("Pas joignable pour le moment. Dernier échange\u00a0: {when}.").format(when=when)
    if not when:
        return _("Aucun échange n’a encore eu lieu.")
    return _("Dernier échange\u00a0: {when}.").format(when=when)


def _lately(store: Store) -> list[dict[str, Any]]:
    since = store.now() - LATELY
    journal = settings.read(store.read(), exchanges.JOURNAL, [])
    return [each for each in journal if (moment_of(each["at"]) or since) >= since]


def _went(journal: Sequence[Mapping[str, Any]]) -> int:
    """What is put in two folders went once: the folder that was given most tells."""
    by_folder: Counter[str] = Counter()
    for each in journal:
        by_folder[each["folder"]] += each["sent"]
    return max(by_folder.values(), default=0)


def _came(journal: list[dict[str, Any]], names: Mapping[str, str], store: Store) -> tuple[Came, ...]:
    counts: Counter[str] = Counter()
    last: dict[str, str] = {}
    for each in journal:
        counts.update(each["received"])
        last.update(dict.fromkeys(each["received"], each["at"]))
    found = [
        Came(device, names.get(device, ""), count, ago(last[device], store.now())) for device, count in counts.items()
    ]
    return tuple(sorted(found, key=lambda came: last[came.device], reverse=True))


def _without_key(connection: Connection) -> int:
    return connection.execute(
        "SELECT count(*) FROM operation WHERE sent = 0 AND stream NOT IN (SELECT stream FROM sync_key)"
    ).fetchone()[0]
