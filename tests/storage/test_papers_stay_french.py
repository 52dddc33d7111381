"""A paper says the same thing whatever language its author's screen speaks: employers and funders read French."""

from collections.abc import Iterator
from datetime import date
from gettext import NullTranslations

import pypdfium2
import pytest

from db.store import Store
from kodiko_desktop.domain import wording
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_paper, contract_templates, contracts
from kodiko_desktop.services.diagnostics import diagnostics, paper_forms
from kodiko_desktop.services.people import journeys, people
from kodiko_desktop.services.sessions import attendance_paper, sessions
from kodiko_desktop.services.sessions.sessions import PlannedHalfDay
from kodiko_desktop.services.work import check_in_paper, check_ins, placements
from resources.translations import load

VICTORY_DAY = date(2026, 5, 8)


@pytest.fixture(autouse=True)
def french_again() -> Iterator[None]:
    yield
    wording.install(NullTranslations())


@pytest.fixture
def person(store: Store, author: str, antenna: str) -> str:
    return people.register_person(
        store, author=author, antenna_id=antenna, family_name="Popa", given_names="Mihai", situation="recherche_emploi"
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def test_attendance_sheet_of_a_public_holiday(store: Store, author: str, person: str) -> None:
    session = sessions.plan_sessions(
        store,
        author=author,
        antenna_id=store.read().execute("SELECT id FROM antenna").fetchone()[0],
        title="Atelier CV",
        half_days=[PlannedHalfDay(VICTORY_DAY, "matin", "09:00", "12:30")],
        person_ids=[person],
        remote=True,
    )[0]
    french = text_of(attendance_paper.prepare(store, session_id=session).pdf)
    wording.install(load("en"))
    prepared = attendance_paper.prepare(store, session_id=session)
    assert text_of(prepared.pdf) == french
    assert "victoire de 1945" in french and "à distance" in french
    assert ["public holiday" in warning for warning in prepared.warnings] == [True]


def test_sheet_of_a_follow_up_point(store: Store, author: str, person: str) -> None:
    hire = placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=VICTORY_DAY,
        new_company={"name": "Serres de Vouvray"},
        job_title="Maraîcher",
        contract_kind="cdd",
        ends_on=date(2026, 8, 9),
        trial_written=True,
    )
    # English first: what was reckoned for the screen must not be read again for the paper.
    wording.install(load("en"))
    point = check_ins.point_of_placement(store, hire, "J3", today=VICTORY_DAY)
    assert point.planned.title == "Third day (J3)" and point.planned.reason.startswith("Working day 3.")
    printed = text_of(check_in_paper.prepare(store, hire, "J3", filled=False, today=VICTORY_DAY).pdf)
    wording.install(NullTranslations())
    french = text_of(check_in_paper.prepare(store, hire, "J3", filled=False, today=VICTORY_DAY).pdf)
    assert printed == french
    assert "jour travaillé" in french


def test_contract_of_engagement(store: Store, author: str, person: str) -> None:
    journeys.open_journey(
        store, author=author, person_id=person, programme="kodiko-cotraining", started_on=VICTORY_DAY, rhythm_days=14
    )
    template = contract_templates.templates(store.read(), contract_templates.ENGAGEMENT)[0].key
    contract = contracts.draft_contract(store, author=author, person_id=person, template=template)
    french = contract_paper.prepare(store, contract, today=VICTORY_DAY)
    wording.install(load("en"))
    english = contract_paper.prepare(store, contract, today=VICTORY_DAY)
    assert english.text == french.text
    assert text_of(english.pdf) == text_of(french.pdf)


def test_questionnaire_filled_in(store: Store, author: str, person: str) -> None:
    definitions.keep(store, author=author, kind=definitions.FORM, key="auto-diagnostic")
    form = definitions.latest(store.read(), definitions.FORM, "auto-diagnostic")
    response = diagnostics.start_diagnostic(
        store,
        author=author,
        stream=store.read().execute("SELECT id FROM antenna").fetchone()[0],
        about="person",
        about_id=person,
        person_id=person,
        form=form.key,
        form_version=str(form.version),
        on_date=VICTORY_DAY,
        moment="entree",
    )
    french = text_of(paper_forms.filled_form(store, diagnostic_id=response, today=VICTORY_DAY).pdf)
    wording.install(load("en"))
    assert text_of(paper_forms.filled_form(store, diagnostic_id=response, today=VICTORY_DAY).pdf) == french
    assert "Entrée" in french
