"""Papers of a person: scans brought in one by one, pictures shown, and what can be printed."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts.contract_signing import Signatory, boxes, sign_contract
from kodiko_desktop.services.people.person_prints import Kind, printables
from tests.gui.dropping import drop
from tests.gui.people.people_steps import said, settle
from ui.desk import Desk
from ui.pages.people.person_page import PersonPage
from ui.paper.preview import PaperPreview


def test_scans_are_added_one_by_one_and_a_refusal_stops_none(
    qtbot, go, desk: Desk, stefan: str, scan: Path, tmp_path: Path
) -> None:
    text, empty = tmp_path / "notes.txt", tmp_path / "vide.pdf"
    text.write_text("rien d’un scan")
    empty.write_bytes(b"")
    page: PersonPage = go("person", stefan, tab="papers")
    papers = page.tab("papers")
    papers.add_files([empty, text, scan, scan])
    settle(qtbot, desk)
    assert [line.title for line in papers.table._lines.lines] == ["titre"]
    shown = said(papers)
    assert "«\u00a0vide.pdf\u00a0»\u00a0: Ce fichier est vide" in shown
    assert "«\u00a0notes.txt\u00a0»" in shown
    assert "était déjà parmi les pièces" in shown
    papers.copy_to(papers.table.current_line(), tmp_path / "copie.png")
    settle(qtbot, desk)
    assert (tmp_path / "copie.png").read_bytes() == scan.read_bytes()


def test_picture_is_shown_without_a_file_written(
    qtbot, go, desk: Desk, stefan: str, scan: Path, tmp_path: Path
) -> None:
    page: PersonPage = go("person", stefan, tab="papers")
    papers = page.tab("papers")
    papers.add_files([scan])
    settle(qtbot, desk)
    before = set(tmp_path.rglob("*"))
    papers.show_document()
    settle(qtbot, desk)
    (picture,) = [dialog for dialog in papers.findChildren(QDialog) if dialog.isVisible()]
    assert picture.windowTitle() == "titre"
    assert {path for path in set(tmp_path.rglob("*")) - before if "-wal" not in path.name} == set()
    picture.accept()


def test_scan_dropped_on_the_page_goes_to_the_papers(qtbot, go, desk: Desk, stefan: str, scan: Path) -> None:
    page: PersonPage = go("person", stefan)
    assert drop(page, scan)
    settle(qtbot, desk)
    assert page.top.tabs.key() == "papers"
    assert [line.title for line in page.tab("papers").table._lines.lines] == ["titre"]


def test_scan_dropped_on_a_signed_contract_is_joined_to_it_and_is_among_the_papers(
    qtbot, go, desk: Desk, stefan: str, scan: Path
) -> None:
    here, today = desk.here(), desk.today()
    given = {"author": here.staff_id}
    contract = contracts.draft_contract(here.store, **given, person_id=stefan, template="engagement")
    paper = contract_paper.print_contract(here.store, **given, contract_id=contract, today=today)
    signatories = [Signatory(box.key, "Quelqu’un") for box in boxes(thaw(paper.text))]
    page: PersonPage = go("person", stefan, tab="plan", field=contract)
    settle(qtbot, desk)
    assert page.tab("plan").paper is not None
    refused: list[str] = []
    desk.refused.connect(refused.append)
    drop(page, scan)
    settle(qtbot, desk)
    assert "Notez d’abord que ce papier est signé" in refused[0]
    sign_contract(here.store, **given, contract_id=contract, signed_on=today, place="Tours", signatories=signatories)
    page.tab("plan").paper.read()
    settle(qtbot, desk)
    drop(page, scan)
    settle(qtbot, desk)
    assert page.top.tabs.key() == "plan" and page.tab("plan").paper.view.scan is not None
    papers = page.tab("papers")
    settle(qtbot, desk)
    assert [line.title for line in papers.table._lines.lines] == [f"Signé {paper.number}"]


def test_print_menu_offers_what_is_ready_and_shows_it_first(qtbot, go, desk: Desk, stefan: str) -> None:
    page: PersonPage = go("person", stefan)
    blank = printables(desk.here().store, stefan)
    assert {paper.kind for paper in blank} == {Kind.BLANK}
    page.top.print_menu.aboutToShow.emit()
    settle(qtbot, desk)
    titles = [action.text() for action in page.top.print_menu.actions()[0].menu().actions()]
    assert titles == [paper.title for paper in blank]
    page.prints.print_one(blank[0])
    settle(qtbot, desk)
    (preview,) = [dialog for dialog in page.findChildren(PaperPreview) if dialog.isVisible()]
    assert blank[0].title in preview.windowTitle()
    preview.reject()


def test_contract_printed_from_the_menu_is_kept_as_printed_only_once_it_went_out(
    qtbot, go, desk: Desk, stefan: str
) -> None:
    here = desk.here()
    contracts.draft_contract(here.store, author=here.staff_id, person_id=stefan, template="engagement")
    page: PersonPage = go("person", stefan)
    (paper,) = [each for each in printables(here.store, stefan) if each.kind is Kind.CONTRACT]
    page.prints.print_one(paper)
    settle(qtbot, desk)
    (preview,) = [dialog for dialog in page.findChildren(PaperPreview) if dialog.isVisible()]
    status = "SELECT status FROM contract"
    assert here.store.read().execute(status).fetchone() == ("brouillon",)
    preview.went_out.emit()
    settle(qtbot, desk)
    assert here.store.read().execute(status).fetchone() == ("imprime",)
    preview.reject()


@pytest.mark.parametrize("tab", ["presence", "work"])
def test_lines_without_a_paper_lead_to_their_tab(qtbot, go, desk: Desk, stefan: str, tab: str) -> None:
    page: PersonPage = go("person", stefan)
    page.prints.offer(())
    titles = {"presence": "&Présences…", "work": "Fiches de &suivi dans l’emploi…"}
    (action,) = [each for each in page.top.print_menu.actions() if each.text() == titles[tab]]
    action.trigger()
    settle(qtbot, desk)
    assert page.top.tabs.key() == tab
    assert page.body.currentWidget() is page.tab(tab)
