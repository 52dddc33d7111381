"""An objective, its actions under it, and a line to add one: read at a glance, opened to be changed."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.plan.plan_view import ActionView, ObjectiveView
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.pages.plan.editors import RowEditor, action_editor, objective_editor
from ui.pages.plan.words import action_badge, action_line, objective_badge, objective_line
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs


class AddLine(QWidget):
    """A line to write something new; Enter adds it. `added` carries the text."""

    added = Signal(str)

    def __init__(self, name: str, placeholder: str) -> None:
        super().__init__()
        self.field = QLineEdit()
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(placeholder)
        self.field.returnPressed.connect(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_4, scale.SPACE_1, scale.SPACE_4, scale.SPACE_1)
        column.addWidget(self.field)

    def flush(self) -> None:
        """What was typed and not added is added: nothing typed is lost."""
        self._add()

    def put_back(self, text: str) -> None:
        """What could not be added is in the field again, before what has been typed since."""
        self.field.setText(" ".join(part for part in (text, self.field.text().strip()) if part))

    def _add(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.added.emit(text)


class ObjectiveBlock(Card):
    """One objective. The act it asks for is written at once; the page reads the plan again."""

    def __init__(self, desk: Desk, person_id: str, number: int, view: ObjectiveView) -> None:
        super().__init__()
        self._desk, self._person_id = desk, person_id
        self.view, self._number = view, number
        self._editors: dict[str, tuple[RowEditor, RowSaver]] = {}
        self._rows: dict[str, Row] = {}
        self._holders: dict[str, QWidget] = {}
        self.add_line = AddLine(_("Nouvelle action"), _("Ajouter une action, puis Entrée"))
        self.add_line.added.connect(self._add_action)
        lines = QWidget()
        self._lines = QVBoxLayout(lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add_row(lines)
        # It stays where it is while lines are drawn again: one action is often typed after the other.
        self.add_row(self.add_line)
        self.show_view(number, view)

    def show_view(self, number: int, view: ObjectiveView) -> None:
        """Show the objective as it is now; what is being typed stays, and the keyboard with it."""
        self.view, self._number = view, number
        wanted = [view.row.id, *(each.row.id for each in view.actions)]
        for row_id in [known for known in self._rows if known not in wanted]:
            self._drop(row_id)
        for place, row_id in enumerate(wanted):
            if row_id not in self._rows:
                self._line(row_id, separated=place > 0)
            for offset, part in enumerate((self._rows[row_id], self._holders[row_id])):
                if self._lines.indexOf(part) != 2 * place + offset:
                    self._lines.insertWidget(2 * place + offset, part)
        self._tell_objective()
        for each in view.actions:
            self._tell_action(each)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for editor, _saver in self._editors.values():
            editor.flush()
        self.add_line.flush()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _drop(self, row_id: str) -> None:
        self._editors.pop(row_id, None)
        for part in (self._rows.pop(row_id), self._holders.pop(row_id)):
            self._lines.removeWidget(part)
            part.hide()
            part.deleteLater()

    def _line(self, row_id: str, *, separated: bool) -> None:
        row = Row("", separated=separated)
        row.clicked.connect(lambda _checked=False: self._toggle(row_id))
        holder = QWidget()
        QVBoxLayout(holder).setContentsMargins(0, 0, 0, 0)
        self._rows[row_id], self._holders[row_id] = row, holder

    def _tell_objective(self) -> None:
        row = self.view.row
        self.setAccessibleName(row.title)
        self._rows[row.id].show_line(
            runs(_("{number}. {title}"), number=self._number, title=Bold(row.title)),
            subtitle=objective_line(row),
            badge=objective_badge(row),
        )
        self._show_again(row.id, row, self.view.seen)

    def _tell_action(self, view: ActionView) -> None:
        today = self._desk.today()
        self._rows[view.row.id].show_line(
            view.row.title, lead="", subtitle=action_line(view.row, today), badge=action_badge(view, today)
        )
        self._show_again(view.row.id, view.row, view.seen)

    def _show_again(self, row_id: str, row: Any, seen: Any) -> None:
        if row_id in self._editors:
            editor, saver = self._editors[row_id]
            editor.show_values(row)
            saver.look_again(seen)

    def _toggle(self, row_id: str) -> None:
        if row_id in self._editors:
            editor, _saver = self._editors.pop(row_id)
            editor.flush()
            editor.hide()
            editor.deleteLater()
            self._rows[row_id].setFocus()
            return
        is_objective = row_id == self.view.row.id
        if is_objective:
            editor, seen = objective_editor(self.view), self.view.seen
        else:
            action = next(each for each in self.view.actions if each.row.id == row_id)
            editor, seen = action_editor(action, self._desk.today), action.seen
        saver = RowSaver(self._desk, self._writer(row_id, is_objective), seen, editor)
        editor.edited.connect(lambda values: self._save(saver, row_id, values))
        saver.said.connect(editor.saved.setText)
        saver.refused.connect(self._desk.refused.emit)
        editor.closed.connect(lambda: self._toggle(row_id))
        editor.put_away.connect(lambda: self._put_away(row_id, is_objective))
        self._editors[row_id] = (editor, saver)
        self._holders[row_id].layout().addWidget(editor)
        editor.show()
        editor.focus_first()

    def _save(self, saver: RowSaver, row_id: str, values: dict[str, Any]) -> None:
        if values.get("status") == "faite":
            values = {**values, "done_on": self._desk.today()}
        elif "status" in values and row_id != self.view.row.id:
            values = {**values, "done_on": None}
        if values.get("title") == "":
            self._desk.refused.emit(_("Gardez quelques mots\u00a0: pour retirer la ligne, utilisez le bouton."))
            return
        saver.save(values)

    def _writer(self, row_id: str, is_objective: bool) -> Any:
        def write(store: Any, author: str, values: Any, seen: Any) -> tuple[Any, None]:
            if is_objective:
                now = plans.change_objective(store, author=author, objective_id=row_id, values=values, seen=seen)
            else:
                now = plans.change_action(store, author=author, action_id=row_id, values=values, seen=seen)
            return now, None

        return write

    def _put_away(self, row_id: str, is_objective: bool) -> None:
        if is_objective:
            self._desk.write(
                plans.archive_objective, receiver=self, told=_("Objectif retiré du plan."), objective_id=row_id
            )
        else:
            self._desk.write(plans.archive_action, receiver=self, told=_("Action retirée."), action_id=row_id)

    def _add_action(self, title: str) -> None:
        def refused(failure: KodikoError) -> None:
            self.add_line.put_back(title)
            self._desk.refused.emit(failure.sentence)

        self._desk.write(
            plans.add_action,
            receiver=self,
            failed=refused,
            person_id=self._person_id,
            title=title,
            objective_id=self.view.row.id,
            by_whom="personne",
        )
