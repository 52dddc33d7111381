"""Papers to sign: drafted from the store, printed version by version, signed once and for all, then only amended."""

import datetime

import pypdfium2
import pytest

from db import records
from db.queries import plans as queries
from db.store import Store
from db.tables import Contract, Person
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.frozen import fingerprint, thaw
from kodiko_desktop.services.association import antennas, definitions
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_signing as signing
from kodiko_desktop.services.contracts import contract_templates as templates
from kodiko_desktop.services.contracts.contract_values import values_for
from kodiko_desktop.services.diagnostics import diagnostics, person_diagnostics
from kodiko_desktop.services.people import contacts, journeys, people
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.work import placements

TODAY = datetime.date(2026, 5, 11)
BOTH = (signing.Signatory("person", "Farida Nouri"), signing.Signatory("referent", "Léa Martin"))


@pytest.fixture
def author(store: Store) -> str:
    return antennas.set_up(
        store, organisation_name="Passerelle", antenna_name="Tours", staff_name="Léa Martin", number_prefix="TRS"
    ).staff_id


@pytest.fixture
def person(store: Store, author: str) -> str:
    antenna = store.read().execute("SELECT id FROM antenna").fetchone()[0]
    person_id = people.register_person(
        store,
        author=author,
        antenna_id=antenna,
        family_name="Nouri",
        given_names="Farida",
        name_in_own_script="فریده نوری",
        print_language="fa-AF",
        birth_date=datetime.date(1990, 2, 3),
        situation="recherche_emploi",
    )
    journeys.open_journey(
        store, author=author, person_id=person_id, programme="kodiko-cotraining", started_on=TODAY, rhythm_days=14
    )
    return person_id


@pytest.fixture
def plan(store: Store, author: str, person: str) -> str:
    objective = plans.add_objective(store, author=author, person_id=person, title="Travailler près du tram")
    plans.add_action(
        store,
        author=author,
        person_id=person,
        objective_id=objective,
        title="Trois garages rencontrés",
        by_whom="ensemble",
        due_on=datetime.date(2026, 6, 12),
    )
    return objective


def first(store: Store, kind: str) -> str:
    return templates.templates(store.read(), kind)[0].key


def engagement(store: Store, author: str, person: str, **choices) -> str:
    return contracts.draft_contract(
        store, author=author, person_id=person, template=first(store, templates.ENGAGEMENT), **choices
    )


def row_of(store: Store, contract_id: str) -> Contract:
    return contracts.find_contract(store, contract_id).row


def values_of(store: Store, contract_id: str):
    return values_for(store, row_of(store, contract_id), today=TODAY)


def printed_text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_bounded() for page in document)


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
    assert values.texts["obstacles"] == title
    assert values.texts["person_words"] == "Je sais réparer des moteurs."
    assert values.texts["diagnostic_date"] == "11/05/2026"
    restricted = {form.section(question.section_key).title.french.lower() for question in secret}
    assert not any(word and word in (values.texts["obstacles"] or "") for word in restricted)


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
    assert values.texts["obstacles"] == "la route, logement"
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


def test_signed_text_never_changes_and_is_printed_again_as_it_was(store, author, person, plan, clock):
    contract = engagement(store, author, person)
    first_print = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    row = row_of(store, contract)
    assert (row.status, row.signed_on, row.signed_place) == ("signe", TODAY, "Tours")
    assert row.frozen_sha256 == fingerprint(row.frozen) == fingerprint(first_print.text)
    assert [each.name for each in signing.signatures_of(store, contract)] == ["Farida Nouri", "Léa Martin"]
    clock.turn(days=200)
    plans.add_objective(store, author=author, person_id=person, title="Autre chose")
    record = records.find(store.read(), Person, person)
    people.change_person(store, author=author, person_id=person, values={"family_name": "Noori"}, seen=record.seen)
    again = contract_paper.print_contract(
        store, author=author, contract_id=contract, today=TODAY + datetime.timedelta(days=200)
    )
    assert again.is_copy and again.version == 1
    assert again.pdf == first_print.pdf
    assert thaw(row_of(store, contract).frozen) == thaw(first_print.text)


