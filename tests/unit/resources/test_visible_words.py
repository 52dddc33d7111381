"""No French is left outside the door of wording: what the screens say is found in their source, and translated."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]
WORDING = {"_", "N_", "ngettext"}
FRENCH = re.compile(
    r"[àâçéèêëîïôùûüœÀÂÇÉÈÊËÎÏÔÙÛÜŒ«»’]"
    r"|\b(?:le|la|les|un|une|des|du|de|et|ou|pas|est|pour|sur|dans|avec|sans|par|au|aux|ce|cette|votre|vos|aucune?"
    r"|nouvelle?|ajouter|ouvrir|fermer|noter|enregistrer|imprimer|annuler|retirer|chercher|jours?|mois|semaines?"
    r"|personnes?|nom|heures?|fin|lieu|titre|dossier|fiche|parcours|emploi|entreprise|papier)\b",
    re.IGNORECASE,
)
NOT_SAID = {
    # Codes of the store and of the data files; what is shown for them is a label.
    "personne", "entreprise",
    # The name a language gives itself.
    "Français",
    # What is read from the keyboard, never shown.
    "&é\"'(-è_çà", "’", "avant hier", "apres demain", "semaine",
    "(dans|il y a|in) (\\d{1,3}) (jour|semaine|day|week)s?",
    "(?:le )?(?:[a-z]+ )?(\\d{1,2})(?:er|st|nd|rd|th)? ([a-z]+)\\.?(?: (\\d{4}))?",
    # Names of encodings.
    "utf-16-le",
}  # fmt: skip


def unsaid(node: ast.AST, documented: set[int]) -> Iterator[ast.Constant]:
    """The texts under `node` that look French, are no docstring, and do not go through wording."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDING:
        return
    written = isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documented
    if written and FRENCH.search(node.value) and node.value not in NOT_SAID:
        yield node
    for child in ast.iter_child_nodes(node):
        yield from unsaid(child, documented)


def french_left_in(source: str) -> list[str]:
    """« line: text » of each French text of a module that would never be translated."""
    tree = ast.parse(source)
    documented = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [f"{node.lineno}: {node.value}" for node in unsaid(tree, documented)]


def glued_in(source: str) -> list[int]:
    """Lines where a sentence is made by adding one translated text to another text: another language would order them
    differently."""
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and (_said(node.left) and _said(node.right))
    ]


def _said(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
        node = node.func.value
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDING


SCREENS = sorted((REPOSITORY / "ui").rglob("*.py"))


@pytest.mark.parametrize("path", SCREENS, ids=lambda path: str(path.relative_to(REPOSITORY)))
def test_every_visible_text_goes_through_wording(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert french_left_in(source) == []
    assert glued_in(source) == []


def test_the_scan_sees_what_it_looks_for() -> None:
    assert french_left_in('title.setText("Séances à venir")\n') == ["1: Séances à venir"]
    assert french_left_in('f"{count} jours"\n') == ["1:  jours"]
    assert french_left_in('"""Une séance."""\ntitle.setText(_("Séances à venir"))\n') == []
    assert glued_in('_("Commencé") + _(", fin prévue le {day}").format(day=1)\n') == [1]


def test_nothing_is_excused_that_is_no_longer_there() -> None:
    written = {
        node.value
        for path in SCREENS
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert not NOT_SAID - written
