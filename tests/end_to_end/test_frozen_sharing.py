"""Two computers that have nothing but the frozen bundle, and one folder: a team is made, joined, and both meet."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.end_to_end.frozen import Bundle
from tests.end_to_end.virtual_screen import clean_surroundings

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle of the tests is the one of Linux")

AWAITED = 8
"""What `join` and `sync` end with while the team has not answered yet."""


@dataclass
class Computer:
    """A home folder, and the commands of the bundle run in it."""

    bundle: Bundle
    home: Path

    def __post_init__(self) -> None:
        self.home.mkdir()
        (self.home / "phrase").write_text("cheval agrafe pile correct", encoding="utf-8")
        self.surroundings = {
            **clean_surroundings(self.home),
            "KODIKO_PASSPHRASE_FILE": str(self.home / "phrase"),
        }

    def run(self, *arguments: object, code: int = 0) -> str:
        """What a command says; it must end with `code`."""
        told = self.bundle.say(self.surroundings, *arguments)
        assert told.returncode == code, told.stdout + told.stderr
        return told.stdout

    def json(self, *arguments: object, code: int = 0) -> Any:
        """The same, as data."""
        return json.loads(self.run(*arguments, "--json", code=code))

    def people(self) -> list[str]:
        """The family names this computer has."""
        return sorted(person["family_name"] for person in self.json("lister", "personnes"))

    def bring_in(self, name: str) -> None:
        """Register somebody from a spreadsheet."""
        table = self.home / f"{name}.csv"
        table.write_text(f"Nom;Prénom;Date de naissance\n{name};Awa;01/03/1990\n", encoding="utf-8")
        self.run("importer", table)


def test_two_computers_with_the_bundle_make_a_team_and_meet_in_a_folder(bundle: Bundle, tmp_path: Path):
    share = tmp_path / "partage"
    share.mkdir()
    first, second = Computer(bundle, tmp_path / "premier"), Computer(bundle, tmp_path / "second")
    first.run("creer", "--association", "Horizons", "--antenne", "Tours", "--personne", "Claire Martin")
    first.bring_in("Haidari")
    first.run("team", "create", "--feuille-pdf", first.home / "racine.pdf")
    assert (first.home / "racine.pdf").read_bytes().startswith(b"%PDF")
    first.run("folder", "add", share, "--nom", "Bureau")
    assert first.json("sync")["folders"][0]["reached"]
    code = second.home / "code"
    code.write_text(first.json("invite")["code"], encoding="utf-8")
    second.json("join", share, "--nom", "Portable", "--invitation-fichier", code, code=AWAITED)
    first.run("sync")
    second.run("join", "--personne", "Karim Diallo")
    assert second.people() == ["Haidari"]
    second.bring_in("Munteanu")
    for computer in (second, first):
        assert computer.json("sync")["to_send"] == 0
    assert first.people() == ["Haidari", "Munteanu"]
    assert [each["name"] for each in first.json("device", "list")] == ["Ordinateur de Claire Martin", "Portable"]
    assert not [path for path in share.rglob("*") if path.is_file() and b"Haidari" in path.read_bytes()]
