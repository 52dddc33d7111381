"""A whole window on a real encrypted profile, for tests of starting, locking and the first screen."""

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from db.store import Store
from db.tables import Appointment, Company, Contact, Contract, HalfDay, Journey, Person, Placement, Session
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import FirstStart, create_profile, open_profile
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import Profile, find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
from ui.main_window import MainWindow
from ui.theme.theme import Theme

PASSPHRASE = "cheval agrafe pile correct"
LIGHT_COST = ArgonCost(memory=8 * 1024, passes=1)
TODAY = datetime.date(2026, 5, 11)


def now() -> datetime.datetime:
    """A Monday morning."""
    return datetime.datetime(2026, 5, 11, 9, 0, tzinfo=UTC)


def new_profile(folder: Path) -> tuple[Profile, FirstStart, antennas.FirstSetUp]:
    """An open profile with an association and somebody who sits here."""
    profile = find_profile("essai", root=folder)
    first = create_profile(profile, passphrase=PASSPHRASE, keyring=None, cost=LIGHT_COST, now=now)
    ids = antennas.set_up(
        first.opened.store,
        organisation_name="Kodiko",
        antenna_name="Antenne de Tours",
        staff_name="Claire Martin",
        postcode="37000",
    )
    return profile, first, ids


def reopened(profile: Profile) -> Any:
    """The profile open on the morning of the tests."""
    return open_profile(profile, lambda: unlock_with_passphrase(profile, PASSPHRASE), now=now)


def one_of_each(store: Store, ids: antennas.FirstSetUp) -> dict[str, str]:
    """Something for every pile of the first screen; the ids by name."""
    made: dict[str, str] = {}
    day = datetime.timedelta(days=1)
    with store.act("seed", author=ids.staff_id) as act:

        def person(name: str, **facts: Any) -> str:
            given, _space, family = name.partition(" ")
            made[name] = act.create(Person, stream=ids.antenna_id, given_names=given, family_name=family, **facts)
            act.create(
                Journey,
                stream=ids.antenna_id,
                person_id=made[name],
                programme="kodiko-cotraining",
                referent_id=ids.staff_id,
                status="actif",
                started_on=TODAY - 40 * day,
            )
            act.create(
                Contact,
                stream=ids.antenna_id,
                person_id=made[name],
                on_date=TODAY - (19 * day if name == "Olena Kravets" else 2 * day),
                reached=True,
            )
            return made[name]

        company = act.create(Company, stream="org", name="Charpentes du Val")
        made["placement"] = act.create(
            Placement,
            stream=ids.antenna_id,
            person_id=person("Awa Diallo"),
            company_id=company,
            contract_kind="CDI",
            starts_on=TODAY,
            day_starts_at="08:00",
        )
        made["appointment"] = act.create(
            Appointment,
            stream=ids.antenna_id,
            person_id=person("Ștefan Munteanu"),
            on_date=TODAY,
            at_time="10:30",
            purpose="diagnostic 360°",
            staff_id=ids.staff_id,
            outcome="a_venir",
        )
        made["contract"] = act.create(
            Contract,
            stream=ids.antenna_id,
            person_id=person("Tesfay Gebremedhin"),
            number="PAR-2026-01-0017",
            template="engagement",
            status="imprime",
            printed_on=TODAY - 5 * day,
            language="fr",
        )
        person("Olena Kravets")
        person("Mihai Popa", permit_ends_on=TODAY + 20 * day)
        made["session"] = act.create(Session, stream=ids.antenna_id, title="Atelier CV", place="Salle 2")
        act.create(
            HalfDay,
            stream=ids.antenna_id,
            session_id=made["session"],
            on_date=TODAY,
            part="apres_midi",
            starts_at="14:00",
            ends_at="17:00",
        )
    return made


@contextmanager
def shown(qtbot: Any, profile: Profile, opened: Any = None) -> Iterator[MainWindow]:
    """The whole window on screen, and ended as the application ends it."""
    window = MainWindow(profile, theme=QApplication.instance().findChild(Theme))
    qtbot.addWidget(window.frame)
    window.show(opened)
    try:
        yield window
    finally:
        window.frame.hide()
        window.close()
