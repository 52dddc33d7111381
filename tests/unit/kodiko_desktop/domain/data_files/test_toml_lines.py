"""The line of each value is right, whatever way the TOML is written."""

import tomllib

import pytest

import resources
from kodiko_desktop.domain.data_files.toml_lines import line_index

TRICKY = '''# comment with [brackets] and "quotes"
key = "a # b"   # trailing
"quoted key" = 'it''s'
dotted.inner.deep = 1
text = """
several [lines]
with a quote " and ""
"""
literal = \'\'\'
x = 1
\'\'\'
mixed = [
  1, # one
  { a = "}", b = [2, 3] },

  "]",
]

[table]
first = 2026-05-11
[[many]]
key = "one"
[[many.inside]]
deep = true
[[many.inside]]
deep = false
[[many]]
key = "two"
[many.sub]
x = 1
'''.replace("'it''s'", "'it'")


def paths(value, path=()):
    """Every path of what tomllib read."""
    yield path
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from paths(inside, (*path, name))
    elif isinstance(value, list):
        for position, inside in enumerate(value):
            yield from paths(inside, (*path, position))


def test_each_value_is_found_on_its_line():
    lines = line_index(TRICKY)
    assert lines["key",] == 2
    assert lines["quoted key",] == 3
    assert lines["dotted", "inner", "deep"] == 4
    assert lines["mixed", 0] == 13
    assert lines["mixed", 1, "b", 1] == 14
    assert lines["mixed", 2] == 16
    assert lines["many", 0, "inside", 1, "deep"] == 26
    assert lines["many", 1, "key"] == 28
    assert lines["many", 1, "sub", "x"] == 30


def test_windows_line_ends_count_the_same():
    assert line_index(TRICKY.replace("\n", "\r\n")) == line_index(TRICKY)


@pytest.mark.parametrize("folder", ["forms", "programmes", "vocabularies"])
def test_every_value_of_every_shipped_file_has_a_line(folder):
    for name in resources.names(folder):
        text = resources.read_text(folder, name)
        lines = line_index(text)
        expected = set(paths(tomllib.loads(text)))
        assert expected == set(lines), name
        written = text.split("\n")
        for path, line in lines.items():
            if path and isinstance(path[-1], str) and path[-1] in ("key", "type", "rule"):
                assert path[-1] in written[line - 1], (name, path, line)


def test_escaped_quotes_and_keys_are_walked_over():
    lines = line_index('"a\\u00e9" = "x\\\\"\nb = "\\""\nc = """x\\"""\n"""\nd = 1\n')
    assert lines["aé",] == 1
    assert lines["b",] == 2
    assert lines["c",] == 3
