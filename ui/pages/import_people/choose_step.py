"""The first step: a file chosen or dropped, or the import that was under way."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

_ENDINGS = "*.xlsx *.xls *.ods *.xlsm *.csv *.tsv *.txt"


class ChooseStep(QWidget):
    """`chosen` carries a `Path`; `resumed` asks for the import that was under way."""

    chosen = Signal(object)
    resumed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self.resume_button = QPushButton(_("&Reprendre cet import"))
        self.resume_button.clicked.connect(self.resumed)
        self._under_way = Card(_("Un import est en cours"))
        self._what = label("")
        self._under_way.add(self._what)
        self._under_way.add(self.resume_button)
        self._under_way.hide()
        self._problem = label("", tone="danger")
        self._problem.hide()
        self.empty = EmptyState(
            "upload",
            _(
                "Choisissez votre tableau d’inscription (.xlsx, .xls, .ods ou .csv), ou glissez-le ici. Rien n’est "
                "enregistré avant que vous l’ayez vérifié, et tout pourra être annulé d’un coup."
            ),
            _("Choisir un fichier"),
        )
        self.empty.asked.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(self._problem)
        column.addWidget(self._under_way)
        column.addWidget(self.empty, 1)

    def offer_resuming(self, name: str) -> None:
        """Offer the import that was under way, "" for none."""
        self._what.setText(
            _("«\u00a0{name}\u00a0»\u00a0: vos colonnes, corrections et choix sont gardés.").format(name=name)
        )
        self._under_way.setVisible(bool(name))

    def say(self, sentence: str) -> None:
        """Say why a file was not read; it stays until another is chosen."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        """The sentence shown now, "" for none."""
        return self._problem.text()

    def ask(self) -> None:
        """Ask for a file."""
        path, _kind = QFileDialog.getOpenFileName(
            self,
            _("Choisir un tableau"),
            str(Path.home()),
            _("Tableaux ({endings});;Tous (*)").format(endings=_ENDINGS),
        )
        if path:
            self.chosen.emit(Path(path))

    def focus_first(self) -> None:
        """The button one would use first."""
        (self.resume_button if self._under_way.isVisible() else self.empty.button).setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.chosen.emit(paths[0])
