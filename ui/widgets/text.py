"""Labels in the sizes and tones of the theme, so that no page sets a font or a colour by hand."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from kodiko_desktop.domain.unbroken import unbroken


def label(
    text: str = "", *, scale: str = "", tone: str = "", wrap: bool = True, parent: QWidget | None = None
) -> QLabel:
    """A plain-text label. `scale`: "", "small", "section", "page"; `tone`: "", "muted" or a badge's kind."""
    made = _Words(text, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if scale:
        made.setProperty("scale", scale)
    if tone:
        made.setProperty("tone", tone)
    return made


class _Words(QLabel):
    """Draws telephone numbers and dates whole; what it says is what it was given."""

    def __init__(self, text: str, parent: QWidget | None) -> None:
        super().__init__(unbroken(text), parent)
        self._said = text

    def setText(self, text: str) -> None:
        """Show `text`, its dates and telephone numbers whole."""
        self._said = text
        super().setText(unbroken(text))

    def text(self) -> str:
        """What the label was given."""
        return self._said


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and repaint the widget accordingly."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()
