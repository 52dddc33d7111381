"""What laptops are called: a name may be changed, all laptops agree on it from the log alone, and no two that are made
here have the same."""

from collections.abc import Iterable

from db.store import Store
from kodiko_desktop.sync import control, team
from kodiko_desktop.sync.directory import Directory
from kodiko_desktop.sync.failures import DeviceUnknown, NameTaken
from kodiko_desktop.sync.membership import Membership

LONGEST = 60
"""Characters of a name given here."""


def rename(store: Store, *, device: str, name: str) -> bool:
    """Call a laptop otherwise: this one, or any one when this one administers the team. Everybody sees it after an
    exchange. False when it was called so already. Raises NoTeam, NotAdministrator, DeviceUnknown, NameTaken."""
    member, keys, directory = team.read_directory(store)
    if device != member.device:
        team.require_admin(member, directory)
    known = directory.devices.get(device)
    if known is None:
        raise DeviceUnknown()
    if known.name == name:
        return False
    if name.casefold() in {other.casefold() for other in in_use(directory, besides=device)}:
        raise NameTaken(name)
    said = control.rename_record(device, name, known.renamed + 1)
    control.sign(store, member, team.org_key(keys, directory), said)
    return True


def in_use(directory: Directory, *, besides: str = "") -> list[str]:
    """The names of the laptops that are in use: those replaced by a successor left out, `besides` too."""
    replaced = directory.replaced()
    return [each.name for each in directory.devices.values() if each.id not in replaced and each.id != besides]


def free_name(name: str, taken: Iterable[str]) -> str:
    """The name, or the same followed by a number that none of those `taken` has: « Bureau (2) »."""
    known = {other.casefold() for other in taken}
    if name.casefold() not in known:
        return name
    short = name[: LONGEST - 5].rstrip()
    return next(each for number in range(2, 10_000) if (each := f"{short} ({number})").casefold() not in known)


def name_of_a_copy(member: Membership, directory: Directory) -> str:
    """« Ordinateur de Claire (2) »: two copies of one disk must be told apart. "" for a laptop that is not in the
    log."""
    former = directory.devices.get(member.device)
    return free_name(former.name, in_use(directory)) if former else ""
