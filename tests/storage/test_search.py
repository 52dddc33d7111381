"""Anyone is found in a few letters, in any script, by digits and by file number; and the index follows every write."""

import datetime
import subprocess
import sys

import pytest

from db.records import find
from db.search import KINDS, person_ids, recents, remember_opened, search
from db.store import Store
from db.tables import Company, CompanyContact, Person, Session
from kodiko_desktop.services.association.antennas import set_up
from kodiko_desktop.services.laptop.search_again import index_again
from kodiko_desktop.services.people.people import archive_person, bring_back_person, change_person, register_person


@pytest.fixture
def here(store: Store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Paris", staff_name="Awa")


@pytest.fixture
def register(store: Store, here):
    def register(family_name: str, given_names: str = "", **details) -> str:
        return register_person(
            store,
            author=here.staff_id,
            antenna_id=here.antenna_id,
            family_name=family_name,
            given_names=given_names,
            **details,
        )

    return register


def found(store: Store, text: str, **options) -> list[str]:
    return [hit.title for hit in search(store.read(), text, **options)]


@pytest.mark.parametrize("typed", ["dia", "AMI", "diallo a", "amina diallo", "Diallo-Amina", "  amina  "])
def test_three_letters_of_any_name_in_any_order_find_somebody(store, register, typed):
    register("Diallo", "Amina")
    register("Barry", "Fatou")
    assert found(store, typed) == ["Amina Diallo"]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Muhammad", "mohamed"),
        ("Muhammad", "moham"),
        ("Youssef", "yusuf"),
        ("Ștefan", "stefan"),
        ("Tesfaye", "tesfay"),
        ("Khadidja", "khadija"),
        ("محمد", "Mohamed"),
        ("Fatima", "فاطمة"),
        ("Олена", "olena"),
        ("ሰላም", "selam"),
    ],
)
def test_other_spellings_and_scripts_meet(store, register, written, typed):
    register(written, "")
    assert len(found(store, typed)) == 1


def test_the_own_script_finds_the_person_too(store, register):
    register("Rahimi", "Karim", name_in_own_script="کریم رحیمی")
    assert found(store, "رحیمی") == ["Karim Rahimi"]


@pytest.mark.parametrize("typed", ["0612345678", "06 12", "3456", "678", "+33 6 12 34", "06.12.34.56.78"])
def test_any_three_digits_of_a_telephone_find_somebody(store, register, typed):
    register("Diallo", "Amina", phone="+33 (0)6 12 34 56 78")
    register("Barry", "Fatou", phone="07 99 99 99 99")
    hits = search(store.read(), typed)
    assert [(hit.title, hit.why) for hit in hits] == [("Amina Diallo", "téléphone")]


@pytest.mark.parametrize("typed", ["{number}", "PAR-2026", "par2026", "2026-01-0002", "01-0002", "0002", "2"])
def test_a_piece_of_the_file_number_is_enough(store, register, typed):
    register("Barry", "Fatou")
    person = register("Diallo", "Amina")
    number = find(store.read(), Person, person).row.number
    assert "Amina Diallo" in found(store, typed.format(number=number))


def test_a_year_of_birth_narrows_a_common_name(store, register):
    register("Diallo", "Amina", birth_date=datetime.date(1990, 3, 12))
    register("Diallo", "Amina", birth_date=datetime.date(1988, 1, 1))
    (hit,) = search(store.read(), "diallo 1990")
    assert "12/03/1990" in hit.subtitle
    (hit,) = search(store.read(), "1988")
    assert hit.why == "année de naissance"


def test_whole_words_come_before_beginnings_and_beginnings_before_sounds(store, register):
    register("Alioune", "Ba")
    register("Aly", "Ba")
    register("Ali", "Ba")
    assert found(store, "ali") == ["Ba Ali", "Ba Alioune", "Ba Aly"]
    assert [hit.why for hit in search(store.read(), "ali")] == ["nom", "nom", "nom proche"]


def test_the_index_follows_changes_archives_and_undo(store, here, register):
    person = register("Diallo", "Amina")
    seen = find(store.read(), Person, person).seen
    change_person(store, author=here.staff_id, person_id=person, values={"family_name": "Camara"}, seen=seen)
    assert found(store, "diallo") == []
    assert found(store, "camara") == ["Amina Camara"]
    archive_person(store, author=here.staff_id, person_id=person)
    assert found(store, "camara") == []
    bring_back_person(store, author=here.staff_id, person_id=person)
    assert found(store, "camara") == ["Amina Camara"]
    registered = store.read().execute("SELECT act_id FROM operation WHERE row_id = ?", (register("Sow"),)).fetchone()
    store.undo(registered[0], author=here.staff_id)
    assert found(store, "sow") == []


