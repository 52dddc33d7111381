"""The reminder of an appointment goes to the coordinator's own program, in the person's language, and tells nobody else
anything."""

import datetime

import pytest
from PySide6.QtCore import QObject, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QPushButton

import resources
from kodiko_desktop.services.people import contacts
from kodiko_desktop.services.people.reminders import next_reminder
from tests.gui.people.people_steps import MONDAY, register, settle
from ui.desk import Desk


class Program(QObject):
    """What the system opens for these links."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(url.toString(QUrl.ComponentFormattingOption.FullyEncoded))


@pytest.fixture
def program():
    made = Program()
    for scheme in ("sms", "mailto"):
        QDesktopServices.setUrlHandler(scheme, made, "take")
    yield made
    for scheme in ("sms", "mailto"):
        QDesktopServices.unsetUrlHandler(scheme)


def _person(desk: Desk, **facts) -> str:
    person_id = register(desk, family_name="Diallo", given_names="Awa", protection="refugie", **facts)
    contacts.fix_appointment(
        desk.here().store,
        author=desk.here().staff_id,
        person_id=person_id,
        on_date=MONDAY + datetime.timedelta(days=3),
        at_time="10:30",
        place="Mairie & poste",
        purpose="Dossier OFPRA, santé",
    )
    return person_id


def _reminder(desk: Desk, person_id: str):
    return next_reminder(desk.here().store.read(), person_id, today=MONDAY, sender="Claire")


def test_each_language_is_discreet_and_says_when_and_where(desk: Desk) -> None:
    for language in ("fr", "en", "ar", "fa-AF", "ro"):
        made = _reminder(desk, _person(desk, phone="06 11 22 33 44", print_language=language))
        assert "14/05/2026" in made.text and "10:30" in made.text and "Mairie & poste" in made.text
        for told in (made.text, made.mail_text, made.subject):
            assert not any(word in told for word in ("Awa", "Diallo", "OFPRA", "santé", "réfugi"))
        assert made.sms_link.startswith("sms:0611223344?body=")
        assert made.mail_link == ""
        assert ("nous avons rendez-vous" in made.mail_text) and (made.mail_text == made.text) is (language == "fr")


def test_a_language_without_words_falls_back_on_french_and_nothing_fixed_gives_nothing(desk: Desk) -> None:
    assert "nous avons rendez-vous" in _reminder(desk, _person(desk, print_language="ti")).text
    assert _reminder(desk, register(desk, family_name="Sow", given_names="Ali")) is None


def test_no_language_lacks_a_sentence() -> None:
    import tomllib

    words = tomllib.loads(resources.read_text("messages", "rappel.toml"))
    assert {frozenset(said) for said in words.values()} == {frozenset(words["fr"])}


def test_buttons_copy_the_words_and_open_the_system_s_program(qtbot, go, desk: Desk, program: Program) -> None:
    person_id = _person(desk, phone="06 11 22 33 44", email="awa@example.org")
    page = go("person", person_id)
    buttons = {each.text().replace("&", ""): each for each in page.tab("journey").findChildren(QPushButton)}
    buttons["Préparer un SMS"].click()
    settle(qtbot, desk)
    assert program.opened[0].startswith("sms:0611223344?body=Bonjour")
    assert "Mairie%20%26%20poste" in program.opened[0]
    assert QGuiApplication.clipboard().text().startswith("Bonjour, nous avons rendez-vous le 14/05/2026 à 10:30.")
    buttons["Préparer un courriel"].click()
    settle(qtbot, desk)
    assert program.opened[1].startswith("mailto:awa@example.org?subject=")


def test_without_an_address_the_words_are_copied_and_nothing_opens(qtbot, go, desk: Desk, program: Program) -> None:
    page = go("person", _person(desk))
    said: list[str] = []
    desk.told.connect(lambda sentence, _act: said.append(sentence))
    QGuiApplication.clipboard().clear()
    page.acts.remind(by_mail=True)
    settle(qtbot, desk)
    assert program.opened == [] and "collez-le" in said[-1]
    assert "nous avons rendez-vous" in QGuiApplication.clipboard().text()
