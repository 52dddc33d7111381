"""A mistake in a data file is told with its file, its line and what to write."""

import pytest

from kodiko_desktop.domain.data_files import DataFileErrors, open_document


def problem_of(text):
    document, root = open_document(text, "resources/forms/x.toml")
    assert root is None
    return document.problems[0]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = 1\nb = "no end\nc = 2\n', 2),
        ("a = 1\n\nlist = [1,\n", 3),
        ('a = 1\n\nlist = [\n  "x",\n\n[[section]]\nkey = "a"\n', 6),
        ("a = 1\nhello\n", 2),
        ("a = 1\nb = « oui »\n", 2),
        ('a = """open\n\n\n', 1),
        ("a = 1\n[t]\nx = 1\n[t]\n", 4),
    ],
)
def test_a_broken_file_is_told_at_the_line_to_look_at(text, line):
    assert problem_of(text).line == line


def test_a_list_left_open_names_where_it_was_opened():
    problem = problem_of('a = 1\n\nlist = [\n  "x"\n\n[[section]]\nkey = "a"\n')
    assert "ligne 3" in problem.sentence
    assert problem.remedy


def test_a_field_written_twice_is_said_so():
    assert "deux fois" in problem_of("a = 1\na = 2\n").sentence


def test_all_mistakes_come_together_in_the_order_of_lines():
    document, root = open_document('version = "1"\ntilte = "x"\nkey = "Ma Clé"\n', "f.toml")
    root.only(("key", "title", "version"))
    root.key()
    root.text("title")
    root.whole("version")
    error = DataFileErrors(document.problems)
    assert [problem.line for problem in error.problems] == [1, 1, 2, 3]
    assert "f.toml, ligne 2\u00a0: le champ «\u00a0tilte\u00a0»" in error.sentence
    assert "écrivez «\u00a0title\u00a0»" in error.sentence
    assert "4 erreurs" in error.sentence


def test_the_log_names_lines_but_no_content():
    document, root = open_document('key = "Nom Propre"\n', "f.toml")
    root.key()
    assert DataFileErrors(document.problems).for_log == "DataFileErrors: f.toml:1"


@pytest.mark.parametrize("value", ['"x"', "1.5", "true", "[1]"])
def test_a_whole_number_is_nothing_else(value):
    document, root = open_document(f"n = {value}\n", "f.toml")
    assert root.whole("n") is None
    assert "nombre entier" in document.problems[0].sentence


def test_a_flag_is_never_a_word():
    document, root = open_document('required = "oui"\n', "f.toml")
    assert root.flag("required") is False
    assert "true" in document.problems[0].remedy
