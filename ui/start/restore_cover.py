"""Putting a backup back: which one, with which secret, and what happens to the data of now, said before it happens."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from kodiko_desktop.domain.wording import _
from ui.start.cover import Cover, Remark, button, buttons
from ui.start.secret_field import SecretField
from ui.widgets.file_choice import folder_to_use
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text import label


class RestoreCover(Cover):
    """`wanted` carries (path of the backup or of the folder, True for a folder, Secret or None); `given_up` goes back.

    With `backups` (of this profile) one is chosen in the list; without, a folder carried from elsewhere is asked for.
    `needs_secret` is False when the key is at hand.
    """

    wanted = Signal(object, bool, object)
    given_up = Signal()

    def __init__(
        self,
        backups: tuple[Any, ...],
        *,
        from_folder: bool = False,
        needs_secret: bool = True,
        passphrase: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_("Restaurer une sauvegarde"), parent=parent)
        self._from_folder, self._needs_secret = from_folder, needs_secret
        self.folder: Path | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(_("Sauvegardes de cet ordinateur, la plus récente en premier"))
        self.choose_button = button(_("&Choisir le dossier…"))
        self.choose_button.clicked.connect(lambda _checked=False: self._choose_folder())
        self._chosen = label("", tone="muted")
        self.secret = SecretField(passphrase=passphrase)
        self.remark = Remark()
        self.progress: ProgressRow | None = None
        if from_folder:
            self.say(
                _("Restaurer une sauvegarde"),
                _(
                    "Choisissez le dossier «\u00a0kodiko-sauvegarde-…\u00a0» copié depuis l’autre ordinateur, puis "
                    "tapez la phrase secrète ou le code de secours qui l’ouvrait."
                ),
            )
            self.body.addLayout(buttons(self.choose_button))
            self.body.addWidget(self._chosen)
            self.first = self.choose_button
        else:
            self.say(
                _("Restaurer une sauvegarde"),
                _(
                    "Vos données redeviendront ce qu’elles étaient ce jour-là. Celles d’aujourd’hui ne sont pas "
                    "effacées\u00a0: elles sont mises de côté, en bas de cette liste, et se restaurent de la même "
                    "façon. Les autres sauvegardes restent."
                ),
            )
            for backup in backups:
                item = QListWidgetItem(described(backup))
                item.setData(Qt.ItemDataRole.UserRole, str(backup.path))
                self.list.addItem(item)
            self.list.setCurrentRow(0)
            self.list.setMinimumHeight(160)
            self.body.addWidget(self.list)
            self.first = self.list
        self.secret.setVisible(needs_secret)
        self.body.addWidget(self.secret)
        self.body.addWidget(self.remark)
        self.restore_button = button(_("&Restaurer"), kind="primary")
        self.restore_button.clicked.connect(lambda _checked=False: self._want())
        self.secret.entered.connect(self._want)
        self.back_button = button(_("Re&tour"))
        self.back_button.clicked.connect(lambda _checked=False: self.given_up.emit())
        self.body.addLayout(buttons(self.restore_button, self.back_button))

    def show_progress(self, done: int, total: int, sentence: str) -> None:
        """How far the copy is."""
        if self.progress is None:
            self.progress = ProgressRow(sentence or _("Copie des données"), cancellable=False)
            self.body.insertWidget(self.body.count() - 1, self.progress)
        self.progress.show_progress(done, total, sentence)

    def ask_secret(self) -> None:
        """The keyring did not give the key: ask for a secret too."""
        self._needs_secret = True
        self.secret.show()

    def refuse(self, sentence: str) -> None:
        """Say why nothing was restored, and let one try again."""
        self._wait(False)
        if self.progress is not None:
            self.progress.hide()
            self.progress.deleteLater()
            self.progress = None
        self.remark.say(sentence)
        if self._needs_secret:
            self.secret.focus()

    def _choose_folder(self) -> None:
        chosen = folder_to_use(self, _("Dossier de la sauvegarde"))
        if chosen is not None:
            self.choose(chosen)

    def choose(self, folder: Path) -> None:
        """Take the folder that holds the backup."""
        self.folder = folder
        self._chosen.setText(folder.name)
        self.secret.focus()

    def _want(self) -> None:
        if not self.restore_button.isEnabled():
            return
        self.remark.say("")
        if self._from_folder:
            path = self.folder
        else:
            item = self.list.currentItem()
            path = Path(item.data(Qt.ItemDataRole.UserRole)) if item is not None else None
        if path is None:
            self.remark.say(_("Choisissez d’abord la sauvegarde à restaurer."))
            return
        secret = self.secret.secret() if self._needs_secret else None
        if self._needs_secret and secret is None:
            self.secret.refuse(_("Tapez d’abord la phrase secrète ou le code de secours."))
            return
        self._wait(True)
        self.wanted.emit(path, self._from_folder, secret)

    def _wait(self, waiting: bool) -> None:
        self.restore_button.setEnabled(not waiting)
        self.back_button.setEnabled(not waiting)
        self.restore_button.setText(_("Restauration…") if waiting else _("&Restaurer"))


def described(backup: Any) -> str:
    """A backup (`vault.backups.Backup`) as a list shows it: day, hour, why it was made, size."""
    from kodiko_desktop.vault.backups import BackupKind

    why = {
        BackupKind.DAILY: _("automatique"),
        BackupKind.ON_DEMAND: _("à la demande"),
        BackupKind.BEFORE_UPGRADE: _("avant une mise à jour"),
        BackupKind.SET_ASIDE: _("données mises de côté par une restauration"),
    }[backup.kind]
    return _("{day} à {hour} · {why} · {size} Mo").format(
        day=backup.taken_at.strftime("%d/%m/%Y"),
        hour=backup.taken_at.strftime("%H:%M"),
        why=why,
        size=f"{backup.size / 1_000_000:.1f}".replace(".", ","),
    )
