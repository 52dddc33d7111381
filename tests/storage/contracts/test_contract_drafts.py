"""Papers to sign, before they are: filled by what the store knows, printed version by version."""

import datetime

import pytest

from db import records
from db.queries import plans as queries
from db.queries import today as today_queries
from db.tables import Person
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_paper, contract_values, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.diagnostics import diagnostics, person_diagnostics
from kodiko_desktop.services.people import contacts, people
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.work import placements
from tests.storage.contracts.drafting import TODAY, engagement, first, printed_text, row_of, values_of


def test_draft_has_its_number_and_the_language_of_the_person(store, author, person):
    row = row_of(store, engagement(store, author, person))
    assert (row.number, row.status, row.language) == ("CTR-2026-01-0001", "brouillon", "fa-AF")


def test_store_fills_what_it_knows(store, author, person, plan):
    contacts.fix_appointment(
        store, author=author, person_id=person, on_date=datetime.date(2026, 5, 20), purpose="Rendez-vous", place="Tours"
    )
    values = values_of(store, engagement(store, author, person))
    assert values.texts["person_name"] == "Farida Nouri"
    assert values.texts["association_name"] == "Passerelle"
    assert values.texts["referent_name"] == "Léa Martin"
    assert values.texts["situation"] == "En recherche d’emploi"
    assert (values.texts["start_date"], values.texts["end_date"]) == ("11/05/2026", "10/11/2026")
    assert (values.texts["duration"], values.texts["meeting_rhythm"]) == ("6 mois", "fortnightly")
    assert values.translated["fa-AF"] == {"person_name": "فریده نوری"}
    assert "renewable" in values.facts and not values.facts & {"minor", "interpreter", "non_reader", "suspended"}
    assert values.rows["objectives"] == (
        {
            "id": plan,
            "objective": "Travailler près du tram",
            "idea": "idea_person",
            "action": "Trois garages rencontrés",
            "who": "idea_both",
            "due_date": "12/06/2026",
            "result": "",
        },
    )
    dates = [row["step_date"] for row in values.rows["milestones"]]
    assert (dates[0], dates[-1]) == ("20/05/2026", "10/11/2026")


def test_steps_are_those_of_the_person_and_not_what_the_mentor_or_the_company_answers(store, author, person):
    steps = values_of(store, engagement(store, author, person)).rows["milestones"]
    foreseen = [
        definitions.latest(store.read(), definitions.FORM, moment.form)
        for moment in definitions.latest(store.read(), definitions.PROGRAMME, "kodiko-cotraining").forms
    ]
    titles = {form.subject.value: form.title.french for form in foreseen}
    said = " ".join(str(row["step_name"]) for row in steps)
    assert {"person", "mentor", "company"} <= set(titles)
    assert titles["mentor"] not in said and titles["company"] not in said
    assert [row["step_date"] for row in steps] == ["11/08/2026", "10/11/2026"]


def test_a_paper_printed_again_is_as_old_as_its_first_printing(store, author, person, plan):
    contract = engagement(store, author, person, language="fr")
    later = TODAY + datetime.timedelta(days=40)
    for day in (TODAY, later):
        contract_paper.print_contract(store, author=author, contract_id=contract, today=day)
    assert [row.printed_on for row in today_queries.papers_unsigned(store.read(), staff_id=None)] == [TODAY]
    assert [row.printed_on for row in queries.contracts_of(store.read(), person)] == [TODAY]
    assert row_of(store, contract).printed_on == later


