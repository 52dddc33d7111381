"""A filled contract resolves every blank, leaves the unknown to the pen and keeps each language face to face."""

import pytest

from kodiko_desktop.domain.contracts.errors import ContractLanguageUnavailable, TooManyContractRows
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import (
    Bilingual,
    ContractValues,
    FilledCheckboxes,
    FilledFields,
    FilledParagraph,
    FilledSignatures,
    FilledTable,
)
from kodiko_desktop.domain.contracts.parse import parse_template
from kodiko_desktop.domain.contracts.placeholders import DOTTED
from kodiko_desktop.domain.errors import KodikoError

TEMPLATE = parse_template(
    """\
key = "essai"
version = 1
kind = "engagement"
title.fr = "Contrat n° {contract_number}"
title.ar = "عقد رقم {contract_number}"
courtesy.fr = "Le français seul fait foi."
courtesy.ar = "النص الفرنسي وحده هو المعتمد."

[words.weekly]
fr = "chaque semaine"
ar = "كل أسبوع"

[[section]]
number = 1
title.fr = "Entre"
title.ar = "بين"

[[section.block]]
type = "paragraph"
text.fr = "{person_name}, tél. {person_phone}, {word:meeting_rhythm}."
text.ar = "{person_name}، هاتف {person_phone}، {word:meeting_rhythm}."

[[section.block]]
type = "fields"
labels.fr = ["Rythme", "Fait à"]
labels.ar = ["الوتيرة", "في"]
values = ["{word:meeting_rhythm}", "{signature_place}"]

[[section.block]]
type = "objectives"
columns.fr = ["Objectif", "Pour le"]
columns.ar = ["الهدف", "قبل"]
row = ["{objective}", "{due_date}"]
blank_rows = 2

[[section.block]]
type = "checkboxes"
exclusive = true
keys = ["yes", "no"]
options.fr = ["oui", "non"]
options.ar = ["نعم", "لا"]

[[section]]
number = 2
condition = "interpreter or non_reader"
title.fr = "Lecture"
title.ar = "القراءة"

[[section.block]]
type = "mention"
condition = "interpreter"
text.fr = "Traduit par {interpreter_name}, {tick:by_phone} téléphone."
text.ar = "ترجمه {interpreter_name}، {tick:by_phone} بالهاتف."

[[section.block]]
type = "signatures"
keys = ["person", "witness"]
roles.fr = ["La personne", "Le témoin"]
roles.ar = ["الشخص", "الشاهد"]
names = ["{person_name}", ""]
conditions = ["", "non_reader"]
""",
    "essai.toml",
)


def blocks(values: ContractValues, language: str = "fr") -> list:
    return [block for section in fill(TEMPLATE, values, language).sections for block in section.blocks]


def test_nothing_known_gives_dotted_lines_and_never_the_word_none() -> None:
    for language in ("fr", "ar"):
        filled = fill(TEMPLATE, ContractValues({"person_name": None, "person_phone": "  "}), language)
        assert DOTTED in filled.title.french
        assert "None" not in repr(filled)
        assert "{" not in "".join(
            text.french + text.translation for text in (filled.title, filled.sections[0].blocks[0].text)
        )


def test_french_alone_holds_no_translation() -> None:
    filled = fill(TEMPLATE, ContractValues())
    assert filled.language == "fr"
    assert filled.courtesy == Bilingual("")
    assert filled.title.translation == "" and filled.sections[0].title.translation == ""


def test_courtesy_mark_stands_in_both_languages() -> None:
    assert fill(TEMPLATE, ContractValues(), "ar").courtesy == Bilingual(
        "Le français seul fait foi.", "النص الفرنسي وحده هو المعتمد."
    )


def test_telephone_number_is_fenced_inside_a_right_to_left_sentence() -> None:
    values = ContractValues({"person_name": "Anna Popa", "person_phone": "06 12 34 56 78"})
    paragraph = blocks(values, "ar")[0]
    assert "\u206806 12 34 56 78\u2069" in paragraph.text.translation
    assert paragraph.text.french.startswith("Anna Popa, tél. 06 12 34 56 78, ")


def test_a_value_is_never_read_again_as_a_blank() -> None:
    paragraph = blocks(ContractValues({"person_name": "{person_phone}", "person_phone": "1"}))[0]
    assert paragraph.text.french.startswith("{person_phone}, tél. 1")


def test_direction_marks_and_control_characters_of_a_value_are_dropped() -> None:
    paragraph = blocks(ContractValues({"person_name": "A\u202enna\x00\tPopa"}))[0]
    assert paragraph.text.french.startswith("Anna  Popa,")


def test_zero_width_non_joiner_of_a_dari_name_is_kept() -> None:
    assert "ذبیح\u200cالله" in blocks(ContractValues({"person_name": "ذبیح\u200cالله"}))[0].text.french


def test_a_value_may_have_its_own_form_in_a_language() -> None:
    values = ContractValues({"person_name": "Mohamed"}, translated={"ar": {"person_name": "محمد"}})
    paragraph = blocks(values, "ar")[0]
    assert "Mohamed" in paragraph.text.french and "محمد" in paragraph.text.translation


