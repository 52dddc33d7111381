"""`kodiko imprimer` on the demonstration antenna: each paper written where it was asked, under its own number."""

import json

import pypdfium2
import pytest

from kodiko_desktop.__main__ import main
from kodiko_desktop.services.demo import profile as demonstration
from kodiko_desktop.vault import profiles


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """A data folder with the demonstration antenna, closed."""
    folder = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(profiles.HOME_VARIABLE, str(folder))
        demonstration.open_demonstration().close()
    (folder / "phrase").write_text(demonstration.PASSPHRASE, "utf-8")
    return folder


@pytest.fixture
def run(home, capsys):
    """Run a command on the demonstration: (exit code, stdout, stderr)."""

    def _run(*arguments):
        known = ("--dossier", home, "--profil", profiles.DEMO_NAME, "--phrase-fichier", home / "phrase")
        code = main([str(each) for each in (*arguments, *known)])
        told = capsys.readouterr()
        return int(code), told.out, told.err

    return _run


@pytest.fixture
def printed(run, tmp_path):
    """Print a paper into a folder: its path and its words."""

    def _printed(*arguments):
        code, out, err = run("imprimer", *arguments, "--vers", tmp_path, "--json")
        assert (code, err) == (0, "")
        (path,) = tmp_path.glob("*.pdf")
        assert str(path) == json.loads(out)["path"]
        with pypdfium2.PdfDocument(path) as document:
            words = " ".join("\n".join(page.get_textpage().get_text_range() for page in document).split())
        return path, words

    return _printed


def test_a_signed_contract_is_printed_again_as_it_was(run, printed):
    people = json.loads(run("lister", "personnes", "--texte", "Rahimi", "--json")[1])
    number = next(row["number"] for row in people if row["given_names"] == "Zahra")
    story = json.loads(run("montrer", number, "--json")[1])["happenings"]
    contract = next(each["text"] for each in story if each["kind"] == "contract" and "CTR-" in each["text"])
    path, words = printed("contrat", contract[contract.index("CTR-") :].split()[0])
    assert path.name.endswith("-v1.pdf") and "Zahra Rahimi" in words


def test_a_sheet_printed_again_is_another_version(run, printed):
    sessions = json.loads(run("lister", "seances", "--texte", "entretien", "--json")[1])
    path, words = printed("emargement", sessions[0]["number"])
    assert path.name == f"{sessions[0]['number']}-v2.pdf" and "réimpression" in words


def test_the_next_point_of_a_hire_is_printed_unless_another_is_named(run, printed):
    path, words = printed("suivi", "Osman")
    assert path.name.endswith("-J3-v1.pdf") and "Troisième jour" in words and "Saisi par" not in words


def test_a_point_that_was_held_can_be_printed_filled(printed):
    path, words = printed("suivi", "Osman", "--point", "J1", "--remplie")
    assert path.name.endswith("-J1-v1.pdf") and "Saisi par Claire Morel" in words


@pytest.mark.parametrize("kind, label", [("formulaire", "formulaire"), ("modele", "contrat")])
def test_every_form_and_template_can_be_printed_blank(run, tmp_path, kind, label):
    models = [row for row in json.loads(run("lister", "modeles", "--json")[1]) if row["kind"] == label]
    assert models
    for row in models:
        assert run("imprimer", kind, row["key"], "--vers", tmp_path)[0] == 0
    names = {path.name for path in tmp_path.glob("*.pdf")}
    assert names == {f"{row['key']}.pdf" for row in models}


def test_a_blank_paper_stands_beside_its_translation_or_says_there_is_none(run, printed, tmp_path):
    _path, words = printed("modele", "engagement", "--langue", "ro")
    assert "traduction de courtoisie" in words.lower()
    code, _out, err = run("imprimer", "modele", "engagement", "--langue", "xx", "--vers", tmp_path)
    assert code == 1 and "Langues prêtes" in err


@pytest.mark.parametrize("what", ["contrat", "emargement", "suivi", "formulaire", "modele"])
def test_what_does_not_exist_is_said_and_nothing_is_written(run, tmp_path, what):
    for named in (("inconnu-qwxz",), ()):
        code, out, err = run("imprimer", what, *named, "--vers", tmp_path)
        assert (code, out) == (1, "") and err.strip().endswith(".")
    assert list(tmp_path.glob("*.pdf*")) == []


def test_a_person_without_a_hire_has_no_sheet(run, tmp_path):
    code, _out, err = run("imprimer", "suivi", "Stanikzai", "--vers", tmp_path)
    assert code == 1 and "prise de poste" in err


def test_lists_show_the_antenna(run):
    assert len(json.loads(run("lister", "personnes", "--json")[1])) == 61
    hires = run("lister", "embauches")[1]
    assert "Cantine Mirabelle" in hires and "Troisième jour (J3)" in hires
    due = json.loads(run("lister", "a-faire", "--json")[1])
    assert {"lead", "who", "what", "why", "badge"} == set(due[0])
    assert run("lister", "personnes", "--texte", "qwxz")[1] == "Rien à lister.\n"
