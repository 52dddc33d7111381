"""A code to copy by hand or read aloud: numbered groups, large, the same on screen and on paper."""

from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ui.theme import tokens as scale
from ui.widgets.text import label

_SIZE = 22
"""Logical pixels: read at arm's length."""


class CodeGroups(QWidget):
    """The groups of `code` (separated by hyphens), `columns` a line. `name` is said before the code itself."""

    def __init__(self, code: str, name: str, *, columns: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(scale.SPACE_5)
        grid.setVerticalSpacing(scale.SPACE_1)
        for index, group in enumerate(code.split("-")):
            row, column = (index // columns) * 2, index % columns
            shown = QLabel(group)
            font = shown.font()
            font.setFamilies(["monospace"])
            font.setPixelSize(_SIZE)
            shown.setFont(font)
            grid.addWidget(label(str(index + 1), scale="small", tone="muted", wrap=False), row, column)
            grid.addWidget(shown, row + 1, column)
        grid.setColumnStretch(columns, 1)
