"""A text that grows with what is written in it and hands it over after a short pause: no button to forget."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

_PAUSE_MS = 600
_FRAME = 16


class TextArea(QPlainTextEdit):
    """Several lines of text, as high as they need between `lines` and `most_lines`.

    `edited` carries the text after a pause of 600 ms and on leaving, once for each change. Tab leaves the field.
    """

    edited = Signal(str)

    def __init__(self, name: str = "", *, lines: int = 2, most_lines: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._least, self._most = lines, most_lines
        self._handed_over = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self.textChanged.connect(self._written)
        self._fit()

    def text(self) -> str:
        """What is written now."""
        return self.toPlainText()

    def set_text(self, text: str) -> None:
        """Show `text` as already handed over; no `edited` is emitted."""
        self._handed_over = text
        self.setPlainText(text)
        self._pause.stop()

    def flush(self) -> None:
        """Hand over at once what is not yet."""
        self._pause.stop()
        text = self.toPlainText()
        if text != self._handed_over:
            self._handed_over = text
            self.edited.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def sizeHint(self) -> QSize:
        return QSize(240, self._wanted_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height_of(self._least))

    def _written(self) -> None:
        self._pause.start()
        self._fit()

    def _height_of(self, lines: float) -> int:
        margin = 2 * self.document().documentMargin()
        return round(lines * self.fontMetrics().lineSpacing() + margin + _FRAME)

    def _wanted_height(self) -> int:
        # QPlainTextDocumentLayout measures its document in lines.
        written = self.document().documentLayout().documentSize().height()
        return self._height_of(min(max(written, self._least), self._most))

    def _fit(self) -> None:
        wanted = self._wanted_height()
        if wanted != self.height() or wanted != self.maximumHeight():
            self.setFixedHeight(wanted)
