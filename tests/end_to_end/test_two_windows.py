"""Two real windows, each on a screen and a home of its own, around one folder: what is typed in one is found in the
other by keyboard alone, and the folder says nothing of it."""

import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from db.store import Store
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.services.sharing import exchanges, folders, joining, seats, teams
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
from tests.end_to_end.seen_from_outside import NotThere, outside
from tests.end_to_end.test_window_from_outside import PASSPHRASE, PATIENCE, ROOT, unlock, until, window
from tests.end_to_end.virtual_screen import VirtualScreen, missing, virtual_screen

NAME = "Zorgani"

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")


def made(home: Path) -> Store:
    """A new profile in a home, open."""
    profile = find_profile(root=home / "kodiko")
    return create_profile(profile, passphrase=PASSPHRASE, keyring=None, cost=ArgonCost(8192, 1)).opened


def two_homes(folder: Path) -> tuple[Path, Path, Path]:
    """Claire's home, Nadia's, and the folder of their team."""
    claire_home, nadia_home, share = folder / "claire", folder / "nadia", folder / "partage"
    share.mkdir()
    claire, nadia = made(claire_home), made(nadia_home)
    ids = antennas.set_up(
        claire.store, organisation_name="Kodiko", antenna_name="Tours", staff_name="Claire Martin", postcode="37000"
    )
    folders.add_folder(claire.store, share)
    teams.create_team(claire.store, device_name="Ordinateur de Claire")
    exchanges.exchange_all(claire.store)
    code = teams.invite(claire.store, antennas=[ids.antenna_id]).code
    joining.ask_to_join(nadia.store, path=share, code=code, device_name="Ordinateur de Nadia")
    exchanges.exchange_all(claire.store)
    assert joining.join_progress(nadia.store)
    seats.take_seat(nadia.store, name="Nadia Haddad")
    for opened in (claire, nadia):
        opened.close()
    return claire_home, nadia_home, share


def started(ends: ExitStack, home: Path) -> tuple[VirtualScreen, subprocess.Popen]:
    """The program on a screen of its own, unlocked, on its first page."""
    screen = ends.enter_context(virtual_screen(home))
    program = subprocess.Popen(
        [sys.executable, "-m", "kodiko_desktop"],
        cwd=ROOT,
        env=screen.surroundings,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    ends.callback(program.wait)
    ends.callback(program.kill)
    until(lambda: window(screen, "Kodiko"), "the window did not come")
    unlock(screen)
    until(lambda: window(screen, "Aujourd’hui — Kodiko"), "the first page did not come")
    return screen, program


def opened_by_search(screen: VirtualScreen, typed: str, title: str) -> str:
    """Exchange, then look for somebody with Ctrl+K; the window of that title, "" while there is none."""
    screen.keys("F5", "ctrl+k")
    screen.type(typed)
    with outside(screen.bus) as seen:
        try:
            seen.until(lambda parts: any(each.role == "list item" and NAME in each.name for each in parts), NAME, 5)
        except NotThere:  # not come yet: the next look exchanges again
            screen.keys("Escape")
            return ""
    screen.keys("Return")
    until(lambda: window(screen, title), f"« {typed} » was found, and does not open")
    return window(screen, title)


def test_what_is_typed_in_one_window_is_found_in_the_other(tmp_path: Path) -> None:
    claire_home, nadia_home, share = two_homes(tmp_path)
    with ExitStack() as ends:
        claire, her_program = started(ends, claire_home)
        nadia, the_other = started(ends, nadia_home)
        until(lambda: dialog_asked(claire), "the window that registers somebody did not come")
        claire.type("Ana")
        claire.keys("Tab")
        claire.type(NAME)
        claire.keys("ctrl+Return")
        until(lambda: window(claire, f".*{NAME} — Kodiko"), "the person was not registered")
        claire.keys("F5")
        until(lambda: opened_by_search(nadia, NAME.lower(), f".*{NAME} — Kodiko"), "the person did not come")
        for screen, program in ((claire, her_program), (nadia, the_other)):
            screen.keys("ctrl+q")
            said, complained = program.communicate(timeout=PATIENCE)
            assert (program.returncode, said) == (0, ""), complained
            assert "Traceback" not in complained
    for home in (claire_home, nadia_home):
        profile = find_profile(root=home / "kodiko")
        opened = open_profile(profile, lambda profile=profile: unlock_with_passphrase(profile, PASSPHRASE))
        assert opened.store.read().execute("SELECT family_name FROM person").fetchall() == [(NAME,)]
        opened.close()
        assert NAME not in (home / "kodiko" / "kodiko.log").read_text(encoding="utf-8")
    shared = [path for path in share.rglob("*") if path.is_file()]
    assert shared and not [path for path in shared if NAME.encode() in path.read_bytes()]


def dialog_asked(screen: VirtualScreen) -> str:
    """Ctrl+N, and the title of the window it opens."""
    screen.keys("ctrl+n")
    time.sleep(1.0)
    return window(screen, "Nouvelle personne")
