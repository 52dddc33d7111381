"""The whole visit in the window of the frozen bundle: diagnosis, plan, contract, workshop, hire and its first day, each
paper saved and read back; then the store it leaves, read by the services. No sources, no keyring, no network."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
import pytest
import zxingcpp

from db.store import Store
from kodiko_desktop.services.contracts import contracts
from kodiko_desktop.services.diagnostics import person_diagnostics
from kodiko_desktop.services.laptop.opening import open_profile
from kodiko_desktop.services.plan.plan_view import read_plan
from kodiko_desktop.services.sessions.attendance_roll import read_roll, totals_of
from kodiko_desktop.services.work.follow_up import PointState
from kodiko_desktop.services.work.hires import hires_of_person
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import find_profile
from tests.end_to_end.coordinator import IN_ARABIC, Coordinator, at_the_window, register
from tests.end_to_end.frozen import Bundle
from tests.end_to_end.virtual_screen import missing

pytestmark = pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")

PHRASE = "cheval agrafe pile correct"
ANSWERS = "333222341123412" + "3322" + "2" + "1"
"""Fifteen scales, four levels of French, the school, the alphabet: one digit a question."""
WISH = "Travailler dans une cuisine"
MODULE = "Coaching individuel et collectif"
_MONDAY = datetime.date.today() - datetime.timedelta(days=datetime.date.today().weekday())


def test_the_whole_visit_from_registration_to_the_first_day_at_work(
    bundle: Bundle, surroundings: dict[str, str], tmp_path: Path
):
    home = Path(surroundings["HOME"])
    _create(bundle, surroundings, tmp_path / "phrase.txt")
    with at_the_window(bundle, home) as at:
        at.fill("Phrase secrète", PHRASE)
        at.title("Aujourd’hui")
        register(at)
        _open_journey(at)
        _diagnose(at)
        contract = _plan_and_contract(at, home)
        attendance = _workshop(at, home)
        first_day = _hire(at, home)
        at.page(6, "Synchronisation")
        at.seen.wait("push button", "Créer une équipe…")
    _check_contract(contract)
    _check_paper(attendance, "Feuille d’émargement", MODULE, "HAIDARI Samira", "Karim Dia")
    _check_paper(first_day, "Premier jour (J1)", "Samira Haidari", "Cantine du Lac", "Saisi par Claire Martin")
    with _store(home) as store:
        _check_store(store)


# -- the visit ------------------------------------------------------------------------------------------------------


def _create(bundle: Bundle, surroundings: dict[str, str], phrase: Path) -> None:
    phrase.write_text(PHRASE, encoding="utf-8")
    named = ("--association", "Horizons", "--antenne", "Tours", "--personne", "Claire Martin", "--code-postal", "37000")
    made = bundle.say(surroundings, "creer", *named, "--phrase-fichier", phrase)
    assert made.returncode == 0, made.stderr


def _open_journey(at: Coordinator) -> None:
    at.press("Ouvrir un parcours")
    at.pick("Programme", "Mobil", "Mobil’Emploi")
    at.press("Ouvrir le parcours")
    at.closed()
    at.seen.wait("label", "Parcours actif…")


def _diagnose(at: Coordinator) -> None:
    at.tab("Diagnostics")
    at.choose("Commencer un diagnostic", "Down", "Right")
    at.seen.wait("label", "Auto-diagnostic — entrée")
    at.seen.wait_focus("check box", "Pas du tout")
    at.screen.keys(*(key for digit in ANSWERS for key in (digit, "Return")))
    at.seen.wait_focus("text", "Ce que je veux faire en premier.")
    at.screen.type(WISH)
    at.screen.keys("ctrl+Return")
    at.seen.wait_focus("push button", "Terminer")
    at.screen.keys("Return")
    at.seen.wait("push button", "Reprendre")


def _plan_and_contract(at: Coordinator, home: Path) -> Path:
    """The wish becomes an objective, the objective a contract in French and Dari, printed."""
    at.tab("Plan et contrat")
    at.press(f"{WISH}…")
    at.seen.wait("push button", f"1. {WISH}…")
    at.choose("Préparer un papier", "Down")
    at.seen.wait("label", "Contrat d’accompagnement CTR-…")
    at.pick("Langues du papier", "dari", "français et dari")
    at.press("Aperçu et impression")
    paper = at.save_paper(home)
    at.seen.wait("label", "à signer")
    return paper


def _workshop(at: Coordinator, home: Path) -> Path:
    """A session of a module, held today: present in the morning, at the doctor's in the afternoon; its sheet."""
    at.page(3, "Séances")
    at.screen.keys("ctrl+shift+n")
    at.seen.wait("dialog", "Nouvelle séance")
    at.pick("Programme", "Mobil", "Mobil’Emploi")
    at.pick("Module", "Coach", MODULE)
    at.find("Ajouter une personne", "Haid", "Samira Haidari…")
    at.seen.wait("push button", "Retirer Samira Haidari")
    at.go_to("Animée par")
    at.screen.type("Karim Dia")
    at.screen.keys("ctrl+Return")
    at.closed()
    at.seen.wait_focus("table", "Feuille de présence")
    at.screen.keys("p", "1")
    at.seen.wait("cell", "HAIDARI Samira. Heures. 3…")
    at.screen.keys("ctrl+p")
    return at.save_paper(home)


