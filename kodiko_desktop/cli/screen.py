"""Can a window open here? Qt ends the program when its platform fails: another process tries first, where it may."""

import os
import subprocess
import sys

from kodiko_desktop.domain.wording import _

_TRIAL = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"
_PATIENCE = 30.0
"""Seconds a first start of Qt may take on a slow disk."""
_UNSEEN = ("offscreen", "minimal")
"""Platforms of Qt that draw for nobody."""


class Screen:
    """Looks for a screen as soon as it is made; the answer is awaited by `obstacle`."""

    def __init__(self) -> None:
        self._trial: subprocess.Popen[bytes] | None = None
        self._sentence = _absent()
        if not self._sentence and sys.platform == "linux" and not getattr(sys, "frozen", False):
            command = [sys.executable, "-c", _TRIAL]
            quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self._trial = subprocess.Popen(command, **quiet)

    def obstacle(self) -> str:
        """Why no window can open here, in a sentence; empty when one can."""
        if self._trial is not None:
            try:
                code = self._trial.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                self._trial.kill()
                code = self._trial.wait()
            self._trial = None
            if code != 0:
                self._sentence = _("L’écran ne répond pas\u00a0: la visite se joue sur papier, sans fenêtre.")
        return self._sentence


def _absent() -> str:
    asked = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    linux = sys.platform == "linux"
    if asked in _UNSEEN or (linux and not asked and not _has_display()):
        return _("Cet ordinateur n’a pas d’écran\u00a0: la visite se joue sur papier, sans fenêtre.")
    return ""


def _has_display() -> bool:
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
