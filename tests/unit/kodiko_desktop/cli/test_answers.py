"""Tables for people, JSON for scripts, files whole or absent."""

import datetime
import json
from argparse import Namespace

import pytest

from kodiko_desktop.cli import answers

READABLE, MACHINE = Namespace(json=False), Namespace(json=True)
ROWS = [{"who": "Zahra", "on": datetime.date(2026, 5, 11), "id": "x1"}, {"who": "U", "on": None, "id": "x2"}]


def test_a_table_is_aligned_and_its_dates_are_french(capsys):
    answers.table(READABLE, {"who": "Qui", "on": "Date"}, ROWS, empty="Rien.")
    assert capsys.readouterr().out == "Qui    Date\nZahra  11/05/2026\nU\n"


def test_a_script_gets_every_fact_of_each_row(capsys):
    answers.table(MACHINE, {"who": "Qui"}, ROWS, empty="Rien.")
    assert json.loads(capsys.readouterr().out) == [
        {"who": "Zahra", "on": "2026-05-11", "id": "x1"},
        {"who": "U", "on": None, "id": "x2"},
    ]


def test_an_empty_list_says_so_to_people_only(capsys):
    answers.table(READABLE, {"who": "Qui"}, [], empty="Rien.")
    answers.table(MACHINE, {"who": "Qui"}, [], empty="Rien.")
    assert capsys.readouterr().out == "Rien.\n[]\n"


def test_a_file_that_cannot_be_written_leaves_what_was_there(tmp_path):
    path = tmp_path / "papier.pdf"
    answers.write_file(path, b"premier")
    answers.write_file(path, b"second")
    assert path.read_bytes() == b"second" and [each.name for each in tmp_path.iterdir()] == ["papier.pdf"]
    with pytest.raises(answers.FileNotWritten, match="place libre"):
        answers.write_file(tmp_path / "absent" / "papier.pdf", b"perdu")
    assert not (tmp_path / "absent").exists()
