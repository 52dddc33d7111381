"""The shared folders of this laptop: add one, say where it is now, forget it."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMessageBox, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import exchanges, folders
from kodiko_desktop.services.sharing.state import FolderState, SharingState
from ui.desk import Desk
from ui.sharing.in_window import SharingInWindow
from ui.theme import tokens as scale
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.text import label


class FoldersCard(Card):
    """One block a folder, and the button that adds one."""

    def __init__(self, desk: Desk, sharing: SharingInWindow) -> None:
        super().__init__(_("Dossiers partagés"))
        self._desk, self._sharing = desk, sharing
        self._shown: Any = None
        self.add_button = QPushButton(_("&Ajouter un dossier…"))
        self.add_button.clicked.connect(lambda _checked=False: self._add())
        self.add_to_head(self.add_button)
        self._words = label(
            _(
                "Un dossier que l’équipe a en commun\u00a0: partage du bureau, dossier en ligne, clé USB. Tout y est "
                "chiffré\u00a0: celui qui l’héberge ne peut rien lire. Plusieurs dossiers peuvent servir à la même "
                "équipe."
            ),
            tone="muted",
        )
        self._blocks = QWidget()
        self._column = QVBoxLayout(self._blocks)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(scale.SPACE_4)
        self.add(self._words)
        self.add(self._blocks)

    def show_state(self, state: SharingState) -> None:
        """Show what was read."""
        if state.folders == self._shown:
            return
        self._shown = state.folders
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for each in state.folders:
            self._column.addWidget(self._block(each))
        self._blocks.setVisible(bool(state.folders))

    # -- one folder -----------------------------------------------------------------------------------------------

    def _block(self, state: FolderState) -> QWidget:
        folder = state.folder
        block = QWidget()
        column = QVBoxLayout(block)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_2)
        head.addWidget(label(folder.name, scale="section", wrap=False))
        head.addWidget(_badge(state))
        head.addStretch(1)
        place = label(str(folder.path), scale="small", tone="muted")
        column.addLayout(head)
        column.addWidget(place)
        column.addWidget(label(state.sentence))
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_2)
        acts = [
            (_("Dire où il est…"), partial(self._point, folder.key, str(folder.path))),
            (_("Oublier…"), partial(self._forget, folder.key, folder.name)),
        ]
        if folder.emptied:
            acts.insert(0, (_("Il a été vidé exprès"), partial(self._start_again, folder.key)))
        for words, act in acts:
            button = QPushButton(words)
            button.setProperty("kind", "quiet")
            button.setAccessibleName(_("{act} ({folder})").format(act=words, folder=folder.name))
            button.clicked.connect(lambda _checked=False, act=act: act())
            line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        return block

    def _add(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Dossier de l’équipe"))
        if chosen:
            self.add_folder(Path(chosen))

    def add_folder(self, path: Path) -> None:
        """Remember a folder, and exchange through it at once."""
        self._sharing.apart(folders.add_folder, path=path, receiver=self, then=lambda _folder: self._sharing.now())

    def _point(self, key: str, path: str) -> None:
        chosen = QFileDialog.getExistingDirectory(self, _("Où est ce dossier maintenant"), path)
        if chosen:
            self.point_folder(key, Path(chosen))

    def point_folder(self, key: str, path: Path) -> None:
        """Say where a folder is now."""
        self._sharing.apart(
            folders.point_folder, key=key, path=path, receiver=self, then=lambda _folder: self._sharing.now()
        )

    def _forget(self, key: str, name: str) -> None:
        asked = QMessageBox(self)
        asked.setWindowTitle(_("Oublier ce dossier"))
        asked.setText(
            _(
                "Ne plus échanger par «\u00a0{name}\u00a0»\u00a0? Ses fichiers restent où ils sont, et ce que cet "
                "ordinateur en a reçu reste ici."
            ).format(name=name)
        )
        yes = asked.addButton(_("&Oublier"), QMessageBox.ButtonRole.AcceptRole)
        asked.setDefaultButton(asked.addButton(_("&Garder"), QMessageBox.ButtonRole.RejectRole))
        asked.exec()
        if asked.clickedButton() is yes:
            self.forget_folder(key)

    def forget_folder(self, key: str) -> None:
        """Stop exchanging through a folder."""
        self._desk.write(
            _forget,
            receiver=self,
            told=_("Ce dossier est oublié."),
            then=lambda _nothing: self._sharing.looked(),
            key=key,
        )

    def _start_again(self, key: str) -> None:
        self._sharing.apart(
            exchanges.exchange_all, start_again=(key,), receiver=self, then=lambda _reports: self._sharing.now()
        )


def _forget(store: Any, *, author: str, key: str) -> None:
    folders.forget_folder(store, key)


def _badge(state: FolderState) -> Badge:
    folder = state.folder
    if folder.emptied or folder.trouble:
        return Badge(_("à vérifier"), "warning")
    if folder.there:
        return Badge(_("joignable"), "done")
    return Badge(_("pas là"), "neutral")
