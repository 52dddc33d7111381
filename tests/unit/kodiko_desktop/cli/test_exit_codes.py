"""What scripts rely on: the number each failure ends with, and the page that says so."""

import re
from pathlib import Path

import pytest

import db.connection
import db.upgrades
from kodiko_desktop.cli import exit_codes, secrets
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.sync import failures as sharing_failures
from kodiko_desktop.vault import failures

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.parametrize("name", sorted(exit_codes._CODES))
def test_every_failure_with_a_code_of_its_own_exists(name):
    rooms = (failures, sharing_failures, db.connection, db.upgrades, secrets)
    found = [getattr(room, name) for room in rooms if hasattr(room, name)]
    assert found and all(issubclass(each, KodikoError) for each in found)


def test_any_other_known_failure_ends_with_one():
    assert ExitCode.of(KodikoError("une phrase")) == 1


def test_the_codes_are_those_the_manual_gives():
    manual = (ROOT / "docs" / "ligne-de-commande.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", manual, re.M)}
    assert documented == {int(code) for code in ExitCode}
