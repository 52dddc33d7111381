"""The second step: which column fills which field, with a few cells of each beside it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.cells import shown
from kodiko_desktop.exchange.fields import import_fields
from kodiko_desktop.exchange.mapping import check_mapping, never_taken
from kodiko_desktop.exchange.raw_table import RawTable, column_name
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.scroll import Scroll
from ui.widgets.text import label

_LEFT_OUT = ""
_EXAMPLES = 3


class ColumnsStep(QWidget):
    """`matched` carries the mapping {column: field}; `sheet_asked` another sheet; `other_asked` another file."""

    matched = Signal(object)
    sheet_asked = Signal(str)
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table: RawTable | None = None
        self._fields: dict[int, ChoiceField] = {}
        self.card = Card(_("Colonnes"))
        self.sheet = ChoiceField(_("Feuille"))
        self.sheet.edited.connect(lambda name: name and self.sheet_asked.emit(str(name)))
        self._problem = label("", tone="danger")
        self._problem.hide()
        self.go_button = QPushButton(_("&Vérifier les lignes"))
        self.go_button.setProperty("kind", "primary")
        self.go_button.clicked.connect(lambda _checked=False: self.go())
        self.other_button = QPushButton(_("&Choisir un autre fichier"))
        self.other_button.clicked.connect(self.other_asked)
        foot = QHBoxLayout()
        foot.addWidget(self._problem, 1)
        foot.addStretch(0)
        foot.addWidget(self.other_button)
        foot.addWidget(self.go_button)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, scale.SPACE_2, 0)
        column.addWidget(self.card)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(scale.SPACE_3)
        whole.addWidget(Scroll(self._body), 1)
        whole.addLayout(foot)

    def show_table(self, table: RawTable, mapping: dict[int, str]) -> None:
        """Show the columns of a table and the field each one fills."""
        self._table = table
        self.say("")
        self.card.clear()
        count = len(table.rows)
        lines = ngettext("{count} ligne", "{count} lignes", count).format(count=count)
        self.card.set_title(table.name)
        self.card.set_meta(lines)
        if len(table.sheets) > 1:
            self.sheet = ChoiceField(_("Feuille"), [(name, name) for name in table.sheets])
            self.sheet.set_value(table.sheet)
            self.sheet.edited.connect(lambda name: name and self.sheet_asked.emit(str(name)))
            self.card.add(label(_("Feuille lue")))
            self.card.add(self.sheet)
        self.card.add(self._grid(table, mapping))

    def _grid(self, table: RawTable, mapping: dict[int, str]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(scale.SPACE_4)
        grid.setVerticalSpacing(scale.SPACE_2)
        for place, stretch in enumerate((3, 4, 3)):
            grid.setColumnStretch(place, stretch)
        for place, title in enumerate((_("Dans le tableau"), _("Premières cases"), _("Champ rempli"))):
            grid.addWidget(label(title, scale="small", tone="muted"), 0, place)
        choices = [
            (_LEFT_OUT, _("Ne pas reprendre")),
            *((each.name, each.title) for each in import_fields().values()),
        ]
        self._fields = {}
        for column, header in enumerate(table.headers):
            named = _("{letters} · {title}").format(letters=column_name(column), title=header.whole or _("sans titre"))
            grid.addWidget(label(named), column + 1, 0)
            grid.addWidget(label(_examples(table, column), scale="small", tone="muted"), column + 1, 1)
            if never_taken(header):
                grid.addWidget(
                    label(_("Jamais repris (donnée sensible)"), scale="small", tone="warning"), column + 1, 2
                )
                continue
            field = ChoiceField(_("Champ rempli par «\u00a0{title}\u00a0»").format(title=header.whole), choices)
            field.set_value(mapping.get(column, _LEFT_OUT))
            field.edited.connect(lambda _value: self.say(""))
            grid.addWidget(field, column + 1, 2)
            self._fields[column] = field
        return holder

    def mapping(self) -> dict[int, str]:
        """Which column fills which field now."""
        return {column: str(field.value()) for column, field in self._fields.items() if field.value()}

    def field(self, column: int) -> ChoiceField:
        """The choice of a column. KeyError for one that is never taken."""
        return self._fields[column]

    def go(self) -> None:
        """Hand the mapping over, unless it cannot make a person."""
        mapping = self.mapping()
        try:
            check_mapping(mapping)
        except KodikoError as refused:
            self.say(refused.sentence)
            return
        self.matched.emit(mapping)

    def say(self, sentence: str) -> None:
        """Say why the columns cannot be read so."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def problem(self) -> str:
        """The sentence shown now, "" for none."""
        return self._problem.text()

    def focus_first(self) -> None:
        """The button that goes on: the columns are usually right."""
        self.go_button.setFocus()


def _examples(table: RawTable, column: int) -> str:
    """The first cells of a column that say something."""
    found: list[str] = []
    for row in table.rows[:50]:
        text = shown(row[column])
        if text and text not in found:
            found.append(text if len(text) <= 24 else text[:23] + "…")
        if len(found) == _EXAMPLES:
            break
    return " · ".join(found)
