"""The code that human numbers carry: no two laptops of a team have the same, however many are let in at one moment.

It is so by construction, without anybody asking anybody: only the laptop that made the team gives codes of two digits;
every other administrator gives its own code followed by two more; a laptop that goes on under a new id adds a letter to
the code it had. Copies of a disk can still give the same one twice, and so could teams made earlier: then all laptops
agree, from the log alone, on who keeps it, and the other goes on with a longer one. A number already given never
changes.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kodiko_desktop.sync.directory import Device

_LETTERS = "GHJKMNPQRSTVWXYZ"
"""Letters that are no hexadecimal digit, without lookalikes: what follows them was not handed out."""


def code_for_guest(devices: Mapping[str, Device], giver: str) -> str:
    """The code of a laptop that `giver` lets in."""
    taken = {device.code for device in devices.values()}
    if devices[giver].founder:
        short = (f"{number:02X}" for number in range(1, 256))
        found = next((code for code in short if code not in taken), None)
        if found is not None:
            return found
    return _first_free((f"{devices[giver].code}{number:02X}" for number in range(1, 256)), taken, devices[giver].code)


def code_for_successor(devices: Mapping[str, Device], former: str) -> str:
    """The code of the laptop that continues `former` under a new id."""
    taken = {device.code for device in devices.values()}
    return _first_free((devices[former].code + letter for letter in _LETTERS), taken, devices[former].code)


def inherited(said: str, former: str) -> str:
    """The code of a laptop that says it continues another: one that begins with the code it had, else that code itself
    (which `without_doubles` leaves to the laptop it was given to)."""
    return said if said.startswith(former) else former


def without_doubles(devices: dict[str, Device]) -> dict[str, Device]:
    """The same devices, each with a code of its own: of those that were given the same, the founder, else one that an
    administrator let in, else the lowest id, keeps it; the others add the beginning of their id to it."""
    by_code: dict[str, list[Device]] = defaultdict(list)
    for device in devices.values():
        by_code[device.code].append(device)
    if len(by_code) == len(devices):
        return devices
    taken = set(by_code)
    told = dict(devices)
    for code in sorted(by_code):
        _keeper, *others = sorted(by_code[code], key=_precedence)
        for device in others:
            longer = (f"{code}{_LETTERS[-1]}{device.id[:length].upper()}" for length in range(4, len(device.id) + 1))
            told[device.id] = replace(device, code=next(each for each in longer if each not in taken))
            taken.add(told[device.id].code)
    return told


def _precedence(device: Device) -> tuple[bool, bool, str]:
    return not device.founder, device.former is not None, device.id


def _first_free(codes: Iterable[str], taken: set[str], root: str) -> str:
    found = next((code for code in codes if code not in taken), None)
    if found is not None:
        return found
    return next(code for number in range(1, 10**6) if (code := f"{root}{_LETTERS[-2]}{number}") not in taken)
