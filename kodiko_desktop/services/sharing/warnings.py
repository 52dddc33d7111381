"""What asks for attention about the shared folder, each in a sentence: what it means, and what to do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.moments_in_words import ago, moment_of
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import removed, teams
from kodiko_desktop.services.sharing.space import stream_name
from kodiko_desktop.services.sharing.teams import TeamState
from kodiko_desktop.sync import memory, segment
from kodiko_desktop.sync.exchange import missing

PATIENCE = timedelta(days=1)
"""How long something may be late before people are told; how long they are told of a clock that was ahead."""
CLOCK_LEAD = "sharing.clock_lead"
"""How far ahead (`ms`) the furthest clock heard was, and when it was heard (`at`)."""

NEW_IDENTITY = "sharing.new_identity"
"""When this laptop found that it was a copy, or restored, and took a new id (UTC, ISO 8601)."""
_TOLD_OF_A_COPY = timedelta(days=7)


@dataclass(frozen=True)
class Warned:
    """`kind`, for scripts: unreadable, missing, quarantine, clock, copy, retired, disputed, set_aside or new_keys;
    `alarm`: somebody must act (the rest is only to be known); `details`: file names, for whoever helps."""

    kind: str
    sentence: str
    alarm: bool
    since: str = ""
    details: tuple[str, ...] = ()


def read_warnings(store: Store, devices: Mapping[str, str]) -> tuple[Warned, ...]:
    """Everything that asks for attention, alarms first. `devices`: names by id."""
    connection, now = store.read(), store.now()
    reports = [json.loads(row[0]) for row in connection.execute("SELECT report FROM sync_folder ORDER BY folder")]
    found = [
        *_removals(store, now),
        *_missing(store, devices, now),
        *_quarantined(connection, devices),
        *_unreadable(connection, reports, now),
        *_clock(connection, now),
        *_copy(store, now),
    ]
    return tuple(sorted(found, key=lambda warned: not warned.alarm))


def _removals(store: Store, now: datetime) -> list[Warned]:
    """This laptop was taken out; or others were, and wrote since; or two took each other out; or new keys are due."""
    team = teams.team_state(store)
    if team.retired:
        return [Warned("retired", retired_sentence(team, now), True, team.retired_at)]
    found = []
    gone = removed.removed(store)
    disputed = [each for each in gone if each.disputed]
    if disputed:
        said = _(
            "Des ordinateurs qui administraient l’équipe se sont retirés l’un l’autre\u00a0: {names}. Aucun n’échange "
            "plus. Sur celui qui doit rester, tapez le code racine (page Synchronisation)\u00a0; ou invitez-le à "
            "nouveau."
        ).format(names=", ".join(_("«\u00a0{name}\u00a0»").format(name=each.name) for each in disputed))
        found.append(Warned("disputed", said, True, min(each.at for each in disputed)))
    for each in gone:
        if each.waiting and team.admin:
            said = _(
                "«\u00a0{name}\u00a0», retiré de l’équipe {when}, a écrit {typed} qui ne comptent pas\u00a0: "
                "gardez-les, ou laissez-les de côté."
            ).format(name=each.name, when=each.when, typed=removed.typed(each.waiting))
            found.append(Warned("set_aside", said, True, each.at))
    if gone and removed.waits_for_keys(store):
        said = _(
            "Un ordinateur a été retiré\u00a0: vos saisies attendent de nouvelles clés. Elles partiront après le "
            "prochain échange d’un ordinateur qui administre l’équipe."
        )
        found.append(Warned("new_keys", said, False))
    return found


def retired_sentence(team: TeamState, now: datetime) -> str:
    """What a laptop taken out tells its coordinator."""
    if team.disputed:
        return _(
            "Cet ordinateur et «\u00a0{by}\u00a0» se sont retirés l’un l’autre de l’équipe ({when})\u00a0: il "
            "n’échange plus rien. Tout ce qui est ici reste lisible. S’il doit rester, tapez le code racine de "
            "l’équipe."
        ).format(by=team.retired_by, when=ago(team.retired_at, now))
    return _(
        "Cet ordinateur a été retiré de l’équipe ({when}). Il n’envoie et ne reçoit plus rien\u00a0; tout ce qui est "
        "ici reste lisible. Si c’est une erreur, demandez une nouvelle invitation à une personne qui administre "
        "l’équipe, et rejoignez-la depuis un profil vide\u00a0: «\u00a0kodiko --profil retour\u00a0»."
    ).format(when=ago(team.retired_at, now) or _("à une date inconnue"))


def _missing(store: Store, devices: Mapping[str, str], now: datetime) -> list[Warned]:
    by_device: dict[str, list[tuple[int, str, str]]] = {}
    for piece in missing(store):
        by_device.setdefault(piece.device, []).append((piece.claimed - piece.known, piece.said_by, piece.since))
    found = []
    for device, pieces in by_device.items():
        count, since = sum(piece[0] for piece in pieces), min(piece[2] for piece in pieces)
        late = _is_old(since, now)
        said = ngettext(
            "{count} saisie de «\u00a0{device}\u00a0» n’est pas arrivée ici, alors que «\u00a0{other}\u00a0» l’a "
            "reçue ({when}).",
            "{count} saisies de «\u00a0{device}\u00a0» ne sont pas arrivées ici, alors que «\u00a0{other}\u00a0» les "
            "a reçues ({when}).",
            count,
        ).format(
            count=count,
            device=_named(devices, device),
            other=_named(devices, pieces[0][1]),
            when=ago(since, now),
        )
        if late:
            said += " " + _(
                "Des fichiers manquent dans le dossier partagé\u00a0: ils n’ont pas fini d’être copiés, ou ont été "
                "enlevés. Faites un échange depuis «\u00a0{other}\u00a0»\u00a0: il les remettra."
            ).format(other=_named(devices, pieces[0][1]))
        found.append(Warned("missing", said, late, since))
    return found


def _quarantined(connection: Connection, devices: Mapping[str, str]) -> list[Warned]:
    rows = connection.execute(
        "SELECT device, min(noted_at), group_concat(file, char(10)) FROM sync_quarantine GROUP BY device"
    ).fetchall()
    said = _(
        "Deux ordinateurs écrivent sous le nom de «\u00a0{device}\u00a0»\u00a0: l’un est la copie de l’autre, ou "
        "quelqu’un a modifié le dossier. Ce qui vient de lui n’est plus pris ici\u00a0; ce qui était là reste. "
        "Demandez-leur ce qu’il en est, puis décidez de le reprendre\u00a0: les deux versions seront gardées."
    )
    return [
        Warned("quarantine", said.format(device=_named(devices, device)), True, since, tuple(files.split("\n")))
        for device, since, files in rows
    ]


def _unreadable(connection: Connection, reports: list[dict[str, Any]], now: datetime) -> list[Warned]:
    names = teams.antenna_names(connection)
    groups: dict[tuple[str, str, bool], list[tuple[str, str]]] = {}
    for report in reports:
        for file in report["unreadable"]:
            key = (file["place"], file["why"], _is_old(file["since"], now))
            groups.setdefault(key, []).append((file["name"], file["since"]))
    found = []
    for (place, why, old), files in sorted(groups.items()):
        where = stream_name(place.removeprefix(segment.PLACE + "/"), names)
        since = min(file[1] for file in files)
        said = _of_files(why, old, len(files)).format(count=len(files), where=where, when=ago(since, now))
        found.append(Warned("unreadable", said, False, since, tuple(file[0] for file in files)))
    return found


def _of_files(why: str, old: bool, count: int) -> str:
    if why == memory.NEWER:
        return ngettext(
            "{where}\u00a0: {count} fichier vient d’une version plus récente de Kodiko. Mettez Kodiko à jour sur cet "
            "ordinateur\u00a0: il sera lu ensuite.",
            "{where}\u00a0: {count} fichiers viennent d’une version plus récente de Kodiko. Mettez Kodiko à jour sur "
            "cet ordinateur\u00a0: ils seront lus ensuite.",
            count,
        )
    if why == memory.STRANGE:
        return ngettext(
            "{where}\u00a0: {count} fichier est abîmé, ou ne vient pas de l’équipe. Il est laissé de côté, et relu de "
            "temps en temps.",
            "{where}\u00a0: {count} fichiers sont abîmés, ou ne viennent pas de l’équipe. Ils sont laissés de côté, et "
            "relus de temps en temps.",
            count,
        )
    if old:
        return ngettext(
            "{where}\u00a0: {count} fichier n’est pas arrivé en entier ({when}). Vérifiez que la copie du dossier "
            "partagé est finie sur l’ordinateur ou le serveur qui le garde.",
            "{where}\u00a0: {count} fichiers ne sont pas arrivés en entier ({when}). Vérifiez que la copie du dossier "
            "partagé est finie sur l’ordinateur ou le serveur qui le garde.",
            count,
        )
    return ngettext(
        "{where}\u00a0: {count} fichier est en train d’arriver. Il sera lu au prochain échange.",
        "{where}\u00a0: {count} fichiers sont en train d’arriver. Ils seront lus au prochain échange.",
        count,
    )


def _clock(connection: Connection, now: datetime) -> list[Warned]:
    heard = settings.read(connection, CLOCK_LEAD, None)
    if heard is None or _is_old(heard["at"], now):
        return []
    lead = heard["ms"]
    hours = lead / 3_600_000
    if hours < 1:
        much = _("{count}\u00a0min").format(count=max(1, round(hours * 60)))
    elif hours < 48:
        much = _("{count}\u00a0h").format(count=round(hours))
    else:
        much = _("{count} jours").format(count=round(hours / 24))
    said = _(
        "L’horloge d’un ordinateur de l’équipe avance de {much} sur la vôtre, ou la vôtre retarde. Vérifiez la date "
        "et l’heure. Rien n’est perdu."
    ).format(much=much)
    return [Warned("clock", said, False, heard["at"])]


def _copy(store: Store, now: datetime) -> list[Warned]:
    at = settings.read(store.read(), NEW_IDENTITY, "")
    moment = moment_of(at) if at else None
    if moment is None or now - moment > _TOLD_OF_A_COPY:
        return []
    said = _(
        "Les données de cet ordinateur viennent d’une sauvegarde restaurée, ou de la copie d’un disque\u00a0: Kodiko "
        "lui a donné une nouvelle identité dans l’équipe ({when}). Rien n’est perdu. Si le disque a été copié, ne "
        "gardez qu’un des deux en service. L’équipe l’appelle «\u00a0{name}\u00a0»."
    ).format(when=ago(at, now), name=teams.team_state(store).device_name)
    return [Warned("copy", said, False, at)]


def _is_old(since: str, now: datetime) -> bool:
    moment = moment_of(since)
    return moment is not None and now - moment > PATIENCE


def _named(devices: Mapping[str, str], device: str) -> str:
    return devices.get(device) or _("un ordinateur inconnu")
