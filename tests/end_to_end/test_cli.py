"""The command line from an empty folder to a restored backup: what it says, what it leaves, how it ends."""

import io
import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import openpyxl
import pypdfium2
import pytest

from kodiko_desktop.__main__ import main
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.laptop.opening import open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import find_profile

PHRASE = "une phrase assez longue"
NAMES = [
    ("Rahimi", "Zahra", "12/03/1994", "06 39 98 00 01"),
    ("Шевченко", "Оксана", "1982-11-02", "0639980002"),
    ("U", "Nu", "05/05/1990", "639980003"),
]


@pytest.fixture(autouse=True)
def phrase_in_a_file(tmp_path, monkeypatch):
    path = tmp_path / "phrase"
    path.write_text(PHRASE + "\n", "utf-8")
    monkeypatch.setenv("KODIKO_PASSPHRASE_FILE", str(path))
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return path


@pytest.fixture
def run(capsys):
    """Run a command: (exit code, stdout, stderr)."""

    def _run(*arguments):
        try:
            code = main([str(each) for each in arguments])
        except SystemExit as left:
            code = left.code
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        return int(code), told.out, told.err

    return _run


@pytest.fixture
def created(run):
    """The recovery code of a profile just created."""
    code, out, _err = run(
        "creer", "--association", "Les Passerelles", "--antenne", "Paris", "--personne", "Claire Morel", "--json"
    )
    assert code == 0
    return json.loads(out)["recovery_code"]


def workbook(path: Path, rows=NAMES) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["Nom", "Prénom", "Date de naissance", "Téléphone"])
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_from_nothing_to_a_list_of_people(run, created, tmp_path):
    assert run("ouvrir")[0] == 0
    code, out, _err = run("importer", workbook(tmp_path / "a.xlsx"), "--apercu")
    assert code == 0 and out.startswith("3 lignes prêtes. Rien n’a été enregistré.")
    assert json.loads(run("lister", "personnes", "--json")[1]) == []
    code, out, _err = run("importer", tmp_path / "a.xlsx")
    assert code == 0 and "3 fiches créées." in out
    code, out, _err = run("lister", "personnes")
    assert "RAHIMI Zahra" in out and "ШЕВЧЕНКО Оксана" in out
    people = json.loads(run("list", "personnes", "--texte", "sevtchenko", "--json")[1])
    assert [person["given_names"] for person in people] == ["Оксана"]
    code, out, _err = run("montrer", people[0]["number"])
    assert code == 0 and "Оксана Шевченко" in out and "02/11/1982" in out


