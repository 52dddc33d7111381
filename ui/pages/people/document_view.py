"""Shows a document of a person over its page: a PDF as a paper, a picture as it is; no file is written."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from db.queries.person import DocumentLine
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people.documents import content_of
from ui.desk import Desk
from ui.paper import show_paper
from ui.paper.page_images import page_sizes
from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll

_MARGIN = 96


class NotShown(KodikoError):
    """A document this program cannot draw."""


@dataclass(frozen=True)
class ScannedPaper:
    """A PDF kept among the documents, as the preview of papers wants it. Its file name says nothing of anybody."""

    pdf: bytes
    title: str
    number: str = ""
    file_name: str = "piece.pdf"


def show_document(desk: Desk, line: DocumentLine, parent: QWidget) -> bool:
    """Show a document over `parent`. False, and nothing done, for a kind that only a copy can show."""
    if line.media_type == "application/pdf":
        show_paper(desk, lambda store: _paper(store, line), parent=parent)
        return True
    if line.media_type.startswith("image/"):
        desk.read(
            lambda store: _image(store, line), receiver=parent, then=lambda image: _Picture(image, line, parent).open()
        )
        return True
    return False


def _paper(store: Any, line: DocumentLine) -> ScannedPaper:
    """Read the whole PDF, and make sure it can be drawn."""
    from pypdfium2 import PdfiumError

    content = content_of(store.read(), line.id)
    try:
        page_sizes(content)
    except PdfiumError as error:
        raise _not_shown("pdf") from error
    return ScannedPaper(content, line.title)


def _image(store: Any, line: DocumentLine) -> QImage:
    image = QImage.fromData(content_of(store.read(), line.id))
    if image.isNull():
        raise _not_shown(line.media_type)
    return image


def _not_shown(kind: str) -> NotShown:
    return NotShown(
        _("Cette pièce ne peut pas être montrée ici. Elle est intacte : enregistrez-en une copie pour l’ouvrir."),
        for_log=f"document not drawn: {kind}",
    )


class _Picture(QDialog):
    """A picture, as wide as the window allows, scrolled downwards."""

    def __init__(self, image: QImage, line: DocumentLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(line.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        width = min(image.width(), room.width() - _MARGIN)
        shown = QLabel()
        shown.setPixmap(QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        shown.setAccessibleName(_("Image : {title}").format(title=line.title))
        shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        closer = QPushButton(_("&Fermer"))
        closer.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_3, scale.SPACE_3, scale.SPACE_3, scale.SPACE_3)
        column.addWidget(Scroll(shown), 1)
        column.addWidget(closer, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(width + 2 * scale.SPACE_5, min(room.height() - _MARGIN // 2, shown.pixmap().height() + 80))
