"""Contracts and notices, read back in every language they are printed in: no word is lost, whatever its script."""

import datetime
from dataclasses import replace

import pypdfium2
import pytest

import resources
from kodiko_desktop.documents.contract import ContractSheet, render
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import Bilingual, ContractValues, FilledField
from kodiko_desktop.domain.contracts.frozen import freeze, thaw
from kodiko_desktop.domain.contracts.parse import parse_template

_EVERY_TEMPLATE = [
    (name, language)
    for name in resources.names("contracts")
    for language in ("fr", *parse_template(resources.read_text("contracts", name), name).languages)
]
VALUES = ContractValues(
    texts={
        "contract_number": "PAR-2026-0017",
        "person_name": "Samira HAIDARI",
        "person_phone": "06 12 34 56 78",
        "person_words": "Je veux un travail près de la ligne de bus.",
        "diagnostic_date": "03/02/2026",
        "start_date": "11/05/2026",
        "referent_name": "Claire MEUNIER",
    },
    rows={
        "objectives": (
            {
                "objective": "Mécanicienne automobile",
                "idea": "idea_person",
                "action": "Trois garages rencontrés",
                "who": "idea_both",
                "due_date": "12/06/2026",
                "result": "Un essai",
            },
        )
    },
    ticked=frozenset({"copy_given"}),
    facts=frozenset({"interpreter", "non_reader", "renewable", "suspended", "minor", "trial_period", "has_dpo"}),
    translated={"ar": {"person_name": "سميرا حيدري"}, "fa-AF": {"person_name": "سمیرا حیدری"}},
)


@pytest.fixture
def contract(organisation, funders):
    """A contract of a template in a language, filled."""

    def build(name: str, language: str = "fr", values: ContractValues = VALUES, **others: object) -> ContractSheet:
        template = parse_template(resources.read_text("contracts", name), name)
        filled = fill(template, values, language)
        day = datetime.date(2026, 5, 11)
        return ContractSheet(filled, "PAR-2026-0017", 1, day, organisation, funders, **others)

    return build


