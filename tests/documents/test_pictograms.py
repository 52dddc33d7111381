"""The drawings of the forms are on paper as they are on screen, and say nothing of right or wrong."""

import datetime
import re

import numpy
import pytest

import resources
from kodiko_desktop.documents.form_sheet import FormSheet, render
from kodiko_desktop.documents.pictogram import SIDE, drawing
from kodiko_desktop.domain.forms import parse
from kodiko_desktop.domain.forms.levels import BUILT_IN

ICONS = [name.removesuffix(".svg") for name in resources.names("icons", ".svg")]


def named(form) -> set[str]:
    found = {each.pictogram for each in (*form.sections, *form.questions)}
    found |= {choice.pictogram for question in form.questions for choice in question.choices}
    return {name for name in found if name}


@pytest.mark.parametrize("name", resources.names("forms"))
def test_every_pictogram_of_a_form_is_drawn(name):
    form = parse(resources.read_text("forms", name), name)
    assert [each for each in named(form) if drawing(each) is None] == []


@pytest.mark.parametrize("name", ICONS)
def test_every_drawing_stays_in_its_square(name):
    found = drawing(name)
    assert found is not None and found.shapes
    points = [point for shape in found.shapes for stroke in shape.strokes for point in stroke.points]
    assert all(-0.5 <= value <= SIDE + 0.5 for point in points for value in point)
    assert all(shape.strokes[0].kind == "m" for shape in found.shapes)


def test_a_drawing_that_is_not_here_is_left_out():
    assert drawing("nowhere") is None and drawing("../forms/point-j1") is None


def test_an_arc_of_a_circle_keeps_its_distance_from_the_centre():
    source = resources.read_text("icons", "house.svg")
    assert "a1 1 0 0 0-1-1" in source  # flags glued to numbers
    strokes = [stroke for shape in drawing("house").shapes for stroke in shape.strokes]
    ends = [stroke.points[-1] for stroke in strokes if stroke.points]
    assert (15.0, 21.0) in [(round(x, 6), round(y, 6)) for x, y in ends]
    assert (14.0, 12.0) in [(round(x, 6), round(y, 6)) for x, y in ends]  # where the first arc lands


def test_no_face_judges_an_answer():
    choices = [choice.pictogram or "" for listed in BUILT_IN.values() for choice in listed]
    for name in resources.names("forms"):
        choices += named(parse(resources.read_text("forms", name), name))
    assert not [name for name in choices if re.search("smile|frown|annoyed|angry|laugh|meh|thumbs", name)]


SMALL = """key = "petit"
version = 1
title = "Petit"
subject = "person"
[[section]]
key = "une"
title = "Une"
pictogram = "house"
[[section.question]]
key = "q"
type = "multiple"
pictogram = "bus"
text = "Comment"
choices = [{ code = "a", label = "A", pictogram = "car" }, { code = "b", label = "B" }]
[[section.question]]
key = "r"
type = "text"
pictogram = "clock"
text = "Quand"
"""


@pytest.mark.parametrize("name", ["house", "bus", "car", "clock"])
def test_a_section_a_question_and_an_answer_each_draw_theirs(organisation, read, name):
    def ink(text: str) -> int:
        sheet = FormSheet(parse(text, "petit.toml"), "N-1", 1, datetime.date(2026, 5, 11), organisation)
        return int((numpy.asarray(read(render(sheet)).image(1, 100)) < 128).sum())

    assert ink(SMALL) > ink(SMALL.replace(f'"{name}"', '"not-here"'))