def test_earlier_version_is_the_one_kept_when_it_is_the_one_signed(store, author, person, plan):
    contract = engagement(store, author, person)
    one = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    plans.add_objective(store, author=author, person_id=person, title="Passer le permis")
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(
        store, author=author, contract_id=contract, signed_on=TODAY, place="", signatories=BOTH, version=1
    )
    row = row_of(store, contract)
    assert (row.version, row.frozen) == (1, one.text)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"signatories": BOTH[:1]}, "Il manque une signature"),
        ({"signed_on": TODAY + datetime.timedelta(days=1)}, "dans le futur"),
        ({"signed_on": TODAY - datetime.timedelta(days=1)}, "imprimée le 11/05/2026"),
        ({"version": 7}, "version 7"),
    ],
)
def test_signature_that_cannot_be_is_refused_in_words(store, author, person, given, sentence):
    contract = engagement(store, author, person)
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    usual = {"signed_on": TODAY, "place": "Tours", "signatories": BOTH}
    with pytest.raises(contracts.ContractRefused, match=sentence):
        signing.sign_contract(store, author=author, contract_id=contract, **{**usual, **given})
    assert row_of(store, contract).status == "imprime"


def test_paper_that_was_never_printed_cannot_be_signed(store, author, person):
    contract = engagement(store, author, person)
    with pytest.raises(contracts.ContractRefused, match="Imprimez d’abord"):
        signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="", signatories=BOTH)


def test_witness_of_somebody_who_does_not_read_must_sign_but_not_an_interpreter_on_the_telephone(store, author, person):
    told = {"name": "Karim", "language": "dari", "kind": "phone"}
    contract = engagement(
        store,
        author,
        person,
        options={"interpreter": told, "non_reader": True},
        values={"witness_name": "Samira"},
    )
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    usual = {"contract_id": contract, "signed_on": TODAY, "place": "Tours"}
    with pytest.raises(contracts.ContractRefused, match="témoin"):
        signing.sign_contract(store, author=author, signatories=BOTH, **usual)
    witness = signing.Signatory("witness", "Samira", mention="lu à voix haute")
    signing.sign_contract(store, author=author, signatories=(*BOTH, witness), **usual)
    assert row_of(store, contract).status == "signe"


def test_signed_contract_is_amended_under_its_own_number(store, author, person, plan):
    contract = engagement(store, author, person)
    with pytest.raises(contracts.ContractRefused, match="n’est pas signé"):
        contracts.amend_contract(store, author=author, contract_id=contract, changes=[])
    contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    record = contracts.find_contract(store, contract)
    with pytest.raises(contracts.ContractRefused, match="avenant"):
        contracts.change_contract(
            store, author=author, contract_id=contract, values={"language": "fr"}, seen=record.seen
        )
    amendment = contracts.amend_contract(
        store,
        author=author,
        contract_id=contract,
        changes=[contracts.ChangedPoint("Rythme", "tous les 15 jours", "chaque semaine")],
        reason="Plus de rendez-vous",
        effective_on=datetime.date(2026, 6, 1),
    )
    values = values_of(store, amendment)
    assert row_of(store, amendment).number == "AVE-2026-01-0001"
    assert (values.texts["amendment_number"], values.texts["contract_number"]) == (
        "AVE-2026-01-0001",
        "CTR-2026-01-0001",
    )
    assert (values.texts["contract_date"], values.texts["effective_date"]) == ("11/05/2026", "01/06/2026")
    assert values.rows["changes"][0]["change_after"] == "chaque semaine"
    paper = contract_paper.prepare(store, amendment, today=TODAY)
    assert "chaque semaine" in printed_text(paper.pdf)
    assert row_of(store, contract).status == "signe"


def test_cancelled_paper_refuses_to_print_and_says_why(store, author, person):
    contract = engagement(store, author, person)
    contracts.cancel_contract(store, author=author, contract_id=contract, reason="Départ dans une autre ville")
    with pytest.raises(contracts.ContractRefused, match="Départ dans une autre ville"):
        contract_paper.prepare(store, contract, today=TODAY)
    with pytest.raises(contracts.ContractRefused, match="annulé"):
        contracts.cancel_contract(store, author=author, contract_id=contract, reason="encore")


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


