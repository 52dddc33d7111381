"""The program on a real (virtual) screen, seen from outside: it opens, locks, unlocks and ends by keyboard alone."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
from tests.end_to_end.seen_from_outside import outside
from tests.end_to_end.virtual_screen import VirtualScreen, missing, virtual_screen

PASSPHRASE = "cheval agrafe pile correct"
PATIENCE = 90.0
ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")


def window(screen: VirtualScreen, title: str) -> str:
    """The number of the window called exactly `title`, "" when there is none."""
    command = ["xdotool", "search", "--onlyvisible", "--name", f"^{title}$"]
    found = subprocess.run(command, env=screen.surroundings, capture_output=True, text=True, timeout=PATIENCE)
    return found.stdout.split("\n")[0]


def until(found: Callable[[], object], what: str) -> None:
    """Wait for it, and say what did not come."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, what
        time.sleep(0.1)


def asked_for(screen: VirtualScreen, keys: str, title: str) -> str:
    """Press keys as somebody does who sees nothing come: pages answer once the first one has its lines."""
    screen.keys(keys)
    time.sleep(0.5)
    return window(screen, title)


def test_the_program_opens_locks_unlocks_and_ends_by_keyboard(tmp_path: Path) -> None:
    home = tmp_path / "maison"
    profile = find_profile(root=home / "kodiko")
    first = create_profile(profile, passphrase=PASSPHRASE, keyring=None, cost=ArgonCost(8192, 1))
    antennas.set_up(
        first.opened.store,
        organisation_name="Kodiko",
        antenna_name="Tours",
        staff_name="Claire Martin",
        postcode="37000",
    )
    first.opened.close()
    with virtual_screen(home) as screen:
        program = subprocess.Popen(
            [sys.executable, "-m", "kodiko_desktop"],
            cwd=ROOT,
            env=screen.surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            until(lambda: window(screen, "Kodiko"), "the window did not come")
            unlock(screen)
            until(lambda: window(screen, "Aujourd’hui — Kodiko"), "the first page did not come")
            until(lambda: asked_for(screen, "ctrl+4", "Emploi — Kodiko"), "the second page did not come")
            screen.keys("ctrl+l")
            until(lambda: window(screen, "Kodiko"), "the window did not lock")
            unlock(screen)
            until(lambda: window(screen, "Emploi — Kodiko"), "unlocking did not come back to the same page")
            screen.keys("ctrl+q")
            said, complained = program.communicate(timeout=PATIENCE)
        finally:
            program.kill()
            program.wait()
    assert program.returncode == 0, complained
    assert said == ""
    assert "Traceback" not in complained
    open_profile(profile, lambda: unlock_with_passphrase(profile, PASSPHRASE)).close()
    log = (home / "kodiko" / "kodiko.log").read_text(encoding="utf-8")
    assert "Claire" not in log and "Tours" not in log


def unlock(screen: VirtualScreen) -> None:
    """Type the pass-phrase where the window asks for it, once it does."""
    with outside(screen.bus) as seen:
        seen.wait_focus("text", "Phrase secrète")
    screen.type(PASSPHRASE)
    screen.keys("Return")
