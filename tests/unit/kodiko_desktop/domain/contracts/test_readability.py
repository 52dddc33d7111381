"""Sentences are counted as a reader counts them."""

from .readability import sentences_of, word_count


def test_abbreviations_and_blanks_do_not_end_or_lengthen_a_sentence() -> None:
    text = "Lu par {interpreter_name}, {tick:x} téléphone (réf. {interpreter_reference}). Je l’ai compris."
    assert [word_count(sentence) for sentence in sentences_of(text)] == [4, 3]


def test_a_colon_or_a_question_mark_ends_a_sentence() -> None:
    assert sentences_of("Santé\u00a0: rien. Ça va\u00a0? Oui.") == ("Santé\u00a0:", "rien.", "Ça va\u00a0?", "Oui.")
