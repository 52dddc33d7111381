"""What this laptop shows before any store is open survives damage, and is kept whole."""

import os
from pathlib import Path

import pytest

from kodiko_desktop import app
from kodiko_desktop.domain import wording
from kodiko_desktop.services.laptop.preferences import Preferences, read_preferences, write_preferences
from kodiko_desktop.vault.failures import FolderUnwritable
from resources import translations


def test_preferences_come_back_as_they_were_kept(own_home: Path) -> None:
    assert read_preferences() == Preferences()
    chosen = Preferences(theme="dark", language="en", scale=150)
    write_preferences(chosen)
    assert read_preferences() == chosen


@pytest.mark.parametrize(
    "content", ["", "{", "[]", '{"theme": "rose", "language": 3, "scale": 1000}', '{"scale": null}']
)
def test_damaged_or_unknown_preferences_are_as_at_the_first_start(tmp_path: Path, content: str) -> None:
    (tmp_path / "preferences.json").write_text(content)
    assert read_preferences(tmp_path) == Preferences()


def test_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    in_the_way = tmp_path / "fichier"
    in_the_way.write_text("")
    with pytest.raises(FolderUnwritable):
        write_preferences(Preferences(), in_the_way)


def test_language_and_size_are_settled_before_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)
    try:
        app.prepare(Preferences(language="en", scale=125))
        assert wording._("Réglages") == "Settings"
        assert os.environ["QT_SCALE_FACTOR"] == "1.25"
    finally:
        wording.install(translations.load("fr"))
        monkeypatch.delenv("QT_SCALE_FACTOR", raising=False)


def test_profile_with_an_impossible_name_is_refused_in_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--profil", "../ailleurs"]) == 2
    assert "nom de profil" in capsys.readouterr().err
