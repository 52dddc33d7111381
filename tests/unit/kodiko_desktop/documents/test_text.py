"""Lines: nothing too wide, nothing lost, whatever the script."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.documents.fonts import ARABIC, ETHIOPIC, MAIN
from kodiko_desktop.documents.text import Span, Style, clean, fitted, one_line, paragraph, text_width

ARABIC_TEXT = "أنا الموقع أدناه، أقر باستلام مساعدة غذائية بتاريخ 22/11/2026 (ملف رقم 1042) من جمعية Kodiko."
TIGRINYA = "ኣነ ኣብ ታሕቲ ዝፈረምኩ ናይ መግቢ ሓገዝ ብ22/11/2026 (ፋይል ቁጽሪ 1042) ካብ ማሕበር Kodiko"


def written(line) -> str:
    """The text of a line as a reader gets it back, glyph by glyph from left to right."""
    return "".join(
        part.face.font.spoken.get(ord(character), character) for part in line.pieces for character in part.text
    )


def test_words_are_broken_at_spaces_and_none_is_lost():
    text = "Une seule personne est référente de mon parcours. Si elle change, on me prévient à l’avance."
    lines = paragraph((Span(text),), 120, 9.5).lines
    assert len(lines) > 2
    assert " ".join(written(line) for line in lines) == text
    assert all(line.width * 9.5 / 1000 <= 120 for line in lines)


def test_word_wider_than_the_column_is_cut_not_clipped():
    lines = paragraph((Span("A" * 80),), 60, 10).lines
    assert "".join(written(line) for line in lines) == "A" * 80
    assert all(line.width * 10 / 1000 <= 60 for line in lines)


@pytest.mark.parametrize(("text", "rtl"), [(ARABIC_TEXT, True), (TIGRINYA, False)])
def test_every_script_holds_in_its_column_and_keeps_its_letters(text, rtl):
    lines = paragraph((Span(text),), 110, 10, rtl).lines
    assert all(line.width * 10 / 1000 <= 110.01 for line in lines)
    drawn = "".join(written(line) for line in lines)
    assert sorted(drawn.replace(" ", "")) == sorted(text.replace(" ", ""))


def test_date_in_arabic_line_is_drawn_by_the_main_font_in_its_order():
    line = one_line("بتاريخ 22/11/2026", rtl=True)
    assert [part.face.family for part in line.pieces] == [MAIN, ARABIC]
    assert line.pieces[0].text.strip() == "22/11/2026"


def test_digits_in_ethiopic_come_from_the_main_font():
    assert {part.face.family for part in one_line("ብ22/11").pieces} == {ETHIOPIC, MAIN}


def test_arabic_letters_are_joined():
    alone = {one_line(letter, rtl=True).pieces[0].text for letter in "محمد"}
    assert alone.isdisjoint(one_line("محمد", rtl=True).pieces[0].text)


def test_non_joiner_keeps_two_letters_apart():
    assert written(one_line("می‌کنم", rtl=True))[::-1] == "می‌کنم"
    glyphs = [part.text for part in one_line("می‌کنم", rtl=True).pieces]
    assert glyphs != [part.text for part in one_line("میکنم", rtl=True).pieces]


@pytest.mark.expects_log("kodiko_desktop.documents.fonts")
def test_character_no_font_knows_is_a_visible_box_that_reads_back(caplog):
    line = one_line("A한")
    assert written(line) == "A한"
    assert line.pieces[-1].width > 300


def test_missing_character_is_logged_by_its_code_point_only(caplog, request):
    request.node.add_marker(pytest.mark.expects_log("kodiko_desktop.documents.fonts"))
    one_line("Secret 国")
    assert any("U+56FD" in record.getMessage() and "Secret" not in record.getMessage() for record in caplog.records)


def test_decomposed_accents_are_composed_and_controls_are_gone():
    assert clean("e\u0301te\u0301\x07\ud800") == "été \ufffd"
    assert clean("a\r\nb") == "a\nb"


def test_line_end_in_a_text_starts_a_line():
    assert [written(line) for line in paragraph((Span("un\ndeux\n\ntrois"),), 200, 10).lines] == [
        "un",
        "deux",
        "",
        "trois",
    ]


def test_bold_label_and_plain_value_share_lines():
    line = paragraph((Span("Nom : ", True), Span("Awa")), 300, 10).lines[0]
    assert [part.face.name.rsplit("-", 1)[1] for part in line.pieces] == ["Bold", "Regular"]
    assert written(line) == "Nom : Awa"


def test_fitted_text_says_that_it_was_cut():
    style = Style(size=10, leading=12)
    cut = fitted("Un titre bien trop long pour la place", 80, style)
    assert cut.endswith("…") and text_width(cut, style) <= 80
    assert fitted("court", 80, style) == "court"


@given(st.text(alphabet="abé 1(ا\u200cبج ሰላ-·\n", max_size=60), st.booleans(), st.floats(30, 200))
def test_any_mix_of_scripts_is_laid_out_without_loss(text, rtl, width):
    lines = paragraph((Span(text),), width, 10, rtl).lines
    drawn = sorted("".join(written(line) for line in lines).replace(" ", "").replace("\u200c", ""))
    expected = text.replace(" ", "").replace("\n", "").replace("\u200c", "")
    mirrors = {"(": "()", ")": "()"}
    assert len(drawn) == len(expected)
    assert all(letter in drawn or any(other in drawn for other in mirrors.get(letter, "")) for letter in expected)


def test_importing_the_documents_does_not_import_reportlab():
    program = (
        "import sys, kodiko_desktop.documents.attendance_sheet, kodiko_desktop.documents.contract, "
        "kodiko_desktop.documents.form_sheet, kodiko_desktop.documents.follow_up_sheet; "
        "sys.exit(any(name in sys.modules for name in ('reportlab', 'uharfbuzz', 'segno', 'bidi')))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
