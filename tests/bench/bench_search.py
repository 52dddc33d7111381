"""A keystroke over 100,000 people: until they are found, and until they are on screen."""

import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from db import search
from db.store import Store
from db.tables import Person
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import OpenProfile, create_profile
from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
from tests.bench.measure import Result, result

PEOPLE = 100_000
FAMILY = (
    *("Diallo", "Barry", "Rahimi", "Popescu", "Gebremedhin", "Haile", "Ahmadi", "Kravets", "Munteanu", "N’Guessan"),
    *("Haidari", "Benali", "Stoyanov", "Camara", "Traoré", "Ivanova", "Hussein", "Lacatus", "Sow", "Nguyen"),
)
GIVEN = (
    *("Awa", "Mohamed", "Fatoumata", "Olena", "Ion", "Tesfay", "Zahra", "Youssef", "Selam", "Ștefan", "محمد", "Samira"),
    *("Mihai", "Leïla", "Paul", "Ioana", "Abdoulaye", "Mariam", "Nour", "Kaltrina"),
)
TYPED = (
    "mohamed",
    "diallo awa",
    "stefan",
    "gebremed",
    "haidari",
    "nguessan",
    "trao",
    "muhammad",
    "06 12 3",
    "kravets o",
)


def run() -> list[Result]:
    """Each letter of ten searches, found (the query alone) then shown (palette of the real window, painted)."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        opened = filled(Path(folder))
        found = [milliseconds(lambda text=text: search.search(opened.store.read(), text, 12)) for text in letters()]
        shown = on_screen(opened)
    return [
        result("touche : personnes trouvées, 100 000 fiches", found[1:], most=5, judged="p95"),
        result("touche : personnes à l’écran, 100 000 fiches", shown[1:], most=16, judged="p95"),
    ]


def letters() -> list[str]:
    """What the field holds after each key."""
    return [text[:count] for text in TYPED for count in range(1, len(text) + 1)]


def on_screen(opened: OpenProfile) -> list[float]:
    """Milliseconds from each key to the list painted with what it found. Closes the profile."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    from ui.application import make_application
    from ui.main_window import MainWindow
    from ui.theme.theme import Theme

    class Painted(QObject):
        last = 0.0

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.last = time.perf_counter()
            return False

    app: Any = QApplication.instance() or make_application()
    window = MainWindow(opened.profile, theme=Theme(app, "light"))
    window.show(opened)
    until(app, lambda: window.rest.is_loaded and window.jobs.busy() == 0)
    window.frame.open_palette()
    box = window.frame.palette_box()
    painted = Painted()
    box.list.viewport().installEventFilter(painted)
    times = []
    for text in letters():
        until(app, lambda: window.jobs.busy() == 0)
        started = time.perf_counter()
        box.field.setText(text)
        until(app, lambda: window.jobs.busy() == 0)
        app.processEvents()
        times.append((max(painted.last, started) - started) * 1000)
    window.frame.hide()
    window.close()
    return times


def until(app: Any, done: Any) -> None:
    """Let the window live until `done()`."""
    while not done():
        app.processEvents()


def milliseconds(work: Any) -> float:
    """How long one call lasts."""
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000


def filled(folder: Path) -> OpenProfile:
    """An open profile of 100,000 people."""
    first = create_profile(
        find_profile(root=folder), passphrase="cheval agrafe pile correct", keyring=None, cost=ArgonCost(8192, 1)
    )
    store: Store = first.opened.store
    ids = antennas.set_up(store, organisation_name="A", antenna_name="B", staff_name="C D", postcode="37000")
    chance = random.Random(3)
    for _batch in range(PEOPLE // 10_000):
        rows = [
            (
                None,
                {
                    "given_names": chance.choice(GIVEN),
                    "family_name": chance.choice(FAMILY) + chance.choice(("", "", " Sissoko", "-Petit")),
                    "phone": f"06{chance.randrange(10**8):08d}",
                },
            )
            for _person in range(10_000)
        ]
        with store.act("seed", author=ids.staff_id) as act:
            act.create_many(Person, stream=ids.antenna_id, rows=rows)
    return first.opened
