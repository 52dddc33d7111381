"""What joining a team asks: where the team's folder is, the code read aloud, and a name for this laptop."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.form import FieldRow


class FolderField(QWidget):
    """The path of a folder, typed or chosen. `entered` comes with Enter."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.path = QLineEdit()
        self.path.setAccessibleName(name)
        self.path.returnPressed.connect(self.entered)
        self.choose_button = QPushButton(_("C&hoisir…"))
        self.choose_button.setAccessibleName(_("Choisir le dossier…"))
        self.choose_button.setAutoDefault(True)
        self.choose_button.clicked.connect(lambda _checked=False: self._choose(name))
        self.setFocusProxy(self.path)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(scale.SPACE_2)
        line.addWidget(self.path, 1)
        line.addWidget(self.choose_button)

    def folder(self) -> Path | None:
        """The folder; None when nothing is typed."""
        typed = self.path.text().strip()
        return Path(typed) if typed else None

    def _choose(self, title: str) -> None:
        chosen = QFileDialog.getExistingDirectory(self, title, self.path.text())
        if chosen:
            self.path.setText(chosen)
            self.path.setFocus()


class JoinForm(QWidget):
    """`submitted` comes with Enter in the last field. `refuse` says a failure under the field it is about."""

    submitted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = FolderField(_("Dossier de l’équipe"))
        self.code, self.device = QLineEdit(), QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX")
        self.device.setMaxLength(60)
        self._folder_row = FieldRow(
            _("Dossier de l’équipe"),
            self.folder,
            help_text=_("Le partage du bureau, le dossier en ligne ou la clé USB que l’équipe utilise."),
        )
        self._code_row = FieldRow(
            _("Code d’invitation"),
            self.code,
            help_text=_("Donné par la personne qui vous invite. Majuscules, espaces et tirets sont sans importance."),
        )
        self._device_row = FieldRow(
            _("Nom de cet ordinateur"),
            self.device,
            help_text=_("Vos collègues le verront, par exemple «\u00a0Ordinateur de Claire\u00a0»."),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        for row in (self._folder_row, self._code_row, self._device_row):
            column.addWidget(row)
        self.folder.entered.connect(self.code.setFocus)
        self.code.returnPressed.connect(self.device.setFocus)
        self.device.returnPressed.connect(self.submitted)
        self.setFocusProxy(self.folder)

    def given(self) -> tuple[Path, str, str] | None:
        """(folder, code, name of the laptop); None when something lacks, which is then said under its field."""
        folder, code, device = self.folder.folder(), self.code.text().strip(), self.device.text().strip()
        asked = (
            (folder, self._folder_row, _("Choisissez le dossier de l’équipe.")),
            (code, self._code_row, _("Tapez le code d’invitation.")),
            (device, self._device_row, _("Donnez un nom à cet ordinateur.")),
        )
        lacking = None
        for value, row, sentence in asked:
            row.set_error("" if value else sentence)
            lacking = lacking or (None if value else row)
        if lacking is not None or folder is None:
            (lacking or self._folder_row).field.setFocus()
            return None
        return folder, code, device

    def refuse(self, failure: KodikoError) -> bool:
        """Say a failure under the field it is about, which takes the keyboard. False when it is about none."""
        from kodiko_desktop.services.sharing.folders import FolderNotChosen
        from kodiko_desktop.sync.failures import CodeMistyped, FolderAway, FolderRefuses, OtherTeam

        row = None
        if isinstance(failure, CodeMistyped):
            row = self._code_row
        elif isinstance(failure, FolderNotChosen | FolderAway | FolderRefuses | OtherTeam):
            row = self._folder_row
        if row is None:
            return False
        row.set_error(failure.sentence)
        row.field.setFocus()
        return True
