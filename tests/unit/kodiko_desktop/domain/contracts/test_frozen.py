"""What was signed is kept as text: redrawn equal, hashed, and damage is noticed."""

import json

import pytest

from kodiko_desktop.domain.contracts.errors import FrozenContractUnreadable
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.domain.contracts.frozen import fingerprint, freeze, thaw

from .shipped import TEMPLATES

VALUES = ContractValues(
    {"person_name": "ذبیح\u200cالله Stanikzai", "meeting_rhythm": "weekly", "person_phone": "06 12 34 56 78"},
    {"objectives": ({"objective": "Réparer des vélos", "idea": "idea_person"},)},
    frozenset({"copy_given"}),
    frozenset({"interpreter", "non_reader", "minor"}),
)


@pytest.mark.parametrize("key", sorted(TEMPLATES))
def test_frozen_text_gives_back_the_same_document_in_every_language(key: str) -> None:
    template = TEMPLATES[key]
    for language in ("fr", *template.languages):
        filled = fill(template, VALUES, language)
        text = freeze(filled)
        assert thaw(text) == filled
        assert freeze(thaw(text)) == text


def test_the_same_document_always_gives_the_same_text_and_fingerprint() -> None:
    one, other = (freeze(fill(TEMPLATES["engagement"], VALUES, "fa-AF")) for __ in range(2))
    assert one == other and fingerprint(one) == fingerprint(other)
    assert len(fingerprint(one)) == 64


def test_one_changed_letter_changes_the_fingerprint() -> None:
    text = freeze(fill(TEMPLATES["engagement"], VALUES))
    assert fingerprint(text) != fingerprint(text.replace("vélos", "motos"))


def damaged() -> list[str]:
    good = freeze(fill(TEMPLATES["engagement"], VALUES))
    newer = json.loads(good)
    newer["format"] = "kodiko-contract/2"
    missing = json.loads(good)
    del missing["contract"]["sections"]
    other_block = json.loads(good)
    other_block["contract"]["sections"][0]["blocks"][0]["block"] = "poem"
    wrong = json.loads(good)
    wrong["contract"]["version"] = "un"
    extra = json.loads(good)
    extra["contract"]["surprise"] = ""
    return ["", "[]", "null", good[: len(good) // 2], *map(json.dumps, (newer, missing, other_block, wrong, extra))]


@pytest.mark.parametrize("text", damaged())
def test_damaged_or_newer_text_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(FrozenContractUnreadable) as caught:
        thaw(text)
    assert "Rien n’est perdu" in caught.value.sentence
