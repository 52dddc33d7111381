"""Exchanging through every folder: what goes and comes, what refuses, what is told of it, and who is told."""

import errno
import threading
import time

import pytest

from db import records
from db.tables import Person
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.services.people import contacts
from kodiko_desktop.services.sharing import duplicates, exchanges, folders, news, space, state, teams, whereabouts
from kodiko_desktop.sync.failures import FolderAway
from kodiko_desktop.sync.folder import Folder
from tests.storage.sharing import Office


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "partage"
    folder.mkdir()
    return folder


@pytest.fixture
def office(tmp_path, empty_store, clock):
    made = []

    def make():
        made.append(Office(tmp_path / f"poste-{len(made) + 1}", empty_store, len(made) + 1, clock))
        return made[-1]

    yield make
    for each in made:
        each.store.close()


@pytest.fixture
def pair(office, share):
    one, two = office().found_team(share), office()
    return one, two.join(one, share)


def key(store) -> str:
    return folders.shared_folders(store.read())[0].key


# -- what goes and comes ------------------------------------------------------------------------------------------


def test_what_is_typed_on_one_laptop_is_on_the_other_after_an_exchange_each(pair):
    one, two = pair
    one.register("Kidane")
    assert exchanges.waiting(one.store) == 2
    [sent] = one.sync()
    assert (sent.reached, sent.sent) == (True, 2) and exchanges.waiting(one.store) == 0
    [received] = two.sync()
    assert dict(received.received) == {one.store.device: 2} and two.names() == ["Kidane"]
    assert all(report.quiet for report in (*one.sync(), *two.sync()))


def test_a_folder_that_is_away_is_quiet_and_what_waits_leaves_when_it_is_back(pair, share, tmp_path):
    one, two = pair
    one.register("Kidane")
    share.rename(tmp_path / "parti")
    assert [(report.reached, report.trouble) for report in one.sync()] == [(False, "")]
    assert not exchanges.worth_looking(one.store, key(one.store))
    found = state.read_state(one.store)
    assert found.to_send == 2 and not found.alarm
    assert found.folders[0].sentence.startswith("Pas joignable pour le moment. Dernier échange")
    (tmp_path / "parti").rename(share)
    assert exchanges.worth_looking(one.store, key(one.store))
    one.sync()
    two.sync()
    assert two.names() == ["Kidane"]


def test_two_folders_meet_in_one_exchange_through_the_laptop_that_sees_both(office, share, tmp_path):
    one, two = office().found_team(share), office()
    two.join(one, share)
    stick = tmp_path / "cle"
    stick.mkdir()
    for each in (one, two):
        folders.add_folder(each.store, stick, "Clé")
    one.sync()
    first, second = folders.shared_folders(two.store.read())
    folders.forget_folder(two.store, first.key)  # two meets the stick only
    assert second.name == "Clé"
    two.register("Traoré")
    two.sync()
    three = office()
    three.join(one, share, "Portable de Sam")
    one.sync()  # the stick comes second: what it brings must still go to the share
    three.sync()
    assert three.names() == ["Traoré"]
    three.register("Kidane")
    three.sync()
    one.sync()
    two.sync()
    assert two.names() == ["Kidane", "Traoré"]


