"""To the printer: the PDF itself where CUPS takes it (sharper, and nothing on the disk), else pictures of its pages."""

import shutil
import sys

from PySide6.QtCore import QByteArray, QObject, QProcess, QRectF, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QPageLayout, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from ui.paper.page_images import POINTS_PER_INCH, page_image, page_sizes

_DOTS_PER_INCH = 300


class Printing(QObject):
    """One paper on its way to a printer. Ends with `sent`, or `failed` and a sentence."""

    sent = Signal()
    failed = Signal(str)

    def send_pdf(self, pdf: bytes, arguments: list[str]) -> None:
        """Give the PDF to `lp` through a pipe: no file is written."""
        self._process = QProcess(self)
        self._process.setProgram(shutil.which("lp") or "lp")
        self._process.setArguments([*arguments, "-t", "Kodiko", "-"])
        self._process.finished.connect(self._ended)
        self._process.errorOccurred.connect(lambda error: self._not_started(error))
        self._process.start()
        self._process.write(QByteArray(pdf))
        self._process.closeWriteChannel()

    def send_pictures(self, pdf: bytes, printer: QPrinter) -> None:
        """Draw each page as a picture, beside the window's thread."""
        QThreadPool.globalInstance().start(_Painting(self, pdf, printer))

    def _ended(self, code: int, _status: object) -> None:
        if code == 0:
            self.sent.emit()
        else:
            self.failed.emit(_refusal())

    def _not_started(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart:
            self.failed.emit(_refusal())


class _Painting(QRunnable):
    def __init__(self, printing: Printing, pdf: bytes, printer: QPrinter) -> None:
        super().__init__()
        self._printing, self._pdf, self._printer = printing, pdf, printer

    def run(self) -> None:
        if paint_pages(self._pdf, self._printer):
            self._printing.sent.emit()
        else:
            self._printing.failed.emit(_refusal())


def print_pdf(pdf: bytes, *, parent: QWidget) -> Printing | None:
    """Ask for the printer, then print without making anybody wait. None when nothing is to be printed after all.

    The returned `Printing` tells how it ends.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    first = page_sizes(pdf)[0]
    wide = first.width > first.height
    printer.setPageOrientation(QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait)
    dialog = QPrintDialog(printer, parent)
    dialog.setWindowTitle(_("Imprimer"))
    if not dialog.exec():
        return None
    printing = Printing(parent)
    arguments = pipe_arguments(printer)
    if arguments is None:
        printing.send_pictures(pdf, printer)
    else:
        printing.send_pdf(pdf, arguments)
    return printing


def pipe_arguments(printer: QPrinter) -> list[str] | None:
    """What to tell `lp` for the choices made in the print window; None where the PDF cannot be piped (no CUPS, or
    printing to a file)."""
    if not sys.platform.startswith("linux") or printer.outputFileName() or not printer.printerName():
        return None
    if shutil.which("lp") is None:
        return None
    arguments = ["-d", printer.printerName(), "-n", str(printer.copyCount())]
    if printer.fromPage():
        arguments += ["-P", f"{printer.fromPage()}-{printer.toPage()}"]
    if printer.duplex() is QPrinter.DuplexMode.DuplexLongSide:
        arguments += ["-o", "sides=two-sided-long-edge"]
    elif printer.duplex() is QPrinter.DuplexMode.DuplexShortSide:
        arguments += ["-o", "sides=two-sided-short-edge"]
    return arguments


def paint_pages(pdf: bytes, printer: QPrinter) -> bool:
    """Draw the pages asked for on `printer`, at their true size. False when the printer refuses."""
    sizes = page_sizes(pdf)
    first = max(1, printer.fromPage())
    last = printer.toPage() or len(sizes)
    painter = QPainter()
    if not painter.begin(printer):
        return False
    dots = printer.resolution() / POINTS_PER_INCH
    for page in range(first, min(last, len(sizes)) + 1):
        if page > first:
            printer.newPage()
        size = sizes[page - 1]
        image = page_image(pdf, page - 1, min(printer.resolution(), _DOTS_PER_INCH) / POINTS_PER_INCH)
        painter.drawImage(QRectF(0, 0, size.width * dots, size.height * dots), image)
    return painter.end()


def _refusal() -> str:
    return _(
        "L’imprimante n’a pas pris ce papier. Rien n’est perdu\u00a0: vérifiez qu’elle est allumée et réessayez, "
        "ou enregistrez le papier en PDF."
    )
