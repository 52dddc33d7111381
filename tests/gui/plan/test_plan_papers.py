"""The papers of a plan: prepared, filled in, signed, scanned, amended, given up."""

from db.queries import plans as queries
from db.tables import Contract
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from tests.gui.plan.plan_steps import TODAY, add_objective, draft, opened, printed, rows
from ui.pages.plan.paper_dialogs import CancelDialog, SignDialog
from ui.paper.preview import PaperPreview


def test_contract_goes_from_the_menu_to_the_paper(qtbot, desk, tab, tmp_path):
    add_objective(qtbot, desk, tab, "Travailler près du tram")
    title = next(line.title for line in tab.plan.templates if line.kind == templates.ENGAGEMENT)
    next(action for action in tab.papers.menu.actions() if action.text().startswith(title)).trigger()
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.view is not None)
    tab.paper._buttons["print"].click()
    qtbot.waitUntil(lambda: bool(tab.paper.findChildren(PaperPreview)))
    preview = tab.paper.findChildren(PaperPreview)[0]
    assert rows(desk, Contract)[0].status == "brouillon"
    preview.save_to(tmp_path / "contrat.pdf")
    qtbot.waitUntil(lambda: rows(desk, Contract)[0].status == "imprime")
    preview.close()
    qtbot.waitUntil(lambda: tab.paper._buttons["sign"].isVisible())
    assert (tmp_path / "contrat.pdf").read_bytes() == preview.paper.pdf


def test_menu_of_papers_is_in_the_order_of_a_journey_and_says_what_each_is(qtbot, desk, tab):
    said = [action.text() for action in tab.papers.menu.actions() if not action.isSeparator()]
    assert said[0] == "Contrat d’accompagnement — engagements réciproques"
    assert said[1] == "Mon contrat avec l’association — version simple"
    assert said[-2:] == [
        "Mes données personnelles — notice d’information",
        "Mon image, ma voix — autorisation facultative",
    ]


def test_blank_typed_on_the_paper_is_kept_for_this_paper_only(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, draft(desk, person_id))
    paper.fields._fields["target_jobs"].setPlainText("Mécanicien")
    paper.fields._fields["target_area"].setText("Tours")
    paper.fields._fields["meeting_rhythm"].edited.emit("monthly")
    paper.flush()
    qtbot.waitQuiet(desk.jobs)
    values = rows(desk, Contract)[0].values
    assert values == {"target_jobs": "Mécanicien", "target_area": "Tours", "meeting_rhythm": "monthly"}


def test_interpreter_on_the_telephone_and_witness_are_written_in_the_draft(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, draft(desk, person_id))
    paper.reading.interpreted.click()
    qtbot.waitUntil(lambda: paper.reading._interpreter.isVisible())
    paper.reading._texts["name"].setText("Karim")
    paper.reading._texts["language"].setText("dari")
    paper.reading._kind._buttons[2].click()
    paper.reading.aloud.click()
    paper.flush()
    qtbot.waitQuiet(desk.jobs)
    qtbot.waitUntil(lambda: paper.reading.witness.isVisible())
    paper.reading.witness.setText("Samira")
    paper.flush()
    qtbot.waitQuiet(desk.jobs)
    row = rows(desk, Contract)[0]
    assert row.options["interpreter"] | {"present": True} == {
        "name": "Karim",
        "language": "dari",
        "reference": "",
        "kind": "phone",
        "present": True,
    }
    assert row.options["non_reader"] is True and row.values["witness_name"] == "Samira"


def test_signature_is_noted_with_who_signed_and_then_nothing_can_be_typed(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    (dialog,) = paper.findChildren(SignDialog)
    assert dialog._fields["box:person"].text() == "Ștefan Munteanu"
    dialog._fields["place"].setText("Tours")
    dialog._fields["box:referent"].setText("")
    dialog.go()
    qtbot.waitUntil(lambda: "Il manque une signature" in dialog.problem())
    dialog._fields["box:referent"].setText("Léa Martin")
    dialog.go()
    qtbot.waitUntil(lambda: rows(desk, Contract)[0].status == "signe")
    qtbot.waitUntil(lambda: paper._buttons["amend"].isVisible())
    qtbot.waitUntil(
        lambda: paper.window().focusWidget() is paper._buttons["scan"]
    )  # what comes next, without looking for it
    assert not paper.fields._fields["target_area"].isEnabled()
    names = [each.name for each in signing.signatures_of(desk.here().store, paper.contract_id)]
    assert names == ["Ștefan Munteanu", "Léa Martin"]


def test_signature_being_typed_when_the_window_locks_comes_back(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    (dialog,) = paper.findChildren(SignDialog)
    dialog._fields["place"].setText("Joué-lès-Tours")
    tab.flush()
    qtbot.waitQuiet(desk.jobs)
    dialog.close()
    qtbot.waitUntil(lambda: not paper.findChildren(SignDialog))
    paper._buttons["sign"].click()
    qtbot.waitUntil(lambda: bool(paper.findChildren(SignDialog)))
    assert paper.findChildren(SignDialog)[0]._fields["place"].text() == "Joué-lès-Tours"
    paper.findChildren(SignDialog)[0].close()


def test_signed_paper_takes_its_scan_and_its_amendment(qtbot, desk, tab, person_id, tmp_path):
    contract = printed(desk, person_id)
    here = desk.here()
    signing.sign_contract(
        here.store,
        author=here.staff_id,
        contract_id=contract,
        signed_on=TODAY,
        place="Tours",
        signatories=[signing.Signatory("person", "Ștefan"), signing.Signatory("referent", "Léa")],
    )
    paper = opened(qtbot, desk, tab, contract)
    scan = tmp_path / "scan.png"
    scan.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 64)
    paper.attach(scan)
    qtbot.waitUntil(lambda: queries.contracts_of(here.store.read(), person_id)[0].has_scan)
    qtbot.waitUntil(lambda: paper._buttons["look"].isVisibleTo(paper))
    assert paper.view.scan[1:] == ("image/png", f"Signé {paper.view.row.number}")
    paper._buttons["amend"].click()
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.contract_id != contract)
    qtbot.waitUntil(lambda: tab.paper.view is not None)
    assert tab.paper.changes.isVisible()
    qtbot.waitUntil(lambda: tab.paper.changes.rows[0][0].hasFocus())
    for field, text in zip(tab.paper.changes.rows[0], ("Rythme", "15 jours", "chaque semaine"), strict=True):
        field.setText(text)
    tab.paper.flush()
    qtbot.waitQuiet(desk.jobs)
    amendment = next(row for row in rows(desk, Contract) if row.amends_id == contract)
    assert amendment.options["changes"] == [{"point": "Rythme", "before": "15 jours", "after": "chaque semaine"}]


def test_paper_given_up_says_why(qtbot, desk, tab, person_id):
    paper = opened(qtbot, desk, tab, printed(desk, person_id))
    paper._buttons["cancel"].click()
    (dialog,) = paper.findChildren(CancelDialog)
    dialog._fields["reason"].setText("Déménagement")
    dialog.go()
    qtbot.waitUntil(lambda: "Déménagement" in paper._story.text())
    assert rows(desk, Contract)[0].status == "annule"
