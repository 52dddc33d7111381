"""Laptops taken out of the team: taking one out, what it wrote since, and whether that counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain.moments_in_words import ago
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing.device_names import device_names
from kodiko_desktop.services.sharing.news_words import told
from kodiko_desktop.sync import epochs, membership, removal, team
from kodiko_desktop.sync.directory import Directory, Retired
from kodiko_desktop.sync.set_aside import SetAside


@dataclass(frozen=True)
class Said:
    """What a removed laptop says of one person: « contact noté »; `about`: the name, "" for what is about nobody, or
    about somebody who is not here; `when`: in words."""

    about: str
    what: str
    when: str


@dataclass(frozen=True)
class Removed:
    """A laptop taken out. `at`: UTC, ISO 8601, `when` in words; `by`: the laptop that did it; `disputed`: both took
    each other out, the root code decides; `waiting`: things typed that nobody has looked at; `left`: left aside;
    `counted`: let count since; `said`: what waits or was left aside, the latest first."""

    device: str
    name: str
    at: str
    when: str
    by: str
    disputed: bool
    waiting: int
    left: int
    counted: int
    said: tuple[Said, ...]


def remove(store: Store, *, device: str, lost_on: date | None = None) -> int:
    """Take a laptop out of the team: the others get new keys at their next exchange, what it writes from now on waits.
    `lost_on`: since that day it was in other hands, and what came from it since then waits too. Returns how many
    laptops go (a copy of its disk goes too). Raises NoTeam, NotAdministrator, DeviceUnknown, OwnRemoval."""
    lost_at = ""
    if lost_on is not None:
        begins = datetime.combine(lost_on, time.min, tzinfo=store.now().tzinfo or UTC).astimezone(UTC)
        lost_at = begins.strftime("%Y-%m-%dT%H:%M:%SZ")
    ids = removal.retire(store, device=device, lost_at=lost_at)
    _member, _keys, directory = team.read_directory(store)
    return len(set(ids) - directory.replaced())


def removed(store: Store) -> tuple[Removed, ...]:
    """The laptops taken out of the team of this one, the latest first; none outside a team."""
    if membership.find(store.read()) is None:
        return ()
    _member, _keys, directory = team.read_directory(store)
    if not directory.retired:
        return ()
    names, beyond = device_names(store.read()), removal.waiting(store)
    found = [
        _removed(
            store, directory, names.get(out.device, ""), out, [each for each in beyond if each.device == out.device]
        )
        for out in directory.retired.values()
    ]
    replaced = directory.replaced()
    shown = [each for each in found if each.device not in replaced or each.waiting or each.left or each.counted]
    return tuple(sorted(shown, key=lambda each: (each.at, each.name), reverse=True))


def let_count(store: Store, *, device: str) -> None:
    """What a removed laptop has written since counts from now on, for the whole team. Raises NoTeam, NotAdministrator,
    NotRemoved."""
    removal.let_count(store, device=device)


def leave_aside(store: Store, *, device: str) -> None:
    """What a removed laptop has written since does not count; it is kept. Raises NoTeam, NotAdministrator,
    NotRemoved."""
    removal.leave_aside(store, device=device)


def stay_by_root_code(store: Store, *, code: str) -> int:
    """This laptop stays in the team, by the root code that was printed when it was made. Returns how many removals it
    undoes. Raises NoTeam, CodeMistyped, RootCodeWrong, NotRemoved."""
    return removal.decide_by_root(store, code=code)


def waits_for_keys(store: Store) -> bool:
    """True when something typed here waits until an administrator's laptop has made keys that none of those removed
    has."""
    _member, keys, directory = team.read_directory(store)
    unsent = store.read().execute("SELECT DISTINCT stream FROM operation WHERE sent = 0").fetchall()
    return any(keys.of(stream) and epochs.write_key(keys, directory, stream) is None for (stream,) in unsent)


def typed(count: int) -> str:
    """« 12 saisies »."""
    return ngettext("{count} saisie", "{count} saisies", count).format(count=count)


# -- inside --------------------------------------------------------------------------------------------------------


def _removed(store: Store, directory: Directory, name: str, out: Retired, beyond: list[SetAside]) -> Removed:
    counts: Counter[str] = Counter()
    for each in beyond:
        for operation in each.operations:
            counts["left" if operation.counter <= each.seen else "waiting"] += 1
    by = directory.devices.get(out.by)
    return Removed(
        device=out.device,
        name=name or _("un ordinateur inconnu"),
        at=out.at,
        when=ago(out.at or None, store.now()),
        by=by.name if by else "",
        disputed=out.disputed,
        waiting=counts["waiting"],
        left=counts["left"],
        counted=sum(max(0, upto - out.removed_at.get(stream, out.otherwise or 0)) for stream, upto in out.cut.items()),
        said=_said(store, beyond),
    )


def _said(store: Store, beyond: list[SetAside]) -> tuple[Said, ...]:
    connection, now = store.read(), store.now()
    groups: dict[tuple[str, str], str] = {}
    names: dict[str, str] = {}
    for each in beyond:
        for operation in each.operations:
            subject = operation.subjects[0] if operation.subjects else ""
            if operation.table == "person" and operation.made:
                names[subject or operation.row_id] = display_name(
                    str(operation.fields.get("given_names", "")), str(operation.fields.get("family_name", ""))
                )
            key = (subject, told(operation.kind, operation.table))
            groups[key] = max(operation.at, groups.get(key, ""))
    latest = sorted(groups.items(), key=lambda group: group[1], reverse=True)
    return tuple(
        Said(_name(connection, subject) or names.get(subject, ""), what, ago(at, now)) for (subject, what), at in latest
    )


def _name(connection: Connection, person: str) -> str:
    row = connection.execute("SELECT given_names, family_name FROM person WHERE id = ?", (person,)).fetchone()
    return display_name(*row) if row else ""
