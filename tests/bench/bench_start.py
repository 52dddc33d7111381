"""From the click to the first page: paint, a usable Aujourd’hui with 10,000 people, gaps in the window, memory."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from tests.bench.measure import Result, bare_window_memory, result, run_bare_window

PEOPLE, ACTIVE, RUNS = 10_000, 1_500, 7
"""Of 10,000 people on file, 1,500 followed now: an association of forty coordinators."""


def run() -> list[Result]:
    """Starts, each in a process of its own, in turns with a bare window. The key is in a real GNOME keyring."""
    with tempfile.TemporaryDirectory() as folder, keyring_session(Path(folder)) as session:
        fill(Path(folder) / "data", session)
        bare: list[float] = []
        ours: list[dict[str, float]] = []
        for number in range(RUNS + 1):
            floor = float(run_bare_window()[0])
            told = one_start(Path(folder) / "data", session)
            if number:
                bare.append(floor)
                ours.append(told)

    def of(name: str) -> list[float]:
        return [told[name] for told in ours]

    return [
        result("premier affichage", of("paint"), floor=bare, most_ratio=1.4),
        result(
            "Aujourd’hui utilisable, 10 000 personnes",
            of("page"),
            floor=bare,
            most_ratio=3,
            remark="la clé vient d’un vrai trousseau GNOME",
        ),
        result("plus long silence de la fenêtre au démarrage", of("gap"), most=40),
        result("plus long silence de la fenêtre ensuite", of("gap_after"), most=16),
        result(
            "mémoire (PSS), 10 000 personnes",
            of("memory"),
            floor=bare_window_memory(),
            most_ratio=2.5,
            unit="Mio",
        ),
    ]


@contextmanager
def keyring_session(folder: Path) -> Iterator[dict[str, str]]:
    """A session bus with an unlocked GNOME keyring of its own: the variables that lead to it."""
    places = {"HOME": str(folder), "XDG_DATA_HOME": str(folder / "share"), "XDG_RUNTIME_DIR": str(folder / "run")}
    for place in places.values():
        Path(place).mkdir(mode=0o700, exist_ok=True)
    surroundings = {**os.environ, **places}
    bus = subprocess.Popen(
        ["dbus-daemon", "--session", "--nofork", "--print-address"], stdout=subprocess.PIPE, text=True, env=surroundings
    )
    try:
        session = {**places, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
        command = ["gnome-keyring-daemon", "--unlock", "--components=secrets", "--foreground"]
        keyring = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**surroundings, **session},
        )
        keyring.stdin.write("essai")
        keyring.stdin.close()
        try:
            yield session
        finally:
            keyring.terminate()
            keyring.wait()
    finally:
        bus.terminate()
        bus.wait()


def one_start(folder: Path, session: dict[str, str]) -> dict[str, float]:
    """Start the window on the profile in `folder`; what it told."""
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ, **session, "KODIKO_HOME": str(folder)}
    command = [sys.executable, "-m", "tests.bench.window_run", repr(time.time())]
    ended = subprocess.run(command, capture_output=True, text=True, env=surroundings, timeout=60)
    if ended.returncode or not ended.stdout.strip():
        raise RuntimeError(ended.stderr[-2000:])
    return json.loads(ended.stdout)


def fill(folder: Path, session: dict[str, str]) -> None:
    """A profile with its people, made in a process of its own: the keyring of the session keeps its key."""
    command = [
        sys.executable,
        "-c",
        "import sys; from tests.bench import bench_start; bench_start.fill_here(sys.argv[1])",
    ]
    subprocess.run([*command, str(folder)], check=True, env={**os.environ, **session})


def fill_here(folder: str) -> None:
    """People, journeys, contacts, hires and papers. RuntimeError when the keyring does not keep the key."""
    from db.tables import Company, Contact, Contract, Journey, Person, Placement
    from kodiko_desktop.services.association import antennas
    from kodiko_desktop.services.laptop.opening import create_profile
    from kodiko_desktop.vault.keyring_slot import KeyringSlot
    from kodiko_desktop.vault.profiles import find_profile
    from kodiko_desktop.vault.wrapping import ArgonCost

    first = create_profile(
        find_profile(root=Path(folder)),
        passphrase="cheval agrafe pile correct",
        keyring=KeyringSlot(),
        cost=ArgonCost(memory=8192, passes=1),
    )
    if not first.in_keyring:
        raise RuntimeError("no keyring here")
    store = first.opened.store
    ids = antennas.set_up(store, organisation_name="A", antenna_name="B", staff_name="C D", postcode="37000")
    today = store.now().date()
    stream: dict[str, Any] = {"stream": ids.antenna_id}
    with store.act("seed", author=ids.staff_id) as act:
        company = act.create(Company, stream="org", name="Charpentes du Val")
        people = act.create_many(
            Person,
            **stream,
            rows=[
                (None, {"given_names": f"Prénom{n}", "family_name": f"Nom{n * 7919 % PEOPLE}"}) for n in range(PEOPLE)
            ],
        )
        journeys, contacts, papers, hires = [], [], [], []
        for number, person in enumerate(people):
            started = today - timedelta(days=10 + number % 170)
            journeys.append(
                {
                    "person_id": person,
                    "programme": "kodiko-cotraining",
                    "status": "actif" if number < ACTIVE else "sorti",
                    "started_on": started,
                    "referent_id": ids.staff_id if number % 40 == 0 else None,
                }
            )
            contacts.append({"person_id": person, "on_date": today - timedelta(days=number % 20), "reached": True})
            if number % 40 == 0 and number < ACTIVE and number % 80 == 0:
                hires.append(
                    {
                        "person_id": person,
                        "company_id": company,
                        "contract_kind": "CDI",
                        "starts_on": today - timedelta(days=number % 9),
                    }
                )
            if number % 200 == 0:
                papers.append(
                    {
                        "person_id": person,
                        "number": f"PAR-2026-01-{number:04d}",
                        "template": "engagement",
                        "status": "imprime",
                        "printed_on": today - timedelta(days=3),
                    }
                )
        for table, rows in ((Journey, journeys), (Contact, contacts), (Placement, hires), (Contract, papers)):
            act.create_many(table, **stream, rows=[(None, row) for row in rows])
    first.opened.close()
