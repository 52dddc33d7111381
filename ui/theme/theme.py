"""Puts one look on the whole application, follows the system or a choice, and switches while running."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

from ui.theme import tokens as scale
from ui.theme.current import make_current
from ui.theme.icons import renew_icons
from ui.theme.palette import palette
from ui.theme.stylesheet import stylesheet
from ui.theme.tokens import DARK, LIGHT, Tokens

_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
CHOICES = tuple(_SCHEMES)


class Theme(QObject):
    """The look of `app`, which `make_application` made. `changed` comes after each switch, once all is repainted."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: str = "system") -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._shown: Tokens | None = None
        font = app.font()
        font.setPixelSize(scale.BASE)
        app.setFont(font)
        app.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._apply()

    @property
    def choice(self) -> str:
        """The word "system", "light" or "dark": what the coordinator asked for."""
        return self._choice

    def choose(self, choice: str) -> None:
        """Switch to "system", "light" or "dark" at once. Raises ValueError for any other word."""
        if choice not in CHOICES:
            raise ValueError(choice)
        self._choice = choice
        # Title bars and system dialogs belong to the system: it is told as well.
        self._app.styleHints().setColorScheme(_SCHEMES[choice])
        self._apply()

    def _follow_system(self) -> None:
        if self._choice == "system":
            self._apply()

    def _wanted(self) -> Tokens:
        if self._choice == "system":
            return DARK if self._app.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _apply(self) -> None:
        wanted = self._wanted()
        if wanted is self._shown:
            return
        first = self._shown is None
        self._shown = wanted
        make_current(wanted)
        self._app.setPalette(palette(wanted))
        self._app.setStyleSheet(stylesheet(wanted))
        if not first:
            renew_icons()
            self.changed.emit()
