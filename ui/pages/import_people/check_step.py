"""The third step: every line as it would be brought in, those that ask for an eye first, corrected beside."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.preview import Choice, ImportPreview, PreviewRow
from ui.pages.import_people.line_panel import LinePanel
from ui.pages.import_people.words import STANDING_WORDS, choice_word, row_name, standing_word, why
from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll
from ui.widgets.table import Column, DataTable
from ui.widgets.tabs import Tabs
from ui.widgets.text import label

_ALL = "all"
_NARROWEST_SIDE, _WIDEST_SIDE = 290, 420
"""Logical pixels of the panel beside the list."""


class CheckStep(QWidget):
    """`go_asked`: bring the lines in; `columns_asked`: back to the columns. Corrections come from `panel`."""

    go_asked = Signal()
    columns_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: ImportPreview | None = None
        self.tabs = Tabs(_("Lignes par état"))
        self.tabs.add(_ALL, _("Toutes"))
        for standing, title in STANDING_WORDS.items():
            self.tabs.add(standing.value, _(title))
        self.tabs.turned.connect(lambda _key: self._show_lines())
        self.table = DataTable(_("Lignes du tableau"), _columns())
        self.panel = LinePanel()
        self.table.current_changed.connect(self.panel.show_row)
        self.table.opened.connect(lambda _row: self.panel.focus_first())
        self._summary = label("")
        self.go_button = QPushButton()
        self.go_button.setProperty("kind", "primary")
        self.go_button.clicked.connect(self.go_asked)
        self.back_button = QPushButton(_("Revenir aux &colonnes"))
        self.back_button.clicked.connect(self.columns_asked)
        self._arrange()

    def _arrange(self) -> None:
        side = QWidget()
        beside = QVBoxLayout(side)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.panel)
        beside.addStretch(1)
        self._side = Scroll(side)
        middle = QHBoxLayout()
        middle.setSpacing(scale.SPACE_3)
        middle.addWidget(self.table, 1)
        middle.addWidget(self._side)
        foot = QHBoxLayout()
        foot.setSpacing(scale.SPACE_2)
        foot.addWidget(self._summary, 1)
        foot.addWidget(self.back_button)
        foot.addWidget(self.go_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self.tabs)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def show_preview(self, found: ImportPreview, *, first: bool) -> None:
        """Show the lines; the `first` time, on the state that asks for an eye."""
        self._found = found
        counts = {standing: len(found.with_standing(standing)) for standing in STANDING_WORDS}
        self.tabs.retitle(_ALL, _("Toutes ({count})").format(count=len(found.rows)))
        for standing, title in STANDING_WORDS.items():
            self.tabs.retitle(standing.value, _("{title} ({count})").format(title=_(title), count=counts[standing]))
        if first:
            asks = next((standing for standing in STANDING_WORDS if counts[standing]), None)
            self.tabs.turn_to(asks.value if asks else _ALL)
        self._show_lines()
        self._say_what_is_next(found)

    def _show_lines(self) -> None:
        if self._found is None:
            return
        key = self.tabs.key()
        rows = [row for row in self._found.rows if key == _ALL or row.standing.value == key]
        self.table.show_lines(rows)
        self.panel.show_row(self.table.current_line())

    def _say_what_is_next(self, found: ImportPreview) -> None:
        created = sum(row.choice is Choice.CREATE for row in found.rows)
        updated = sum(row.choice is Choice.UPDATE for row in found.rows)
        left = len(found.rows) - created - updated
        self._summary.setText(
            ngettext("{count} ligne sera laissée de côté.", "{count} lignes seront laissées de côté.", left).format(
                count=left
            )
            if left
            else ""
        )
        written = created + updated
        self.go_button.setText(
            ngettext("&Reprendre {count} personne", "&Reprendre {count} personnes", written).format(count=written)
        )
        self.go_button.setEnabled(bool(written))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._side.setFixedWidth(min(_WIDEST_SIDE, max(_NARROWEST_SIDE, event.size().width() * 2 // 5)))

    def focus_first(self) -> None:
        """The list."""
        self.table.setFocus()


def _columns() -> tuple[Column, ...]:
    return (
        Column(_("Ligne"), lambda row: str(row.line), lambda row: row.line, to_the_right=True),
        Column(_("Personne"), row_name),
        Column(_("État"), standing_word),
        Column(_("Ce qui sera fait"), choice_word),
        Column(_("Pourquoi"), why),
    )


def as_text(rows: tuple[PreviewRow, ...]) -> str:
    """Lines as a spreadsheet pastes them: their number, the person, and what is to be corrected."""
    return "\n".join("\t".join((str(row.line), row_name(row), why(row))) for row in rows) + "\n"
