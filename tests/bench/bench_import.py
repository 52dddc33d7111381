"""The import of a registration spreadsheet: 10,000 lines of 20 columns, read, checked and written."""

import datetime
import random
import tempfile
import time
from pathlib import Path

import openpyxl

from db.store import create_store
from kodiko_desktop.exchange.bring_in import bring_in
from kodiko_desktop.exchange.mapping import guess_mapping
from kodiko_desktop.exchange.preview import preview
from kodiko_desktop.exchange.reading import read_table
from kodiko_desktop.services.association.antennas import set_up
from tests.bench.measure import KEY, Result, result

LINES = 10_000
RUNS = 3
TITLES = (
    "Nom", "Prénom", "Date de naissance", "Sexe", "Téléphone", "Mail", "Adresse", "Code postal", "Ville", "Hébergement",
    "Site", "Langues parlées", "Niveau de français", "Nationalité", "Statut", "Titre de séjour", "Fin de validité",
    "Niveau d’études", "Situation", "Remarques",
)  # fmt: skip
FAMILY = ("Diallo", "Barry", "Rahimi", "Popescu", "Kidane", "Haile", "Ahmadi", "Камінська", "Ștefan", "N’Guessan")
GIVEN = ("Amina", "Mohamed", "Fatoumata", "Olena", "Ion", "Tesfay", "Zahra", "Youssef", "Selam", "Karim")


def run() -> list[Result]:
    """Target: ≤ 1.7 s in all. The file itself is made before, and does not count."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "inscriptions.xlsx"
        _write(path)
        parts: dict[str, list[float]] = {"read": [], "check": [], "write": [], "undo": []}
        for number in range(RUNS):
            for part, milliseconds in _bring_in(path, Path(folder) / f"{number}.kodiko").items():
                parts[part].append(milliseconds)
    undo = parts.pop("undo")
    total = [sum(times) for times in zip(*parts.values(), strict=True)]
    return [
        result("import de 10 000 × 20 : en tout", total, most=1700),
        result("import : lecture du tableau", parts["read"]),
        result("import : vérification des lignes", parts["check"]),
        result("import : écriture", parts["write"]),
        result("import : annulation", undo),
    ]


def _bring_in(path: Path, store_path: Path) -> dict[str, float]:
    store = create_store(store_path, KEY)
    try:
        here = set_up(store, organisation_name="Banc", antenna_name="Banc", staff_name="Sam")
        started = time.perf_counter()
        table = read_table(path)
        read = time.perf_counter()
        seen = preview(table, guess_mapping(table.headers), connection=store.read(), today=store.now().date())
        checked = time.perf_counter()
        report = bring_in(store, seen, author=here.staff_id, antenna_id=here.antenna_id)
        written = time.perf_counter()
        store.undo(report.act_id, author=here.staff_id)
        undone = time.perf_counter()
        if report.created != LINES:
            raise RuntimeError(f"{report.created} lines came in, {len(report.left_out)} were left out")
        return {
            "read": (read - started) * 1000,
            "check": (checked - read) * 1000,
            "write": (written - checked) * 1000,
            "undo": (undone - written) * 1000,
        }
    finally:
        store.close()


def _write(path: Path) -> None:
    chance = random.Random(20260511)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(["Registre des inscriptions"])
    sheet.append(TITLES)
    for number in range(LINES):
        sheet.append(_line(chance, number))
    book.save(path)


def _line(chance: random.Random, number: int) -> list[object]:
    born = datetime.date(chance.randint(1955, 2007), chance.randint(1, 12), chance.randint(1, 28))
    letters = "".join(chr(97 + int(digit)) for digit in str(number))
    phone = 600_000_000 + number * 9_973
    return [
        f"{chance.choice(FAMILY)}{letters}",
        chance.choice(GIVEN),
        chance.choice([born, born.strftime("%d/%m/%Y"), f"{born.day} mars {born.year}"]),
        chance.choice(["H", "Mme"]),
        chance.choice([phone, f"0{phone}"]),
        f"p{number}@exemple.fr",
        f"{chance.randint(1, 90)} rue des Lilas",
        chance.choice([93200, "75011", 1000]),
        chance.choice(["Saint-Denis", "Bourg-en-Bresse"]),
        chance.choice(["CADA", "squat", "chez un tiers"]),
        chance.choice(["Terrain A", "Terrain B"]),
        chance.choice(["peul, français", "dari / pachto", "roumain et romani"]),
        chance.choice(["A1", "A2", "B1", "alpha"]),
        chance.choice(["afghane", "roumaine", "soudanais"]),
        chance.choice(["réfugiée", "PS"]),
        chance.choice(["carte de résident", "récépissé"]),
        datetime.date(2027, chance.randint(1, 12), 1),
        chance.choice(["Bac", "primaire"]),
        chance.choice(["sans emploi", "en formation"]),
        chance.choice([None, None, None, "Disponible le matin"]),
    ]