def test_one_folder_that_refuses_does_not_stop_the_other(office, share, tmp_path, monkeypatch):
    one, two = office().found_team(share), office()
    two.join(one, share)
    full = tmp_path / "pleine"
    full.mkdir()
    folders.add_folder(one.store, full, "Clé pleine")
    one.sync()
    write = Folder._write

    def no_room(folder, path, content):
        if full in path.parents:
            path.write_bytes(content[: len(content) // 2])
            raise OSError(errno.ENOSPC, "full")
        write(folder, path, content)

    monkeypatch.setattr(Folder, "_write", no_room)
    one.register("Kidane")
    good, bad = one.sync()
    assert good.reached and good.sent == 2 and good.trouble == ""
    assert not bad.reached and "ne peut pas écrire" in bad.trouble
    assert [each.trouble for each in folders.shared_folders(one.store.read())] == ["", bad.trouble]
    assert state.read_state(one.store).folders[1].sentence == bad.trouble
    two.sync()
    assert two.names() == ["Kidane"]
    monkeypatch.setattr(Folder, "_write", write)
    assert all(report.trouble == "" for report in one.sync())
    assert [each.trouble for each in folders.shared_folders(one.store.read())] == ["", ""]
    assert not [path for path in full.rglob("*.part")]


def test_a_share_found_empty_is_not_filled_again_until_somebody_says_so(pair, share):
    one, two = pair
    two.register("Traoré")
    two.sync()
    one.sync()
    for path in sorted(share.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    one.register()
    [report] = one.sync()
    assert report.emptied and list(share.iterdir()) == []
    told = state.read_state(one.store)
    assert "vide" in told.folders[0].sentence and told.to_send == 2
    [report] = one.sync(start_again=[key(one.store)])
    assert report.reached and report.sent == 5 and (share / "kodiko.json").is_file()
    written = {path.name[:16] for path in (share / "streams").rglob("*.kd")}
    assert written == {one.store.device, two.store.device}  # what the other one wrote is put back too
    assert not folders.shared_folders(one.store.read())[0].emptied


def test_an_exchange_stopped_half_way_goes_on(pair):
    one, two = pair
    for number in range(4):
        one.register(f"Nom {number}")
        one.sync()
    calls = []

    def stop(*_said):
        calls.append(1)
        if len(calls) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        two.sync(progress=stop)
    assert 0 < len(two.names()) < 4
    two.sync()
    assert two.names() == [f"Nom {number}" for number in range(4)]


# -- a share that does not answer ---------------------------------------------------------------------------------


def test_a_share_that_hangs_holds_nobody_and_is_left_in_peace(tmp_path):
    release, asked, now = threading.Event(), [], [100.0]

    def hang(path):
        asked.append(path)
        release.wait(20)
        return True

    def ask(patience=0.2):
        began = time.monotonic()
        answer = whereabouts.is_there(tmp_path / "mort", patience=patience, look=hang, clock=lambda: now[0])
        return answer, time.monotonic() - began

    answer, waited = ask()
    assert answer is None and waited >= 0.2
    assert all(ask(patience=20)[1] < 0.1 for _time in range(3)) and len(asked) == 1  # one thread waits, whoever asks
    now[0] += whereabouts.FIRST_PAUSE + 1
    assert ask()[1] >= 0.2  # now and then, somebody waits a little again
    now[0] += whereabouts.FIRST_PAUSE + 1
    assert ask(patience=20)[1] < 0.1  # less and less often
    assert whereabouts.last_answer(tmp_path / "mort") is None and len(asked) == 1
    release.set()
    wait_for(lambda: whereabouts.last_answer(tmp_path / "mort") is True)
    assert ask(patience=5)[0] is True and len(asked) == 2  # it answered at last: it is asked as any other


def wait_for(true, seconds=5.0):
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_dead_mount_beside_does_not_keep_a_stick_from_being_found(tmp_path, monkeypatch):
    dead, release, real = tmp_path / "mort", threading.Event(), whereabouts.is_there

    def look(path):
        return release.wait(20) if path == dead else path.is_dir()

    monkeypatch.setattr(whereabouts, "is_there", lambda path, **_options: real(path, patience=0.1, look=look))
    monkeypatch.setattr(whereabouts, "volume_of", lambda _path: "1A2B")
    (tmp_path / "CLE" / "equipe").mkdir(parents=True)
    away = tmp_path / "avant" / "equipe"
    try:
        found = whereabouts.other_places(away, "1A2B", [dead, tmp_path / "CLE"])
        assert found == [tmp_path / "CLE" / "equipe", tmp_path / "CLE"]
        assert whereabouts.other_places(away, "FFFF", [tmp_path / "CLE"]) == []
    finally:
        release.set()


def test_a_folder_whose_disk_errs_is_not_there(tmp_path):
    def broken(_path):
        raise OSError(errno.EIO, "broken")

    assert whereabouts.is_there(tmp_path / "casse", look=broken) is False


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


def test_what_went_and_came_lately_is_counted_by_laptop(pair, clock):
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
