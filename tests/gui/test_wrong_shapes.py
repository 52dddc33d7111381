"""Every page is opened on a laptop that has merged values of every wrong shape: none fails, none hangs."""

import logging

from PySide6.QtWidgets import QApplication, QTabBar

from kodiko_desktop.services.demo.antenna import make_antenna
from kodiko_desktop.services.laptop.opening import create_profile
from kodiko_desktop.sync.exchange import index_what_came
from kodiko_desktop.vault.profiles import find_profile
from tests.gui.open_window import LIGHT_COST, PASSPHRASE, now, shown
from tests.storage.poisoned import poison, spoil

PAGES = ("today", "people", "sessions", "work", "sites", "sharing", "settings", "import")
ALIKE = "SELECT id FROM {} WHERE id NOT LIKE 'mauvais-%' ORDER BY rowid LIMIT 4"


class Visitor:
    """Goes to a place, opens each of its tabs, and notes what was refused there."""

    def __init__(self, qtbot, window) -> None:
        self.qtbot, self.window, self.refused, self.here = qtbot, window, [], ""
        window.desk.refused.connect(lambda sentence: self.refused.append((self.here, sentence)))

    def settle(self) -> None:
        """Everything asked has come back, and what it asked in turn."""
        for _turn in range(3):
            self.qtbot.waitUntil(lambda: not self.window.desk.jobs.busy(), timeout=120_000)
            QApplication.processEvents()

    def go(self, page: str, row: str | None = None) -> None:
        self.here = f"{page} {row}"
        self.window.desk.go(page, row)
        self.settle()
        for tabs in self.window.frame.page().findChildren(QTabBar):
            for place in range(tabs.count()):
                tabs.setCurrentIndex(place)
                self.settle()


def test_every_page_opens_on_values_of_every_wrong_shape(qtbot, theme, tmp_path, caplog) -> None:
    profile = find_profile("essai", root=tmp_path)
    opened = create_profile(profile, passphrase=PASSPHRASE, keyring=None, cost=LIGHT_COST, now=now).opened
    store = opened.store
    with store.not_flushing():
        make_antenna(store)
        made = poison(store)
        spoil(store, 1)
        index_what_came(store)
    with shown(qtbot, profile, opened) as window, caplog.at_level(logging.WARNING):
        qtbot.waitUntil(lambda: window.desk.is_open, timeout=60_000)
        visitor = Visitor(qtbot, window)
        for page in PAGES:
            visitor.go(page)
        for turn in (2, 3):
            spoil(store, turn)
            for kind in ("person", "session", "placement"):
                for (row,) in store.read().execute(ALIKE.format(kind)).fetchall():
                    visitor.go(kind, row)
        for kind in ("session", "placement", "person"):
            for row, _column, _value in made[kind][:: len(made[kind]) // 12]:
                visitor.go(kind, row)
    # What cannot be shown at all (a hire without a day, a form that is no form) is refused in words of its own.
    assert [place for place, sentence in visitor.refused if sentence.startswith("Une erreur imprévue")] == []
    assert [record.getMessage() for record in caplog.records] == []
