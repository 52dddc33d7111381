"""Diagnostics of a person on a real store: begun, answered, compared, what is in the way, on paper."""

import datetime

import pypdfium2
import pytest

from db import records
from db.store import Store
from db.tables import Answer
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics import diagnostics, paper_forms
from kodiko_desktop.services.diagnostics import person_diagnostics as service
from kodiko_desktop.services.people import people

ENTRY, LATER = datetime.date(2026, 2, 3), datetime.date(2026, 5, 11)
FORM = """
key = "deux-axes"
version = 1
title = "Deux dates"
subject = "person"
moments = ["entree", "mi-parcours"]

[choices]
oui = [
  { code = "1", label = "Pas du tout", value = 1 },
  { code = "2", label = "Un peu", value = 2 },
  { code = "3", label = "Bloquant", value = 3 },
]

[[section]]
key = "route"
title = "La route"
[[section.question]]
key = "a"
type = "scale"
choices = "oui"
role = "level"
text = "Aller au travail"
[[section.question]]
key = "a-cases"
type = "multiple"
text = "Ce qui gêne"
choices = [ { code = "bus", label = "Pas de bus" }, { code = "nuit", label = "La nuit" } ]
[[section]]
key = "secret"
title = "Sujet gardé"
[[section.question]]
key = "b"
type = "scale"
choices = "oui"
role = "level"
restricted = true
text = "Jamais imprimé"

[[score]]
key = "route"
title = "Route"
kind = "mean"
questions = ["a"]
at_least = 1
"""


@pytest.fixture
def person(store: Store, author: str, antenna: str) -> str:
    source = definitions.read_source(definitions.FORM, FORM, "deux-axes.toml")
    definitions.adopt(store, author=author, source=source)
    return people.register_person(
        store, author=author, antenna_id=antenna, family_name="Munteanu", given_names="Ștefan"
    )


def begin(store: Store, author: str, person: str, on_date=ENTRY, **answers) -> str:
    moment = "entree" if on_date == ENTRY else "mi-parcours"
    response = service.begin(store, author=author, person_id=person, form="deux-axes", moment=moment, on_date=on_date)
    for question, value in answers.items():
        diagnostics.answer(
            store, author=author, diagnostic_id=response, question=question.replace("_", "-"), value=value
        )
    return response


def test_forms_about_people_are_offered_the_next_moment_first(store, author, person):
    begin(store, author, person, a="1")
    offered = {line.form: line for line in service.read_overview(store, person).startable}
    assert [code for code, _label in offered["deux-axes"].moments] == ["mi-parcours", "entree"]
    subjects = {definitions.latest(store.read(), "form", key).subject.value for key in offered}
    assert subjects == {"person"}


def test_begun_form_keeps_its_exact_text_for_ever(store, author, person):
    shipped = next(iter(service.read_overview(store, person).startable)).form
    service.begin(store, author=author, person_id=person, form=shipped, moment="", on_date=ENTRY)
    kept = store.read().execute("SELECT source FROM definition WHERE key = ?", (shipped,)).fetchone()[0]
    assert kept == definitions.newest_source(store.read(), definitions.FORM, shipped).text


def test_list_tells_how_far_each_response_is(store, author, person):
    response = begin(store, author, person, a="2", a_cases=["bus"])
    line = service.read_overview(store, person).responses[0]
    assert (line.id, line.title, line.moment, line.answered, line.asked) == (response, "Deux dates", "Entrée", 2, 3)


def test_obstacles_are_words_and_restricted_ones_stay_out(store, author, person):
    begin(store, author, person, a="3", a_cases=["bus"], b="3")
    overview = service.read_overview(store, person)
    assert [(each.title, each.details, each.word, each.heavy) for each in overview.obstacles] == [
        ("La route", "pas de bus", "bloquant", True)
    ]
    assert overview.obstacles_from == "Deux dates"


