"""Where a pass-phrase may come from, and what is said when it comes from nowhere."""

import io
import os
from argparse import Namespace

import pytest

from kodiko_desktop.cli import secrets


def asked(**given):
    return Namespace(**{"phrase_fichier": None, "phrase_fd": None, **given})


@pytest.fixture(autouse=True)
def nobody_at_the_keyboard(monkeypatch):
    monkeypatch.delenv(secrets.PASSPHRASE_FILE, raising=False)
    monkeypatch.setattr("sys.stdin", io.StringIO())


def test_the_first_line_of_a_file_is_the_phrase_spaces_included(tmp_path):
    path = tmp_path / "phrase"
    path.write_bytes(" douze tasses de thé \r\nautre ligne".encode())
    assert secrets.passphrase(asked(phrase_fichier=path)) == " douze tasses de thé "


def test_a_variable_names_the_file(tmp_path, monkeypatch):
    path = tmp_path / "phrase"
    path.write_text("par la variable", "utf-8")
    monkeypatch.setenv(secrets.PASSPHRASE_FILE, str(path))
    assert secrets.has_passphrase(asked()) and secrets.passphrase(asked()) == "par la variable"


def test_a_descriptor_gives_the_phrase():
    reading, writing = os.pipe()
    os.write(writing, b"par le tube\n")
    os.close(writing)
    try:
        assert secrets.passphrase(asked(phrase_fd=reading)) == "par le tube"
    finally:
        os.close(reading)


def test_an_unreadable_source_is_said(tmp_path):
    for given in (asked(phrase_fichier=tmp_path / "absent"), asked(phrase_fd=9999)):
        with pytest.raises(secrets.SecretNeeded, match="n’a pas pu être lue"):
            secrets.passphrase(given)
    binary = tmp_path / "binaire"
    binary.write_bytes(b"\xff\xfe\xfd")
    with pytest.raises(secrets.SecretNeeded):
        secrets.passphrase(asked(phrase_fichier=binary))


def test_without_anybody_at_the_keyboard_the_way_to_give_it_is_said():
    with pytest.raises(secrets.SecretNeeded, match="--phrase-fichier"):
        secrets.passphrase(asked())
    with pytest.raises(secrets.SecretNeeded):
        secrets.recovery_code()
