"""The fields of an objective and of an action, each saved when it is left."""

import datetime
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.plan.plan_view import ActionView, ObjectiveView
from ui.pages.plan.words import IDEA_WORDS, OBJECTIVE_WORDS, who
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.text import label


class RowEditor(QWidget):
    """Fields of one row. `edited` carries {field: value}; `closed`: enough; `put_away`: take it out of the plan."""

    edited = Signal(dict)
    closed = Signal()
    put_away = Signal()

    def __init__(self, put_away: str, columns: int = 2) -> None:
        super().__init__()
        self.form = Form(columns)
        self._fields: dict[str, Any] = {}
        self.saved = label("", scale="small", tone="muted", wrap=False)
        close = QPushButton(_("Fermer"))
        away = QPushButton(put_away)
        away.setProperty("kind", "quiet")
        close.clicked.connect(lambda _checked=False: self._close())
        away.clicked.connect(lambda _checked=False: self.put_away.emit())
        buttons = QHBoxLayout()
        buttons.addWidget(self.saved, 1)
        buttons.addWidget(away)
        buttons.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_4, scale.SPACE_2, scale.SPACE_4, scale.SPACE_3)
        column.addWidget(self.form)
        column.addLayout(buttons)

    def add(self, name: str, title: str, field: Any, *, wide: bool = False) -> None:
        """Add a field that holds the value `name`."""
        self.form.add(title, field, wide=wide)
        self._fields[name] = field
        if isinstance(field, AnswerButtons):
            field.answered.connect(lambda chosen: chosen and self.edited.emit({name: chosen[0]}))
        else:
            field.edited.connect(
                lambda value: self.edited.emit({name: "" if value is None and name != "due_on" else value})
            )

    def show_values(self, values: Any) -> None:
        """Show a row; a field being typed in stays as it is."""
        for name, field in self._fields.items():
            value = getattr(values, name)
            if isinstance(field, AnswerButtons):
                field.set_value((value,))
            elif not field.hasFocus():
                field.set_value(value)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for field in self._fields.values():
            settle = getattr(field, "settle", None)
            if settle is not None:
                settle()

    def focus_first(self) -> None:
        """The first field takes the keyboard."""
        next(iter(self._fields.values())).setFocus()

    def _close(self) -> None:
        self.flush()
        self.closed.emit()


def objective_editor(view: ObjectiveView) -> RowEditor:
    """The fields of an objective."""
    made = RowEditor(_("Retirer du plan"))
    made.add("title", _("Objectif, avec les mots de la personne"), LineField(), wide=True)
    made.add(
        "idea_of",
        _("Idée de"),
        AnswerButtons(
            _("Idée de"), [Answer(code, _(word), str(n)) for n, (code, word) in enumerate(IDEA_WORDS.items(), 1)]
        ),
        wide=True,
    )
    made.add("result", _("Résultat attendu"), LineField())
    made.add("status", _("Où on en est"), ChoiceField(choices=[(c, _(word)) for c, word in OBJECTIVE_WORDS.items()]))
    made.show_values(view.row)
    return made


def action_editor(view: ActionView, today: Callable[[], datetime.date]) -> RowEditor:
    """The fields of an action."""
    made = RowEditor(_("Retirer cette action"))
    made.add("title", _("Ce qu’on fait"), LineField(), wide=True)
    made.add("by_whom", _("Qui le fait"), WhoField())
    made.add("partner", _("Avec quel partenaire"), LineField())
    made.add("due_on", _("Pour quand"), DateField(today=today))
    made.add("status", _("Où on en est"), ChoiceField(choices=list(vocabulary("action_status").choices())))
    made.add("result", _("Ce que ça a donné"), LineField(), wide=True)
    made.show_values(view.row)
    return made


class WhoField(LineField):
    """Who does something: « la personne », « l’association », « ensemble », or a name."""

    def __init__(self) -> None:
        super().__init__(placeholder=_("la personne, l’association, ensemble, un nom"))

    def set_value(self, text: str) -> None:
        """Show the words of a code, or a name as it is."""
        super().set_value(text)
        self.setText(who(text))

    def settle(self) -> None:
        """Hand over the code of the words typed, or the name, if it changed."""
        plain = " ".join(self.text().split())
        known = {_(word).lower(): code for code, word in IDEA_WORDS.items()}
        near = [code for word, code in known.items() if plain and word.startswith(plain.lower())]
        given = known.get(plain.lower()) or (near[0] if len(near) == 1 else plain)
        if given != self.value():
            self.set_value(given)
            self.edited.emit(given)
        else:
            self.setText(who(given))
