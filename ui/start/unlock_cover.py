"""The lock page, and the question asked at start when the keyring has not the key."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.start.cover import Cover, Remark, button, buttons
from ui.start.secret_field import SecretField
from ui.start.unlocking import Secret


class UnlockCover(Cover):
    """Asks for a secret. `given` carries a `Secret`; `keyring_asked` asks the keyring once more (one has just unlocked
    it); `quit_asked` closes the application."""

    given = Signal(object)
    keyring_asked = Signal()
    restore_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self, title: str, sentence: str, *, passphrase: bool, keyring: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, sentence, parent)
        self.secret = SecretField(passphrase=passphrase)
        self.open_button = button(_("&Ouvrir"), kind="primary")
        self.open_button.clicked.connect(lambda _checked=False: self._give())
        restore = button(_("&Restaurer une sauvegarde…"))
        restore.clicked.connect(lambda _checked=False: self.restore_asked.emit())
        self.keyring_button = button(_("Demander encore au &trousseau"))
        self.keyring_button.clicked.connect(lambda _checked=False: self._ask_keyring())
        self.keyring_button.setVisible(keyring)
        leave = button(_("&Quitter"))
        leave.clicked.connect(lambda _checked=False: self.quit_asked.emit())
        self.secret.entered.connect(self._give)
        self.body.addWidget(self.secret)
        self.body.addWidget(self.keyring_button)
        self.body.addLayout(buttons(self.open_button, restore, leave))
        self.first = self.secret.code if not passphrase else self.secret.phrase

    def refuse(self, failure: KodikoError) -> None:
        """Say why it did not open, and let one try again."""
        self._wait(False)
        self.secret.refuse(failure.sentence)

    def _give(self) -> None:
        secret = self.secret.secret()
        if secret is None:
            self.secret.refuse(_("Tapez d’abord la phrase secrète ou le code de secours."))
            return
        self._wait(True)
        self.given.emit(secret)

    def _ask_keyring(self) -> None:
        self.keyring_button.setEnabled(False)
        self._wait(True)
        self.keyring_asked.emit()

    def _wait(self, waiting: bool) -> None:
        self.open_button.setEnabled(not waiting)
        self.open_button.setText(_("Ouverture…") if waiting else _("&Ouvrir"))


def asking(ways: Any) -> UnlockCover:
    """The question of a start: `ways` (a `keybox.WaysIn`) says what opens these data."""
    if ways.keyring and ways.passphrase:
        sentence = _(
            "Le trousseau de l’ordinateur n’a pas donné la clé. Rien n’est perdu\u00a0: déverrouillez-le et "
            "demandez-lui encore, ou tapez votre phrase secrète."
        )
    elif ways.keyring:
        sentence = _(
            "Le trousseau de l’ordinateur n’a pas donné la clé\u00a0: il est verrouillé, absent, ou a été vidé. "
            "Rien n’est perdu\u00a0: déverrouillez-le et demandez-lui encore, ou tapez le code de secours imprimé au "
            "premier démarrage."
        )
    else:
        sentence = _("Tapez votre phrase secrète, ou le code de secours si elle est perdue.")
    return UnlockCover(_("Ouvrir vos données"), sentence, passphrase=ways.passphrase, keyring=ways.keyring)


class LockCover(Cover):
    """What one sees while the store is closed: nothing of anybody. `given` carries a `Secret`, or None when the keyring
    is to be asked again."""

    given = Signal(object)
    quit_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Verrouillé"), _("Fermeture des données…"), parent)
        self.remark = Remark()
        self.secret: SecretField | None = None
        self.open_button = button(_("&Déverrouiller"), kind="primary")
        self.open_button.setEnabled(False)
        self.open_button.clicked.connect(lambda _checked=False: self._give())
        self._leave = button(_("&Quitter"))
        # One who types the phrase before the field is there must not press this button with a space.
        self._leave.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._leave.clicked.connect(lambda _checked=False: self.quit_asked.emit())
        self._buttons = buttons(self.open_button, self._leave)
        self.body.addWidget(self.remark)
        self.body.addLayout(self._buttons)

    def ready(self, ways: Any) -> None:
        """The store is closed: let one unlock, with the keyring when it keeps the key, else with a secret."""
        self.say(
            _("Verrouillé"),
            _(
                "Les données sont fermées et la clé est effacée de la mémoire. Ce que vous tapiez est "
                "enregistré\u00a0: vous reviendrez au même endroit."
            ),
        )
        self._leave.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.open_button.setEnabled(True)
        if ways.keyring:
            self.first = self.open_button
        else:
            self.ask_secret(passphrase=ways.passphrase)
        self.setFocus()

    def ask_secret(self, *, passphrase: bool) -> None:
        """Show the field for the secret, once."""
        if self.secret is not None:
            return
        self.secret = SecretField(passphrase=passphrase)
        self.secret.entered.connect(self._give)
        self.body.insertWidget(self.body.count() - 1, self.secret)
        self.first = self.secret.phrase if passphrase else self.secret.code
        self.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why it did not open, and let one try again."""
        self.open_button.setEnabled(True)
        if self.secret is not None:
            self.secret.refuse(sentence)
        else:
            self.remark.say(sentence)

    def tell(self, sentence: str) -> None:
        """Say something that went wrong while closing: it must not vanish with the page."""
        self.remark.say(sentence)

    def _give(self) -> None:
        if not self.open_button.isEnabled():
            return
        secret: Secret | None = None
        if self.secret is not None:
            secret = self.secret.secret()
            if secret is None:
                self.secret.refuse(_("Tapez d’abord la phrase secrète ou le code de secours."))
                return
        self.open_button.setEnabled(False)
        self.given.emit(secret)