def _strings(value: object) -> list[str]:
    """Every text of a filled contract that is printed."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [text for part in value for text in _strings(part)]
    if isinstance(value, FilledField) and value.blank:
        return _strings(value.label)
    kept = {
        "title",
        "subtitle",
        "footer",
        "courtesy",
        "sections",
        "blocks",
        "text",
        "items",
        "fields",
        "label",
        "value",
    }
    kept |= {"columns", "rows", "intro", "options", "boxes", "role", "name", "french", "translation"}
    fields = getattr(value, "__dataclass_fields__", {})
    return [text for field in fields if field in kept for text in _strings(getattr(value, field))]


@pytest.mark.parametrize(("name", "language"), _EVERY_TEMPLATE)
def test_every_word_of_every_template_is_on_the_paper(contract, read, name, language):
    sheet = contract(name, language)
    filled = sheet.contract if language != "fr" else replace(sheet.contract, courtesy=Bilingual(""))
    assert not read(render(sheet)).lost(" ".join(_strings(filled)))


@pytest.mark.parametrize("language", ["fr", "ar", "fa-AF", "ro"])
def test_engagement_can_be_signed_and_read_back(contract, read, language):
    rendered = render(contract("engagement.toml", language))
    paper = read(rendered)
    assert 3 <= rendered.pages <= 4
    for page in range(1, rendered.pages + 1):
        assert paper.codes(page) == [rendered.codes[page - 1]] * 2
        text = paper.text(page)
        assert f"page {page}/{rendered.pages}" in text
        assert "L5411-6" in text
    assert {cell.row for cell in rendered.geometry.cells} >= {"person", "referent", "interpreter", "witness"}
    assert {cell.page for cell in rendered.geometry.cells} == {rendered.pages}
    assert "10 · Signatures" in paper.text(rendered.pages)


def test_dates_and_telephone_keep_their_order_in_arabic(contract, read):
    text = read(render(contract("engagement.toml", "ar"))).text()
    assert text.count("06 12 34 56 78") == 2
    assert text.count("03/02/2026") == 2
    assert text.count("11/05/2026") == 2


def test_known_value_replaces_the_line_and_unknown_leaves_one(contract, read):
    blank = ContractValues(facts=frozenset({"blank"}))
    text = read(render(contract("engagement.toml", values=blank))).text()
    assert "La personne :" in text.replace("\u00a0", " ") and "HAIDARI" not in text and "None" not in text


def test_only_french_puts_a_space_before_the_colon(contract, read):
    text = read(render(contract("engagement.toml", "ro"))).text()
    assert "La personne : Samira" in text and "Persoana: Samira" in text


def test_signature_cells_are_empty_and_large_enough(contract, read):
    rendered = render(contract("tripartite.toml", "ar"))
    paper, scale = read(rendered), 200 / 72
    assert len(rendered.geometry.cells) >= 3
    for cell in rendered.geometry.cells:
        assert cell.height >= 40 and cell.width >= 120
        top = int((rendered.geometry.page_height - cell.y - cell.height + 2) * scale)
        bottom = int((rendered.geometry.page_height - cell.y - 2) * scale)
        box = (int((cell.x + 2) * scale), top, int((cell.x + cell.width - 2) * scale), bottom)
        assert paper.image(cell.page).crop(box).getextrema()[0] > 240


def test_frozen_contract_is_redrawn_to_the_same_bytes(contract):
    sheet = contract("engagement.toml", "fa-AF")
    again = ContractSheet(
        thaw(freeze(sheet.contract)), sheet.number, 1, sheet.printed_on, sheet.organisation, sheet.funders
    )
    assert render(again).pdf == render(sheet).pdf


def test_larger_type_takes_more_room_and_loses_nothing(contract, read):
    small, large = contract("engagement-simple.toml"), contract("engagement-simple.toml", text_size=14.0)
    assert render(large).pages > render(small).pages
    assert not read(render(large)).lost(" ".join(_strings(large.contract)))


def test_name_of_eighty_letters_and_name_of_one_are_both_printed_whole(contract, read):
    for name in ("Fanomezantsoarinivo" * 4 + "abcd", "O"):
        values = ContractValues(texts={"person_name": name})
        text = read(render(contract("engagement.toml", values=values))).text()
        assert name in text.replace(" ", "") if len(name) > 1 else " O " in text


def test_mention_at_the_foot_is_translated_under_the_title_and_never_takes_a_page_of_its_own(contract, read):
    rendered = render(contract("engagement.toml", "ar"))
    paper = read(rendered)
    said = [paper.text(page).count("5411") for page in range(1, rendered.pages + 1)]
    assert said == [3, *[1] * (rendered.pages - 1)]


_LOWEST_TOP = 140.0
"""Under the head of a page and its first line, in points from the top."""


@pytest.mark.parametrize(("name", "language"), _EVERY_TEMPLATE)
def test_a_signature_stands_under_what_it_signs(contract, name, language):
    for values in (VALUES, ContractValues(facts=frozenset({"with_person"}), blank=True)):
        sheet = contract(name, language, values)
        signing = sheet.contract.sections[-1]
        said = f"{signing.number} · {signing.title.french}"
        found = None
        for page in pypdfium2.PdfDocument(render(sheet).pdf):
            text = page.get_textpage()
            if (at := text.search(said).get_next()) is not None:
                found = page.get_height() - text.get_charbox(at[0])[3]
        assert found is not None and found > _LOWEST_TOP, (name, language, values.blank)


def test_the_answer_about_images_is_on_the_page_that_is_signed(contract):
    for language in ("fr", "ar", "fa-AF", "ro", "en"):
        rendered = render(contract("droit-image.toml", language, ContractValues(blank=True)))
        pages = [page.get_textpage() for page in pypdfium2.PdfDocument(rendered.pdf)]
        answered, signed = (
            [number for number, page in enumerate(pages) if page.search(title).get_next() is not None]
            for title in ("5 · Ma réponse", "6 · Signatures")
        )
        assert len(signed) == 1 and answered == signed, language
