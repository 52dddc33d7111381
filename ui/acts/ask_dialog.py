"""A few fields and one act: an absence, the end of a job, a point moved or given up."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.theme import tokens as scale
from ui.widgets.fitting import fit_height
from ui.widgets.form import Form
from ui.widgets.text import label

Refused = Callable[[KodikoError], None]


class AskDialog(QDialog):
    """`submit(refused)` does the act; the dialog stays, with the sentence, when it is refused.."""

    def __init__(
        self, title: str, explanation: str, act: str, submit: Callable[[Refused], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._submit = submit
        self._form = Form()
        self._said = label("", tone="danger")
        self._said.hide()
        buttons = QDialogButtonBox()
        self.act_button = buttons.addButton(act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.act_button.setProperty("kind", "primary")
        buttons.addButton(_("Annuler"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        buttons.accepted.connect(self.go)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        if explanation:
            column.addWidget(label(explanation, tone="muted"))
        column.addWidget(self._form)
        column.addWidget(self._said)
        column.addWidget(buttons)

    def add(self, title: str, field: QWidget, *, help_text: str = "") -> None:
        """Add a field; the first one takes the keyboard."""
        self._form.add(title, field, help_text=help_text)
        if len(self._form.rows()) == 1:
            field.setFocus()

    def go(self) -> None:
        """Do the act with what is typed, unless a field says it is not understood."""
        for row in self._form.rows():
            settle = getattr(row.field, "settle", None)
            if settle is not None:
                settle()
        if self._form.first_error() is None:
            self.say("")
            self._submit(lambda failure: self.say(failure.sentence))

    def say(self, sentence: str) -> None:
        """Say why the act was refused; "" takes the sentence away."""
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))
        fit_height(self)
