"""Small words and places that the cards of this page share."""

from PySide6.QtWidgets import QHBoxLayout, QPushButton

from kodiko_desktop.domain.wording import _, ngettext
from ui.sharing.network_words import grouped
from ui.theme import tokens as scale


def typed(count: int) -> str:
    """« 12 saisies »."""
    return ngettext("{count} saisie", "{count} saisies", count).format(count=grouped(count))


def size(count: int) -> str:
    """Bytes as one reads them: « 340 ko », « 2,4 Mo »."""
    if count < 1_000_000:
        return _("{size}\u00a0ko").format(size=max(1, round(count / 1000)) if count else 0)
    return _("{size}\u00a0Mo").format(size=f"{count / 1_000_000:.1f}".replace(".", _(",")))


def at_left(*quiet: QPushButton) -> QHBoxLayout:
    """Quiet buttons under a line, whose words begin where those of the line do."""
    line = QHBoxLayout()
    line.setContentsMargins(1, 0, scale.SPACE_4, scale.SPACE_1)
    for button in quiet:
        line.addWidget(button)
    line.addStretch(1)
    return line
