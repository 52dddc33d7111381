"""How tables are declared: names, defaults, fresh lists, and no personal data in what a log would show."""

import datetime

import pytest

from db.tables import AttendanceSheet, JourneyStatus, Note, Person, SearchEntry, SyncHead
from db.tables.base import LaptopRow, Reach, column

ENVELOPE = {"id": "p", "stream": "tours", "created_at": "2026-11-23T10:00:00Z"}


def test_a_row_has_the_defaults_of_its_table_and_what_is_said():
    person = Person(**ENVELOPE, family_name="Sow", birth_date=datetime.date(1990, 3, 3))
    assert (person.id, person.family_name, person.birth_date) == ("p", "Sow", datetime.date(1990, 3, 3))
    assert (person.given_names, person.print_language, person.needs_interpreter) == ("", "fr", False)
    assert person.archived_at is None


def test_each_row_has_lists_of_its_own():
    first, second = Person(**ENVELOPE), Person(**ENVELOPE)
    assert first == second
    first.languages.append("ti")
    assert second.languages == []
    assert first != second
    assert Note(**ENVELOPE) != Person(**ENVELOPE)


def test_a_name_the_table_does_not_have_is_refused_and_so_is_a_row_without_an_id():
    with pytest.raises(TypeError, match="surname"):
        Person(**ENVELOPE, surname="Sow")
    with pytest.raises(TypeError, match="id"):
        Person(stream="tours", created_at="")


def test_what_a_log_would_show_of_a_row_names_nobody():
    assert "Sow" not in repr(Person(**ENVELOPE, family_name="Sow"))


def test_a_table_is_named_after_its_class_and_says_where_it_goes():
    assert (AttendanceSheet.__tablename__, SyncHead.__tablename__) == ("attendance_sheet", "sync_head")
    assert JourneyStatus.__sharing__.append_only and JourneyStatus.__sharing__.subject == "person_id"
    assert [cls.__sharing__.reach for cls in (Person, SyncHead, SearchEntry)] == [*Reach]


def test_a_declaration_keeps_what_it_says_of_each_column():
    class Sample(LaptopRow):
        """A table of this test only."""

        key: str = column(primary_key=True, max_length=8)
        count: int = 3
        until: datetime.date | None = None

    key, count, until = Sample.__fields__.values()
    assert key.primary_key and key.make_default is None and key.max_length == 8
    assert (count.kind, count.optional, count.make_default()) == (int, False, 3)
    assert (until.kind, until.optional, until.make_default()) == (datetime.date, True, None)
    assert not hasattr(Sample, "count")
