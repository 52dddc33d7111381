"""The life of a team as a coordinator lives it: make it, let a laptop in by a code read aloud, see who is there."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from db import settings
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM
from kodiko_desktop.domain.moments_in_words import ago, until
from kodiko_desktop.domain.wording import _, in_french
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import folders
from kodiko_desktop.sync import invite as letting_in
from kodiko_desktop.sync import membership, names
from kodiko_desktop.sync import team as team_log
from kodiko_desktop.sync.failures import NoTeam
from kodiko_desktop.sync.spoken_code import write_code
from kodiko_desktop.sync.team import NewTeam

NONE, JOINING, MEMBER = "none", "joining", "member"
HISTORY_COMING = "sharing.history_coming"
"""Set while a laptop that was let in has not read the whole history yet."""
_GROUPS_FIRST = 10
"""Groups of the root code in the first of its two paragraphs: five fit on a line of the sheet."""


class NameMissing(KodikoError):
    """A laptop must have a name that colleagues understand."""


@dataclass(frozen=True)
class TeamState:
    """Where this laptop stands. `standing`: NONE, JOINING (asked, not answered yet) or MEMBER; `admin`: it may invite
    and give antennas; `history_coming`: it was let in and has not read everything yet; `retired`: it was taken out,
    `retired_at` (UTC, ISO 8601), by the laptop named `retired_by`; `disputed`: it had taken that one out too."""

    standing: str
    device: str
    device_name: str = ""
    admin: bool = False
    history_coming: bool = False
    retired: bool = False
    retired_at: str = ""
    retired_by: str = ""
    disputed: bool = False


@dataclass(frozen=True)
class Invited:
    """An invitation that waits for its laptop. `code`: to read aloud, in groups; `qr_text`: the same for a camera;
    `expires_at`: UTC, ISO 8601; `expires`: « dans 2 jours », "" when it is over; `antennas`: their names."""

    id: str
    code: str
    qr_text: str
    expires_at: str
    expires: str
    antennas: tuple[str, ...]
    admin: bool


@dataclass(frozen=True)
class Laptop:
    """A laptop of the team. `antennas`: (id, name) of those it reads; `heard`: when something of it last came, in
    words, "" when never (and for this one); `waiting`: it is known to have written more than what has come here."""

    id: str
    name: str
    code: str
    admin: bool
    antennas: tuple[tuple[str, str], ...]
    this_one: bool
    heard_at: str | None
    heard: str
    waiting: bool


def team_state(store: Store) -> TeamState:
    """Where this laptop stands."""
    connection = store.read()
    if membership.find(connection) is None:
        return TeamState(JOINING if letting_in.is_joining(store) else NONE, store.device)
    member, _keys, directory = team_log.read_directory(store)
    own = directory.devices.get(member.device)
    coming = bool(settings.read(connection, HISTORY_COMING, False))
    out = directory.retired.get(member.device)
    name, admin = (own.name, own.admin) if own else ("", False)
    if out is None:
        return TeamState(MEMBER, member.device, name, admin, coming)
    by = directory.devices.get(out.by)
    return TeamState(MEMBER, member.device, name, False, coming, True, out.at, by.name if by else "", out.disputed)


def suggested_device_name(connection: Connection) -> str:
    """A name for this laptop that colleagues understand; "" when nobody sits at it yet."""
    name = access.present(connection).staff_name
    return _("Ordinateur de {name}").format(name=name) if name else ""


# -- making a team ------------------------------------------------------------------------------------------------


def create_team(store: Store, *, device_name: str) -> NewTeam:
    """Make a team of which this laptop is the first administrator. `.root_code` is to print at once (`root_sheet`): no
    laptop keeps it. The next exchange writes the team in its folders. Raises AlreadyInTeam, NameMissing; TeamThere when
    another team meets in one of them."""
    if membership.find(store.read()) is None:
        folders.require_no_team(store)
    return team_log.create_team(store, device_name=named(device_name))


@in_french()
def root_sheet(connection: Connection, root_code: str, today: date) -> tuple[str, ...]:
    """The sheet of the team's root code, a paragraph a line, the code on two of them; drawn by
    `documents.recovery_sheet.render`."""
    row = connection.execute("SELECT name FROM organisation LIMIT 1").fetchone()
    groups = root_code.split("-")
    return (
        _("Code racine de l’équipe"),
        _("Association\u00a0: {name}").format(name=row[0] if row and row[0] else "—"),
        _("Feuille imprimée le {day}").format(day=numeric_date(today)),
        "  ".join(groups[:_GROUPS_FIRST]),
        "  ".join(groups[_GROUPS_FIRST:]),
        _("Ce code prouve à qui appartient l’équipe, si deux personnes qui l’administrent se retirent l’une l’autre."),
        _("Aucun ordinateur ne le garde\u00a0: cette feuille est le seul exemplaire."),
        _("Il n’ouvre pas les données\u00a0: ce n’est pas le code de secours d’un ordinateur."),
        _("Rangez cette feuille au siège de l’association, sous clé. Ne la photographiez pas."),
        _("Le code n’a ni I, ni L, ni O, ni U\u00a0: 0 est toujours le chiffre zéro, 1 le chiffre un."),
    )


# -- letting laptops in -------------------------------------------------------------------------------------------


def invite(store: Store, *, antennas: Sequence[str], admin: bool = False) -> Invited:
    """Make a one-time code for a laptop that will read these antennas (ids). It is answered by this laptop, at an
    exchange. Raises NoTeam, NotAdministrator, StreamUnknown."""
    made = letting_in.invite(store, streams=list(antennas), admin=admin)
    return next(each for each in invitations(store) if each.id == made.id)


def invitations(store: Store) -> tuple[Invited, ...]:
    """The invitations of this laptop that wait for theirs, the latest first, those whose time is over left out."""
    connection, now = store.read(), store.now()
    antennas = antenna_names(connection)
    rows = connection.execute(
        "SELECT id, secret, streams, admin, expires_at FROM sync_invite WHERE state = 'open' ORDER BY expires_at DESC"
    ).fetchall()
    found = []
    for number, secret, streams, admin, expires_at in rows:
        left = until(expires_at, now)
        if not left:
            continue
        code = write_code(bytes(secret))
        shown = tuple(sorted(antennas[stream] for stream in json.loads(streams) if stream in antennas))
        found.append(
            Invited(number, code, letting_in.QR_PREFIX + code, expires_at, left, shown, bool(admin)),
        )
    return tuple(found)


def cancel_invitation(store: Store, invitation_id: str) -> None:
    """Take an invitation back: its code lets nobody in any more. Harmless when it was used or is over."""
    with store.note() as connection:
        connection.execute(
            "UPDATE sync_invite SET state = 'cancelled' WHERE id = ? AND state = 'open'", (invitation_id,)
        )


# -- the laptops of the team --------------------------------------------------------------------------------------


def devices(store: Store) -> tuple[Laptop, ...]:
    """The laptops of the team, by name; none outside a team."""
    if membership.find(store.read()) is None:
        return ()
    connection, now = store.read(), store.now()
    called = antenna_names(connection)
    return tuple(
        Laptop(
            id=each.id,
            name=each.name,
            code=each.code,
            admin=each.admin,
            antennas=_by_name({stream: called.get(stream, "") for stream in each.streams}),
            this_one=each.this_one,
            heard_at=None if each.this_one else each.heard_at,
            heard="" if each.this_one else ago(each.heard_at, now),
            waiting=each.waiting,
        )
        for each in team_log.devices(store)
    )


def antenna_names(connection: Connection) -> dict[str, str]:
    """The name of every antenna, by its id."""
    return dict(connection.execute("SELECT id, name FROM antenna").fetchall())


def give_antenna(store: Store, *, device: str, antenna_id: str) -> None:
    """Hand an antenna over to a laptop: with its next exchange it reads its whole history. Raises NoTeam,
    NotAdministrator, DeviceUnknown, StreamUnknown."""
    team_log.grant_streams(store, device=device, streams=[antenna_id])


def rename_device(store: Store, *, device: str, name: str) -> str:
    """Call a laptop otherwise: this one, or any one when this one administers the team; its colleagues see it after
    their next exchange. Returns the name as it was kept. Raises NoTeam, NotAdministrator, DeviceUnknown, NameMissing,
    NameTaken."""
    kept = named(name)
    names.rename(store, device=device, name=kept)
    return kept


def named(typed: str) -> str:
    """The name of a laptop as typed, spaces put right. Raises NameMissing."""
    name = " ".join(typed.split())[: names.LONGEST]
    if not name:
        raise NameMissing(
            _("Donnez un nom à cet ordinateur, par exemple «\u00a0Ordinateur de Claire\u00a0»."),
            for_log="laptop without a name",
        )
    return name


def require_team(connection: Connection) -> None:
    """Raises NoTeam when this laptop is in none."""
    if membership.find(connection) is None:
        raise NoTeam()


def _by_name(antennas: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    shown = [(stream, name) for stream, name in antennas.items() if stream != ORGANISATION_STREAM]
    return tuple(sorted(shown, key=lambda each: (each[1].casefold(), each[0])))
