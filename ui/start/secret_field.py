"""Where one types what opens the store: the pass-phrase, or the recovery code checked group by group as it is typed."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.start.cover import button
from ui.start.unlocking import Secret
from ui.theme import tokens as scale
from ui.widgets.form import FieldRow
from ui.widgets.text import label


class PassphraseField(QLineEdit):
    """A pass-phrase, hidden unless one asks to see it. Screen readers are told it is a password."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self.setEchoMode(QLineEdit.EchoMode.Password)
        if name:
            self.setAccessibleName(name)

    def show_text(self, shown: bool) -> None:
        """Show what is typed, or hide it."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)


class SecretField(QWidget):
    """A pass-phrase, or the recovery code after a press on « J’ai perdu la phrase ». `entered` comes with Enter."""

    entered = Signal()

    def __init__(self, *, passphrase: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        self.phrase = PassphraseField()
        self._phrase_row = FieldRow(_("Phrase secrète"), self.phrase)
        self._see = QCheckBox(_("Afficher ce que je tape"))
        self._see.toggled.connect(self.phrase.show_text)
        self.code = QLineEdit()
        self.code.setPlaceholderText("XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX-XXXXX")
        self._code_row = FieldRow(_("Code de secours (la feuille imprimée au premier démarrage)"), self.code)
        self._code_help = label("", scale="small", tone="muted")
        self._switch = button("", kind="quiet")
        self._switch.clicked.connect(lambda _checked=False: self.ask_code(not self.is_code))
        for part in (self._phrase_row, self._see, self._code_row, self._code_help, self._switch):
            column.addWidget(part)
        self.code.textChanged.connect(self._check_groups)
        self.phrase.returnPressed.connect(self.entered)
        self.code.returnPressed.connect(self.entered)
        self._passphrase = passphrase
        self.ask_code(not passphrase)

    @property
    def is_code(self) -> bool:
        """True while the recovery code is asked for."""
        return self._is_code

    def ask_code(self, code: bool) -> None:
        """Ask for the recovery code (True) or the pass-phrase."""
        self._is_code = code
        for part in (self._phrase_row, self._see):
            part.setVisible(not code)
        for part in (self._code_row, self._code_help):
            part.setVisible(code)
        self._switch.setText(
            _("Revenir à la phrase secrète") if code else _("J’ai perdu la phrase\u00a0: utiliser le code de secours")
        )
        self._switch.setVisible(self._passphrase or not code)
        self._phrase_row.set_error("")
        self._code_row.set_error("")
        self.focus()

    def focus(self) -> None:
        """Give the keyboard to the field shown."""
        (self.code if self._is_code else self.phrase).setFocus()

    def secret(self) -> Secret | None:
        """What was typed, None when nothing was."""
        text = self.code.text() if self._is_code else self.phrase.text()
        return Secret(text, self._is_code) if text.strip() else None

    def refuse(self, sentence: str) -> None:
        """Say under the field why it does not open; what was typed stays, to be corrected."""
        (self._code_row if self._is_code else self._phrase_row).set_error(sentence)
        field = self.code if self._is_code else self.phrase
        field.setFocus()
        if not self._is_code:
            field.selectAll()

    def error(self) -> str:
        """The sentence under the field, "" when there is none."""
        return (self._code_row if self._is_code else self._phrase_row).error()

    def forget(self) -> None:
        """Wipe what was typed."""
        self.phrase.clear()
        self.code.clear()

    def _check_groups(self, typed: str) -> None:
        from kodiko_desktop.vault.recovery_code import GROUPS, GroupState, check_groups

        states = check_groups(typed)
        right = sum(state is GroupState.RIGHT for state in states)
        wrong = [str(number) for number, state in enumerate(states, 1) if state is GroupState.WRONG]
        if wrong:
            self._code_help.setText(
                _("À comparer avec la feuille\u00a0: groupe {groups}.").format(groups=", ".join(wrong))
            )
        else:
            self._code_help.setText(
                _("{count} groupes sur {total} sont bien recopiés.").format(count=right, total=GROUPS)
                if typed.strip()
                else ""
            )
