"""Where no window can open, it is known before Qt ends the program."""

import sys

import pytest

from kodiko_desktop.cli.screen import Screen

linux = pytest.mark.skipif(sys.platform != "linux", reason="other systems always have a screen")


@pytest.fixture(autouse=True)
def nothing_asked(monkeypatch):
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)


@linux
def test_without_a_display_there_is_no_screen():
    assert "n’a pas d’écran" in Screen().obstacle()


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "offscreen:size=800x600"])
def test_a_platform_that_draws_for_nobody_is_no_screen(platform, monkeypatch):
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    monkeypatch.setenv("DISPLAY", ":0")
    assert "n’a pas d’écran" in Screen().obstacle()


@linux
def test_a_display_that_does_not_answer_is_found_out(monkeypatch):
    monkeypatch.setenv("DISPLAY", ":4999")
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert "ne répond pas" in Screen().obstacle()
