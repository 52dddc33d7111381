"""What opens the data: the keyring or a pass-phrase, and the recovery code to print again."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import settings
from kodiko_desktop.services.laptop import sitting
from ui.desk import Desk
from ui.start.cover import Remark, button, dialog_buttons
from ui.start.gatekeeper import Gatekeeper
from ui.start.recovery_steps import RecoverySteps
from ui.start.secret_field import PassphraseField
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.form import FieldRow
from ui.widgets.text import label


class KeysCard(Card):
    """Says what opens the data now, and changes it."""

    def __init__(self, desk: Desk, gate: Gatekeeper) -> None:
        super().__init__(_("Ouverture des données"))
        self._desk, self._gate = desk, gate
        self._openings: settings.Openings | None = None
        self._asked = False
        self._now = label("", tone="muted")
        self.add(self._now)
        self.phrase_button = button(_("&Phrase secrète…"))
        # What the dialog may offer depends on what opens the data: it is read first.
        self.phrase_button.setEnabled(False)
        self.phrase_button.clicked.connect(lambda _checked=False: self.ask_phrase_when_known())
        self.keyring_button = button(_("Confier au &trousseau"))
        self.keyring_button.clicked.connect(lambda _checked=False: self._leave_to_keyring())
        self.code_button = button(_("Nouveau &code de secours…"))
        self.code_button.clicked.connect(lambda _checked=False: self._new_code())
        holder = QWidget()
        flow = FlowLayout(holder)
        for each in (self.phrase_button, self.keyring_button, self.code_button):
            flow.addWidget(each)
        self.add(holder)

    def look(self) -> None:
        """Read what opens the data."""
        if self._gate.held is not None:
            self._gate.with_key(settings.openings, then=self._show, failed=self._refused, receiver=self)

    def ask_phrase_when_known(self) -> None:
        """Ask for a new pass-phrase, once it is known what else opens the data."""
        if self._openings is None:
            self._asked = True
        else:
            self._ask_phrase(self._openings)

    def _show(self, openings: settings.Openings) -> None:
        self._openings = openings
        self._now.setText(_said(openings))
        self.keyring_button.setVisible(openings.keyring_here and not openings.keyring)
        self.phrase_button.setEnabled(True)
        if self._asked:
            self._asked = False
            self._ask_phrase(openings)

    def _refused(self, failure: KodikoError) -> None:
        self._desk.refused.emit(failure.sentence)

    # -- pass-phrase ----------------------------------------------------------------------------------------------

    def _ask_phrase(self, openings: settings.Openings) -> None:
        dialog = PhraseDialog(openings, self)
        dialog.chosen = lambda phrase, each_time: self._gate.with_key(
            lambda opened: settings.change_passphrase(opened, phrase, ask_each_time=each_time),
            then=lambda after: self._phrase_changed(dialog, after),
            failed=lambda failure: dialog.refuse(failure.sentence),
            receiver=dialog,
        )
        dialog.open()
        dialog.phrase.setFocus()

    def _phrase_changed(self, dialog: "PhraseDialog", openings: settings.Openings) -> None:
        changed = _("La phrase secrète est changée. L’ancienne n’ouvre plus ces données.")
        self._desk.told.emit(changed if dialog.replaces else _("La phrase secrète ouvre ces données."), None)
        dialog.accept()
        self._show(openings)

    def _leave_to_keyring(self) -> None:
        def told(kept: bool) -> None:
            if kept:
                self._desk.told.emit(_("Le trousseau de l’ordinateur garde la clé."), None)
                self.look()
            else:
                self._desk.refused.emit(
                    _("Cet ordinateur n’a pas de trousseau utilisable. Rien n’a changé\u00a0: la phrase secrète reste.")
                )

        self._gate.with_key(settings.leave_to_keyring, then=told, failed=self._refused, receiver=self)

    # -- recovery code --------------------------------------------------------------------------------------------

    def _new_code(self) -> None:
        dialog = CodeDialog(self)
        dialog.agreed.clicked.connect(
            lambda _checked=False: self._gate.with_key(
                settings.new_recovery_code,
                then=lambda code: self._show_code(dialog, code),
                failed=self._refused,
                receiver=dialog,
            )
        )
        dialog.open()

    def _show_code(self, dialog: "CodeDialog", code: str) -> None:
        steps = RecoverySteps(code, self._gate.profile, self._desk.jobs, self._desk.today())
        steps.confirmed.connect(lambda: self._proved(dialog))
        dialog.show_steps(steps)

    def _proved(self, dialog: "CodeDialog") -> None:
        self._desk.write(_proved, receiver=self, told=_("Le nouveau code de secours est en service."))
        dialog.accept()


def _proved(store: Any, *, author: str) -> None:
    sitting.code_was_proved(store)


def _said(openings: settings.Openings) -> str:
    if openings.keyring and not openings.keyring_here and openings.passphrase:
        return _("Le trousseau qui gardait la clé ne répond plus\u00a0: la phrase secrète est demandée.")
    if openings.keyring and not openings.keyring_here:
        return _(
            "Le trousseau qui gardait la clé ne répond plus\u00a0: seul le code de secours ouvre ces données. "
            "Choisissez une phrase secrète."
        )
    if openings.keyring and openings.passphrase:
        return _("Le trousseau de l’ordinateur garde la clé\u00a0; la phrase secrète l’ouvre aussi.")
    if openings.keyring:
        return _(
            "Le trousseau de l’ordinateur garde la clé\u00a0: votre session l’ouvre. Il n’y a pas de phrase secrète."
        )
    return _("La phrase secrète est demandée à chaque ouverture.")


class PhraseDialog(QDialog):
    """Choose a pass-phrase, twice. `chosen(phrase, ask each time)` is called once both agree. The keyring is spoken of
    only where it keeps the key; one that answers no more is left."""

    def __init__(self, openings: settings.Openings, parent: Card) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Phrase secrète"))
        self.setMinimumWidth(460)
        self.chosen: Any = None
        self.replaces = openings.passphrase
        kept = openings.keyring and openings.keyring_here
        self.phrase, self.again = PassphraseField(), PassphraseField()
        self._row = FieldRow(
            _("Nouvelle phrase secrète"),
            self.phrase,
            help_text=_("Au moins douze signes, par exemple quatre mots qui ne vont pas ensemble."),
        )
        self._again_row = FieldRow(_("La même, encore une fois"), self.again)
        self.each_time = QCheckBox(_("La demander à chaque ouverture (la clé quitte le trousseau)"))
        self.each_time.setVisible(kept)
        self.each_time.setChecked(openings.keyring and not kept)
        keep = button(_("&Changer la phrase") if self.replaces else _("&Choisir cette phrase"), kind="primary")
        keep.clicked.connect(lambda _checked=False: self._check())
        leave = button(_("&Annuler"))
        leave.clicked.connect(lambda _checked=False: self.reject())
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        for part in (self._row, self._again_row, self.each_time):
            column.addWidget(part)
        column.addLayout(dialog_buttons(leave, keep))

    def refuse(self, sentence: str) -> None:
        """Say why this phrase cannot be taken."""
        self._row.set_error(sentence)
        self.phrase.setFocus()

    def _check(self) -> None:
        same = self.phrase.text() == self.again.text()
        self._again_row.set_error("" if same else _("Les deux phrases ne sont pas les mêmes\u00a0: recommencez."))
        if same:
            self.chosen(self.phrase.text(), self.each_time.isChecked())


class CodeDialog(QDialog):
    """Says what a new code does, then shows it and asks for two groups back."""

    def __init__(self, parent: Card) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Nouveau code de secours"))
        self.setMinimumWidth(560)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        self._column.setSpacing(scale.SPACE_4)
        self._said = Remark()
        self._said.setProperty("kind", "warning")
        self._said.say(
            _("L’ancienne feuille ne servira plus\u00a0: préparez l’imprimante avant de demander un nouveau code.")
        )
        self._column.addWidget(self._said)
        self.agreed = button(_("&Faire un nouveau code"), kind="primary")
        self._leave = button(_("&Annuler"))
        self._leave.clicked.connect(lambda _checked=False: self.reject())
        self._column.addLayout(dialog_buttons(self._leave, self.agreed))

    def show_steps(self, steps: RecoverySteps) -> None:
        """Show the new code and how to prove it."""
        for part in (self._said, self.agreed, self._leave):
            part.hide()
        self._column.insertWidget(0, steps)
        steps.print_button.setFocus()
