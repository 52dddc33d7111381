"""A window opened on a laptop whose date went back a year says so, and lets work go on."""

import datetime
from pathlib import Path

from kodiko_desktop.services.laptop.opening import open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from tests.gui.open_window import PASSPHRASE, new_profile, now, shown


def test_a_clock_set_back_a_year_is_told_on_the_first_page(qtbot, theme, tmp_path: Path) -> None:
    profile, first, _ids = new_profile(tmp_path)
    first.opened.close()
    opened = open_profile(
        profile,
        lambda: unlock_with_passphrase(profile, PASSPHRASE),
        now=lambda: now() - datetime.timedelta(days=365),
    )
    with shown(qtbot, profile, opened) as window:
        qtbot.waitUntil(lambda: "se croit le dimanche 11 mai 2025" in window.frame.notices.bar().sentence())
        assert window.desk.is_open
