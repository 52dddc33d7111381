"""The sheet of a point on paper, read back from its PDF: blank before, filled after, apart from one another."""

from datetime import date

import pypdfium2
import pytest

from db.store import Store
from db.tables import Diagnostic
from kodiko_desktop.domain.forms import Voice
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.people import people
from kodiko_desktop.services.work import check_in_paper, check_ins, placements

MONDAY = date(2026, 5, 11)


@pytest.fixture
def hire(store: Store, author: str, antenna: str) -> str:
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
    sheet = check_in_paper.prepare(store, hire, "J1", filled=False, today=MONDAY)
    said = text_of(sheet.pdf)
    assert "Ștefan Munteanu" in said and "Serres de Vouvray" in said and "Mme Roth" in said
    assert "Passerelle" in said
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
        late_reason="Le chef était en déplacement",
    )
    said = text_of(check_in_paper.prepare(store, hire, "J3", filled=True, today=today).pdf)
    assert "Le bus est en retard" in said
    assert "Saisi par Léa Martin" in said
    assert "par téléphone" in said
    assert "2 jours de retard" in said
    assert "Pourquoi : Le chef était en déplacement. Point tenu par téléphone." in said.replace("\u00a0", " ")
    assert "Ștefan et Mme Roth" in said
    blank = text_of(check_in_paper.prepare(store, hire, "J3", filled=False, today=today).pdf)
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
    said = text_of(check_in_paper.prepare(store, hire, "J5", filled=True, today=MONDAY).pdf)
    assert said.count("Gestes appris") == 1
    assert said.count("Veut rester ici") == 1
    assert "Bilan de la période d’essai" in said


def test_what_the_person_says_alone_is_never_on_the_sheet_the_employer_signs(
    store: Store, author: str, hire: str
) -> None:
    asked = check_in_paper.voices_alone(store, hire, "S2", today=MONDAY)
    assert asked == ("personne",)
    common = text_of(check_in_paper.prepare(store, hire, "S2", filled=False, today=MONDAY).pdf)
    own = check_in_paper.prepare(store, hire, "S2", filled=False, alone="personne", today=MONDAY)
    for private in ("Le logement", "La garde des enfants", "Les papiers", "Ce dont vous avez besoin"):
        assert private not in common and private in text_of(own.pdf)
    assert "Signatures" in common and "Signatures" not in text_of(own.pdf)
    assert own.number.endswith("-S2-P")
    said = text_of(check_in_paper.prepare(store, hire, "J3", filled=False, today=MONDAY).pdf)
    assert "fatigue" not in said
    assert check_in_paper.voices_alone(store, hire, "J1", today=MONDAY) == ()


def test_talk_with_the_person_alone_is_whole_on_its_only_sheet(store: Store, hire: str) -> None:
    assert check_in_paper.voices_alone(store, hire, "S1-personne", today=MONDAY) == ()
    said = text_of(check_in_paper.prepare(store, hire, "S1-personne", filled=False, today=MONDAY).pdf)
    assert "Le logement permet de continuer" in said and "Signatures" in said


def test_sheet_answered_before_its_form_put_things_apart_tells_no_more_when_printed_again(
    store: Store, author: str, hire: str
) -> None:
    new = definitions.newest_source(store.read(), definitions.FORM, "point-suivi")
    old_text = new.text.replace("version = 2", "version = 1").replace("apart = true\n", "")
    old_text = old_text.replace('  { code = "trajet",', '  { code = "toit", label = "Le toit" },\n  { code = "trajet",')
    definitions.adopt(store, author=author, source=definitions.read_source(definitions.FORM, old_text, "old"))
    row_id = check_ins.open_check_in(store, author=author, placement_id=hire, point="S2", today=MONDAY)
    response = check_ins.response_id(hire, "S2", "point-suivi")
    with store.act("diagnostic.start", author=author) as act:
        act.change(Diagnostic, response, values={"form_version": "1"}, seen=act.seen(Diagnostic, response))
    given = {"changements": ["toit"], "besoin": "Une place en crèche", "personne-dit": "Tout va bien"}
    diagnostics.answer_all(store, author=author, diagnostic_id=response, answers=given)
    common = text_of(check_in_paper.prepare(store, hire, "S2", filled=True, today=MONDAY).pdf)
    own = text_of(check_in_paper.prepare(store, hire, "S2", filled=True, alone="personne", today=MONDAY).pdf)
    assert row_id and "Tout va bien" in common and "Tout va bien" not in own
    for private in ("Le toit", "toit", "Une place en crèche"):
        assert private not in common and private in own


def test_each_printing_is_a_version_of_its_own_sheet(store: Store, author: str, hire: str) -> None:
    def printed(alone: str = "") -> int:
        paper = check_in_paper.print_point(store, hire, "S2", author=author, filled=False, alone=alone, today=MONDAY)
        assert f"version {paper.version}" in text_of(paper.pdf) and paper.file_name.endswith(f"-v{paper.version}.pdf")
        return paper.version

    assert [printed(), printed(), printed("personne"), printed()] == [1, 2, 1, 3]
    assert check_in_paper.prepare(store, hire, "S2", filled=False, today=MONDAY).version == 4
    assert check_in_paper.prepare(store, hire, "S3", filled=False, today=MONDAY).version == 1


def test_who_was_heard_is_ticked_before_the_point_is_said_done(store: Store, author: str, hire: str) -> None:
    row_id = check_ins.open_check_in(store, author=author, placement_id=hire, point="J1", today=MONDAY)
    seen = check_ins.read_check_in(store, row_id).seen
    blank = check_in_paper.gather(store, hire, "J1", filled=True, today=MONDAY)
    check_ins.change_check_in(
        store, author=author, check_in_id=row_id, values={"voices": ["personne", "employeur"]}, seen=seen
    )
    ticked = check_in_paper.gather(store, hire, "J1", filled=True, today=MONDAY)
    assert (blank.heard, ticked.heard) == ((), (Voice.PERSON, Voice.EMPLOYER))
