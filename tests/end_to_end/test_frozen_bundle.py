"""The frozen bundle without a window: what it weighs, and the command line in a folder without the sources."""

import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from db import upgrades
from db.connection import connect
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import Profile, find_profile
from tests.end_to_end.frozen import MOST_MEGABYTES, Bundle
from tests.end_to_end.virtual_screen import clean_surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle of the tests is the one of Linux")

PHRASE = "cheval agrafe pile correct"
REGISTER = """Nom;Prénom;Date de naissance;Téléphone;Nom dans l’alphabet d’origine
Haidari;Samira;12/03/1990;06 12 34 56 78;سمیرا حیدری
Munteanu;Ștefan;1 mai 1985;612345679;
"""


@pytest.fixture(scope="module")
def made(bundle: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home folder with a profile made by the bundle and two people imported from a spreadsheet; its phrase is in
    `phrase.txt`, the sheet of its recovery code in `code.pdf`. Each test copies it."""
    home = tmp_path_factory.mktemp("antenne")
    surroundings = _unlocking(clean_surroundings(home))
    (home / "phrase.txt").write_text(PHRASE, encoding="utf-8")
    named = ("--association", "Horizons", "--antenne", "Tours", "--personne", "Claire Martin", "--code-postal", "37000")
    first = bundle.say(surroundings, "creer", *named, "--code-pdf", home / "code.pdf")
    assert (first.returncode, first.stderr) == (0, "")
    table = home / "inscriptions.csv"
    table.write_bytes(REGISTER.encode("utf-8"))
    brought = bundle.say(surroundings, "importer", table)
    assert brought.returncode == 0, brought.stdout + brought.stderr
    return home


@pytest.fixture
def antenna(made: Path, surroundings: dict[str, str]) -> Profile:
    """The profile of `made`, in the home folder of this test."""
    shutil.copytree(made, surroundings["HOME"], dirs_exist_ok=True)
    surroundings.update(_unlocking(surroundings))
    return find_profile(root=Path(surroundings["KODIKO_HOME"]))


def _unlocking(surroundings: dict[str, str]) -> dict[str, str]:
    return {**surroundings, "KODIKO_PASSPHRASE_FILE": f"{surroundings['HOME']}/phrase.txt"}


def test_the_archive_can_be_fetched_on_a_slow_line(bundle: Bundle):
    assert bundle.megabytes <= MOST_MEGABYTES


def test_help_is_in_french_and_a_wrong_command_has_its_code(bundle: Bundle, surroundings: dict[str, str]):
    told = bundle.say(surroundings, "--help")
    assert (told.returncode, told.stderr) == (0, "")
    assert "usage\u00a0: kodiko" in told.stdout and "importer" in told.stdout
    assert bundle.say(surroundings, "danser").returncode == 2


def test_a_spreadsheet_comes_in_and_is_listed(bundle: Bundle, surroundings: dict[str, str], antenna: Profile):
    listed = bundle.say(surroundings, "lister", "personnes", "--texte", "mounteanou")
    assert (listed.returncode, listed.stderr) == (0, "")
    assert "Munteanu" in listed.stdout or "MUNTEANU" in listed.stdout
    checked = bundle.say(surroundings, "verifier")
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_a_list_goes_out_as_a_workbook_and_comes_in_elsewhere(
    bundle: Bundle, surroundings: dict[str, str], antenna: Profile, tmp_path: Path
):
    workbook = tmp_path / "personnes.xlsx"
    written = bundle.say(surroundings, "exporter", "personnes", "--vers", workbook)
    assert (written.returncode, written.stderr) == (0, "")
    elsewhere = {**surroundings, "KODIKO_HOME": str(tmp_path / "ailleurs")}
    named = ("--association", "Horizons", "--antenne", "Paris", "--personne", "Karim Diallo")
    assert bundle.say(elsewhere, "creer", *named).returncode == 0
    brought = bundle.say(elsewhere, "importer", workbook)
    assert brought.returncode == 0, brought.stdout + brought.stderr
    listed = bundle.say(elsewhere, "lister", "personnes").stdout
    assert "HAIDARI Samira" in listed and "MUNTEANU Ștefan" in listed


def test_a_backup_is_made_and_restored(bundle: Bundle, surroundings: dict[str, str], antenna: Profile, tmp_path: Path):
    made = bundle.say(surroundings, "sauvegarder", "--json")
    assert (made.returncode, made.stderr) == (0, "")
    (name,) = (path.name for path in Path(surroundings["KODIKO_HOME"]).rglob("sauvegarde-*.kodiko"))
    later = tmp_path / "plus-tard.csv"
    later.write_text("Nom;Prénom;Date de naissance\nSow;Awa;01/03/1990\n", encoding="utf-8")
    assert bundle.say(surroundings, "importer", later).returncode == 0
    restored = bundle.say(surroundings, "restaurer", name)
    assert restored.returncode == 0, restored.stdout + restored.stderr
    listed = bundle.say(surroundings, "lister", "personnes").stdout
    assert "HAIDARI" in listed and "SOW" not in listed


def test_the_code_sheet_and_a_blank_form_are_printed_with_the_fonts_inside(
    bundle: Bundle, surroundings: dict[str, str], antenna: Profile, tmp_path: Path
):
    assert "code" in _words(Path(surroundings["HOME"]) / "code.pdf").lower()
    blank = tmp_path / "auto-diagnostic.pdf"
    printed = bundle.say(surroundings, "imprimer", "formulaire", "auto-diagnostic", "--langue", "ar", "--vers", blank)
    assert (printed.returncode, printed.stderr) == (0, "")
    assert any("\u0600" <= letter <= "\u06ff" for letter in _words(blank))


def test_the_store_is_up_to_date_and_unreadable_without_its_key(antenna: Profile):
    assert not antenna.store_path.read_bytes().startswith(b"SQLite format 3")
    key = unlock_with_passphrase(antenna, PHRASE)
    store = connect(antenna.store_path, key.reveal(), query_only=True)
    try:
        assert upgrades.version(store) == upgrades.LATEST
        names = {name for (name,) in store.execute("SELECT family_name FROM person")}
    finally:
        store.close()
        key.wipe()
    assert names == {"Haidari", "Munteanu"}


def test_without_a_screen_the_demonstration_leaves_its_papers(
    bundle: Bundle, surroundings: dict[str, str], tmp_path: Path
):
    folder = tmp_path / "papiers"
    told = bundle.say(surroundings, "--demo", "--vers", folder, patience=180)
    assert (told.returncode, told.stderr) == (0, "")
    assert "pas d’écran" in told.stdout and str(folder) in told.stdout
    papers = [_words(path) for path in sorted(folder.glob("*.pdf"))]
    assert len(papers) >= 3
    for title in ("engagement", "émargement", "Premier jour"):
        assert any(title.lower() in words.lower() for words in papers), title


def test_a_keyring_that_is_there_keeps_the_key(bundle: Bundle, surroundings: dict[str, str]):
    if not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")):
        pytest.skip("needs dbus-run-session and gnome-keyring-daemon")
    script = (
        "echo -n essai | gnome-keyring-daemon --unlock --components=secrets --daemonize >/dev/null && "
        '"$0" creer --trousseau --association Horizons --antenne Tours --personne Claire && "$0" ouvrir'
    )
    command = ["dbus-run-session", "--", "sh", "-c", script, str(bundle.program)]
    told = subprocess.run(command, env=surroundings, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert told.returncode == 0, told.stdout + told.stderr


def _words(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
