"""A store of 100,000 people: a person's page, read and shown; a page of the list; the doubles of somebody new."""

import datetime
import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from db.queries import people, person
from db.queries.resemblances import possible_duplicates
from db.store import Store, create_store
from db.tables import Person
from kodiko_desktop.services.association.antennas import set_up
from kodiko_desktop.services.people.contacts import note_contact
from kodiko_desktop.services.people.journeys import open_journey
from kodiko_desktop.services.people.notes import write_note
from tests.bench.measure import KEY, Result, result, timed

PEOPLE = 100_000
BUSY = 40
"""People whose page has a long history."""
EXCHANGES = 60
FAMILY = ("Diallo", "Barry", "Rahimi", "Popescu", "Kidane", "Haile", "Ahmadi", "Kaminska", "Stefan", "Nguessan")
GIVEN = ("Amina", "Mohamed", "Fatoumata", "Olena", "Ion", "Tesfay", "Zahra", "Youssef", "Selam", "Karim")


def run() -> list[Result]:
    """Targets: a person's page ≤ 50 ms, read and then shown; the rest has none, and must not be felt."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "store.kodiko", KEY)
        try:
            busy = _fill(store)
            return [*_measure(store, busy), _on_screen(store, busy)]
        finally:
            store.close()


def _measure(store: Store, busy: list[str]) -> list[Result]:
    today, chance = store.now().date(), random.Random(7)
    read = store.read()

    def page_of_a_person() -> None:
        chosen = chance.choice(busy)
        found = person.header(read, chosen, today=today)
        lines = person.happenings(read, chosen)
        if found is None or len(lines) < EXCHANGES:
            raise RuntimeError("the page is empty")
        person.documents(read, chosen)
        person.journal(read, chosen)

    def doubles() -> None:
        possible_duplicates(
            read,
            family_name=chance.choice(FAMILY),
            given_names=chance.choice(GIVEN),
            birth_date=datetime.date(1990, 3, 12),
            phone="0612345678",
        )

    middle = lambda: people.page(read, today=today, offset=chance.randrange(PEOPLE - people.PAGE))  # noqa: E731
    return [
        result(
            "page d’une personne (lecture), 100 000 fiches", timed(page_of_a_person, runs=60), most=50, judged="p95"
        ),
        result("liste : première page, 100 000 fiches", timed(lambda: people.page(read, today=today), runs=30)),
        result("liste : une page au hasard", timed(middle, runs=30)),
        result("doublons possibles d’une personne", timed(doubles, runs=30)),
    ]


def _on_screen(store: Store, busy: list[str]) -> Result:
    """From the click on somebody to the page painted with all it says, in a window of 1366×768."""
    from PySide6.QtWidgets import QApplication

    from ui.application import make_application
    from ui.desk import Desk, Place, Sitting
    from ui.jobs import Jobs
    from ui.pages.people.person_page import PersonPage
    from ui.theme.theme import Theme

    app: Any = QApplication.instance() or make_application()
    theme = Theme(app, "light")
    jobs = Jobs()
    desk = Desk(jobs)
    staff_id, antenna_id = (
        store.read().execute(f"SELECT id FROM {table}").fetchone()[0] for table in ("staff", "antenna")
    )
    desk.sitting = Sitting(store, staff_id, "Sam", antenna_id, "Banc")
    page = PersonPage(desk)
    page.resize(1366, 768)
    page.show()
    times = []
    for person_id in (*busy, *busy):
        started = time.perf_counter()
        page.load(Place("person", person_id))
        while jobs.busy():
            app.processEvents()
        app.processEvents()
        times.append((time.perf_counter() - started) * 1000)
        if page.title() == "Personne":
            raise RuntimeError("the page is empty")
    page.hide()
    jobs.close()
    theme.deleteLater()
    return result("page d’une personne à l’écran, 100 000 fiches", times[3:], most=50, judged="p95")


def _fill(store: Store) -> list[str]:
    chance = random.Random(20260511)
    here = set_up(store, organisation_name="Banc", antenna_name="Banc", staff_name="Sam")
    rows = [
        (
            None,
            {
                "number": f"PAR-2026-{number // 10_000:02d}-{number % 10_000:04d}",
                "family_name": f"{chance.choice(FAMILY)}{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}",
                "given_names": chance.choice(GIVEN),
                "birth_date": f"{chance.randint(1955, 2007)}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
                "phone": f"06{number:08d}",
            },
        )
        for number in range(PEOPLE)
    ]
    with store.act("bench.fill", author=here.staff_id) as act:
        ids = act.create_many(Person, stream=here.antenna_id, rows=rows)
    busy = chance.sample(ids, BUSY)
    today = store.now().date()
    for person_id in busy:
        start = today - datetime.timedelta(days=EXCHANGES)
        open_journey(store, author=here.staff_id, person_id=person_id, programme="banc", started_on=start)
        for number in range(EXCHANGES // 2):
            day = start + datetime.timedelta(days=number)
            note_contact(store, author=here.staff_id, person_id=person_id, on_date=day, channel="telephone")
            write_note(store, author=here.staff_id, person_id=person_id, text="Vu au café", written_on=day)
    return busy
