"""Who welcomes a person at work changes: the page says who it is now, and who it was until when."""

from datetime import date

import pytest

from db import heads
from db.queries import companies
from db.store import Store
from kodiko_desktop.services.people import people
from kodiko_desktop.services.work import hires, placements, tutors
from kodiko_desktop.services.work.placements import PlacementRefused

START, TODAY = date(2026, 5, 4), date(2026, 5, 11)


@pytest.fixture
def hire(store: Store, author: str, antenna: str) -> str:
    return placements.record_hire(
        store,
        author=author,
        person_id=people.register_person(
            store, author=author, antenna_id=antenna, family_name="Diallo", given_names="Awa"
        ),
        starts_on=START,
        new_company={"name": "Charpentes du Val"},
        new_tutor={"name": "Mme Roth", "phone": "02 00 00 00 01"},
    )


def read(store: Store, hire: str) -> hires.Hire:
    return hires.read_hire(store, hire, today=TODAY)


def change(store: Store, author: str, hire: str, since: date, **who) -> None:
    tutors.change_tutor(store, author=author, placement_id=hire, since=since, seen=read(store, hire).seen, **who)


def test_who_it_was_is_kept_with_its_days(store: Store, author: str, hire: str) -> None:
    assert read(store, hire).tutors == ()
    change(store, author, hire, date(2026, 5, 7), new_tutor={"name": "M. Lopez", "phone": "06 12 34 56 78"})
    found = read(store, hire)
    assert (found.placement.tutor_name, found.placement.tutor_phone) == ("M. Lopez", "06 12 34 56 78")
    assert [(each.name, each.since) for each in found.tutors] == [("M. Lopez", date(2026, 5, 7)), ("Mme Roth", START)]


def test_contact_known_already_takes_over_with_a_new_telephone(store: Store, author: str, hire: str) -> None:
    change(store, author, hire, date(2026, 5, 6), new_tutor={"name": "M. Lopez"})
    company = read(store, hire).placement.company_id
    roth = next(each for each in companies.contacts(store.read(), company) if each.name == "Mme Roth")
    told = ({"phone": "06 00 00 00 09"}, heads.seen(store.read(), "company_contact", roth.id))
    change(store, author, hire, date(2026, 5, 8), contact_id=roth.id, tutor_changes=told)
    found = read(store, hire)
    assert (found.placement.tutor_name, found.placement.tutor_phone) == ("Mme Roth", "06 00 00 00 09")
    assert [each.name for each in found.tutors] == ["Mme Roth", "M. Lopez", "Mme Roth"]


def test_wrong_changes_are_refused_in_a_sentence(store: Store, author: str, hire: str) -> None:
    new = {"new_tutor": {"name": "M. Lopez"}}
    same = store.read().execute("SELECT tutor_contact_id FROM placement").fetchone()[0]
    for since, who, said in (
        (date(2026, 5, 1), new, "avant le premier jour"),
        (date(2026, 5, 20), new, "pas encore venu"),
        (TODAY, {"new_tutor": {"name": " "}}, "Écrivez le nom"),
        (TODAY, {"contact_id": same}, "déjà cette personne"),
    ):
        with pytest.raises(PlacementRefused, match=said):
            change(store, author, hire, since, **who)
    change(store, author, hire, date(2026, 5, 8), **new)
    with pytest.raises(PlacementRefused, match="plus récent"):
        change(store, author, hire, date(2026, 5, 6), new_tutor={"name": "Mme Petit"})


def test_change_is_undone_whole(store: Store, author: str, hire: str) -> None:
    acts: list[str] = []
    store.on_change(lambda changes: acts.append(changes.act_id))
    change(store, author, hire, TODAY, new_tutor={"name": "M. Lopez"})
    store.undo(acts[-1], author=author)
    found = read(store, hire)
    assert (found.placement.tutor_name, found.tutors) == ("Mme Roth", ())