def test_a_second_import_of_the_same_file_brings_nothing(run, created, tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    assert run("importer", path)[0] == 0
    code, out, _err = run("importer", path, "--json")
    assert code == 0 and json.loads(out)["created"] == 0
    assert len(json.loads(run("lister", "personnes", "--json")[1])) == 3


def test_a_bad_cell_is_named_the_other_lines_come_in_and_the_code_says_so(run, created, tmp_path):
    path = workbook(tmp_path / "b.xlsx", [*NAMES, ("Diallo", "Awa", "31/02/1990", "06 39 98 00 04")])
    code, out, _err = run("importer", path)
    assert code == 6 and "C5\u00a0: " in out and "3 fiches créées." in out


def test_a_column_can_be_named_and_a_wrong_name_is_refused(run, created, tmp_path):
    path = workbook(tmp_path / "a.xlsx")
    assert run("importer", path, "--colonne", "D=second_phone")[0] == 0
    code, out, err = run("importer", path, "--colonne", "D=couleur")
    assert (code, out) == (1, "") and "«\u00a0D=couleur\u00a0»" in err and "second_phone" in err


def test_a_file_that_is_no_table_is_refused_in_a_sentence(run, created, tmp_path):
    path = tmp_path / "faux.xlsx"
    path.write_bytes(b"pas un classeur")
    code, out, err = run("importer", path)
    assert (code, out) == (1, "") and err.strip().endswith(".")


def test_a_person_is_shown_only_when_one_person_is_meant(run, created, tmp_path):
    run("importer", workbook(tmp_path / "a.xlsx", [*NAMES, ("Rahimi", "Nazanin", "01/01/2000", "0639980009")]))
    code, out, err = run("montrer", "rahimi")
    assert (code, out) == (1, "") and "Zahra Rahimi" in err and "Nazanin Rahimi" in err
    assert run("montrer", "nazanin")[0] == 0
    assert run("montrer", "qwxz")[0] == 1


def test_backup_loss_and_restore(run, created, tmp_path, own_home):
    run("importer", workbook(tmp_path / "a.xlsx"))
    code, out, _err = run("sauvegarder", "--json")
    name = json.loads(out)["backup"]
    assert code == 0 and name in run("restaurer")[1]
    run("importer", workbook(tmp_path / "c.xlsx", [("Plus", "Tard", "01/01/1999", "0639980010")]))
    assert len(json.loads(run("lister", "personnes", "--json")[1])) == 4
    code, out, _err = run("restaurer", name)
    assert code == 0 and str(own_home / "principal" / "de-cote") in out
    assert len(json.loads(run("lister", "personnes", "--json")[1])) == 3
    code, out, _err = run("verifier", "--json")
    assert code == 0 and json.loads(out)["sound"] and json.loads(out)["torn"] == []
    assert run("restaurer", "inconnue.kodiko")[0] == 1


def test_a_copy_to_carry_away_is_a_folder_with_the_data_and_their_keys(run, created, tmp_path):
    code, out, _err = run("sauvegarder", "--vers", tmp_path / "cle-usb", "--json")
    folder = Path(json.loads(out)["exported"])
    assert code == 0 and folder.parent == tmp_path / "cle-usb"
    assert {path.name for path in folder.iterdir()} >= {"keys.json"}


def test_a_torn_backup_is_found_by_the_check(run, created, own_home):
    run("sauvegarder")
    (copy,) = (own_home / "principal" / "backups").glob("sauvegarde-*.kodiko")
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 255
    copy.write_bytes(content)
    code, out, _err = run("verifier")
    assert code == 5 and copy.name in out


def test_the_search_is_made_again_when_asked(run, created, tmp_path):
    run("importer", workbook(tmp_path / "a.xlsx"))
    code, out, _err = run("verifier", "--recherche", "--json")
    assert code == 0 and json.loads(out)["indexed"] == 3
    assert json.loads(run("verifier", "--json")[1])["indexed"] is None
    assert run("montrer", NAMES[0][0])[0] == 0


def test_a_wrong_phrase_ends_with_three(run, created, phrase_in_a_file):
    phrase_in_a_file.write_text("une autre phrase longue\n", "utf-8")
    code, out, err = run("ouvrir")
    assert (code, out) == (3, "") and "Rien n’est perdu" in err
    assert PHRASE not in err and "une autre phrase" not in err


def test_without_phrase_nor_keyboard_ends_with_three(run, created, monkeypatch):
    monkeypatch.delenv("KODIKO_PASSPHRASE_FILE")
    code, _out, err = run("ouvrir")
    assert code == 3 and "--phrase-fichier" in err


def test_data_open_elsewhere_end_with_four(run, created):
    holder = (
        "import sys; from datetime import datetime; from kodiko_desktop.vault import single_instance, profiles; "
        "held = single_instance.hold(profiles.find_profile().lock_path, datetime.now()); print('held', flush=True); "
        "sys.stdin.read()"
    )
    other = subprocess.Popen([sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        assert other.stdout.readline() == b"held\n"
        code, out, err = run("lister", "personnes")
        assert (code, out) == (4, "") and "autre fenêtre" in err
    finally:
        other.communicate()
    assert run("lister", "personnes")[0] == 0


def test_a_cut_store_ends_with_five(run, created, own_home):
    store = own_home / "principal" / "store.kodiko"
    store.write_bytes(store.read_bytes()[: store.stat().st_size // 2])
    code, out, err = run("lister", "personnes")
    assert (code, out) == (5, "") and err.strip()


def test_no_profile_and_a_profile_twice_are_said(run, created):
    assert run("ouvrir", "--profil", "autre")[0] == 1
    assert run("ouvrir", "--profil", "Mauvais Nom")[0] == 2
    code, _out, err = run("creer", "--association", "A", "--antenne", "B", "--personne", "C")
    assert code == 1 and err.strip().endswith(".")


def test_a_folder_can_be_chosen_for_one_command(run, tmp_path):
    given = ("--dossier", tmp_path / "ailleurs", "--profil", "essai")
    assert run("creer", "--association", "A", "--antenne", "B", "--personne", "C", *given)[0] == 0
    assert (tmp_path / "ailleurs" / "essai" / "store.kodiko").is_file()
    assert run("ouvrir", *given)[0] == 0 and run("ouvrir", "--profil", "essai")[0] == 1


def test_the_recovery_sheet_is_printed_and_its_code_opens(run, created, tmp_path, monkeypatch):
    code, _out, _err = run("imprimer", "secours", "--vers", tmp_path)
    assert code == 0
    printed = "".join(text_of(tmp_path / "code-de-secours.pdf").split())
    assert created.replace("-", "") not in printed
    groups = [line for line in text_of(tmp_path / "code-de-secours.pdf").splitlines() if len(line.split()) == 4]
    new = "-".join(" ".join(line for line in groups if line.isupper()).split())
    monkeypatch.setattr("kodiko_desktop.cli.secrets._ask", lambda _question: new)
    assert run("ouvrir", "--code-secours")[0] == 0
    profile = find_profile()
    with closing(open_profile(profile, lambda: unlock_with_passphrase(profile, PHRASE))) as held:
        assert sitting.code_is_proved(held.store.read()), "a code that opened is not asked to be tried any more"
    monkeypatch.setattr("kodiko_desktop.cli.secrets._ask", lambda _question: created)
    assert run("ouvrir", "--code-secours")[0] == 3


def test_a_script_that_stops_reading_leaves_no_traceback(created):
    command = f"{sys.executable} -m kodiko_desktop lister modeles | true"
    ended = subprocess.run(["bash", "-o", "pipefail", "-c", command], capture_output=True, text=True)
    assert ended.stderr == ""


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_a_list_and_a_calendar_go_out_and_a_wrong_name_or_date_is_said(run, created, tmp_path, ending):
    run("importer", workbook(tmp_path / "inscrits.xlsx"))
    listed = tmp_path / f"personnes.{ending}"
    code, out, _err = run("exporter", "personnes", "--vers", listed)
    assert (code, listed.is_file()) == (0, True) and "3 lignes" in out and "pas chiffré" in out
    code, out, _err = run("importer", listed, "--apercu")
    assert code == 0
    assert run("exporter", "personnes", "--vers", tmp_path / "liste.doc")[0] == 1
    assert "2026-01-31" in run("exporter", "presences", "--du", "lundi", "--vers", listed)[2]
    code, out, _err = run("agenda", "--vers", tmp_path, "--json")
    said = json.loads(out)
    assert code == 0 and Path(said["path"]).read_bytes().startswith(b"BEGIN:VCALENDAR")
    assert run("calendar", "Rahimi", "--noms", "--vers", tmp_path / "zahra.ics")[0] == 0
    assert (tmp_path / "zahra.ics").is_file()
