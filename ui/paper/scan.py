"""Shows a document kept in the store over the window: a PDF as a paper, a picture as it is; no file is written."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QBuffer, QByteArray, Qt
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people.documents import content_of
from ui.desk import Desk
from ui.paper.bringing import once_here
from ui.paper.page_images import page_sizes
from ui.paper.showing import show_paper
from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll

_MARGIN = 96
_PDF = "application/pdf"


class NotShown(KodikoError):
    """A document this program cannot draw."""


@dataclass(frozen=True)
class Scan:
    """A document to show. `number` names its copy when it has one: a file name says nothing of anybody."""

    id: str
    media_type: str
    title: str
    number: str = ""


@dataclass(frozen=True)
class ScannedPaper:
    """A PDF kept among the documents, as the preview of papers wants it."""

    pdf: bytes
    title: str
    number: str

    @property
    def file_name(self) -> str:
        """The number of the paper, or a word for all."""
        return f"{self.number or _('piece')}.pdf"


def show_scan(desk: Desk, scan: Scan, parent: QWidget) -> bool:
    """Show a document over `parent`. False, and nothing done, for a kind that only a copy can show."""
    if scan.media_type == _PDF:
        once_here(desk, scan.id, parent, lambda: show_paper(desk, lambda store: _paper(store, scan), parent=parent))
        return True
    if scan.media_type.startswith("image/"):
        once_here(desk, scan.id, parent, lambda: _show_picture(desk, scan, parent))
        return True
    return False


def _show_picture(desk: Desk, scan: Scan, parent: QWidget) -> None:
    desk.read(
        lambda store: _image(store, scan), receiver=parent, then=lambda image: Picture(image, scan, parent).open()
    )


def _paper(store: Any, scan: Scan) -> ScannedPaper:
    """Read the whole PDF, and make sure it can be drawn."""
    from pypdfium2 import PdfiumError

    content = content_of(store.read(), scan.id)
    try:
        page_sizes(content)
    except PdfiumError as error:
        raise _not_shown("pdf") from error
    return ScannedPaper(content, scan.title, scan.number)


def _image(store: Any, scan: Scan) -> QImage:
    """The picture the right way up: a telephone says in the file how it was held."""
    content = QBuffer()
    content.setData(QByteArray(content_of(store.read(), scan.id)))
    # The kind is known: left to guess, Qt may take a JPEG for a TGA, which has no signature of its own.
    reader = QImageReader(content, QByteArray(scan.media_type.partition("/")[2].encode()))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    image = reader.read()
    if image.isNull():
        raise _not_shown(scan.media_type)
    return image


def _not_shown(kind: str) -> NotShown:
    return NotShown(
        _("Cette pièce ne peut pas être montrée ici. Elle est intacte\u00a0: enregistrez-en une copie pour l’ouvrir."),
        for_log=f"document not drawn: {kind}",
    )


class Picture(QDialog):
    """A picture, as wide as the window allows, scrolled downwards."""

    def __init__(self, image: QImage, scan: Scan, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(scan.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        width = min(image.width(), room.width() - _MARGIN)
        self.picture = QLabel()
        scaled = QPixmap.fromImage(image).scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        self.picture.setPixmap(scaled)
        self.picture.setAccessibleName(_("Image\u00a0: {title}").format(title=scan.title))
        self.picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        closer = QPushButton(_("&Fermer"))
        closer.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_3, scale.SPACE_3, scale.SPACE_3, scale.SPACE_3)
        column.addWidget(Scroll(self.picture), 1)
        column.addWidget(closer, 0, Qt.AlignmentFlag.AlignRight)
        self.resize(width + 2 * scale.SPACE_5, min(room.height() - _MARGIN // 2, scaled.height() + 80))
