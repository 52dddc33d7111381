"""How much room the team takes in each folder, measured when somebody asks: a share may be slow."""

from functools import partial
from typing import Any

from PySide6.QtWidgets import QPushButton, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import space
from kodiko_desktop.services.sharing.state import FolderState, SharingState
from ui.desk import Desk
from ui.pages.sharing.words import at_left, size
from ui.sharing.in_window import SharingInWindow
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label


class SpaceCard(Card):
    """A line an antenna, folder by folder."""

    def __init__(self, desk: Desk, sharing: SharingInWindow) -> None:
        super().__init__(_("Place prise"))
        self._desk, self._sharing = desk, sharing
        self._shown: Any = None
        self._state: SharingState | None = None

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        if state.folders == self._shown:
            return
        self._shown = state.folders
        self.clear()
        self.setVisible(bool(state.folders))
        for each in state.folders:
            self._show_folder(each)

    def _show_folder(self, state: FolderState) -> None:
        folder = state.folder
        self.add(label(folder.name, scale="section", wrap=False))
        if state.space is None:
            self.add(label(_("Pas encore mesurée."), tone="muted"))
        for stream in state.space or ():
            files = ngettext("{count} fichier", "{count} fichiers", stream.files).format(count=stream.files)
            said = _("{typed} de saisies, {scans} de pièces, {files}").format(
                typed=size(stream.typed), scans=size(stream.scans), files=files
            )
            self.add_row(Row(stream.name, subtitle=said, opens=False))
        measure = QPushButton(_("Mesurer"))
        measure.setProperty("kind", "quiet")
        measure.setAccessibleName(_("Mesurer la place prise dans {folder}").format(folder=folder.name))
        measure.clicked.connect(lambda _checked=False: self._measure(folder.key, measure))
        measure.setEnabled(folder.there is True)
        holder = QWidget()
        holder.setLayout(at_left(measure))
        self.add_row(holder)

    def _measure(self, key: str, button: QPushButton) -> None:
        button.setEnabled(False)
        button.setText(_("Mesure…"))
        self._sharing.apart(
            space.measure_space,
            key=key,
            receiver=self,
            then=lambda _found: self._sharing.looked(),
            failed=partial(self._failed, button),
        )

    def _failed(self, button: QPushButton, failure: Any) -> None:
        button.setEnabled(True)
        button.setText(_("Mesurer"))
        self._desk.refused.emit(failure.sentence)
