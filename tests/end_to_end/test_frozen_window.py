"""A first visit in the window of the frozen bundle, with the keyboard and through the accessibility bus, on a machine
without the sources, without a keyring and without data; then the store it leaves, read back."""

import sys
from pathlib import Path

import pytest

from db import upgrades
from kodiko_desktop.services.laptop.opening import open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase, unlock_with_recovery_code
from kodiko_desktop.vault.profiles import find_profile
from tests.end_to_end.coordinator import IN_ARABIC, Coordinator, at_the_window, register
from tests.end_to_end.frozen import ROOT, Bundle
from tests.end_to_end.seen_from_outside import MOST
from tests.end_to_end.virtual_screen import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")

PHRASE = "cheval agrafe pile correct"
RAIL = ("Aujourd’hui", "Personnes", "Séances", "Emploi", "Lieux", "Synchronisation", "Réglages")
_BLANK = 30
"""An empty page has a handful of colours; letters and their smooth edges have more."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty home folder."""
    return tmp_path / "maison"


def test_a_first_visit_from_the_first_start_to_the_lock(bundle: Bundle, home: Path, tmp_path: Path):
    with at_the_window(bundle, home) as visit:
        code = _first_start(visit)
        register(visit)
        nameless = _walk_the_pages(visit, tmp_path)
        _lock_and_come_back(visit)
        strangers = _files_of_the_sources(visit.process)
    assert not nameless, "controls a screen reader cannot name: " + "; ".join(nameless)
    assert not strangers
    _read_back(home, code)


def test_the_next_start_asks_for_the_phrase_and_says_when_it_is_wrong(
    bundle: Bundle, surroundings: dict[str, str], tmp_path: Path
):
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(PHRASE, encoding="utf-8")
    named = ("--association", "Horizons", "--antenne", "Tours", "--personne", "Claire Martin")
    assert bundle.say(surroundings, "creer", *named, "--phrase-fichier", phrase).returncode == 0
    with at_the_window(bundle, Path(surroundings["HOME"])) as visit:
        visit.fill("Phrase secrète", "une autre phrase")
        visit.seen.wait("label", "Cette phrase secrète n’ouvre pas vos données…")
        visit.screen.keys("ctrl+a")
        visit.fill("Phrase secrète", PHRASE)
        visit.title("Aujourd’hui")


# -- the visit ------------------------------------------------------------------------------------------------------


def _first_start(visit: Coordinator) -> str:
    """The three steps; returns the recovery code. There is no keyring here: the pass-phrase is asked instead."""
    visit.fill("Nom de l’association", "Horizons")
    visit.fill("Antenne", "Tours")
    visit.fill("Code postal de l’antenne", "37000")
    visit.fill("Votre prénom et votre nom", "Claire Martin")
    visit.fill("Votre fonction", "Referente")
    visit.seen.wait_focus("radio button", "Avec ma session…")
    visit.seen.press(visit.seen.wait("push button", "Créer mes données"))
    visit.fill("Phrase secrète", PHRASE)
    visit.fill("La même, encore une fois", PHRASE)
    shown = visit.seen.wait("filler", "Code de secours…").name
    groups = shown.partition(":")[2].split()
    for number in (3, 6):
        visit.seen.focus(visit.seen.wait("text", f"Groupe {number}"))
        visit.fill(f"Groupe {number}", groups[number - 1])
    visit.title("Aujourd’hui")
    visit.seen.wait_focus("push button", "1. Enregistrer une première personne")
    return "-".join(groups)


def _walk_the_pages(visit: Coordinator, tmp_path: Path) -> list[str]:
    """Every page of the rail by its number; returns the controls without a name met on the way."""
    nameless = []
    for number, page in enumerate(RAIL, 1):
        visit.screen.keys(f"ctrl+{number}")
        visit.title(page)
        parts = visit.seen.parts()
        assert len(parts) < MOST
        nameless += [f"{part.role} ({page})" for part in parts if part.focusable and not part.name.strip()]
        assert visit.screen.picture(tmp_path / f"{number}.png") > _BLANK
    return nameless


def _lock_and_come_back(visit: Coordinator) -> None:
    visit.screen.keys("ctrl+1")
    visit.title("Aujourd’hui")
    visit.screen.keys("ctrl+l")
    visit.seen.wait("label", "Verrouillé")
    assert not [part.name for part in visit.seen.parts() if "HAIDARI" in part.name.upper()]
    visit.fill("Phrase secrète", PHRASE)
    visit.title("Aujourd’hui")


# -- what it leaves -------------------------------------------------------------------------------------------------


def _files_of_the_sources(process: int) -> list[str]:
    """The files of the checkout or of its Python that the program has in memory: there should be none."""
    held = Path(f"/proc/{process}/maps").read_text(encoding="utf-8")
    return [line for line in held.splitlines() if str(ROOT) in line or sys.prefix in line]


def _read_back(home: Path, code: str) -> None:
    profile = find_profile(root=home / "kodiko")
    for key_of in (
        lambda: unlock_with_passphrase(profile, PHRASE),
        lambda: unlock_with_recovery_code(profile, code),
    ):
        opened = open_profile(profile, key_of)
        try:
            store = opened.store.read()
            assert upgrades.version(store) == upgrades.LATEST
            rows = store.execute("SELECT given_names, family_name, name_in_own_script, birth_date FROM person")
            assert rows.fetchall() == [("Samira", "Haidari", IN_ARABIC, "1990-03-12")]
        finally:
            opened.close()
