"""Making a team: a name for this laptop, a folder, then the root code of the team, printed and proved."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import folders, teams
from kodiko_desktop.sync.failures import FolderAway, FolderRefuses, OtherTeam, TeamThere
from ui.desk import Desk
from ui.sharing.in_window import SharingInWindow
from ui.sharing.join_form import FolderField
from ui.start.code_on_paper import CodeOnPaper
from ui.start.cover import Remark, dialog_buttons
from ui.theme import tokens as scale
from ui.widgets.form import FieldRow
from ui.widgets.scroll import Scroll
from ui.widgets.text import label

ASKED = (4, 10)
"""The groups of the root code typed back, from 1: one on each line of the sheet."""
_WIDE, _TALL, _TALLER = 680, 380, 560


class CreateTeamDialog(QDialog):
    """Two steps. The second cannot be left before the sheet is proved, except by saying that it will be lost."""

    def __init__(self, desk: Desk, sharing: SharingInWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._sharing = desk, sharing
        self.code: CodeOnPaper | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Créer une équipe"))
        room = parent.window().size()
        self.resize(min(_WIDE, room.width() - 48), min(_TALL, room.height() - 48))
        self._title = label(_("Créer une équipe"), scale="page")
        self._words = label(
            _(
                "Cet ordinateur sera le premier de l’équipe\u00a0: il pourra inviter les autres et leur confier des "
                "antennes. Choisissez un dossier que l’équipe a en commun\u00a0; vous pourrez en ajouter."
            ),
            tone="muted",
        )
        self.remark = Remark()
        self._step = self._names()
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        self._column.setSpacing(scale.SPACE_4)
        for part in (self._title, self._words, self._step, self.remark):
            self._column.addWidget(part)
        self._column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(Scroll(inside))
        desk.read(lambda store: teams.suggested_device_name(store.read()), receiver=self, then=self.device.setText)

    def _names(self) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        self.device = QLineEdit()
        self.device.setMaxLength(60)
        self.folder = FolderField(_("Dossier de l’équipe"))
        self._device_row = FieldRow(
            _("Nom de cet ordinateur"), self.device, help_text=_("Vos collègues le verront dans la liste.")
        )
        self._folder_row = FieldRow(
            _("Dossier de l’équipe"),
            self.folder,
            help_text=_("Peut rester vide\u00a0: vous le choisirez plus tard."),
        )
        self.create_button = QPushButton(_("&Créer l’équipe"))
        self.create_button.setProperty("kind", "primary")
        self.create_button.clicked.connect(lambda _checked=False: self.create())
        leave = QPushButton(_("&Fermer"))
        leave.setAutoDefault(False)
        leave.clicked.connect(lambda _checked=False: self.reject())
        self.device.returnPressed.connect(self.folder.setFocus)
        for row in (self._device_row, self._folder_row):
            column.addWidget(row)
        column.addLayout(dialog_buttons(leave, self.create_button))
        return step

    # -- making ---------------------------------------------------------------------------------------------------

    def create(self) -> None:
        """Make the team with what is typed."""
        if not self.create_button.isEnabled():
            return
        for row in (self._device_row, self._folder_row):
            row.set_error("")
        self.remark.say("")
        self.create_button.setEnabled(False)
        self._sharing.apart(
            make_team,
            receiver=self,
            then=self._made,
            failed=self._refused,
            device_name=self.device.text(),
            folder=self.folder.folder(),
            today=self._desk.today(),
        )

    def _refused(self, failure: KodikoError) -> None:
        self.create_button.setEnabled(True)
        if isinstance(failure, teams.NameMissing):
            self._device_row.set_error(failure.sentence)
            self.device.setFocus()
        elif isinstance(failure, folders.FolderNotChosen | FolderAway | FolderRefuses | OtherTeam | TeamThere):
            self._folder_row.set_error(failure.sentence)
            self.folder.setFocus()
        else:
            self.remark.say(failure.sentence)

    def _made(self, made: tuple[str, Callable[[], bytes]]) -> None:
        root_code, draw = made
        self._step.hide()
        self.resize(self.width(), min(_TALLER, self.parentWidget().window().height() - 48))
        self._title.setText(_("Le code racine de l’équipe"))
        self._words.setText(
            _(
                "Imprimez cette feuille et gardez-la au siège, sous clé. Aucun ordinateur ne garde ce code\u00a0: il "
                "sert seulement si deux personnes qui administrent l’équipe se retirent l’une l’autre. Kodiko ne le "
                "montrera plus."
            )
        )
        self.code = CodeOnPaper(
            root_code,
            draw,
            self._desk.jobs,
            name=_("Code racine\u00a0: {code}").format(code=root_code.replace("-", " ")),
            file_name=_("code-racine.pdf"),
            asked=ASKED,
            read_groups=_groups,
            columns=5,
        )
        self.code.confirmed.connect(self._proved)
        self._column.insertWidget(2, self.code)
        self.code.print_button.setFocus()

    def _proved(self) -> None:
        self.code = None
        self.accept()
        self._sharing.now()

    def reject(self) -> None:
        """Escape and the close button: the code that is not on paper yet stays in sight."""
        if self.code is not None:
            self.remark.say(
                _("Cette feuille ne pourra plus être imprimée. Imprimez-la, ou recopiez le code, avant de fermer.")
            )
            return
        super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.code is not None:
            event.ignore()
            self.reject()
            return
        super().closeEvent(event)


def make_team(store: Any, *, device_name: str, folder: Path | None, today: Any) -> tuple[str, Callable[[], bytes]]:
    """(the root code, what draws its sheet). The folder is tried first: nothing is made when it does not suit. Runs
    apart. Raises what `add_folder` and `create_team` raise."""
    teams.named(device_name)
    if folder is not None:
        folders.require_no_team(store, folder)
        folders.add_folder(store, folder)
    code = teams.create_team(store, device_name=device_name).root_code
    lines = teams.root_sheet(store.read(), code, today)
    return code, lambda: _sheet(lines, today)


def _sheet(lines: tuple[str, ...], today: Any) -> bytes:
    from kodiko_desktop.documents.recovery_sheet import render

    return render(lines, today)


def _groups(typed: str) -> list[str]:
    from kodiko_desktop.vault.recovery_code import split_groups

    return split_groups(typed)
