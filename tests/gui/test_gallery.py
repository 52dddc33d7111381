"""Every widget together, in both themes: named, readable, and never wider than a small laptop's window."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui.qt_language import speak

HERE = Path(__file__).resolve().parent


@pytest.fixture
def gallery():
    spec = importlib.util.spec_from_file_location("kodiko_gallery", HERE / "gallery.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("choice", ["light", "dark"])
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (683, 384)])
def test_every_widget_is_named_and_fits(qtbot, gallery, theme, nameless, overflowing, choice, width, height) -> None:
    theme.choose(choice)
    frame = gallery.build()
    qtbot.addWidget(frame)
    frame.resize(width, height)
    frame.show()
    for key in ("today", "people"):
        frame.go(key)
        QApplication.processEvents()
        assert nameless(frame) == []
        assert overflowing(frame) == []
    frame.close()


def test_frame_imports_neither_the_store_nor_the_paper() -> None:
    script = (
        "import sys, ui.shell.main_frame, ui.theme.theme\n"
        "heavy = {'sqlalchemy', 'sqlmodel', 'sqlcipher3', 'reportlab', 'numpy', 'PIL', 'PySide6.QtSvg'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    out = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=HERE.parents[1]
    )
    assert out.stdout.strip() == "[]"


def test_qt_speaks_french(qtbot, qapp) -> None:
    assert speak(qapp, "fr")
    assert QApplication.translate("QPlatformTheme", "Cancel") == "Annuler"
    assert speak(qapp, "en")
