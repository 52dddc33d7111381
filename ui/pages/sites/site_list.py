"""The places of the antenna: where people live, and beside them the partners' premises."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.queries.organisation import SiteLine
from kodiko_desktop.domain.dates_in_words import month_and_year
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.empty_state import EmptyState
from ui.widgets.folding import folded
from ui.widgets.keyboard import has_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.search_field import SearchField
from ui.widgets.text import label

PARTNER = "partenaire"
"""Code of resources/vocabularies/site_kinds.toml: premises where people are received, not where they live."""


class SiteList(QWidget):
    """`opened` carries the id of a site; `new_asked`: a new one."""

    opened = Signal(str)
    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[SiteLine, ...] = ()
        self.search = SearchField(_("Chercher un lieu"))
        self.search.setMaximumWidth(360)
        self.search.searched.connect(lambda _text: self._show())
        self.new_button = QPushButton(_("Nouveau lieu"))
        self.new_button.setProperty("kind", "primary")
        self.new_button.clicked.connect(lambda _checked=False: self.new_asked.emit())
        self._living = Card(_("Lieux de vie et d’accueil"), " ")
        self._partners = Card(_("Sites partenaires"), " ")
        self.empty = EmptyState(
            "map-pin",
            _("Aucun lieu n’est noté. Notez le premier\u00a0: son diagnostic se remplit ici, ou sur papier."),
            _("Nouveau lieu"),
        )
        self.empty.asked.connect(self.new_asked)
        self._answered = False
        self._lay_out()
        for part in (self.empty, self._columns, self.search):
            part.hide()

    def show_sites(self, lines: tuple[SiteLine, ...]) -> None:
        """Show these places; what is typed in the search still narrows them. The keyboard that waited on the empty page
        goes to the search: left on a button that hides, it would leave the page."""
        waited = any(button is not None and has_keyboard(button) for button in (self.empty.button, self.new_button))
        self._lines = lines
        self._answered = True
        self._show()
        if waited:
            self.focus_first()

    def focus_first(self) -> None:
        """Search, or the button of the first place."""
        empty = self.empty.button if self._answered and self.empty.button else self.new_button
        (self.search if self._lines else empty).setFocus()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_3)
        head.addWidget(label(_("Lieux"), scale="page", wrap=False))
        head.addStretch(1)
        head.addWidget(self.new_button)
        self._columns = Columns(side_width=372)
        self._columns.main.addWidget(self._living)
        self._columns.side.addWidget(self._partners)
        fill(self, page_body(head, self.search, self._columns, self.empty))

    def _show(self) -> None:
        for part, shown in ((self.empty, not self._lines), (self._columns, self._lines), (self.search, self._lines)):
            part.setVisible(bool(shown))
        typed = folded(self.search.text().strip())
        found = [line for line in self._lines if typed in folded(f"{line.name} {line.city}")]
        self._fill(self._living, [line for line in found if line.kind != PARTNER])
        self._fill(self._partners, [line for line in found if line.kind == PARTNER])

    def _fill(self, card: Card, lines: list[SiteLine]) -> None:
        card.clear()
        card.set_meta(str(len(lines)))
        for line in lines:
            row = Row(line.name, subtitle=_story(line), badge=_count(line.people))
            row.clicked.connect(lambda _checked=False, row_id=line.id: self.opened.emit(row_id))
            card.add_row(row)
        if not lines:
            card.add(label(_("Aucun lieu ici."), tone="muted"))


def _story(line: SiteLine) -> str:
    """« Bidonville · Tours · depuis mars 2024 »."""
    since = _("depuis {month}").format(month=month_and_year(line.since)) if line.since else ""
    kind = vocabulary("site_kinds").label(line.kind) if line.kind else ""
    return " · ".join(part for part in (kind, line.city, since) if part)


def _count(people: int) -> tuple[str, str]:
    said = ngettext("{count} personne", "{count} personnes", people).format(count=people)
    return said, "accent" if people else "neutral"
