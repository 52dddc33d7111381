"""Inviting a laptop: which antennas it will read, then the code to read aloud or to show to a camera."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import teams
from kodiko_desktop.services.sharing.teams import Invited
from ui.desk import Desk
from ui.start.cover import Remark, buttons, dialog_buttons
from ui.theme import tokens as scale
from ui.widgets.code_groups import CodeGroups
from ui.widgets.fitting import fit_height
from ui.widgets.qr_code import QrCode
from ui.widgets.text import label


class InviteDialog(QDialog):
    """Asks for the antennas (`antennas`: (id, name)), then shows the code; given an invitation, shows its code."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        *,
        antennas: tuple[tuple[str, str], ...] = (),
        invited: Invited | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self.invited = invited
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(_("Inviter un ordinateur"))
        self.setFixedWidth(640)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        self._column.setSpacing(scale.SPACE_3)
        self._column.addWidget(label(_("Inviter un ordinateur"), scale="page"))
        self.boxes: list[QCheckBox] = []
        self._question = self._ask(antennas)
        self._column.addWidget(self._question)
        if invited is not None:
            self._show(invited)
        fit_height(self)

    def _ask(self, antennas: tuple[tuple[str, str], ...]) -> QWidget:
        step = QWidget()
        column = QVBoxLayout(step)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(label(_("Quelles antennes cet ordinateur lira-t-il\u00a0?")))
        for number, name in antennas:
            box = QCheckBox(name.replace("&", "&&"))
            box.setProperty("antenna", number)
            box.setChecked(number == self._desk.here().antenna_id or len(antennas) == 1)
            self.boxes.append(box)
            column.addWidget(box)
        self.admin = QCheckBox(_("Il pourra lui aussi &inviter des ordinateurs (il administre l’équipe)"))
        column.addSpacing(scale.SPACE_2)
        column.addWidget(self.admin)
        self.remark = Remark()
        column.addWidget(self.remark)
        self.make_button = QPushButton(_("&Faire le code"))
        self.make_button.setProperty("kind", "primary")
        self.make_button.clicked.connect(lambda _checked=False: self.make())
        leave = QPushButton(_("&Annuler"))
        leave.setAutoDefault(False)
        leave.clicked.connect(lambda _checked=False: self.reject())
        column.addLayout(dialog_buttons(leave, self.make_button))
        return step

    def make(self) -> None:
        """Make the invitation."""
        chosen = [str(box.property("antenna")) for box in self.boxes if box.isChecked()]
        if not chosen:
            self.remark.say(_("Cochez au moins une antenne."))
            fit_height(self)
            return
        self.make_button.setEnabled(False)
        self._desk.write(
            _invite,
            receiver=self,
            then=self._show,
            failed=self._refused,
            antennas=chosen,
            admin=self.admin.isChecked(),
        )

    def _refused(self, failure: KodikoError) -> None:
        self.make_button.setEnabled(True)
        self.remark.say(failure.sentence)

    def _show(self, invited: Invited) -> None:
        self.invited = invited
        self._question.hide()
        steps = label(
            _(
                "1. Sur l’autre ordinateur, ouvrez Kodiko, choisissez «\u00a0Je rejoins une équipe\u00a0», puis le "
                "même dossier partagé.\n"
                "2. Tapez-y ce code. Lisez-le à voix haute ou montrez-le\u00a0; ne l’écrivez pas dans un message.\n"
                "3. Revenez ici et pressez «\u00a0Synchroniser maintenant\u00a0»\u00a0: c’est cet ordinateur qui "
                "répond."
            )
        )
        self._column.addWidget(steps)
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_5)
        words = QVBoxLayout()
        words.setSpacing(scale.SPACE_3)
        spoken = _("Code d’invitation\u00a0: {code}").format(code=invited.code.replace("-", " "))
        self.groups = CodeGroups(invited.code, spoken, columns=2)
        words.addWidget(self.groups)
        antennas = ", ".join(invited.antennas)
        words.addWidget(label(_("Antennes\u00a0: {names}").format(names=antennas), tone="muted"))
        words.addWidget(label(_("Sert une seule fois, expire {when}.").format(when=invited.expires), tone="muted"))
        words.addStretch(1)
        line.addLayout(words, 1)
        line.addWidget(QrCode(invited.qr_text, _("Le même code, à photographier par l’autre ordinateur")))
        self._column.addLayout(line)
        done = QPushButton(_("&Fermer"))
        done.setProperty("kind", "primary")
        done.clicked.connect(lambda _checked=False: self.accept())
        self._column.addLayout(buttons(done))
        done.setFocus()
        fit_height(self)


def _invite(store: Any, *, author: str, antennas: list[str], admin: bool) -> Invited:
    return teams.invite(store, antennas=antennas, admin=admin)