def test_an_act_that_fails_leaves_the_index_as_it_was(store, here):
    with pytest.raises(RuntimeError), store.act("test", author=here.staff_id) as act:
        act.create(Person, stream=here.antenna_id, family_name="Diallo")
        raise RuntimeError
    assert found(store, "diallo") == []


def test_companies_are_found_by_the_people_one_meets_there_and_sessions_by_their_title(store, here, register):
    register("Martinez", "Ana")
    with store.act("test", author=here.staff_id) as act:
        company = act.create(Company, stream="org", name="Boulangerie du Canal", city="Pantin", phone="01 48 00 00 00")
        act.create(CompanyContact, stream="org", company_id=company, name="Paul Martin", phone="06 11 22 33 44")
        act.create(Session, stream=here.antenna_id, title="Atelier CV", number="SEA-2026-01-0001", place="Martinière")
    assert found(store, "martin") == ["Ana Martinez", "Boulangerie du Canal", "Atelier CV"]
    assert found(store, "martin", kinds=("company",)) == ["Boulangerie du Canal"]
    assert found(store, "0611", kinds=KINDS) == ["Boulangerie du Canal"]
    assert found(store, "SEA-2026-01") == ["Atelier CV"]


@pytest.mark.parametrize("typed", ["", "   ", "-", '"', "'*", "(", "AND", "NEAR(", 'di"al', "a OR", "^x", "é" * 300])
def test_nothing_typed_breaks_the_search(store, register, typed):
    register("Diallo", "Amina")
    assert isinstance(search(store.read(), typed), tuple)


def test_one_letter_finds_no_more_than_asked(store, here):
    rows = [(None, {"family_name": f"Diallo{index}"}) for index in range(80)]
    with store.act("test", author=here.staff_id) as act:
        act.create_many(Person, stream=here.antenna_id, rows=rows)
    assert len(found(store, "d", limit=50)) == 50
    assert len(person_ids(store.read(), "d")) == 80


def test_a_rebuilt_index_answers_as_before(store, here, register):
    for family in ("Diallo", "Barry", "Camara"):
        register(family, "Amina", phone="06 12 34 56 78", languages=["ff"], birth_date=datetime.date(1990, 3, 12))
    questions = ("amina", "0612", "1990", "camara", "kamara")
    before = [search(store.read(), question) for question in questions]
    assert index_again(store, author=here.staff_id) == 3
    assert [set(search(store.read(), question)) for question in questions] == [set(hits) for hits in before]
    assert store.read().execute("SELECT count(*) FROM act WHERE kind = 'search.rebuild'").fetchone() == (0,)


def test_recents_come_latest_first_without_those_put_away(store, here, register):
    people = [register(family) for family in ("Diallo", "Barry", "Camara")]
    with store.note() as connection:
        for minute, person in enumerate([*people, people[0]]):
            remember_opened(connection, kind="person", row_id=person, at=f"2026-05-11T09:{minute:02d}:00Z")
    archive_person(store, author=here.staff_id, person_id=people[1])
    assert [hit.title for hit in recents(store.read())] == ["Diallo", "Camara"]


def test_searching_does_not_wait_for_the_tables_to_be_imported():
    code = "import sys, db.search, db.queries.people, db.queries.person; print('sqlmodel' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"


SAME_NAMES = (
    "Mohamed Mohammed Muhammad Mohamad Mouhamed",
    "Fatima Fatma",
    "Ahmed Ahmad",
    "Yusuf Youssef Yousef",
    "Omar Umar",
    "Khadija Khadidja",
    "Tesfay Tesfaye",
    "Ibrahim Ibrahima",
    "Hussein Hossein",
    "Maryam Mariam",
    "Said Saïd",
)


def test_sixty_four_of_seventy_pairs_of_spellings_meet_in_the_store(store, register):
    groups = [names.split() for names in SAME_NAMES]
    for name in {name for group in groups for name in group}:
        register(name)
    pairs = [(typed, written) for group in groups for typed in group for written in group]
    assert len(pairs) == 70
    assert sum(written in found(store, typed) for typed, written in pairs) >= 64
