"""Joining a team from a first start: code, wait, history, name; stopped on the way, taken up after a restart."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from db.store import Store
from kodiko_desktop.services.laptop import sitting
from kodiko_desktop.services.laptop.opening import create_profile
from kodiko_desktop.services.sharing import exchanges, folders, joining, teams
from kodiko_desktop.vault.profiles import Profile, find_profile
from tests.gui.open_window import LIGHT_COST, PASSPHRASE, new_profile, now, one_of_each, reopened, shown
from ui.sharing.join_cover import JoinCover
from ui.start import first_start
from ui.start.begin_alone import BeginAlone
from ui.start.first_start import FirstStart
from ui.start.recovery_steps import ASKED
from ui.start.who_sits_here import WhoSitsHere


@pytest.fixture
def share(tmp_path: Path) -> Path:
    made = tmp_path / "partage"
    made.mkdir()
    return made


@pytest.fixture
def host(tmp_path: Path, share: Path) -> Iterator[tuple[Store, str]]:
    """A team of one laptop with people, and a code for another."""
    _profile, first, ids = new_profile(tmp_path / "claire")
    store = first.opened.store
    one_of_each(store, ids)
    folders.add_folder(store, share)
    teams.create_team(store, device_name="Ordinateur de Claire")
    exchanges.exchange_all(store)
    yield store, teams.invite(store, antennas=[ids.antenna_id]).code
    first.opened.close()


def cover_of(qtbot: Any, window: Any, kind: type) -> Any:
    def found() -> list[Any]:
        return [each for each in window.frame.findChildren(kind) if each.isVisible()]

    qtbot.waitUntil(lambda: bool(found()))
    return found()[0]


def joiner(folder: Path) -> tuple[Profile, Any]:
    """A profile just made to join a team, open."""
    profile = find_profile("nadia", root=folder)
    made = create_profile(profile, passphrase=PASSPHRASE, keyring=None, cost=LIGHT_COST, now=now)
    sitting.means_to_join(made.opened.store, True)
    return profile, made.opened


def people(store: Store) -> int:
    return store.read().execute("SELECT count(*) FROM person").fetchone()[0]


def test_a_first_start_joins_a_team_and_begins_with_its_people(
    qtbot, theme, tmp_path, share, host, nameless, monkeypatch
) -> None:
    store, code = host
    codes: list[str] = []
    begin = first_start.begin

    def noted(*arguments: Any) -> Any:
        made = begin(*arguments)
        codes.append(made.recovery_code)
        return made

    monkeypatch.setattr(first_start, "begin", noted)
    with shown(qtbot, find_profile("nadia", root=tmp_path / "nadia")) as window:
        start = cover_of(qtbot, window, FirstStart)
        start.joins.setChecked(True)
        assert not start.organisation.isVisible() and nameless(start) == []
        qtbot.keyClick(start.next_button, Qt.Key.Key_Return)
        start.by_phrase.setChecked(True)
        start.phrase.setText(PASSPHRASE)
        start.again.setText(PASSPHRASE)
        start.make_button.click()
        qtbot.waitUntil(lambda: bool(codes) and hasattr(start, "code"))
        groups = codes[0].split("-")
        for field, number in zip(start.code.fields, ASKED, strict=True):
            field.setText(groups[number - 1])
        start.code.confirm_button.click()
        cover = cover_of(qtbot, window, JoinCover)
        assert nameless(cover) == []
        cover.ask_button.click()
        assert "Choisissez" in cover.form._folder_row.error()
        cover.form.folder.path.setText(str(share))
        cover.form.device.setText("Ordinateur de Nadia")
        cover.form.code.setText(code[:-1] + ("A" if code[-1] != "A" else "B"))
        cover.ask_button.click()
        qtbot.waitUntil(lambda: "groupe 4" in cover.form._code_row.error())
        cover.form.code.setText(code.lower().replace("-", " "))
        qtbot.keyClick(cover.form.device, Qt.Key.Key_Return)
        qtbot.waitUntil(cover.look_button.isVisible)
        exchanges.exchange_all(store)
        qtbot.waitUntil(cover.look_button.isEnabled)
        cover.look_button.click()
        who = cover_of(qtbot, window, WhoSitsHere)
        assert [choice.text() for choice in who.choices] == ["Claire Martin · Antenne de Tours"]
        who.somebody_new.setChecked(True)
        assert nameless(who) == []
        who.go_button.click()
        assert who._name_row.error()
        who.name.setText("Nadia Haddad")
        who.go_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        here = window.desk.here()
        assert (here.staff_name, here.antenna_name, people(here.store)) == ("Nadia Haddad", "Antenne de Tours", 5)
        qtbot.waitUntil(lambda: bool(window.frame.page().cards()))


def test_a_history_stopped_on_its_way_is_taken_up_after_a_restart(qtbot, theme, tmp_path, share, host) -> None:
    store, code = host
    profile, opened = joiner(tmp_path / "nadia")
    joining.ask_to_join(opened.store, path=share, code=code, device_name="Ordinateur de Nadia")
    with shown(qtbot, profile, opened) as window:
        cover = cover_of(qtbot, window, JoinCover)
        qtbot.waitUntil(lambda: cover._job is None)
        exchanges.exchange_all(store)
        cover._look()
        cover.progress.cancel_button.click()
        qtbot.waitUntil(lambda: cover.look_button.text() == "&Reprendre")
        assert not window.frame.findChildren(WhoSitsHere)
        assert window.frame.focusWidget() is cover.look_button
    again = reopened(profile)
    assert people(again.store) == 0
    with shown(qtbot, profile, again) as window:
        cover_of(qtbot, window, WhoSitsHere)
        assert people(again.store) == 5 and teams.team_state(again.store).history_coming is False


def test_what_a_first_start_wrote_gives_way_to_the_team_joined_from_the_page(
    qtbot, theme, tmp_path, share, host
) -> None:
    store, code = host
    profile, first, _ids = new_profile(tmp_path / "seule")
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))
        window.sharing.join()
        cover = cover_of(qtbot, window, JoinCover)
        cover.form.folder.path.setText(str(share))
        cover.form.code.setText(code)
        cover.ask_button.click()
        qtbot.waitUntil(cover.look_button.isVisible)
        exchanges.exchange_all(store)
        qtbot.waitUntil(lambda: cover._job is None)
        cover.look_button.click()
        who = cover_of(qtbot, window, WhoSitsHere)
        assert [choice.text() for choice in who.choices] == ["Claire Martin · Antenne de Tours"]
        who.go_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        mine = window.desk.here().store
        assert people(mine) == 5
        assert mine.read().execute("SELECT count(*) FROM antenna").fetchone() == (1,)
        qtbot.waitUntil(lambda: bool(window.frame.page().cards()))


def test_somebody_with_people_of_their_own_is_told_why_they_cannot_join(qtbot, theme, tmp_path, share, host) -> None:
    _store, code = host
    profile, first, ids = new_profile(tmp_path / "seule")
    one_of_each(first.opened.store, ids)
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))
        window.desk.go("sharing")
        page = window.frame.page()
        qtbot.waitUntil(lambda: page.state is not None)
        page.alone.join_button.click()
        cover = cover_of(qtbot, window, JoinCover)
        assert cover.form.device.text() == "Ordinateur de Claire Martin"
        cover.form.folder.path.setText(str(share))
        cover.form.code.setText(code)
        cover.ask_button.click()
        qtbot.waitUntil(lambda: "ses propres données" in cover.remark.sentence())
        cover.leave_button.click()
        qtbot.waitUntil(page.alone.join_button.isVisible)
        assert people(first.opened.store) == 5


def test_joining_begun_and_given_up_leaves_a_laptop_that_begins_alone(
    qtbot, theme, tmp_path, share, host, nameless
) -> None:
    _store, code = host
    profile, opened = joiner(tmp_path / "nadia")
    before = {path for path in share.rglob("*") if path.is_file()}
    with shown(qtbot, profile, opened) as window:
        cover = cover_of(qtbot, window, JoinCover)
        cover.form.folder.path.setText(str(share))
        cover.form.code.setText(code)
        cover.form.device.setText("Ordinateur de Nadia")
        cover.ask_button.click()
        qtbot.waitUntil(cover.look_button.isVisible)
        assert {path for path in share.rglob("*") if path.is_file()} > before
        cover.alone_button.click()
        alone = cover_of(qtbot, window, BeginAlone)
        assert nameless(alone) == []
        alone.back_button.click()  # and one may think again
        cover = cover_of(qtbot, window, JoinCover)
        assert cover.look_button.isVisible()
        cover.alone_button.click()
        alone = cover_of(qtbot, window, BeginAlone)
        alone.begin_button.click()
        assert alone.form.organisation_row.error()
        alone.form.organisation.setText("Relais d’Anjou")
        alone.form.antenna.setText("Angers")
        alone.form.staff.setText("Nadia Haddad")
        alone.begin_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        here = window.desk.here()
        assert (here.staff_name, here.antenna_name) == ("Nadia Haddad", "Angers")
        assert {path for path in share.rglob("*") if path.is_file()} == before
        assert teams.team_state(here.store).standing == teams.NONE
    again = reopened(profile)
    with shown(qtbot, profile, again) as window:
        qtbot.waitUntil(lambda: window.desk.is_open)


def test_a_team_left_on_its_way_in_leaves_nobody_of_it_here(qtbot, theme, tmp_path, share, host) -> None:
    store, code = host
    profile, opened = joiner(tmp_path / "nadia")
    joining.ask_to_join(opened.store, path=share, code=code, device_name="Ordinateur de Nadia")
    with shown(qtbot, profile, opened) as window:
        cover = cover_of(qtbot, window, JoinCover)
        qtbot.waitUntil(lambda: cover._job is None)
        exchanges.exchange_all(store)
        cover._look()
        cover.progress.cancel_button.click()
        qtbot.waitUntil(lambda: cover.look_button.text() == "&Reprendre")
        cover.alone_button.click()
        alone = cover_of(qtbot, window, BeginAlone)
        alone.form.organisation.setText("Relais d’Anjou")
        alone.form.antenna.setText("Angers")
        alone.form.staff.setText("Nadia Haddad")
        alone.begin_button.click()
        qtbot.waitUntil(lambda: window.desk.is_open)
        here = window.desk.here()
        assert people(here.store) == 0 and teams.team_state(here.store).standing == teams.NONE
        assert here.store.read().execute("SELECT name FROM antenna").fetchall() == [("Angers",)]


def test_a_request_is_taken_back_from_the_page(qtbot, theme, tmp_path, share, host) -> None:
    _store, code = host
    profile, first, _ids = new_profile(tmp_path / "seule")
    joining.ask_to_join(first.opened.store, path=share, code=code, device_name="Portable")
    with shown(qtbot, profile, first.opened) as window:
        qtbot.waitUntil(lambda: window.desk.is_open and bool(window.frame.page().cards()))
        window.desk.go("sharing")
        page = window.frame.page()
        qtbot.waitUntil(page.alone.withdraw_button.isVisible)
        page.alone.withdraw_button.click()
        qtbot.waitUntil(page.alone.create_button.isVisible)
        assert not page.alone.withdraw_button.isVisible()
        assert "retirée" in window.frame.notices.bar().sentence()
        assert teams.team_state(first.opened.store).standing == teams.NONE
