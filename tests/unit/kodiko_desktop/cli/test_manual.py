"""The page of the command line says what can be typed, and nothing else: it is held against the parsers."""

import re
import shlex
from pathlib import Path

import pytest

from kodiko_desktop.cli import arguments, demo

PAGE = (Path(__file__).resolve().parents[4] / "docs" / "ligne-de-commande.md").read_text("utf-8")
EXAMPLES = [
    line.removeprefix("kodiko ")
    for block in re.findall(r"^```\n(.*?)^```", PAGE, re.M | re.S)
    for line in block.splitlines()
    if not line.startswith("kodiko <")
]


def commands_below(parser):
    """[(French name, English name, parser)] of what a parser offers; nothing below the last word."""
    if parser._subparsers is None:
        return []
    names = {}
    for name, each in parser._subparsers._group_actions[0].choices.items():
        names.setdefault(id(each), (each, []))[1].append(name)
    return [(french, english, each) for each, (french, english) in names.values()]


def commands_typed():
    """(French, English) of every command; of every action, the name of its group before it."""
    return {
        (f"{french} {action}".strip(), f"{english} {in_english}".strip())
        for french, english, parser in commands_below(arguments.parser())
        for action, in_english, _parser in commands_below(parser) or [("", "", None)]
    }


def commands_told():
    """The same, read in the table of commands, where a row may give many actions: `partage ajouter|lister`."""
    told = set()
    for row in re.findall(r"^\| `([a-z][^`]*)` \| `([^`]*)` \|", PAGE, re.M):
        french, english = ([*cell.replace("\\|", "|").split(" "), ""][:2] for cell in row)
        actions = zip(*(one[1].split("|") if one[1].islower() else [""] for one in (french, english)), strict=True)
        for action, in_english in actions:
            told.add((f"{french[0]} {action}".strip(), f"{english[0]} {in_english}".strip()))
    return told


def options_of(parser):
    """Every option of a parser and of the commands below it."""
    own = {option for action in parser._actions for option in action.option_strings}
    return own.union(*(options_of(each) for _french, _english, each in commands_below(parser)))


def test_the_table_names_every_command_in_both_languages():
    assert commands_told() == commands_typed()


@pytest.mark.parametrize("line", EXAMPLES)
def test_each_example_can_be_typed(line):
    parsed = arguments.parser().parse_args(shlex.split(line, comments=True))
    assert parsed.name == line.split()[0]


def test_each_option_the_page_names_exists_and_each_option_is_on_the_page():
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", PAGE))
    assert named - {"--demo"} == (options_of(arguments.parser()) | options_of(demo.parser())) - {"-h", "--help"}