def test_tripartite_contract_starts_from_a_hire_and_lists_its_visits(store, author, person):
    template = next(
        line.key
        for line in templates.templates(store.read(), templates.TRIPARTITE)
        if "{job_title}" in repr(definitions.latest(store.read(), "contract", line.key).sections)
    )
    with pytest.raises(contracts.ContractRefused, match="embauche"):
        contracts.draft_contract(store, author=author, person_id=person, template=template)
    hire = placements.record_hire(
        store,
        author=author,
        person_id=person,
        starts_on=TODAY,
        new_company={"name": "Serres de Vouvray", "city": "Vouvray"},
        new_tutor={"name": "M. Petit", "phone": "+33612345678"},
        job_title="Ouvrière horticole",
        contract_kind="cdi",
        category="ouvrier",
        weekly_hours=35.0,
        trial_written=True,
    )
    contract = contracts.draft_contract(
        store, author=author, person_id=person, template=template, placement_id=hire, language="ro"
    )
    values = values_of(store, contract)
    assert values.texts["company_name"] == "Serres de Vouvray"
    assert values.texts["trial_end_date"] == "10/07/2026" and "trial_period" in values.facts
    visits = [(row["step_name"], row["step_date"]) for row in values.rows["visits"]]
    assert visits[:3] == [("day_1", "11/05/2026"), ("day_3", "13/05/2026"), ("end_week_1", "15/05/2026")]
    assert ("trial_review") in {name for name, _day in visits}
    paper = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    assert "Serres de Vouvray" in printed_text(paper.pdf)


def test_boxes_of_the_tripartite_paper_are_those_the_person_agreed_to_at_the_hire(store, author, person):
    def drafted(sharing: list[str], **options) -> str:
        hire = placements.record_hire(
            store,
            author=author,
            person_id=person,
            starts_on=TODAY,
            new_company={"name": "Serres"},
            tasks="Repiquer les plants",
            equipment="Gants",
            equipment_by="employeur",
            instructions="Ne pas courir",
            integration_path="Visite de la serre",
            sharing=sharing,
        )
        return contracts.draft_contract(
            store, author=author, person_id=person, template="tripartite", placement_id=hire, **options
        )

    agreed = values_of(store, drafted(["share_phone", "share_french"]))
    assert agreed.ticked == {"share_phone", "share_french"}
    said = [agreed.texts[name] for name in ("tasks", "protective_equipment", "instructions", "integration_path")]
    assert said == [
        "Repiquer les plants",
        "Gants (fourni par\u00a0: l’employeur)",
        "Ne pas courir",
        "Visite de la serre",
    ]
    assert values_of(store, drafted([])).ticked == frozenset()


def test_what_may_be_shared_has_the_codes_of_the_boxes_on_the_paper(store):
    offered = {code for code, _label in vocabulary("shared_with_employer").choices()}
    for line in templates.templates(store.read(), templates.TRIPARTITE):
        sections = definitions.latest(store.read(), definitions.CONTRACT, line.key).sections
        boxes = {key for each in sections for block in each.blocks for key in getattr(block, "keys", ())}
        assert {key for key in boxes if key.startswith("share_")} == offered


def test_every_shipped_template_can_be_drafted_and_drawn(store, author, person, plan):
    hire = placements.record_hire(
        store, author=author, person_id=person, starts_on=TODAY, new_company={"name": "Serres"}, contract_kind="cdi"
    )
    for line in templates.templates(store.read()):
        contract = contracts.draft_contract(
            store, author=author, person_id=person, template=line.key, placement_id=hire, language="fr"
        )
        paper = contract_paper.prepare(store, contract, today=TODAY)
        assert paper.pages >= 1, line.key
        template = definitions.latest(store.read(), definitions.CONTRACT, line.key)
        assert fill(template, values_of(store, contract)).title.french in paper.title


def test_scan_is_kept_with_its_signatures_and_a_second_one_replaces_nothing(store, author, person, tmp_path):
    contract = engagement(store, author, person)
    paper = contract_paper.print_contract(store, author=author, contract_id=contract, today=TODAY)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(paper.pdf)
    with pytest.raises(contracts.ContractRefused, match="signé"):
        signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    signing.sign_contract(store, author=author, contract_id=contract, signed_on=TODAY, place="Tours", signatories=BOTH)
    kept = signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    assert {each.document_id for each in signing.signatures_of(store, contract)} == {kept.document_id}
    assert queries.contracts_of(store.read(), person)[0].has_scan
    scan.write_bytes(paper.pdf + b"\n% again")
    signing.attach_scan(store, author=author, contract_id=contract, path=scan)
    count = store.read().execute("SELECT count(*) FROM document WHERE archived_at IS NULL").fetchone()[0]
    assert count == 2


def test_late_actions_are_found_for_the_first_screen(store, author, person, plan):
    late = queries.late_actions(
        store.read(), today=datetime.date(2026, 6, 20), since=datetime.date(2026, 5, 1), staff_id=author
    )
    assert [(row.title, row.due_on) for row in late] == [("Trois garages rencontrés", datetime.date(2026, 6, 12))]
    assert not queries.late_actions(
        store.read(), today=datetime.date(2026, 6, 12), since=datetime.date(2026, 5, 1), staff_id=None
    )
