"""The sheet of a point on paper, read back from its PDF: blank before, filled after, apart from one another."""

from datetime import date

import pypdfium2
import pytest

from db.store import Store
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.people import people
from kodiko_desktop.services.work import check_in_paper, check_ins, placements

MONDAY = date(2026, 5, 11)


@pytest.fixture
def author(store: Store) -> str:
    return antennas.set_up(
        store, organisation_name="Association Essai", antenna_name="Tours", staff_name="Léa Martin", number_prefix="TRS"
    ).staff_id


@pytest.fixture
def hire(store: Store, author: str) -> str:
    antenna = store.read().execute("SELECT id FROM antenna").fetchone()[0]
    person = people.register_person(
        store, author=author, antenna_id=antenna, family_name="Munteanu", given_names="Ștefan"
    )
    return placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=MONDAY,
        new_company={"name": "Serres de Vouvray"},
        new_tutor={"name": "Mme Roth"},
        job_title="Maraîcher",
        contract_kind="cdd",
        ends_on=date(2026, 8, 9),
        trial_written=True,
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    pages = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    document.close()
    return " ".join(" ".join(pages).split())


def test_blank_sheet_is_printed_before_anything_is_opened(store: Store, hire: str) -> None:
    sheet = check_in_paper.print_point(store, hire, "J1", filled=False, today=MONDAY)
    said = text_of(sheet.pdf)
    assert "Ștefan Munteanu" in said and "Serres de Vouvray" in said and "Mme Roth" in said
    assert "Association Essai" in said
    assert store.read().execute("SELECT count(*) FROM check_in").fetchone()[0] == 0
    assert sheet.number.endswith("-0511-J1")
    assert "Munteanu" not in sheet.file_name


def test_filled_sheet_says_answers_telephone_lateness_and_who_typed(
    store: Store, author: str, hire: str, clock
) -> None:
    clock.turn(days=5)
    today = date(2026, 5, 16)
    check_ins.open_check_in(store, author=author, placement_id=hire, point="J3", today=today)
    diagnostics.answer(
        store,
        author=author,
        diagnostic_id=check_ins.response_id(hire, "J3", "point-j3"),
        question="personne-dit",
        value="Le bus est en retard",
    )
    check_ins.record_done(
        store,
        author=author,
        placement_id=hire,
        point="J3",
        done_on=date(2026, 5, 15),
        how="telephone",
        voices=("personne",),
        present="Ștefan et Mme Roth",
    )
    said = text_of(check_in_paper.print_point(store, hire, "J3", filled=True, today=today).pdf)
    assert "Le bus est en retard" in said
    assert "Saisi par Léa Martin" in said
    assert "par téléphone" in said
    assert "2 jours de retard" in said
    assert "Ștefan et Mme Roth" in said
    blank = text_of(check_in_paper.print_point(store, hire, "J3", filled=False, today=today).pdf)
    assert "Le bus est en retard" not in blank
    assert "Saisi par" not in blank


def test_meeting_that_takes_in_the_trial_review_prints_both_with_their_own_answers(
    store: Store, author: str, hire: str
) -> None:
    check_ins.open_check_in(store, author=author, placement_id=hire, point="J5", today=MONDAY)
    for form, words in (("point-j5", "Gestes appris"), ("point-essai", "Veut rester ici")):
        diagnostics.answer(
            store,
            author=author,
            diagnostic_id=check_ins.response_id(hire, "J5", form),
            question="ensemble-dit",
            value=words,
        )
    said = text_of(check_in_paper.print_point(store, hire, "J5", filled=True, today=MONDAY).pdf)
    assert said.count("Gestes appris") == 1
    assert said.count("Veut rester ici") == 1
    assert "Bilan de la période d’essai" in said
