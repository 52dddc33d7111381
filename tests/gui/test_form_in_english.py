"""A questionnaire on an English screen says nothing in French, except beside a person who reads it so."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QLabel, QWidget

from kodiko_desktop.domain import wording
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import person_diagnostics
from kodiko_desktop.services.people import people
from resources.translations import load
from ui.desk import Desk
from ui.forms.response_page import ResponsePage


@pytest.fixture
def in_english() -> Iterator[None]:
    wording.install(load("en"))
    yield
    wording.install(load("fr"))


def response(desk: Desk, form: str, language: str) -> person_diagnostics.ResponseLine:
    here = desk.here()
    person = people.register_person(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name="Diallo",
        given_names="Awa",
        print_language=language,
    )
    person_diagnostics.begin(
        here.store, author=here.staff_id, person_id=person, form=form, moment="", on_date=desk.today()
    )
    (line,) = person_diagnostics.response_lines(here.store.read(), about="person", about_id=person)
    return line


def opened(qtbot, desk: Desk, line: person_diagnostics.ResponseLine) -> ResponsePage:
    page = ResponsePage(desk, line, back="Back")
    qtbot.addWidget(page)
    page.resize(1130, 768)
    page.show()
    qtbot.waitUntil(lambda: page.form.filled is not None and not page.form._todo)
    return page


def said(page: QWidget) -> set[str]:
    return {each.text() for each in page.findChildren(QLabel)} | {
        each.accessibleName() for each in page.findChildren(QWidget) if each.accessibleName()
    }


def test_every_word_of_the_form_is_english(qtbot, theme, desk: Desk, in_english: None) -> None:
    page = opened(qtbot, desk, response(desk, "diagnostic-360", "fr"))
    form = definitions.latest(desk.here().store.read(), definitions.FORM, "diagnostic-360")
    words = said(page)
    french = {text.french for _place, text in form.texts() if text.french != text.translation("en")}
    english = {text.translation("en") for _place, text in form.texts()}
    assert words & (french - english) == set()
    assert {"What I am proud of", "Spoken, read, written.", "Housing"} <= words


def test_the_language_of_the_person_stands_beside_the_english(qtbot, theme, desk: Desk, in_english: None) -> None:
    words = said(opened(qtbot, desk, response(desk, "diagnostic-360", "ro")))
    assert {"My strengths", "Punctele mele forte"} <= words
    assert "Mes atouts" not in words
