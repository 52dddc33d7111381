"""Mixed directions: what is drawn from left to right."""

from kodiko_desktop.documents.bidi import first_strong, levels, mirrored, visual_order


def seen(text: str, base: int = 1) -> str:
    found = levels(text, base)
    shown = (mirrored(text[place]) if found[place] % 2 else text[place] for place in visual_order(list(found)))
    return "".join(each for each in shown if each not in "\u2066\u2067\u2068\u2069\u200c")


def test_date_inside_arabic_keeps_its_order():
    assert "22/11/2026" in seen("في 22/11/2026 عقد")


def test_latin_name_and_its_bracket_keep_their_order_inside_an_isolate():
    assert "Jean (2)" in seen("عقد \u2068Jean (2)\u2069 في")


def test_telephone_number_in_an_isolate_is_not_turned_round():
    assert "06 12 34 56 78" in seen("الهاتف: \u206606 12 34 56 78\u2069")


def test_parentheses_are_mirrored_in_a_right_to_left_run():
    assert seen("(ملف)") == "(فلم)"


def test_arabic_name_in_a_french_line_stays_where_it_is_said():
    assert seen("Nom \u2068محمد\u2069 (né le 2)", 0) == "Nom دمحم (né le 2)"


def test_unclosed_and_deeply_nested_isolates_are_survived():
    text = "\u2068" * 300 + "محمد A" + "\u2069" * 100
    assert sorted(visual_order(list(levels(text, 1)))) == list(range(len(text)))


def test_direction_is_that_of_the_first_letter_outside_isolates():
    assert first_strong("12 محمد") == 1
    assert first_strong("\u2068محمد\u2069 abc") == 0
    assert first_strong("123") == 0


def test_empty_line_has_no_order():
    assert visual_order([]) == [] and levels("", 1) == ()
