"""The guide an association reads says every name the language knows, and its example is a template that reads."""

import re
from pathlib import Path

from kodiko_desktop.domain.contracts.conditions import KNOWN_CONDITIONS
from kodiko_desktop.domain.contracts.parse import parse_template
from kodiko_desktop.domain.contracts.placeholders import KNOWN_PLACEHOLDERS
from kodiko_desktop.domain.contracts.template import BLOCK_TYPES, KINDS, LANGUAGES, PARAGRAPH_STYLES

from .shipped import TEMPLATES

GUIDE = (Path(__file__).parents[5] / "docs" / "contrats.md").read_text(encoding="utf-8")


def test_guide_lists_every_placeholder_and_condition_with_its_meaning() -> None:
    for name, meaning in KNOWN_PLACEHOLDERS.items():
        assert f"| `{{{name}}}` | {meaning} |" in GUIDE
    for name, meaning in KNOWN_CONDITIONS.items():
        assert f"| `{name}` | {meaning} |" in GUIDE
    assert set(re.findall(r"^\| `\{(\w+)\}` \|", GUIDE, flags=re.M)) == set(KNOWN_PLACEHOLDERS)


def test_guide_names_every_type_style_kind_language_and_file() -> None:
    files = [f"{key}.toml" for key in TEMPLATES]
    for name in (*BLOCK_TYPES, *KINDS, *LANGUAGES, *PARAGRAPH_STYLES, *files):
        assert f"`{name}`" in GUIDE, name


def test_example_of_the_guide_reads() -> None:
    example = re.search(r"```toml\n(.*?)```", GUIDE, flags=re.S)[1]
    head = (
        'key = "exemple"\nversion = 1\nkind = "engagement"\n'
        'title.fr = "T"\ntitle.ro = "T"\ncourtesy.fr = "C"\ncourtesy.ro = "C"\n'
    )
    assert parse_template(head + example, "exemple.toml").languages == ("ro",)


def test_every_known_condition_and_placeholder_serves_a_shipped_template() -> None:
    written = repr(TEMPLATES)
    unused = {name for name in KNOWN_PLACEHOLDERS if f"{{{name}}}" not in written and f":{name}}}" not in written}
    assert unused == set()
    used = " ".join(re.findall(r"condition='([^']*)'", written))
    assert {name for name in KNOWN_CONDITIONS if name not in used.split()} == set()
