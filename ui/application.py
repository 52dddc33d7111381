"""Makes the one QApplication, drawn by Fusion: the only style that obeys our palette on every system."""

from PySide6.QtWidgets import QApplication

STYLE_ARGUMENTS = ("-style", "Fusion")
"""Asked as arguments: `QApplication.setStyle` would build a Python face of QStyle, 20 ms before the first paint."""


def make_application() -> QApplication:
    """The application, named, before any theme. To be called once, in the main thread."""
    app = QApplication(["kodiko", *STYLE_ARGUMENTS])
    app.setApplicationName("Kodiko")
    app.setDesktopFileName("kodiko")
    return app
