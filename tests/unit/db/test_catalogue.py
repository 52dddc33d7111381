"""How values are checked on their way into the store, and come back."""

import datetime

import pytest

from db.catalogue import ENVELOPE, InvalidValue, table_of, tables
from db.models import MODELS
from db.tables import Answer, Diagnostic, Note, Person


def column(cls, name):
    return table_of(cls).columns[name]


@pytest.mark.parametrize(
    ("cls", "name", "value", "stored"),
    [
        (Person, "family_name", "Ōé", "Ōé"),
        (Person, "birth_date", datetime.date(1990, 3, 3), "1990-03-03"),
        (Person, "birth_date", "1990-03-03", "1990-03-03"),
        (Person, "birth_date", None, None),
        (Person, "needs_interpreter", True, True),
        (Person, "languages", ["ar", "ti"], '["ar","ti"]'),
        (Answer, "value", "3", '"3"'),
        (Answer, "value", 3, "3"),
        (Answer, "value", None, "null"),
        (Answer, "value", {"mot": "é"}, '{"mot":"é"}'),
    ],
)
def test_a_value_is_stored_and_comes_back_the_same(cls, name, value, stored):
    plain = column(cls, name).plain(value)
    assert column(cls, name).stored(plain) == stored
    back = column(cls, name).python(stored)
    assert back == (datetime.date.fromisoformat(value) if name == "birth_date" and type(value) is str else value)


@pytest.mark.parametrize(
    ("cls", "name", "value"),
    [
        (Person, "family_name", 3),
        (Person, "family_name", None),
        (Person, "birth_date", "3 mars 1990"),
        (Person, "birth_date", datetime.datetime(1990, 3, 3)),
        (Person, "needs_interpreter", "oui"),
        (Answer, "value", {1, 2}),
    ],
)
def test_a_value_of_another_kind_is_refused_in_a_sentence(cls, name, value):
    with pytest.raises(InvalidValue, match="Rien n’a été modifié"):
        column(cls, name).plain(value)


def test_the_log_never_repeats_what_was_typed():
    with pytest.raises(InvalidValue) as refusal:
        column(Person, "birth_date").plain("secret de famille")
    assert "secret" not in refusal.value.for_log


def test_every_table_says_who_shares_it_and_whom_it_speaks_of():
    for table in tables().values():
        subject = table.sharing.subject
        assert subject is None or subject in table.column_names
        assert set(ENVELOPE) <= set(table.column_names)
        assert "archived_at" in table.columns


def test_no_shared_table_has_a_foreign_key_or_a_unique_column():
    """Rows of other laptops arrive in any order."""
    for table in tables().values():
        declared = MODELS[table.cls].__table__
        assert declared.foreign_keys == set()
        assert not any(column.unique for column in declared.columns)


def test_the_subjects_of_a_row_are_the_people_it_speaks_of():
    assert table_of(Person).subject_of("p1", {}) == ["p1"]
    assert table_of(Note).subject_of("n1", {"person_id": "p1"}) == ["p1"]
    assert table_of(Diagnostic).subject_of("d1", {"person_id": None}) == []