def test_what_is_no_obstacle_any_more_is_not_shown(store, author, person):
    begin(store, author, person, a="3")
    begin(store, author, person, on_date=LATER, a="1")
    assert service.read_overview(store, person).obstacles == ()


def test_then_and_now_are_laid_over_each_other(store, author, person):
    then = begin(store, author, person, a="1")
    now = begin(store, author, person, on_date=LATER, a="3")
    assert [line.id for line in service.read_overview(store, person).evolutions[0].responses] == [then, now]
    change = service.read_comparison(store, then_id=then, now_id=now).axes[0]
    assert (change.then.value, change.now.value) == (0, 100)
    alone = service.read_comparison(store, then_id=None, now_id=now).axes[0]
    assert (alone.then.value if alone.then else None, alone.now.value) == (None, 100)


def test_answer_undone_can_be_given_again(store, author, person):
    response = begin(store, author, person)
    diagnostics.answer(store, author=author, diagnostic_id=response, question="a", value="1")
    act = store.read().execute("SELECT id FROM act ORDER BY position DESC LIMIT 1").fetchone()[0]
    store.undo(act, author=author)
    assert diagnostics.read_response(store, response).answers == {}
    diagnostics.answer(store, author=author, diagnostic_id=response, question="a", value="2")
    assert diagnostics.read_response(store, response).answers == {"a": "2"}
    row = records.find(store.read(), Answer, natural_id("answer", response, "a")).row
    assert (row.value, row.archived_at) == ("2", None)


def test_blank_and_filled_papers_say_whom_they_are_about_and_keep_secrets(store, author, antenna, person):
    blank = paper_forms.blank_form(store, form="deux-axes", antenna_id=antenna, person_id=person, today=LATER)
    text = read_back(blank.pdf)
    assert "Ștefan Munteanu" in text and "Aller au travail" in text
    assert blank.file_name == "TRS-2026-01-0001-deux-axes.pdf"
    then = begin(store, author, person, a="1")
    now = begin(store, author, person, on_date=LATER, a="3", b="3")
    row = diagnostics.find_diagnostic(store, now).row
    assert paper_forms.previous_response(store.read(), row) == then
    filled = paper_forms.filled_form(store, diagnostic_id=now, then_id=then, today=LATER)
    text = read_back(filled.pdf)
    assert "Bloquant" in text and "Mi-parcours" in text and "03/02/2026" in text
    assert "Jamais imprimé" not in text
    assert "Munteanu" not in filled.file_name


def test_blank_form_for_nobody_leaves_lines_to_write_on(store, author, antenna, person):
    paper = paper_forms.blank_form(store, form="deux-axes", antenna_id=antenna, today=LATER)
    assert "Munteanu" not in read_back(paper.pdf) and paper.pages == 1


@pytest.mark.parametrize(
    ("form", "asked"),
    [
        ("diagnostic-site", ("Lieu", "Commune", "Date")),
        ("entreprise", ("Entreprise", "Contact dans l’entreprise")),
        ("liste-poste", ("Entreprise", "Poste", "Contact dans l’entreprise")),
        ("accompagnateur", ("Nom", "Entreprise")),
        ("auto-diagnostic", ("Personne", "Numéro", "Moment")),
    ],
)
def test_blank_is_headed_by_what_it_is_about(store, author, antenna, form, asked):
    text = read_back(paper_forms.blank_form(store, form=form, antenna_id=antenna, today=LATER).pdf)
    labels = {
        label
        for label in ("Personne", "Numéro", "Lieu", "Commune", "Entreprise", "Poste", "Moment", "Nom")
        if f"{label}\u00a0:" in text.replace(" :", "\u00a0:")
    }
    assert set(asked) - {"Date", "Contact dans l’entreprise"} <= labels
    assert all(label in text for label in asked)
    if "Personne" not in asked:
        assert not labels & {"Personne", "Numéro"}


def read_back(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)
