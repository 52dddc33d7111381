"""The paper as it will come out, page under page, before it is printed or saved: no file is written to look at it."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeySequence, QPainter, QPaintEvent, QResizeEvent, QShortcut
from PySide6.QtWidgets import QAbstractSlider, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.vault.durable import write_durably
from ui.jobs import Jobs
from ui.paper.page_images import PageSize, page_image, page_sizes
from ui.theme import tokens as scale
from ui.widgets.file_choice import file_to_save
from ui.widgets.scroll import Scroll
from ui.widgets.text import label

_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_GAP = 16
_DRAWN_BEYOND = 400
"""Pixels above and below what is seen for which pages are drawn already."""


class Paper(Protocol):
    """What is looked at and printed: any prepared sheet of the services. `file_name` is neutral (a number, never the
    name of somebody)."""

    @property
    def pdf(self) -> bytes: ...

    @property
    def title(self) -> str: ...

    @property
    def number(self) -> str: ...

    @property
    def file_name(self) -> str: ...


class PaperRefused(KodikoError):
    """The PDF could not be written where it was asked."""


class _Sheet(QWidget):
    """One page: white until its picture has come."""

    def __init__(self, size: PageSize, number: int, pages: int) -> None:
        super().__init__()
        self.page_size = size
        self._image: QImage | None = None
        self.drawn_at = 0.0
        self.setAccessibleName(_("Page {number} sur {pages}").format(number=number, pages=pages))

    def show_image(self, image: QImage | None) -> None:
        """Show the picture of the page (None: forget it)."""
        self._image = image
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self._image)


class PaperPreview(QDialog):
    """Pages, zoom, « Imprimer », « Enregistrer sous… ». `went_out`: it went to a printer or to a file for the first
    time."""

    went_out = Signal()

    def __init__(self, paper: Paper, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.paper, self._jobs = paper, jobs
        self._is_out = False
        self._zoom = 0.0
        self._printing: object = None
        self.setWindowTitle(paper.title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        sizes = page_sizes(paper.pdf)
        self.sheets = [_Sheet(size, place + 1, len(sizes)) for place, size in enumerate(sizes)]
        self._scroll = Scroll(self._stack())
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(paper.title)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._scroll.verticalScrollBar().valueChanged.connect(lambda _value: self._draw_soon.start())
        self._draw_soon = QTimer(self)
        self._draw_soon.setSingleShot(True)
        self._draw_soon.setInterval(10)
        self._draw_soon.timeout.connect(self._draw_seen)
        self.said = label("", tone="muted")
        self._build()

    # -- building -------------------------------------------------------------------------------------------------

    def _stack(self) -> QWidget:
        holder = QWidget()
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(_GAP, _GAP, _GAP, _GAP)
        self._column.setSpacing(_GAP)
        for sheet in self.sheets:
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        return holder

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_2)
        title = QVBoxLayout()
        title.setSpacing(0)
        title.addWidget(label(self.paper.title, scale="section"))
        pages = len(self.sheets)
        title.addWidget(
            label(
                ngettext("n°\u00a0{number} · {count} page", "n°\u00a0{number} · {count} pages", pages).format(
                    number=self.paper.number, count=pages
                ),
                tone="muted",
            )
        )
        head.addLayout(title, 1)
        head.addWidget(self._zoom_button("−", _("Réduire"), -1))
        self._zoom_word = QLabel("")
        head.addWidget(self._zoom_word)
        head.addWidget(self._zoom_button("+", _("Agrandir"), 1))
        self.save_button = self._button(_("Enregistrer sous…"), self._save, "Ctrl+S")
        self.print_button = self._button(_("Imprimer"), self.print_paper, "Ctrl+P")
        self.print_button.setProperty("kind", "primary")
        close = self._button(_("Fermer"), self.reject, "")
        for button in (close, self.save_button, self.print_button):
            head.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_4, scale.SPACE_3, scale.SPACE_4, scale.SPACE_3)
        column.addLayout(head)
        column.addWidget(self.said)
        column.addWidget(self._scroll, 1)
        self.said.hide()
        self.print_button.setFocus()
        self._turn_by_keyboard()

    def _turn_by_keyboard(self) -> None:
        """The keyboard stays on « Imprimer », and the pages turn under it."""
        moves = QAbstractSlider.SliderAction
        for keys, move in (
            ("PgDown", moves.SliderPageStepAdd),
            ("PgUp", moves.SliderPageStepSub),
            ("Down", moves.SliderSingleStepAdd),
            ("Up", moves.SliderSingleStepSub),
            ("Home", moves.SliderToMinimum),
            ("End", moves.SliderToMaximum),
        ):
            turn = partial(self._scroll.verticalScrollBar().triggerAction, move)
            QShortcut(QKeySequence(keys), self, activated=turn)

    def _button(self, words: str, act: Callable[[], object], keys: str) -> QPushButton:
        button = QPushButton(words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _checked=False: act())
        if keys:
            button.setToolTip(keys)
            QShortcut(QKeySequence(keys), self, activated=act)
        return button

    def _zoom_button(self, sign: str, words: str, step: int) -> QPushButton:
        button = QPushButton(sign)
        button.setAutoDefault(False)
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.clicked.connect(lambda _checked=False: self.zoom_by(step))
        keys = QKeySequence.StandardKey.ZoomIn if step > 0 else QKeySequence.StandardKey.ZoomOut
        QShortcut(QKeySequence(keys), self, activated=lambda: self.zoom_by(step))
        return button

    def open(self) -> None:
        """Show the window over its page, as large as the page allows."""
        room = self.parentWidget().window().size() if self.parentWidget() else QSize(1000, 700)
        self.resize(min(980, room.width() - 24), room.height() - 24)
        super().open()

    # -- what is seen ---------------------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._zoom:
            self._lay_out(self._fitting())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._draw_soon.stop()

    def zoom_by(self, step: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self._zoom or self._fitting()
        further = [zoom for zoom in _ZOOMS if (zoom > now + 0.01 if step > 0 else zoom < now - 0.01)]
        if further:
            self._zoom = further[0] if step > 0 else further[-1]
            self._lay_out(self._zoom)

    def _fitting(self) -> float:
        widest = max(sheet.page_size.width for sheet in self.sheets)
        return max(0.5, min(1.5, (self.width() - 2 * scale.SPACE_4 - 2 * _GAP - 24) / widest))

    def _lay_out(self, zoom: float) -> None:
        self._zoom_word.setText(f"{zoom:.0%}".replace("%", "\u00a0%"))
        for sheet in self.sheets:
            sheet.setFixedSize(round(sheet.page_size.width * zoom), round(sheet.page_size.height * zoom))
        self._draw_soon.start()

    def _draw_seen(self) -> None:
        top = self._scroll.verticalScrollBar().value() - _DRAWN_BEYOND
        bottom = top + self._scroll.viewport().height() + 2 * _DRAWN_BEYOND
        for place, sheet in enumerate(self.sheets):
            wanted = sheet.width() / sheet.page_size.width * self.devicePixelRatioF()
            if sheet.y() > bottom or sheet.y() + sheet.height() < top or sheet.drawn_at == wanted:
                continue
            sheet.drawn_at = wanted
            self._jobs.run(
                page_image, self.paper.pdf, place, wanted, receiver=self, on_success=sheet.show_image, store=False
            )

    # -- out ------------------------------------------------------------------------------------------------------

    def print_paper(self) -> None:
        """Ask for the printer, and print."""
        from ui.paper.printing import print_pdf

        printing = print_pdf(self.paper.pdf, parent=self)
        if printing is None:
            return
        self.print_button.setEnabled(False)
        printing.sent.connect(partial(self._out, _("Envoyé à l’imprimante.")))
        printing.failed.connect(self._say)

    def _save(self) -> None:
        path = file_to_save(self, _("Enregistrer le papier"), self.paper.file_name, _("PDF (*.pdf)"))
        if path is not None:
            self.save_to(path)

    def save_to(self, path: Path) -> None:
        """Write the PDF to `path`, because somebody asked for it there."""
        if path.suffix.lower() != ".pdf":
            path = path.with_name(f"{path.name}.pdf")
        self._jobs.run(
            _write,
            path,
            self.paper.pdf,
            receiver=self,
            on_success=lambda _nothing: self._out(_("Enregistré dans {name}.").format(name=path.name)),
            on_failure=lambda failure: self._say(failure.sentence),
            store=False,
        )

    def _out(self, sentence: str) -> None:
        self._say(sentence)
        if not self._is_out:
            self._is_out = True
            self.went_out.emit()

    def _say(self, sentence: str) -> None:
        self.print_button.setEnabled(True)
        self.said.setText(sentence)
        self.said.show()


def _write(path: Path, pdf: bytes) -> None:
    try:
        write_durably(path, pdf)
    except OSError as error:
        raise PaperRefused(
            _("Ce dossier n’a pas pris le fichier. Rien n’est perdu\u00a0: choisissez un autre dossier."),
            for_log=f"paper not written: {type(error).__name__}",
        ) from error
