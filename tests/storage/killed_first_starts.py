"""First starts killed one after the other, each a little later, until one is not; after each, the same start again.

    python -m tests.storage.killed_first_starts <folder>

A start is killed at its first, second, third… act on a file of its profile: opening one to write, renaming, removing,
making a folder. Each line is one of them: how many acts it made, whether it was killed, and what was found then: what
the next start is (`new`, or `open` when the store was there), how many members of the team, and whether the code that
the last start gave opens it.
"""

import os
import signal
import sys
from pathlib import Path

from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.profiles import Profile, find_profile
from kodiko_desktop.vault.wrapping import ArgonCost

PHRASE = "girafe lampe tramway"
_EVENTS = ("open", "os.rename", "os.remove", "os.mkdir")
_CHEAP = ArgonCost(64, 1, 1)
_MOST = 400


def begin(profile: Profile) -> str:
    """A first start; the code it shows."""

    def say_who_we_are(store) -> None:
        antennas.set_up(store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin")

    first = create_profile(profile, passphrase=PHRASE, keyring=None, cost=_CHEAP, fill=say_who_we_are)
    first.opened.close()
    return first.recovery_code


def _killed_at(number: int, profile: Profile) -> None:
    """Begin, and die at the act of that number (in a child of this process)."""
    left = [number]

    def hear(event: str, arguments: tuple) -> None:
        if event not in _EVENTS or str(profile.folder) not in str(arguments[0]):
            return
        if event == "open" and not (arguments[2] & (os.O_WRONLY | os.O_RDWR)):
            return
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hear)
    begin(profile)


def _in_a_child(act, *arguments) -> int:
    child = os.fork()
    if child:
        return os.waitpid(child, 0)[1]
    try:
        act(*arguments)
    except BaseException as error:
        print(f"failed {type(error).__name__} {error}", flush=True)
        os._exit(1)
    os._exit(0)


def _look_again(profile: Profile, number: int, killed: bool) -> None:
    """What the next start makes of it: as the window does, it begins when there is no store, else opens."""
    how, code = ("open", "") if profile.has_store else ("new", begin(profile))
    opened = open_profile(profile, lambda: keybox.unlock_with_passphrase(profile, PHRASE))
    team = opened.store.read().execute("SELECT count(*) FROM staff").fetchone()[0]
    opened.close()
    by_code = not code or keybox.unlock_with_recovery_code(profile, code) is not None
    print(number, killed, how, team, by_code, flush=True)


def main(folder: Path) -> None:
    """Kill starts until one ends by itself. The first, whole, loads what the children then share."""
    begin(find_profile("entier", root=folder))
    for number in range(1, _MOST):
        profile = find_profile(f"essai-{number}", root=folder)
        killed = os.WIFSIGNALED(_in_a_child(_killed_at, number, profile))
        if _in_a_child(_look_again, profile, number, killed) or not killed:
            return


if __name__ == "__main__":
    main(Path(sys.argv[1]))
