"""Every page begins at the same place: its parts one under the other, in the same margins, scrolling when they must."""

from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll


def page_body(*parts: QWidget | QLayout, gap: int = scale.SPACE_3) -> Scroll:
    """What a page or a tab shows: `parts` from the top, `gap` pixels between them."""
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
    column.setSpacing(gap)
    for part in parts:
        if isinstance(part, QLayout):
            column.addLayout(part)
        else:
            column.addWidget(part)
    column.addStretch(1)
    return Scroll(body)


def fill(holder: QWidget, content: QWidget) -> None:
    """`content` takes the whole of `holder`, without margins."""
    whole = QVBoxLayout(holder)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(content)
