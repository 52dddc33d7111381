"""A template with a slip is refused with its file, its line and what to write; a right one is read whole."""

import pytest

from kodiko_desktop.domain.contracts.parse import parse_template
from kodiko_desktop.domain.contracts.template import Bullets, Checkboxes, Fields, Paragraph, Signatures, Table
from kodiko_desktop.domain.data_files import DataFileErrors, Problem

GOOD = """\
key = "maison"
version = 3
kind = "engagement"
orientation = "portrait"
title.fr = "Titre"
title.ro = "Titlu"
courtesy.fr = "Le français seul fait foi."
courtesy.ro = "Numai textul francez este valabil."
handwritten = ["bus_line"]

[words.weekly]
fr = "chaque semaine"
ro = "în fiecare săptămână"

[[section]]
number = 1
title.fr = "Entre"
title.ro = "Între"

[[section.block]]
type = "paragraph"
text.fr = "Bonjour {person_name}."
text.ro = "Bună, {person_name}."

[[section.block]]
type = "bullets"
condition = "interpreter or not renewable"
items.fr = [
  "Un.",
  "Deux.",
]
items.ro = ["Unu.", "Doi."]

[[section.block]]
type = "fields"
french_only = true
labels.fr = ["Ligne de bus"]
values = ["{bus_line}"]

[[section]]
number = 2
title.fr = "Suite"
title.ro = "Urmare"

[[section.block]]
type = "objectives"
columns.fr = ["Objectif", "Idée de"]
columns.ro = ["Obiectiv", "Ideea cui"]
row = ["{objective}", "{word:idea}"]

[[section.block]]
type = "checkboxes"
exclusive = true
keys = ["yes", "no"]
options.fr = ["oui", "non"]
options.ro = ["da", "nu"]

[[section.block]]
type = "signatures"
keys = ["person", "witness"]
roles.fr = ["La personne", "Le témoin"]
roles.ro = ["Persoana", "Martorul"]
names = ["{person_name}", "{witness_name}"]
conditions = ["", "non_reader"]
"""


def refusal(text: str) -> Problem:
    with pytest.raises(DataFileErrors) as caught:
        parse_template(text, "maison.toml")
    assert "maison.toml" in caught.value.sentence
    return caught.value.problems[0]


def line_of(text: str, needle: str) -> int:
    return next(number for number, line in enumerate(text.splitlines(), start=1) if needle in line)


def test_a_right_template_is_read_whole() -> None:
    template = parse_template(GOOD, "maison.toml")
    assert (template.key, template.version, template.kind) == ("maison", 3, "engagement")
    assert template.languages == ("ro",)
    assert [type(block) for section in template.sections for block in section.blocks] == [
        Paragraph,
        Bullets,
        Fields,
        Table,
        Checkboxes,
        Signatures,
    ]
    assert template.sections[1].blocks[0].max_rows == 5
    assert template.sections[0].blocks[1].items[1] == {"fr": "Deux.", "ro": "Doi."}


def test_a_byte_order_mark_left_by_a_windows_editor_is_accepted() -> None:
    assert parse_template("\ufeff" + GOOD, "maison.toml").key == "maison"


@pytest.mark.parametrize(
    ("old", "new", "needle", "said"),
    [
        ('text.ro = "Bună, {person_name}."\n', "", "text.fr = ", 'text.ro = "…"'),
        ("Bună, {person_name}.", "Bună.", "text.ro = ", "person_name"),
        ("Bonjour {person_name}.", "Bonjour {persone_name}.", "text.fr = ", "person_name"),
        ("Bonjour {person_name}.", "Bonjour {person_name.", "text.fr = ", "accolade"),
        ('items.ro = ["Unu.", "Doi."]', 'items.ro = ["Unu."]', "items.ro", "1 lignes, il en faut 2"),
        ('type = "bullets"', 'type = "bulets"', "bulets", "bullets"),
        ("interpreter or not renewable", "interpretor", "interpretor", "interpreter"),
        ("interpreter or not renewable", "interpreter and renewable", "interpreter and", "or"),
        ('[[section.block]]\ntype = "checkboxes"', '[[section.block]]\ntipe = 1\ntype = "checkboxes"', "tipe", "tipe"),
        ('keys = ["yes", "no"]', 'keys = ["yes", "yes"]', 'keys = ["yes", "yes"]', "différent"),
        ('row = ["{objective}", "{word:idea}"]', 'row = ["{objective}"]', "row = ", "2"),
        ('conditions = ["", "non_reader"]', 'conditions = ["", "blind"]', "blind", "non_reader"),
        ("number = 2", "number = 3", "number = 3", "1, 2, 3"),
        ("version = 3", "version = 0", "version = 0", "version = 1"),
        ("version = 3", 'version = "3"', 'version = "3"', "nombre"),
        ('kind = "engagement"', 'kind = "pacte"', "pacte", "engagement"),
        ('kind = "engagement"\n', "", "key = ", "kind"),
        ('key = "maison"', 'key = "Ma maison"', "Ma maison", "tirets"),
        ('title.ro = "Titlu"', 'title.xx = "Titlu"', "title.fr", "fa-AF"),
        ('text.fr = "Bonjour {person_name}."', 'text.fr = ""', 'text.fr = ""', "vide"),
        ('handwritten = ["bus_line"]', 'handwritten = ["person_name"]', "handwritten", "person_name"),
    ],
)
def test_a_slip_is_refused_with_its_line_and_a_remedy(old: str, new: str, needle: str, said: str) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    error = refusal(text)
    assert error.line == line_of(text, needle)
    assert said in str(error)


def test_a_broken_quote_is_refused_with_its_line() -> None:
    text = GOOD.replace('key = "maison"', 'key = "maison', 1)
    assert refusal(text).line == 1


def test_a_translation_in_a_language_the_title_does_not_announce_is_refused() -> None:
    text = GOOD.replace('text.ro = "Bună', 'text.ar = "أهلا {person_name}"\ntext.ro = "Bună', 1)
    assert "title.ar" in refusal(text).remedy


def test_mistakes_of_several_blocks_are_told_together() -> None:
    text = GOOD.replace("Bonjour {person_name}.", "Bonjour {persone_name}.").replace('["yes", "no"]', '["yes"]')
    with pytest.raises(DataFileErrors) as caught:
        parse_template(text, "maison.toml")
    assert [problem.line for problem in caught.value.problems] == [
        line_of(text, "persone_name"),
        line_of(text, '["yes"]'),
    ]


def test_an_error_in_the_second_section_names_a_line_of_the_second_section() -> None:
    text = GOOD.replace('columns.ro = ["Obiectiv", "Ideea cui"]\n', "", 1)
    assert refusal(text).line == line_of(text, "columns.fr")


@pytest.mark.parametrize(
    "text",
    [
        "",
        'title.fr = "x"',
        'section = 3\ntitle.fr = "x"\nkey = "x"',
        GOOD.split("[[section")[0],
        GOOD.split("[[section.block")[0],
    ],
)
def test_a_file_with_nothing_to_print_is_refused(text: str) -> None:
    assert refusal(text).line >= 1
