"""The tab « Pièces »: scans and files of a person, kept in the encrypted store, given back on demand."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.queries.person import DocumentLine, documents
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.people.documents import Kept, archive_document, keep_file
from kodiko_desktop.services.people.media_types import EXTENSIONS
from ui.desk import Desk, last_act
from ui.paper.bringing import save_copy_to
from ui.paper.scan import Scan, show_scan
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_choice import file_to_save, files_to_open
from ui.widgets.progress_row import ProgressRow
from ui.widgets.table import Column, DataTable
from ui.widgets.text import label

_KINDS = {
    "application/pdf": "PDF",
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/tiff": "TIFF",
    "image/webp": "WebP",
    "image/heic": "HEIC",
}
_ENDINGS = "*.jpeg *.tiff " + " ".join(f"*{ending}" for ending in EXTENSIONS.values())


class PapersTab(QWidget):
    """The documents of one person. Files are added one after the other; a refusal stops none of the others."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._waiting: list[Path] = []
        self._running: ProgressRow | None = None
        self._kept = 0
        self._last_act: str | None = None
        self.table = DataTable(_("Pièces de la personne"), _columns())
        self.empty = EmptyState(
            "scan-line",
            _("Aucune pièce. Glissez un scan sur cette page, ou choisissez un fichier."),
            _("Ajouter une pièce"),
        )
        self.empty.asked.connect(self.ask_files)
        self.add_button = self._button(_("&Ajouter une pièce…"), "upload", self.ask_files)
        self.open_button = self._button(_("&Ouvrir"), "eye", self.show_document)
        self.save_button = self._button(_("&Enregistrer une copie…"), "download", self.ask_copy)
        self.archive_button = self._button(_("Ar&chiver"), "archive", self.archive)
        self._progress = QVBoxLayout()
        self._refusals = QVBoxLayout()
        self._build()

    def _button(self, text: str, icon_name: str, act: Any) -> QPushButton:
        button = QPushButton(text)
        set_icon(button, icon_name, size=16)
        button.clicked.connect(lambda _checked=False: act())
        return button

    def _build(self) -> None:
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(self.empty)
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_2)
        head.addWidget(self.add_button)
        head.addStretch(1)
        head.addWidget(self.open_button)
        head.addWidget(self.save_button)
        head.addWidget(self.archive_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        column.addLayout(head)
        column.addLayout(self._progress)
        column.addLayout(self._refusals)
        column.addWidget(self.stack, 1)
        self.table.opened.connect(lambda _line: self.show_document())

    # -- reading --------------------------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the documents of the person."""
        person_id = self._person_id
        self._desk.read(lambda store: documents(store.read(), person_id), receiver=self, then=self._show)

    def refresh(self, changes: Any) -> None:
        """Read again when a document was added or put away."""
        if changes.touches("document"):
            self.load()

    def focus_first(self) -> None:
        """The button that adds a document."""
        self.add_button.setFocus()

    def _show(self, lines: tuple[DocumentLine, ...]) -> None:
        self.table.show_lines(lines)
        self.stack.setCurrentWidget(self.table if lines else self.empty)
        self.add_button.setVisible(bool(lines))
        for button in (self.open_button, self.save_button, self.archive_button):
            button.setVisible(bool(lines))

    # -- adding ---------------------------------------------------------------------------------------------------

    def ask_files(self) -> None:
        """Ask for files, then add them."""
        kinds = _("Scans et documents ({endings});;Tous (*)").format(endings=_ENDINGS)
        self.add_files(files_to_open(self, _("Ajouter des pièces"), kinds))

    def add_files(self, paths: Sequence[Path]) -> None:
        """Add files to the person's documents, one after the other."""
        if not self._waiting and self._running is None:
            self._kept, self._last_act = 0, None
            while self._refusals.count():
                said = self._refusals.takeAt(0).widget()
                said.hide()
                said.deleteLater()
        self._waiting += paths
        self._next()

    def _next(self) -> None:
        if self._running is not None:
            return
        if not self._waiting:
            self._tell_kept()
            return
        path = self._waiting.pop(0)
        row = ProgressRow(_("Ajout de «\u00a0{name}\u00a0»").format(name=path.name))
        self._running = row
        self._progress.addWidget(row)
        sitting, person_id = self._desk.here(), self._person_id

        def keep(progress: Progress) -> tuple[Kept, str | None]:
            kept = keep_file(sitting.store, author=sitting.staff_id, path=path, person_id=person_id, progress=progress)
            return kept, None if kept.already_there else last_act(sitting.store)

        job = self._desk.jobs.run(
            keep,
            receiver=self,
            on_success=lambda result: self._came(path, result),
            on_failure=lambda failure: self._refused(path, failure),
            on_cancelled=self._done_with_one,
            progress=row.show_progress,
        )
        row.cancel_asked.connect(job.cancel)
        row.cancel_asked.connect(self._waiting.clear)

    def _came(self, path: Path, result: tuple[Kept, str | None]) -> None:
        kept, act_id = result
        if kept.already_there:
            self._say(
                _("«\u00a0{name}\u00a0» était déjà parmi les pièces\u00a0: rien n’a été ajouté.").format(
                    name=path.name
                ),
                "muted",
            )
        else:
            self._kept += 1
            self._last_act = act_id
        self._done_with_one()

    def _refused(self, path: Path, failure: KodikoError) -> None:
        self._say(_("«\u00a0{name}\u00a0»\u00a0: {why}").format(name=path.name, why=failure.sentence), "danger")
        self._done_with_one()

    def _say(self, sentence: str, tone: str) -> None:
        self._refusals.addWidget(label(sentence, tone=tone))

    def _done_with_one(self) -> None:
        if self._running is not None:
            self._progress.removeWidget(self._running)
            self._running.hide()
            self._running.deleteLater()
            self._running = None
        self._next()

    def _tell_kept(self) -> None:
        if self._kept:
            said = ngettext("{count} pièce ajoutée.", "{count} pièces ajoutées.", self._kept).format(count=self._kept)
            self._desk.told.emit(said, self._last_act if self._kept == 1 else None)

    # -- giving back ----------------------------------------------------------------------------------------------

    def show_document(self) -> None:
        """Show the document under the keyboard; what cannot be drawn is offered as a copy."""
        line = self.table.current_line()
        if line is not None and not show_scan(self._desk, Scan(line.id, line.media_type, line.title), self):
            self.ask_copy()

    def ask_copy(self) -> None:
        """Ask where to write a readable copy of the document under the keyboard."""
        line = self.table.current_line()
        if line is None:
            return
        path = file_to_save(self, _("Enregistrer une copie"), line.title + EXTENSIONS.get(line.media_type, ""))
        if path is not None:
            self.copy_to(line, path)

    def copy_to(self, line: DocumentLine, path: Path) -> None:
        """Write a readable copy of a document out of the store."""
        said = _("La copie est enregistrée. Elle n’est pas chiffrée\u00a0: gardez-la le temps utile seulement.")
        save_copy_to(self._desk, line.id, path, self, said)

    def archive(self) -> None:
        """Put the document under the keyboard away."""
        line = self.table.current_line()
        if line is not None:
            self._desk.write(archive_document, receiver=self, told=_("La pièce est archivée."), document_id=line.id)


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Titre"), lambda line: line.title),
        Column(_("Reçue le"), lambda line: _day(line), lambda line: line.received_on or ""),
        Column(_("Type"), lambda line: _KINDS.get(line.media_type, _("document"))),
        Column(_("Taille"), lambda line: _size(line.size), lambda line: line.size, to_the_right=True),
        Column(_("Par"), lambda line: line.by),
    )


def _day(line: DocumentLine) -> str:
    return numeric_date(line.received_on) if line.received_on else ""


def _size(octets: int) -> str:
    """« 340 Ko », « 1,2 Mo »."""
    if octets >= 1024 * 1024:
        return _("{size} Mo").format(size=f"{octets / 1024 / 1024:.1f}".replace(".", ","))
    return _("{size} Ko").format(size=max(1, round(octets / 1024)))
