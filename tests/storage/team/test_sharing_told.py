"""What is told of the exchanges: news of colleagues, the state of a laptop and of its folders, warnings."""

import shutil

import pytest

from db import records
from db.store import open_store
from db.tables import Person
from kodiko_desktop.services.people import contacts
from kodiko_desktop.services.sharing import duplicates, exchanges, folders, news, space, state, teams
from kodiko_desktop.sync.failures import FolderAway
from tests.storage.conftest import KEY


def key(store) -> str:
    return folders.shared_folders(store.read())[0].key


# -- what is told -------------------------------------------------------------------------------------------------


def test_news_tell_who_did_what_about_whom_and_are_seen_once(pair, clock):
    one, two = pair
    awa = one.register("Diallo", given_names="Awa")
    contacts.note_contact(
        one.store, author=one.staff, person_id=awa, on_date=clock().date(), channel="telephone", summary="Appelée"
    )
    one.register("Kidane", given_names="Sara")
    one.sync()
    clock.turn(hours=2)
    two.sync()
    sara, told = news.news(two.store.read(), now=two.store.now())
    assert (told.person_id, told.person, told.author, told.device) == (
        awa,
        "Awa Diallo",
        "Claire Morel",
        "Ordinateur de Claire",
    )
    assert told.what == "nouvelle personne, contact noté" and told.when == "il y a 2\u00a0h"
    assert sara.person == "Sara Kidane"
    news.seen_news(two.store)
    assert news.news(two.store.read(), now=two.store.now()) == ()
    assert len(news.news(two.store.read(), now=two.store.now(), since=0)) == 2


def test_a_referent_hears_of_their_own_people_only(pair, clock):
    one, two = pair
    mine = one.register("Diallo", referent="karim")
    one.register("Kidane", referent="sam")
    one.sync()
    two.sync()
    [told] = news.news(two.store.read(), now=clock(), referent="karim")
    assert told.person_id == mine
    assert news.news(two.store.read(), now=clock(), referent="personne") == ()


def test_the_history_brought_by_joining_is_no_news(office, share, clock):
    one, two = office().found_team(share), office()
    one.register()
    one.sync()
    two.join(one, share)
    assert news.news(two.store.read(), now=clock()) == ()


def test_a_long_story_is_told_short(pair, clock):
    one, two = pair
    awa = one.register("Diallo")
    one.sync()
    two.sync()
    news.seen_news(two.store)
    for kind in ("note.write", "contact.note", "appointment.fix", "document.keep", "contract.sign"):
        with one.store.act(kind, author=one.staff) as act:
            seen = records.find(one.store.read(), Person, awa).seen
            act.change(Person, awa, values={"city": kind}, seen=seen)
    one.sync()
    two.sync()
    [told] = news.news(two.store.read(), now=clock())
    assert told.what == "note écrite, contact noté, rendez-vous fixé et 2 de plus"


# -- the state ----------------------------------------------------------------------------------------------------


def test_the_headline_follows_the_life_of_a_laptop(office, share, clock):
    one, two = office().set_up(), office()
    assert state.read_state(one.store).headline.startswith("Cet ordinateur travaille seul")
    teams.create_team(one.store, device_name="Claire")
    assert state.read_state(one.store).headline.startswith("Aucun dossier partagé n’est choisi")
    folders.add_folder(one.store, share)
    assert state.read_state(one.store).headline == "Aucun échange n’a encore eu lieu."
    one.sync()
    clock.turn(minutes=4)
    assert state.read_state(one.store).headline == "Tout est parti. Dernier échange\u00a0: il y a 4\u00a0min."
    one.register()
    assert state.read_state(one.store).headline.startswith("2 saisies attendent de partir")
    two.ask(one, share)
    assert state.read_state(two.store).headline.startswith("La demande est dans le dossier partagé")


def test_what_went_and_came_lately_is_counted_by_laptop(pair, clock, tmp_path):
    one, two = pair
    one.register("Kidane")
    one.sync()
    two.sync()
    told = state.read_state(two.store)
    [came] = told.came
    assert (came.device, came.name, came.count, came.when) == (
        one.store.device,
        "Ordinateur de Claire",
        2,
        "à l’instant",
    )
    assert state.read_state(one.store).went == 5 and told.to_send == 0
    (tmp_path / "clé").mkdir()
    folders.add_folder(one.store, tmp_path / "clé")
    one.sync()
    assert state.read_state(one.store).went == 5  # in two folders, and typed once
    clock.turn(days=8)
    assert state.read_state(two.store).came == () and state.read_state(one.store).went == 0


def test_a_file_half_arrived_is_only_said_and_after_a_day_with_what_to_do(pair, share, clock):
    one, two = pair
    one.register("Kidane")
    one.sync()
    [path] = (path for path in (share / "streams" / one.antenna).iterdir())
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    two.sync()
    [warned] = state.read_state(two.store).warnings
    assert warned.sentence == "Paris\u00a0: 1 fichier est en train d’arriver. Il sera lu au prochain échange."
    assert (warned.kind, warned.alarm, warned.details) == ("unreadable", False, (path.name,))
    clock.turn(days=2)
    two.sync()
    [warned] = state.read_state(two.store).warnings
    assert "n’est pas arrivé en entier (il y a 2 jours)" in warned.sentence
    path.write_bytes(whole)
    two.sync()
    assert state.read_state(two.store).warnings == () and two.names() == ["Kidane"]


