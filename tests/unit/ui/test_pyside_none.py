"""PySide6 6.12.0 aborts on Python 3.11 after some five thousand calls that return None (see docs/decisions/0002)."""

import os
import subprocess
import sys

CALLS = 50_000
_LOOP = f"""
from PySide6.QtWidgets import QApplication, QLabel
application = QApplication([])
label = QLabel()
for _call in range({CALLS}):
    label.setText("a")
print("survived")
"""


def test_fifty_thousand_calls_that_return_none_survive():
    surroundings = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    found = subprocess.run([sys.executable, "-c", _LOOP], capture_output=True, text=True, env=surroundings)
    assert found.stdout == "survived\n", found.stderr
