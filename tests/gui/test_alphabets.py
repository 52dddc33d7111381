"""Names in every alphabet on a computer that has one Latin font and nothing else: no box on screen."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase

from ui.theme.alphabets import lacking_fonts

ROOT = Path(__file__).resolve().parents[2]
NAMES = {
    "arabe": "سمیرا حیدری",
    "éthiopien": "ተስፋይ ገብረመድህን",
    "géorgien": "გიორგი",
    "arménien": "Արամ",
    "bengali": "বাংলা",
    "tamoul": "தமிழ்",
    "hindi": "हिन्दी",
    "ukrainien": "Олена Кравець",
    "roumain": "Ștefan",
}
DRAW = """
import json, sys
from PySide6.QtGui import QTextLayout
from PySide6.QtWidgets import QApplication, QLabel
from ui.theme.alphabets import lend_alphabets

application = QApplication([])
shown = QLabel("Kodiko")
shown.show()
if sys.argv[1] == "lend":
    lend_alphabets(application)
for _turn in range(30):
    application.processEvents()
boxes = {}
for language, name in json.loads(sys.argv[2]).items():
    layout = QTextLayout(name, shown.font())
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    boxes[language] = sum(list(run.glyphIndexes()).count(0) for run in layout.glyphRuns())
print(json.dumps(boxes))
"""
ONE_FOLDER = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{fonts}</dir><cachedir>{cache}</cachedir></fontconfig>
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only fontconfig lets a process forget the fonts of its system")
def test_names_in_nine_alphabets_are_drawn_on_a_computer_with_one_latin_font(tmp_path):
    assert _boxes(tmp_path, "lend", NAMES) == dict.fromkeys(NAMES, 0)
    bare = _boxes(tmp_path, "nothing", {"arabe": NAMES["arabe"], "éthiopien": NAMES["éthiopien"]})
    assert all(bare.values()), "this computer draws them by itself: the test proves nothing"


def test_a_system_that_draws_everything_is_lent_nothing():
    every = tuple(QFontDatabase.WritingSystem)
    assert lacking_fonts(every, ("DejaVu Sans", "Noto Sans Ethiopic")) == ()
    assert lacking_fonts(every, ("DejaVu Sans",)) == ("NotoSansEthiopic",)


def test_only_what_is_lacking_is_lent():
    writing = QFontDatabase.WritingSystem
    present = set(writing) - {writing.Arabic, writing.Tamil}
    assert lacking_fonts(present, ("Abyssinica SIL",)) == ("NotoSansArabic", "NotoSansTamil")


def _boxes(folder: Path, what: str, names: dict[str, str]) -> dict[str, int]:
    fonts = folder / "fonts"
    fonts.mkdir(exist_ok=True)
    shutil.copy(ROOT / "resources" / "fonts" / "NotoSans-Regular.ttf", fonts)
    settings = folder / "fonts.conf"
    settings.write_text(ONE_FOLDER.format(fonts=fonts, cache=folder / "cache"), encoding="utf-8")
    surroundings = {**os.environ, "FONTCONFIG_FILE": str(settings), "QT_QPA_PLATFORM": "offscreen"}
    told = subprocess.run(
        [sys.executable, "-c", DRAW, what, json.dumps(names)],
        capture_output=True,
        text=True,
        env=surroundings,
        cwd=ROOT,
    )
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)
