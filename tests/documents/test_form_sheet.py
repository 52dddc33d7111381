"""Any questionnaire on paper, those shipped and one the code has never seen."""

import datetime

import pytest

import resources
from kodiko_desktop.documents.form_sheet import Filling, FormSheet, render
from kodiko_desktop.documents.table import SignatureBox
from kodiko_desktop.domain.forms import parse, scores

DAY = datetime.date(2026, 11, 3)
UNKNOWN = """
key = "jamais-vu"
version = 3
title = "Un questionnaire jamais vu"
subject = "person"

[[section]]
key = "a"
title = "Première partie"

[[section.question]]
key = "couleur"
type = "multiple"
text = "Quelles couleurs ?"
choices = [{ code = "r", label = "Rouge" }, { code = "v", label = "Vert" }]

[[section.question]]
key = "secret"
type = "text"
text = "Une chose gardée ici"
restricted = true

[[section.question]]
key = "suite"
type = "number"
text = "Combien de verts ?"
unit = "pots"
show_if = 'couleur contains "v"'
"""


@pytest.fixture
def sheet(organisation):
    """A form on paper."""

    def build(form, **others):
        return FormSheet(form, "DIA-2026-0007", 1, DAY, organisation, **others)

    return build


@pytest.mark.parametrize("name", resources.names("forms"))
def test_every_question_and_answer_of_every_form_is_on_the_blank(sheet, form, read, name):
    asked = form(name)
    printed = [question for question in asked.questions if not question.restricted]
    texts = [text.french for each in printed for text in (each.text, *(choice.text for choice in each.choices))]
    assert not read(render(sheet(asked))).lost(" ".join(texts))


@pytest.mark.parametrize("language", ["ar", "fa-AF", "ro", "en"])
def test_translation_stands_beside_the_french(sheet, form, read, language):
    asked = form("auto-diagnostic.toml")
    texts = [text for each in asked.questions for text in (each.text.french, each.text.read(language))]
    texts += [choice.text.read(language) for each in asked.questions for choice in each.choices]
    assert not read(render(sheet(asked, language=language))).lost(" ".join(texts))


def test_restricted_question_is_left_out_unless_allowed(sheet, read):
    form = parse(UNKNOWN, "jamais-vu.toml")
    assert "gardée" not in read(render(sheet(form))).text()
    assert "gardée" in read(render(sheet(form, restricted=True))).text()


def test_filled_form_shows_answers_and_only_what_was_asked(sheet, read):
    form = parse(UNKNOWN, "jamais-vu.toml")
    filled = read(render(sheet(form, now=Filling(form, {"couleur": ["r"]}, DAY)))).text()
    assert "Rouge" in filled and "Combien" not in filled
    more = read(render(sheet(form, now=Filling(form, {"couleur": ["r", "v"], "suite": 12}, DAY)))).text()
    assert "12 pots" in more.replace("\u00a0", " ")


def test_tick_is_drawn_on_the_chosen_box_alone(sheet, read):
    form = parse(UNKNOWN, "jamais-vu.toml")
    dark = {}
    for answer in ((), ("r",), ("r", "v")):
        picture = read(render(sheet(form, now=Filling(form, {"couleur": list(answer)}, DAY)))).image(1, 100)
        dark[answer] = sum(picture.crop((50, 100, 600, 400)).histogram()[:128])
    assert dark[()] < dark["r",] < dark["r", "v"]


def test_radar_lays_then_and_now_over_each_other(sheet, form, answers, read):
    asked = form("auto-diagnostic.toml")
    now = Filling(asked, answers(asked, 3), DAY, "sortie")
    then = Filling(asked, answers(asked, 0), datetime.date(2026, 5, 11), "entrée")
    text = read(render(sheet(asked, now=now, then=then))).text()
    assert "entrée, 11/05/2026" in text and "sortie, 03/11/2026" in text
    for before, after in zip(scores(asked, then.answers), scores(asked, now.answers), strict=True):
        if before.chart == "radar":
            assert f"{before.label} → {after.label}" in text


def test_obstacles_are_summed_up_in_words(sheet, form, answers, read):
    asked = form("diagnostic-360.toml")
    text = read(render(sheet(asked, now=Filling(asked, answers(asked, 4), DAY)))).text()
    assert "En résumé" in text and "Important" in text


def test_form_to_sign_has_its_cells_and_codes(sheet, form, read):
    boxes = (SignatureBox("person", "La personne"), SignatureBox("referent", "La personne référente"))
    rendered = render(sheet(form("diagnostic-site.toml"), signatures=boxes))
    assert [cell.row for cell in rendered.geometry.cells] == ["person", "referent"]
    paper = read(rendered)
    for page in range(1, rendered.pages + 1):
        assert paper.codes(page) == [rendered.codes[page - 1]] * 2