def test_diagnostic_gives_obstacles_and_own_words_but_nothing_restricted(store, author, person):
    form_key = next(
        key
        for key in definitions.keys(store.read(), definitions.FORM)
        if any(question.role == "level" for question in definitions.latest(store.read(), "form", key).questions)
    )
    form = definitions.latest(store.read(), definitions.FORM, form_key)
    response = person_diagnostics.begin(store, author=author, person_id=person, form=form_key, moment="", on_date=TODAY)
    levels = [question for question in form.questions if question.role == "level" and not question.restricted]
    spoken = [question for question in form.questions if question.kind == "own_words" and question.role is None]
    secret = [question for question in form.questions if question.restricted]

    def answer(question, value):
        diagnostics.answer(store, author=author, diagnostic_id=response, question=question.key, value=value)

    answer(levels[0], levels[0].choices[-1].code)
    answer(levels[1], levels[1].choices[1].code)
    answer(spoken[0], "Je sais réparer des moteurs.")
    for question in secret:
        answer(question, question.choices[-1].code if question.choices else "SECRET")
    values = values_of(store, engagement(store, author, person))
    title = form.section(levels[0].section_key).title.french.lower()
    in_the_way = contract_values.in_the_way(store.read(), person)
    assert in_the_way == (title,)
    assert "obstacles" not in values.texts
    assert values.texts["person_words"] == "Je sais réparer des moteurs."
    assert values.texts["diagnostic_date"] == "11/05/2026"
    restricted = {form.section(question.section_key).title.french.lower() for question in secret}
    assert not any(word and word in in_the_way for word in restricted)


NEW_TRADE = """
key = "atelier-projet"
version = 1
title = "Atelier projet"
subject = "person"
[[section]]
key = "projet"
title = "Projet"
[[section.question]]
key = "reve"
type = "own_words"
fills = "target_jobs"
text = "Le travail que je voudrais"
[[section.question]]
key = "jours"
type = "multiple"
fills = "availability"
text = "Mes jours"
choices = [ { code = "semaine", label = "En semaine" }, { code = "samedi", label = "Le samedi" } ]
[[section.question]]
key = "secret"
type = "own_words"
fills = "target_jobs"
restricted = true
text = "Ce qu’on ne dit pas"
[[section]]
key = "route"
title = "La route"
[[section.question]]
key = "gene"
type = "scale"
role = "level"
text = "Est-ce que la route gêne ?"
choices = [ { code = "1", label = "Non", value = 1 }, { code = "2", label = "Assez", value = 2 },
            { code = "3", label = "Beaucoup", value = 3 } ]
[[section.question]]
key = "agir"
type = "yes_no_unknown"
role = "wish"
text = "Je veux agir"
"""


def test_any_form_fills_the_blanks_it_names_and_each_says_what_is_in_the_way(store, author, person):
    definitions.adopt(store, author=author, source=definitions.read_source(definitions.FORM, NEW_TRADE, "atelier.toml"))
    shipped = "diagnostic-360"

    def respond(form, day, given):
        response = person_diagnostics.begin(
            store, author=author, person_id=person, form=form, moment="", on_date=TODAY + datetime.timedelta(days=day)
        )
        for question, value in given.items():
            diagnostics.answer(store, author=author, diagnostic_id=response, question=question, value=value)

    respond(shipped, -20, {"metier-vise": "Mécanicien", "disponibilite": "Le matin", "logement-niveau": "5"})
    values = values_of(store, engagement(store, author, person))
    assert (values.texts["target_jobs"], values.texts["availability"]) == ("Mécanicien", "Le matin")
    respond("atelier-projet", -2, {"reve": "Soudeur", "secret": "CACHÉ", "gene": "2", "agir": "oui"})
    respond("atelier-projet", -1, {"jours": ["semaine", "samedi"], "gene": "2", "agir": "oui"})
    values = values_of(store, engagement(store, author, person))
    assert values.texts["target_jobs"] == "Soudeur"
    assert values.texts["availability"] == "En semaine, Le samedi"
    assert contract_values.in_the_way(store.read(), person) == ("la route", "logement")
    assert "CACHÉ" not in str(values.texts)


def test_what_is_typed_in_the_draft_replaces_what_the_store_says(store, author, person):
    contract = engagement(store, author, person, values={"person_words": "Je veux conduire.", "situation": ""})
    values = values_of(store, contract)
    assert values.texts["person_words"] == "Je veux conduire."
    assert values.texts["situation"] == "En recherche d’emploi"


