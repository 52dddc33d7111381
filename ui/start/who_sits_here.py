"""Asked when the store knows nobody here: a team just joined, a first start interrupted, a backup brought elsewhere."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.start.cover import Choice, Cover, Remark, button, buttons
from ui.theme import tokens as scale
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import FieldRow, Form


class WhoSitsHere(Cover):
    """`chosen` carries (staff_id, antenna_id) of somebody of the team; `introduced` (name, antenna_id) of
    somebody new."""

    chosen = Signal(str, str)
    introduced = Signal(str, str)

    def __init__(
        self,
        team: tuple[tuple[str, str, str], ...],
        antennas: tuple[tuple[str, str], ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        """`team`: (staff id, what one reads, antenna id) of everybody; `antennas`: (id, name), to be in as somebody
        new."""
        super().__init__(
            _("Qui travaille sur cet ordinateur\u00a0?"),
            _("Ce que vous écrirez portera votre nom, et vos suivis viendront en premier."),
            parent,
        )
        self.choices: list[Choice] = []
        for staff_id, shown, antenna_id in team:
            choice = Choice(shown)
            choice.setProperty("staff", staff_id)
            choice.setProperty("antenna", antenna_id)
            choice.entered.connect(self._choose)
            self.choices.append(choice)
            self.body.addWidget(choice)
        self.somebody_new = Choice(_("Je ne suis pas dans la &liste"))
        self._new = self._newcomer(antennas)
        self.somebody_new.toggled.connect(self._show_new)
        self.somebody_new.entered.connect(self._choose)
        self.somebody_new.setVisible(bool(antennas))
        self.body.addWidget(self.somebody_new)
        self.body.addWidget(self._new)
        self.remark = Remark()
        self.body.addWidget(self.remark)
        self.go_button = button(_("&Continuer"), kind="primary")
        self.go_button.clicked.connect(lambda _checked=False: self._choose())
        self.body.addLayout(buttons(self.go_button))
        first = self.choices[0] if self.choices else self.somebody_new
        first.setChecked(True)
        self._show_new(self.somebody_new.isChecked())
        self.first = first

    def refuse(self, failure: KodikoError) -> None:
        """Say why the name was not taken."""
        self.remark.say(failure.sentence)

    def _newcomer(self, antennas: tuple[tuple[str, str], ...]) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(scale.SPACE_5, 0, 0, 0)
        self.name, self.antenna = QLineEdit(), ChoiceField()
        self.antenna.set_choices(list(antennas))
        if antennas:
            self.antenna.set_value(antennas[0][0])
        form = Form(columns=2)
        self._name_row = form.add(_("Votre prénom et votre nom"), self.name)
        self._antenna_row: FieldRow = form.add(_("Votre antenne"), self.antenna)
        self._antenna_row.setVisible(len(antennas) > 1)
        form.finished.connect(self._choose)
        column.addWidget(form)
        return holder

    def _show_new(self, shown: bool) -> None:
        self._new.setVisible(shown and not self.somebody_new.isHidden())
        if self._new.isVisibleTo(self) and self.isVisible():
            self.name.setFocus()

    def _choose(self) -> None:
        self.remark.say("")
        if self.somebody_new.isChecked():
            name = self.name.text().strip()
            self._name_row.set_error("" if name else _("Écrivez votre nom."))
            if name:
                self.introduced.emit(name, str(self.antenna.value() or ""))
            else:
                self.name.setFocus()
            return
        for choice in self.choices:
            if choice.isChecked():
                self.chosen.emit(choice.property("staff"), choice.property("antenna"))
                return
