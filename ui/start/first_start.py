"""The first start: who we are, how the data open, and the recovery code; or a backup brought from elsewhere."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.profiles import Profile
from ui.jobs import Jobs
from ui.start.cover import Choice, Cover, Remark, button, buttons
from ui.start.recovery_steps import RecoverySteps
from ui.start.secret_field import PassphraseField
from ui.start.who_form import WhoForm
from ui.theme import tokens as scale
from ui.widgets.form import FieldRow
from ui.widgets.text import label


@dataclass(frozen=True)
class Beginnings:
    """What the first start asks. `passphrase` None: the keyring alone keeps the key. `joins`: the names come with the
    team that is joined next."""

    organisation_name: str
    antenna_name: str
    postcode: str
    staff_name: str
    staff_role: str
    keyring: bool
    passphrase: str | None
    joins: bool = False


class FirstStart(Cover):
    """Three steps. `finished` carries the open profile once the recovery code was proved; `made` carries it as soon as
    it exists, for the window to hold."""

    made = Signal(object)
    finished = Signal(object)
    restore_asked = Signal()

    def __init__(self, profile: Profile, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(_("Bienvenue dans Kodiko"), parent=parent)
        self._profile, self._jobs = profile, jobs
        self._who()
        self._how()
        self.steps = (self.who, self.how)
        for step in self.steps:
            self.body.addWidget(step)
        self.show_step(0)

    # -- steps ----------------------------------------------------------------------------------------------------

    def show_step(self, number: int) -> None:
        """Show a step, from 0."""
        for index, step in enumerate(self.steps):
            step.setVisible(index == number)
        if number == 0:
            self.say(
                _("Bienvenue dans Kodiko"),
                _("Étape 1 sur 3. Ces noms figurent sur les feuilles imprimées\u00a0; vous pourrez les changer."),
            )
            self._show_joining(self.joins.isChecked())
        else:
            self.say(
                _("Comment ouvrir vos données"),
                _("Étape 2 sur 3. Tout ce que vous saisissez est chiffré sur cet ordinateur et n’en sort pas seul."),
            )
            self.first = self.by_keyring
        self.setFocus()

    def _who(self) -> None:
        self.who = QWidget()
        column = _column(self.who)
        self.who_form = WhoForm()
        self.organisation, self.antenna, self.postcode = (
            self.who_form.organisation,
            self.who_form.antenna,
            self.who_form.postcode,
        )
        self.staff, self.role = self.who_form.staff, self.who_form.role
        self.who_form.finished.connect(self._check_who)
        self.next_button = button(_("&Continuer"), kind="primary")
        self.next_button.clicked.connect(lambda _checked=False: self._check_who())
        self.restore_button = button(_("J’ai déjà une &sauvegarde…"))
        self.restore_button.clicked.connect(lambda _checked=False: self.restore_asked.emit())
        self.begins = Choice(_("Je co&mmence\u00a0: mon équipe n’utilise pas encore Kodiko"))
        self.joins = Choice(_("Je re&joins une équipe qui utilise Kodiko"))
        for choice in (self.begins, self.joins):
            choice.entered.connect(self._check_who)
        self.begins.setChecked(True)
        self.joins.toggled.connect(self._show_joining)
        self._join_words = label(
            _(
                "Demandez un code d’invitation à une personne qui administre l’équipe. Les noms, les formulaires et "
                "les suivis de votre antenne viendront sur cet ordinateur."
            ),
            tone="muted",
        )
        for part in (self.begins, self.joins, self._join_words):
            column.addWidget(part)
        column.addWidget(self.who_form)
        column.addLayout(buttons(self.next_button, self.restore_button))

    def _how(self) -> None:
        self.how = QWidget()
        column = _column(self.how)
        self.by_keyring = Choice(_("Avec ma session\u00a0: le &trousseau de l’ordinateur garde la clé"))
        self.by_phrase = Choice(_("Avec une &phrase secrète, demandée à chaque ouverture"))
        for choice in (self.by_keyring, self.by_phrase):
            choice.entered.connect(self._make)
        self.by_keyring.setChecked(True)
        self.by_phrase.toggled.connect(self._show_phrase)
        self.phrase, self.again = PassphraseField(), PassphraseField()
        self._phrase = QWidget()
        inside = _column(self._phrase)
        self._phrase_row = FieldRow(
            _("Phrase secrète"),
            self.phrase,
            help_text=_("Au moins douze signes, par exemple quatre mots qui ne vont pas ensemble."),
        )
        self._again_row = FieldRow(_("La même, encore une fois"), self.again)
        see = QCheckBox(_("Afficher ce que je tape"))
        see.toggled.connect(self.phrase.show_text)
        see.toggled.connect(self.again.show_text)
        for part in (self._phrase_row, self._again_row, see):
            inside.addWidget(part)
        self.phrase.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self._make)
        self._phrase.hide()
        self.remark = Remark()
        self.make_button = button(_("&Créer mes données"), kind="primary")
        self.make_button.clicked.connect(lambda _checked=False: self._make())
        back = button(_("&Retour"))
        back.clicked.connect(lambda _checked=False: self.show_step(0))
        for part in (self.by_keyring, self.by_phrase, self._phrase, self.remark):
            column.addWidget(part)
        column.addLayout(buttons(self.make_button, back))

    def _show_phrase(self, shown: bool) -> None:
        self._phrase.setVisible(shown)
        if shown:
            self.phrase.setFocus()

    def _show_joining(self, joins: bool) -> None:
        self.who_form.setVisible(not joins)
        self.restore_button.setVisible(not joins)
        self._join_words.setVisible(joins)
        self.first = self.joins if joins else self.organisation

    def _check_who(self) -> None:
        if self.joins.isChecked() or self.who_form.is_whole():
            self.show_step(1)

    # -- making ---------------------------------------------------------------------------------------------------

    def _make(self) -> None:
        if not self.make_button.isEnabled():
            return
        self.remark.say("")
        self._phrase_row.set_error("")
        typed = self.phrase.text() if self.by_phrase.isChecked() else None
        same = typed is None or typed == self.again.text()
        self._again_row.set_error("" if same else _("Les deux phrases ne sont pas les mêmes\u00a0: recommencez."))
        if not same:
            self.again.setFocus()
            return
        self.make_button.setEnabled(False)
        self.make_button.setText(_("Création…"))
        beginnings = Beginnings(
            self.organisation.text(),
            self.antenna.text(),
            self.postcode.text(),
            self.staff.text(),
            self.role.text(),
            keyring=typed is None,
            passphrase=typed,
            joins=self.joins.isChecked(),
        )
        self._jobs.run(
            begin, self._profile, beginnings, receiver=self, on_success=self._show_code, on_failure=self._refused
        )

    def _refused(self, failure: KodikoError) -> None:
        from kodiko_desktop.vault.failures import PassphraseNeeded, PassphraseTooShort

        self.make_button.setEnabled(True)
        self.make_button.setText(_("&Créer mes données"))
        if isinstance(failure, PassphraseTooShort):
            self._phrase_row.set_error(failure.sentence)
            self.phrase.setFocus()
            return
        self.remark.say(failure.sentence)
        if isinstance(failure, PassphraseNeeded):
            self.by_phrase.setChecked(True)

    def _show_code(self, first: Any) -> None:
        self.phrase.clear()
        self.again.clear()
        self.made.emit(first.opened)
        for step in self.steps:
            step.hide()
        self.say(
            _("Votre code de secours"),
            _(
                "Étape 3 sur 3. Imprimez cette feuille et gardez-la loin de l’ordinateur\u00a0: si la phrase "
                "secrète ou le trousseau sont perdus, elle seule ouvre encore vos données. Kodiko ne la montrera plus."
            ),
        )
        self.code = RecoverySteps(
            first.recovery_code, self._profile, self._jobs, first.opened.store.now().date(), parent=self
        )
        self.code.confirmed.connect(lambda: self.finished.emit(first.opened))
        self.body.addWidget(self.code)
        self.first = self.code.print_button
        self.setFocus()


def begin(profile: Profile, beginnings: Beginnings) -> Any:
    """Make the profile and write who we are in it: a `services.opening.FirstStart`. Runs on a worker. Raises
    PassphraseNeeded, PassphraseTooShort, FolderUnwritable, KeysAlreadyThere, SetUpRefused."""
    from kodiko_desktop.services.association import antennas
    from kodiko_desktop.services.laptop import sitting
    from kodiko_desktop.services.laptop.opening import create_profile
    from kodiko_desktop.vault.keyring_slot import KeyringSlot

    def say_who_we_are(store: Any) -> None:
        if beginnings.joins:
            sitting.means_to_join(store, True)
            return
        antennas.set_up(
            store,
            organisation_name=beginnings.organisation_name,
            antenna_name=beginnings.antenna_name,
            staff_name=beginnings.staff_name,
            staff_role=beginnings.staff_role.strip(),
            postcode=beginnings.postcode.strip(),
        )

    return create_profile(
        profile,
        passphrase=beginnings.passphrase,
        keyring=KeyringSlot() if beginnings.keyring else None,
        fill=say_who_we_are,
    )


def _column(widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(scale.SPACE_4)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return column