def _hire(at: Coordinator, home: Path) -> Path:
    """A hire since Monday at a company nobody knew; the point of the first day is held, and its sheet printed."""
    at.page(4, "Emploi")
    at.press("Noter une embauche")
    at.seen.wait_focus("text", "Personne")
    at.find("Personne", "Haid", "Samira Haidari…")
    at.find("Entreprise", "Cantine du Lac", "Nouvelle entreprise…")
    at.go_to("Poste")
    at.screen.type("Commise de cuisine")
    at.go_to("Premier jour de travail")
    at.screen.type(f"{_MONDAY:%d/%m/%Y}")
    at.screen.keys("ctrl+Return")
    at.closed()
    at.seen.until(lambda parts: any(p.focused and "Premier jour (J1)" in p.name for p in parts), "first point")
    at.screen.keys("Return")
    at.seen.wait("label", "Point du premier jour (J1)")
    at.seen.wait_focus("check box", "Oui")
    at.screen.keys("1", "Return", "1", "Return", "2", "Return", "4")
    for answer in ("sur place", "tous ensemble"):
        at.seen.press(at.seen.wait("check box", answer))
    at.press("Noter comme fait")
    at.seen.wait("label", "Le point est noté comme fait.")
    at.choose("Imprimer", "Down", "Down")
    return at.save_paper(home)


# -- what it leaves -------------------------------------------------------------------------------------------------


def _check_contract(path: Path) -> None:
    words = _check_paper(path, "Contrat d’accompagnement", "Samira Haidari", WISH, "Claire Martin")
    number = path.stem.removesuffix("-v1")
    assert number in words
    assert "سمیرا" in words
    with pypdfium2.PdfDocument(path) as document:
        for page in document:
            codes = zxingcpp.read_barcodes(page.render(scale=200 / 72).to_pil().convert("L"))
            said = {code.text for code in codes}
            assert len(codes) == 2 and len(said) == 1, "a QR in two corners of each page, that say the same"
            assert number in said.pop()


def _check_paper(path: Path, *expected: str) -> str:
    with pypdfium2.PdfDocument(path) as document:
        words = " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())
    assert [each for each in expected if each not in words] == [], words
    return words


@contextmanager
def _store(home: Path) -> Iterator[Store]:
    profile = find_profile(root=home / "kodiko")
    opened = open_profile(profile, lambda: unlock_with_passphrase(profile, PHRASE))
    try:
        yield opened.store
    finally:
        opened.close()


def _check_store(store: Store) -> None:
    connection = store.read()
    ((person_id, own_script),) = connection.execute("SELECT id, name_in_own_script FROM person").fetchall()
    assert own_script == IN_ARABIC
    today = datetime.date.today()

    responses = person_diagnostics.read_overview(store, person_id).responses
    assert [(each.form, each.answered, each.finished_on) for each in responses] == [("auto-diagnostic", 22, today)]
    told = dict(connection.execute("SELECT question, value FROM answer WHERE diagnostic_id = ?", (responses[0].id,)))
    assert len(told) == 22 and WISH in "".join(map(str, told.values()))

    plan = read_plan(store, person_id, today=today)
    assert [(each.row.title, each.in_contract) for each in plan.objectives] == [(WISH, True)]
    assert [(each.row.status, each.row.language) for each in plan.papers] == [(contracts.PRINTED, "fa-AF")]

    ((session_id,),) = connection.execute("SELECT id FROM session").fetchall()
    roll = read_roll(connection, session_id)
    sums = totals_of(roll, roll.cells)
    assert (roll.session.title, len(roll.sheets), len(roll.half_days)) == (MODULE, 1, 2)
    assert sorted((cell.state, cell.reason) for cell in roll.cells.values()) == [("absent", "SAN"), ("present", "")]
    assert (sums.present, sums.absent, sums.attended_minutes, sums.planned_minutes) == (1, 1, 180, 360)

    (hire,) = hires_of_person(connection, person_id, today=today)
    assert (hire.placement.company_name, hire.placement.starts_on) == ("Cantine du Lac", _MONDAY)
    held = [point.planned.key for point in hire.points if point.state in (PointState.DONE, PointState.DONE_LATE)]
    assert held == ["J1"]
