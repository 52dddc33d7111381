"""The sheets of days 1, 3 and 5: three voices, what was decided, and how the meeting really went."""

import datetime

import pytest

import resources
from kodiko_desktop.documents.follow_up_sheet import FollowUpSheet, lateness, render, was_there
from kodiko_desktop.domain.forms import Voice
from kodiko_desktop.domain.forms.apart import sections_apart


@pytest.fixture
def sheet(organisation, form):
    """A point of follow-up."""

    def build(*names, **others):
        return FollowUpSheet(
            **{
                "number": "SUI-2026-0012",
                "version": 1,
                "printed_on": datetime.date(2026, 5, 8),
                "organisation": organisation,
                "point_title": "Troisième jour travaillé",
                "due_on": datetime.date(2026, 5, 13),
                "person_name": "Samira HAIDARI",
                "company_name": "Garage des Deux-Lions",
                "job_title": "Mécanicienne automobile",
                "forms": tuple(form(name) for name in names or ("point-j3.toml",)),
                **others,
            }
        )

    return build


def test_blank_sheet_says_who_where_and_when_it_is_due(sheet, read):
    text = read(render(sheet(contact_name="Paul Garnier"))).text().replace("\u00a0", " ")
    for said in ("Samira HAIDARI", "Garage des Deux-Lions", "Mécanicienne automobile", "mercredi 13 mai 2026"):
        assert said in text
    for asked in ("Contact dans l’entreprise : Paul Garnier", "Tenu le :", "Lieu :", "par téléphone", "Prochain point"):
        assert asked in text


def test_three_voices_sign_and_each_has_its_part(sheet, read):
    rendered = render(sheet())
    text = read(rendered).text()
    assert [cell.row for cell in rendered.geometry.cells] == [voice.value for voice in Voice]
    assert text.index("La personne") < text.index("L’employeur") < text.index("Ensemble")


def test_talk_with_the_person_alone_asks_the_employer_nothing(sheet, read):
    rendered = render(sheet("point-j3.toml", voices=(Voice.PERSON,)))
    text = read(rendered).text()
    assert [cell.row for cell in rendered.geometry.cells] == ["personne", "ensemble"]
    assert "Ce que dit la personne" in text and "Ce que dit l’employeur" not in text


def test_filled_sheet_says_late_by_phone_and_who_typed_it(sheet, form, answers, read):
    given = answers(form("point-j3.toml"))
    filled = sheet(
        answers=given, held_on=datetime.date(2026, 5, 15), by_phone=True, typed_by="Claire Meunier", present="Samira"
    )
    text = read(render(filled)).text()
    assert "Point tenu avec 2 jours de retard : il était prévu le 13/05/2026." in text.replace("\u00a0", " ")
    assert "Point tenu par téléphone." in text and "Saisi par Claire Meunier." in text
    for key, value in given.items():
        if isinstance(value, str) and value.startswith("réponse"):
            assert value in text or key not in text


def test_merged_points_are_one_paper(sheet, form, read):
    text = read(render(sheet("point-j5.toml", "point-essai.toml"))).text()
    for name in ("point-j5.toml", "point-essai.toml"):
        assert form(name).title.french in text


@pytest.mark.parametrize("name", [name for name in resources.names("forms") if name.startswith("point-")])
@pytest.mark.parametrize("language", ["fr", "ar"])
def test_signatures_stay_with_what_is_decided(sheet, form, read, name, language):
    rendered = render(sheet(name, language=language, voices=_voices(form(name))))
    last = {cell.page for cell in rendered.geometry.cells}
    assert last == {rendered.pages}
    assert "Prochain point le" in read(rendered).text(rendered.pages)


def test_talk_with_the_person_alone_holds_on_one_page(sheet):
    assert render(sheet("point-fin-s1-personne.toml", voices=(Voice.PERSON,))).pages == 1


@pytest.mark.parametrize("name", ["point-j3.toml", "point-suivi.toml"])
def test_what_is_said_alone_has_a_sheet_nobody_signs(sheet, form, read, name):
    common, own = render(sheet(name)), render(sheet(name, alone=Voice.PERSON))
    (apart,) = sections_apart(form(name), Voice.PERSON)
    for question in apart.questions:
        asked = question.text.french.rstrip("\u00a0?")
        assert asked in read(own).text() and asked not in read(common).text()
    assert own.geometry.cells == () and common.geometry.cells
    assert own.codes[0] != common.codes[0]
    assert "ni montrée à l’employeur" in read(own).text()


def test_lateness_is_said_with_its_reason(sheet, read):
    held = {"answers": {}, "held_on": datetime.date(2026, 5, 15), "late_reason": "Le chef était absent"}
    said = read(render(sheet(**held, by_video=True))).text().replace("\u00a0", " ")
    assert "il était prévu le 13/05/2026. Pourquoi : Le chef était absent. Point tenu en visio." in said
    on_time = {**held, "held_on": datetime.date(2026, 5, 13)}
    assert "Le chef était absent" not in read(render(sheet(**on_time))).text()


def _voices(form) -> tuple[Voice, ...]:
    """Those of the talk apart when the whole form is one, else everybody."""
    return (form.sections[0].voice,) if all(section.apart for section in form.sections) else tuple(Voice)


def test_point_on_time_is_not_called_late():
    day = datetime.date(2026, 5, 13)
    assert lateness(day, day) == "" and lateness(day, day - datetime.timedelta(days=1)) == ""
    assert "1 jour de retard" in lateness(day, day + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("heard", "there"),
    [
        ((), ()),
        ((Voice.TOGETHER,), tuple(Voice)),
        ((Voice.PERSON,), (Voice.PERSON, Voice.TOGETHER)),
        ((Voice.PERSON, Voice.EMPLOYER), tuple(Voice)),
    ],
)
def test_who_was_heard_was_there_and_who_accompanies_with_them(sheet, heard, there):
    filled = sheet(answers={}, held_on=datetime.date(2026, 5, 13), heard=heard)
    assert tuple(voice for voice in Voice if was_there(filled, voice)) == there
    assert render(filled).pdf != render(sheet(answers={}, held_on=datetime.date(2026, 5, 13))).pdf or not heard
