"""A list on the left, the fields of the one chosen on the right, each kept as it is left: funders, cohorts."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from db import records
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.fitting import open_at
from ui.widgets.form import Form
from ui.widgets.scroll import Scroll
from ui.widgets.text import label


class Rows(Protocol):
    """How the rows of one kind are listed, read, made, changed and put away."""

    def listed(self, connection: Any) -> Sequence[tuple[str, str]]:
        """(id, what one reads) of every row."""

    def table(self) -> Any:
        """The table class (loaded with the rest of the program, after the first screen)."""

    def create(self, store: Any, *, author: str) -> str:
        """Make a new row with a name to be changed; its id."""

    def change(self, store: Any, *, author: str, row_id: str, values: Mapping[str, Any], seen: Seen) -> None:
        """Change fields of a row."""

    def archive(self, store: Any, *, author: str, row_id: str) -> None:
        """Put a row away."""


class RowsDialog(QDialog):
    """A dialog over `rows`. A subclass lays its fields out in `form` and `inside`, then calls `start` with them, by
    name of column."""

    def __init__(self, desk: Desk, title: str, new: str, rows: Rows, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.rows = desk, rows
        self.row_id = ""
        self._saver: RowSaver | None = None
        self.fields: dict[str, Any] = {}
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        open_at(self, 860, 560)
        self.list = QListWidget()
        self.list.setAccessibleName(title)
        self.list.setWordWrap(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.currentItemChanged.connect(lambda item, _before: self._chosen(item))
        self.form = Form(2)
        self.new_button = QPushButton(new)
        set_icon(self.new_button, "plus", size=16)
        self.archive_button = QPushButton(_("Ne plus proposer"))
        self.said = label("", tone="muted")
        self.inside = QVBoxLayout()
        self._lay_out(title)
        self._editor.hide()

    def start(self, fields: Mapping[str, Any]) -> None:
        """The fields are in the form: keep what each is left with, and read the list. Called once, by a subclass."""
        self.fields = dict(fields)
        for name, field in self.fields.items():
            self._watch(name, field)
        self.read_list()

    # -- what a subclass may say ----------------------------------------------------------------------------------

    def show_more(self, row: Any) -> None:
        """Show what stands besides the fields."""

    def to_show(self, name: str, value: Any) -> Any:
        """A stored value as its field shows it."""
        return value

    def to_keep(self, name: str, value: Any) -> Any:
        """A field's value as it is stored."""
        return value

    # -- reading --------------------------------------------------------------------------------------------------

    def read_list(self) -> None:
        """Read the list again; the choice stays."""
        self.desk.read(lambda store: tuple(self.rows.listed(store.read())), receiver=self, then=self._show_list)

    def _show_list(self, found: Sequence[tuple[str, str]]) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for row_id, name in found:
            item = QListWidgetItem(name)
            item.setData(Qt.ItemDataRole.UserRole, row_id)
            self.list.addItem(item)
            if row_id == self.row_id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        if self.list.currentItem() is None and found:
            self.list.setCurrentRow(0)
        elif not found:
            self.row_id = ""
            self._editor.hide()

    def _chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(Qt.ItemDataRole.UserRole) != self.row_id:
            self.flush()
            self.row_id = item.data(Qt.ItemDataRole.UserRole)
            self._saver = None
            self.read_row()

    def read_row(self) -> None:
        """Read the chosen row."""
        row_id = self.row_id
        self.desk.read(
            lambda store: records.find(store.read(), self.rows.table(), row_id), receiver=self, then=self._show_row
        )

    def _show_row(self, record: Any) -> None:
        if record is None or record.row.id != self.row_id:
            return
        first = self._saver is None
        if first:
            self._saver = RowSaver(self.desk, self._write, record.seen, self)
            self._saver.said.connect(self.said.setText)
            self._saver.refused.connect(self._refused)
            self._saver.saved.connect(lambda _result: self.read_list())
        for name, field in self.fields.items():
            if first or not field.hasFocus():
                value = self.to_show(name, getattr(record.row, name))
                field.setChecked(value) if hasattr(field, "setChecked") else field.set_value(value)
        self._editor.show()
        self.show_more(record.row)

    # -- writing --------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Hand over what is being typed."""
        for field in self.fields.values():
            settle = getattr(field, "settle", None)
            if settle is not None:
                settle()

    def done(self, result: int) -> None:
        """Close, once what is still being typed is handed over."""
        self.flush()
        super().done(result)

    def act(self, service: Callable[..., Any], told: str, then: Callable[[Any], None], **keywords: Any) -> None:
        """Do something else than change a field; refusals are said here."""
        self.desk.write(
            service,
            receiver=self,
            then=then,
            failed=lambda failure: self.said.setText(failure.sentence),
            told=told,
            **keywords,
        )

    def _watch(self, name: str, field: Any) -> None:
        signal = field.clicked if hasattr(field, "setChecked") else field.edited
        signal.connect(lambda value, name=name: self._keep(name, value))

    def _keep(self, name: str, value: Any) -> None:
        if self._saver is not None:
            self._saver.save({name: self.to_keep(name, value)})

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        row_id = self.row_id
        self.rows.change(store, author=author, row_id=row_id, values=values, seen=seen)
        return records.find(store.read(), self.rows.table(), row_id).seen, None

    def _refused(self, sentence: str) -> None:
        self.said.setText(sentence)
        self._saver = None
        self.read_row()

    def _new(self) -> None:
        self.flush()

        def made(row_id: str) -> None:
            self.row_id = row_id
            self._saver = None
            self.read_list()
            self.read_row()
            first = self.fields["name"]
            first.setFocus()
            first.selectAll()

        self.act(self.rows.create, "", made)

    def _put_away(self) -> None:
        row_id = self.row_id

        def gone(_nothing: Any) -> None:
            self.row_id = ""
            self.read_list()

        if row_id:
            self.act(self.rows.archive, _("Cette ligne n’est plus proposée."), gone, row_id=row_id)

    def _lay_out(self, title: str) -> None:
        left = QVBoxLayout()
        left.setSpacing(scale.SPACE_2)
        left.addWidget(label(title, scale="page"))
        left.addWidget(self.list, 1)
        left.addWidget(self.new_button)
        self.inside.setContentsMargins(0, 0, scale.SPACE_3, 0)
        self.inside.setSpacing(scale.SPACE_3)
        self.inside.addWidget(self.form)
        self._editor = QWidget()
        self._editor.setLayout(self.inside)
        right = QVBoxLayout()
        right.addWidget(Scroll(self._editor), 1)
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        close = QPushButton(_("Fermer"))
        close.clicked.connect(lambda _checked=False: self.accept())
        for button in (self.archive_button, close):
            foot.addWidget(button)
        for button in (self.new_button, self.archive_button, close):
            button.setAutoDefault(False)
        self.new_button.clicked.connect(lambda _checked=False: self._new())
        self.archive_button.clicked.connect(lambda _checked=False: self._put_away())
        right.addLayout(foot)
        across = QHBoxLayout(self)
        across.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        across.setSpacing(scale.SPACE_4)
        across.addLayout(left, 2)
        across.addLayout(right, 3)