def test_interpreter_and_reader_aloud_follow_the_file_unless_the_draft_says_otherwise(store, author, person):
    record = records.find(store.read(), Person, person)
    people.change_person(
        store,
        author=author,
        person_id=person,
        values={"needs_interpreter": True, "reads": "ne_lit_pas"},
        seen=record.seen,
    )
    contract = engagement(store, author, person)
    assert values_of(store, contract).facts >= {"interpreter", "non_reader"}
    told = {"name": "Karim", "language": "dari", "kind": "phone", "reference": "4512"}
    contract = engagement(store, author, person, options={"interpreter": told, "non_reader": False})
    values = values_of(store, contract)
    assert "non_reader" not in values.facts
    assert values.texts["interpreter_name"] == "Karim" and "interpreter_phone" in values.ticked


@pytest.mark.parametrize("language", ["fr", "fa-AF", "ar", "ro"])
def test_contract_prints_in_each_language_with_its_number_on_the_paper(store, author, person, plan, language):
    contract = engagement(store, author, person, language=language)
    paper = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    text = printed_text(paper.pdf)
    assert "CTR-2026-01-0001" in text and "Farida Nouri" in text and "Travailler près du tram" in text
    assert paper.file_name == "CTR-2026-01-0001-v1.pdf"


def test_each_printing_is_a_version_kept_word_for_word(store, author, person, plan):
    contract = engagement(store, author, person)
    one = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    plans.add_objective(store, author=author, person_id=person, title="Passer le permis")
    two = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    row = row_of(store, contract)
    assert (row.status, row.version, row.printed_on) == ("imprime", 2, TODAY)
    assert [each.version for each in signing.printings(row)] == [2, 1]
    assert "Passer le permis" in two.text and "Passer le permis" not in one.text
    assert signing.printings(row)[1].text == one.text


def test_looking_at_a_paper_writes_nothing(store, author, person):
    contract = engagement(store, author, person)
    before = store.read().execute("SELECT count(*) FROM act").fetchone()
    paper = contract_paper.prepare(store, contract, today=TODAY)
    assert paper.version == 1
    assert store.read().execute("SELECT count(*) FROM act").fetchone() == before


def test_notice_and_image_sheet_are_known_of_the_person_once_signed(store, author, person):
    for kind, more in ((templates.NOTICE, {}), (templates.IMAGE_RIGHTS, {"image_answer": "non"})):
        paper = contracts.draft_contract(store, author=author, person_id=person, template=first(store, kind))
        printed = contract_paper.print_contract(store, author=author, contract_id=paper, today=TODAY)
        signed = [signing.Signatory(box.key, "Farida Nouri") for box in signing.boxes(thaw(printed.text))]
        signing.sign_contract(
            store, author=author, contract_id=paper, signed_on=TODAY, place="", signatories=signed, **more
        )
    row = records.find(store.read(), Person, person).row
    assert (row.notice_given_on, row.image_rights) == (TODAY, "non")


def test_every_shipped_template_can_be_drafted_and_drawn(store, author, person, plan):
    hire = placements.record_hire(
        store, author=author, person_id=person, starts_on=TODAY, new_company={"name": "Serres"}, contract_kind="cdi"
    )
    for line in templates.templates(store.read()):
        if line.kind == templates.AMENDMENT:
            continue  # drafted from the paper it changes
        contract = contracts.draft_contract(
            store, author=author, person_id=person, template=line.key, placement_id=hire, language="fr"
        )
        paper = contract_paper.prepare(store, contract, today=TODAY)
        assert paper.pages >= 1, line.key
        template = definitions.latest(store.read(), definitions.CONTRACT, line.key)
        assert fill(template, values_of(store, contract)).title.french in paper.title


def test_late_actions_are_found_for_the_first_screen(store, author, person, plan):
    late = queries.late_actions(store.read(), today=datetime.date(2026, 6, 20), staff_id=author)
    assert [(row.title, row.due_on) for row in late] == [("Trois garages rencontrés", datetime.date(2026, 6, 12))]
    assert queries.late_actions(store.read(), today=datetime.date(2029, 6, 20), staff_id=author)
    assert not queries.late_actions(store.read(), today=datetime.date(2026, 6, 12), staff_id=None)
