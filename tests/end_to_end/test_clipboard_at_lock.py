"""What was copied from our pages cannot be pasted once the window is locked.

On a real screen: Qt's screen for nobody never owns its clipboard.
"""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.virtual_screen import missing, virtual_screen

ROOT = Path(__file__).resolve().parents[2]
OURS = """
from PySide6.QtGui import QGuiApplication
from ui.start.gatekeeper import forget_what_was_copied
application = QGuiApplication([])
clipboard = QGuiApplication.clipboard()
clipboard.setText("Awa Diallo, 06 98 76 54 32")
print(clipboard.ownsClipboard(), repr(clipboard.text()))
forget_what_was_copied()
print(repr(clipboard.text()))
"""


@pytest.mark.skipif(bool(missing()), reason=missing())
def test_what_was_copied_from_our_pages_is_forgotten(tmp_path):
    with virtual_screen(tmp_path) as screen:
        said = subprocess.run(
            [sys.executable, "-c", OURS], env={**screen.surroundings, "PYTHONPATH": str(ROOT)},
            capture_output=True, text=True, timeout=60, check=True,
        )  # fmt: skip
    assert said.stdout.splitlines() == ["True 'Awa Diallo, 06 98 76 54 32'", "''"]