def test_a_word_is_said_in_each_language_and_an_unknown_word_as_written() -> None:
    field = next(b for b in blocks(ContractValues({"meeting_rhythm": "weekly"}), "ar") if isinstance(b, FilledFields))
    assert field.fields[0].value == Bilingual("chaque semaine", "كل أسبوع")
    free = next(b for b in blocks(ContractValues({"meeting_rhythm": "le lundi"}), "ar") if isinstance(b, FilledFields))
    assert free.fields[0].value == Bilingual("le lundi", "")


def test_blank_field_is_told_apart_from_a_known_one() -> None:
    fields = next(b for b in blocks(ContractValues({"signature_place": "Tours"})) if isinstance(b, FilledFields))
    assert [field.blank for field in fields.fields] == [True, False]


def test_rows_are_kept_in_order_and_blank_rows_complete_them() -> None:
    rows = ({"objective": "Parler au téléphone", "due_date": None},)
    table = next(b for b in blocks(ContractValues(rows={"objectives": rows})) if isinstance(b, FilledTable))
    assert table.rows == ((Bilingual("Parler au téléphone"), Bilingual("")), (Bilingual(""), Bilingual("")))


def test_a_sixth_objective_is_refused_with_a_sentence() -> None:
    with pytest.raises(TooManyContractRows) as caught:
        fill(TEMPLATE, ContractValues(rows={"objectives": tuple({"objective": str(n)} for n in range(6))}))
    assert "6" in caught.value.sentence and "5" in caught.value.sentence


def test_boxes_are_ticked_only_when_told() -> None:
    boxes = next(b for b in blocks(ContractValues(ticked=frozenset({"no"}))) if isinstance(b, FilledCheckboxes))
    assert [(option.key, option.ticked) for option in boxes.options] == [("yes", False), ("no", True)]


def test_a_section_left_without_block_or_condition_is_not_printed() -> None:
    assert [section.number for section in fill(TEMPLATE, ContractValues()).sections] == [1]


def test_mention_and_witness_box_follow_their_conditions() -> None:
    read = blocks(ContractValues(ticked=frozenset({"by_phone"}), facts=frozenset({"interpreter"})))
    mention = next(b for b in read if isinstance(b, FilledParagraph) and b.framed)
    assert "☑\u00a0téléphone" in mention.text.french
    assert [box.key for b in read if isinstance(b, FilledSignatures) for box in b.boxes] == ["person"]
    alone = blocks(ContractValues(facts=frozenset({"non_reader"})))
    assert [box.key for b in alone if isinstance(b, FilledSignatures) for box in b.boxes] == ["person", "witness"]
    assert not any(isinstance(b, FilledParagraph) and b.framed for b in alone)


def test_a_language_that_is_not_ready_is_refused_and_the_ready_ones_named() -> None:
    with pytest.raises(ContractLanguageUnavailable) as caught:
        fill(TEMPLATE, ContractValues(), "ps")
    assert "fr, ar" in caught.value.sentence


def test_a_value_that_is_not_text_is_our_bug() -> None:
    with pytest.raises(TypeError):
        fill(TEMPLATE, ContractValues({"person_name": 12}))


MAYBE = """
key = "peut-etre"
version = 1
kind = "tripartite"
title.fr = "T"
[[section]]
number = 1
title.fr = "A"
[[section.block]]
type = "fields"
labels.fr = ["Nom", "Téléphone"]
values = ["{person_name}", "{person_phone}"]
conditions = ["", "phone_shared"]
[[section.block]]
type = "paragraph"
condition = "suspended"
text.fr = "Pause."
[[section.block]]
type = "bullets"
condition = "suspended"
items.fr = ["Reprise.", "Suite."]
[[section.block]]
type = "paragraph"
condition = "has_dpo"
text.fr = "Délégué."
"""


def test_a_field_is_there_when_its_condition_holds_and_offered_on_a_blank_paper() -> None:
    template = parse_template(MAYBE, "peut-etre.toml")

    def said(**values: object) -> list[str]:
        blocks = fill(template, ContractValues(**values)).sections[0].blocks
        texts = []
        for block in blocks:
            texts += [field.label.french for field in getattr(block, "fields", ())]
            texts += [item.french for item in getattr(block, "items", ())]
            texts += [block.text.french] if hasattr(block, "text") else []
        return texts

    assert said() == ["Nom"]
    assert said(facts=frozenset({"phone_shared"})) == ["Nom", "Téléphone"]
    assert said(blank=True) == ["Nom", "☐\u00a0Téléphone", "☐\u00a0Pause.", "Reprise.", "Suite."]
    assert said(blank=True, facts=frozenset({"has_dpo"}))[-1] == "Délégué."


def test_conditions_of_fields_are_as_many_as_the_fields() -> None:
    with pytest.raises(KodikoError, match="conditions"):
        parse_template(MAYBE.replace('conditions = ["", "phone_shared"]', 'conditions = ["phone_shared"]'), "x.toml")
