"""The README's first command where there is no screen: the visit is played, and its papers can be read."""

import os
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

LISTED = "Papiers laissés dans "


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """What the command printed and the folder it named."""
    home, folder = tmp_path_factory.mktemp("home"), tmp_path_factory.mktemp("papers") / "visite"
    surroundings = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    surroundings.pop("QT_QPA_PLATFORM", None)
    surroundings |= {"KODIKO_HOME": str(home), "PYTHONUTF8": "1"}
    if sys.platform != "linux":
        surroundings["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "kodiko_desktop", "--demo", "--vers", str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, env=surroundings, encoding="utf-8")
    assert (ended.returncode, ended.stderr) == (0, "")
    return ended.stdout, folder


def text_of(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())


def only(folder: Path, pattern: str) -> str:
    (path,) = folder.glob(pattern)
    return text_of(path)


def test_it_says_why_there_is_no_window_and_names_the_folder(played):
    said, folder = played
    assert "n’a pas d’écran" in said
    assert f"{LISTED}{folder}" in said
    named = [line.strip() for line in said[said.index(LISTED) :].splitlines()[1:]]
    assert named and sorted(named) == sorted(path.name for path in folder.iterdir())


def test_the_summary_tells_the_visit_from_registration_to_the_fifth_day(played):
    said, _folder = played
    steps = ["est enregistrée", "Parcours ouvert", "réponses", "avec ses mots", "imprimé", "signé", "Atelier tenu"]
    steps += ["Prise de poste", "(J1)", "(J3)", "(J5)"]
    places = [said.index(step) for step in steps]
    assert places == sorted(places)


def test_the_contract_says_who_what_and_which_paper(played):
    said, folder = played
    contract = only(folder, "CTR-*.pdf")
    assert "Shabnam Karimi" in contract and "Travailler dans une cuisine" in contract
    assert "Ne remplace pas le contrat d’engagement France Travail" in contract
    number = next(folder.glob("CTR-*.pdf")).name.removesuffix("-v1.pdf")
    assert number in contract and number in said


def test_the_attendance_sheet_has_its_head_its_line_and_its_codes(played):
    _said, folder = played
    sheet = only(folder, "SEA-*.pdf")
    assert "Médiation emploi en bidonville" in sheet and "Se présenter à un employeur" in sheet
    assert "KARIMI Shabnam" in sheet and "SAN" in sheet


def test_each_of_the_first_points_has_its_sheet_filled_and_the_next_one_is_blank(played):
    _said, folder = played
    for point in ("J1", "J3", "J5"):
        assert "Commise de cuisine" in only(folder, f"PAR-*-{point}-v1.pdf")
    assert "Saisi par" in only(folder, "PAR-*-J1-v1.pdf") and "Saisi par" not in only(folder, "PAR-*-S2-v1.pdf")
    alone = only(folder, "PAR-*-S2-P-v1.pdf")
    assert "ni montrée à l’employeur" in alone and "Le logement" in alone
    assert "Le logement" not in only(folder, "PAR-*-S2-v1.pdf")


def test_no_file_name_says_who_it_is_about(played):
    _said, folder = played
    assert not [path.name for path in folder.iterdir() if "karimi" in path.name.lower()]