def test_a_file_that_is_not_one_is_left_aside_and_said(pair, share):
    one, two = pair
    (share / "streams" / "org").mkdir(exist_ok=True)
    (share / "streams" / "org" / "erreur.html").write_text("<html>Not found</html>" * 50)
    two.sync()
    [warned] = state.read_state(two.store).warnings
    assert warned.sentence.startswith("Commun à l’association\u00a0: 1 fichier est abîmé") and not warned.alarm
    assert one.sync()[0].reached


def test_a_tail_that_somebody_heard_and_that_is_not_there_becomes_an_alarm(office, share, clock):
    one, two, three = office().found_team(share), office(), office()
    two.join(one, share)
    three.join(one, share, "Portable de Sam")
    one.register("Kidane")
    one.sync()
    [path] = (share / "streams" / one.antenna).iterdir()
    two.sync()
    path.rename(path.with_name(".cache"))  # the folder hides it
    two.register("Traoré")  # and says, with what it wrote, what it had heard
    two.sync()
    three.sync()
    [warned] = state.read_state(three.store).warnings
    assert warned.kind == "missing" and not warned.alarm
    assert "2 saisies de «\u00a0Ordinateur de Claire\u00a0»" in warned.sentence
    assert "«\u00a0Portable de Tours\u00a0»" in warned.sentence
    clock.turn(days=2)
    found = state.read_state(three.store)
    assert found.alarm and "Faites un échange depuis «\u00a0Portable de Tours\u00a0»" in found.warnings[0].sentence
    one.sync()
    three.sync()
    assert state.read_state(three.store).warnings == () and three.names() == ["Kidane", "Traoré"]


def test_a_clock_far_ahead_is_said_in_days(pair, clock):
    one, two = pair
    clock.turn(days=400)
    one.register()
    one.sync()
    clock.turn(days=-400)
    two.sync()
    [warned] = state.read_state(two.store).warnings
    assert warned.kind == "clock" and "avance de 400 jours" in warned.sentence and not warned.alarm
    two.sync()
    assert state.read_state(two.store).warnings == (warned,)  # an exchange without news does not hide it
    clock.turn(days=2)
    assert state.read_state(two.store).warnings == ()


def test_the_room_taken_is_measured_by_antenna_and_remembered(pair, share, tmp_path):
    one, _two = pair
    one.register()
    one.sync()
    measured = space.measure_space(one.store, key(one.store))
    assert [each.name for each in measured] == ["Commun à l’association", "Paris"]
    on_disk = sum(path.stat().st_size for path in (share / "streams").rglob("*.kd"))
    assert sum(each.typed for each in measured) == on_disk and all(each.files >= 1 for each in measured)
    assert state.read_state(one.store).folders[0].space == measured
    share.rename(tmp_path / "parti")
    with pytest.raises(FolderAway):
        space.measure_space(one.store, key(one.store))
    assert state.read_state(one.store).folders[0].space == measured


def test_news_of_a_file_put_behind_another_are_told_of_the_one_kept(pair, clock):
    one, two = pair
    kept, other = one.register("Diallo", referent="karim"), one.register("Dialo")
    one.sync()
    two.sync()
    duplicates.merge(two.store, author="karim", keep=kept, other=other)
    news.seen_news(two.store)
    with one.store.act("note.write", author=one.staff) as act:
        seen = records.find(one.store.read(), Person, other).seen
        act.change(Person, other, values={"city": "Tours"}, seen=seen)
    one.sync()
    two.sync()
    [told] = news.news(two.store.read(), now=clock(), referent="karim")
    assert (told.person_id, told.person, told.what) == (kept, "Diallo", "note écrite")


def test_a_copied_disk_is_told_so_and_both_copies_find_themselves_in_the_team(pair, tmp_path, clock):
    _one, two = pair
    two.store.close()
    (tmp_path / "copie").mkdir()
    copied = shutil.copy(two.store.path, tmp_path / "copie" / "store.kodiko")
    two.store = open_store(two.store.path, KEY, now=clock)
    twin = open_store(copied, KEY, now=clock)
    try:
        two.register("Diallo")
        two.sync()
        with twin.act("person.register", author="sam") as act:
            act.create(Person, stream=two.antenna, family_name="Kidane")
        exchanges.exchange_all(twin)
        two.sync()
        [warned] = state.read_state(twin).warnings
        assert warned.kind == "copy" and "Rien n’est perdu" in warned.sentence and not warned.alarm
        assert state.read_state(two.store).warnings == ()
        for store in (two.store, twin):
            assert [each.id for each in teams.devices(store) if each.this_one] == [store.device]
        clock.turn(days=8)
        assert state.read_state(twin).warnings == ()
    finally:
        twin.close()
