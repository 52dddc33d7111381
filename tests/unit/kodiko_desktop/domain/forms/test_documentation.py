"""The manual for the associations says what the code accepts."""

import re
import tomllib
from pathlib import Path

import pytest

import resources
from kodiko_desktop.domain.data_files.toml_lines import line_index
from kodiko_desktop.domain.forms import Kind, Role, parse
from kodiko_desktop.domain.forms.parsing import FORM_FIELDS, SCORE_FIELDS, SECTION_FIELDS
from kodiko_desktop.domain.forms.question_parsing import CHOICE_FIELDS, QUESTION_FIELDS
from kodiko_desktop.domain.programmes.follow_up_parsing import FOLLOW_UP_FIELDS, RULES_ALONE, RULES_WITH_NUMBER
from kodiko_desktop.domain.programmes.parsing import PROGRAMME_FIELDS

DOCS = Path(resources.__file__).parent.parent / "docs"
EXAMPLE = re.compile(r"```toml\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("formulaires.md", {kind.value for kind in Kind} | {role.value for role in Role}),
        ("formulaires.md", set(FORM_FIELDS) | set(CHOICE_FIELDS) | set(SCORE_FIELDS) | {"use"}),
        ("formulaires.md", set(QUESTION_FIELDS) | set(SECTION_FIELDS)),
        ("programmes.md", set(PROGRAMME_FIELDS)),
        ("programmes.md", set(FOLLOW_UP_FIELDS) | set(RULES_ALONE) | set(RULES_WITH_NUMBER)),
    ],
)
def test_every_word_of_the_language_is_explained(page, words):
    manual = (DOCS / page).read_text(encoding="utf-8")
    missing = {word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", manual)}
    assert missing == set()


def test_the_smallest_form_of_the_manual_works():
    example = EXAMPLE.search((DOCS / "formulaires.md").read_text(encoding="utf-8")).group(1)
    form = parse(example, "premier-accueil.toml")
    assert form.question("venir-comment").kind is Kind.TEXT


@pytest.mark.parametrize("page", ["formulaires.md", "programmes.md"])
def test_every_example_of_the_manual_is_written_right(page):
    examples = EXAMPLE.findall((DOCS / page).read_text(encoding="utf-8"))
    assert len(examples) >= 3
    for example in examples:
        assert set(tomllib.loads(example)) <= {path[0] for path in line_index(example) if path}
