"""What the bundle carries may be handed on: every library is listed with its licence, whose text goes along."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
LOCK = ROOT / "requirements.lock"
WITHOUT_TEXT = {"pyside6-essentials", "shiboken6"}
"""Their packages hold no licence text: the LGPL's comes with another one (docs/licences.md)."""
ELSEWHERE = {"pywin32-ctypes", "secretstorage", "jeepney", "backports-tarfile", "cffi", "pycparser"}
"""Packages that some systems or versions of Python do without."""


@pytest.fixture(scope="module")
def licences():
    """`packaging/licences.py`, which is a recipe and no package."""
    spec = importlib.util.spec_from_file_location("recipe_licences", ROOT / "packaging" / "licences.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_library_of_the_lock_is_listed_with_its_licence(licences):
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    cells = [row.split("|")[1] for row in listed.splitlines() if row.startswith("|")]
    names = {name.strip().removesuffix(" (Qt)") for cell in cells for name in cell.split(",")}
    assert set(licences.pinned(LOCK)) - names == set()


def test_the_text_of_every_licence_goes_with_the_bundle(licences):
    texts = licences.texts(LOCK)
    assert all(Path(file).is_file() for file, _place in texts)
    told = {place.split("/")[1] for _file, place in texts}
    assert set(licences.pinned(LOCK)) - told <= WITHOUT_TEXT | ELSEWHERE
    lesser = next(Path(file) for file, place in texts if "python-bidi" in place and file.endswith("COPYING.LESSER"))
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser.read_text(encoding="utf-8")
