"""Text must be readable on its ground in both themes, by the ratio of WCAG 2.1."""

import pytest

from tests.unit.ui.contrast import contrast
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, EDGE_ON_GROUND, LIGHT, TEXT_ON_GROUND, Tokens

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=lambda tokens: tokens.name)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#777777") == pytest.approx(4.48, abs=0.01)


@THEMES
@pytest.mark.parametrize(("text", "ground"), TEXT_ON_GROUND, ids=lambda name: name)
def test_text_on_its_ground_is_readable(tokens: Tokens, text: str, ground: str) -> None:
    assert contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@THEMES
@pytest.mark.parametrize(("edge", "ground"), EDGE_ON_GROUND, ids=lambda name: name)
def test_edges_tell_a_control_from_its_ground(tokens: Tokens, edge: str, ground: str) -> None:
    assert contrast(getattr(tokens, edge), getattr(tokens, ground)) >= 3


@THEMES
def test_every_control_that_has_a_border_says_what_focus_looks_like(tokens: Tokens) -> None:
    rules = stylesheet(tokens)
    for control in ("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QTextEdit", "QComboBox", "QCheckBox"):
        assert f"{control}:focus" in rules
    for control in ("QRadioButton", "QAbstractSpinBox", "QAbstractItemView", "QTabBar::tab", "AnswerButton"):
        assert f"{control}:focus" in rules
