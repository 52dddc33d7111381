"""One place: its facts, its diagnostics to begin, reopen or print, and beside them who is found there."""

from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.diagnostics.person_diagnostics import ResponseLine
from kodiko_desktop.services.places import site_files, sites
from kodiko_desktop.services.places.site_files import SiteFile
from ui.desk import Desk
from ui.forms.words import response_date, response_title, state_badge
from ui.pages.sites.household_dialog import HouseholdDialog
from ui.pages.sites.site_facts import SiteFacts
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.flow import FlowLayout
from ui.widgets.keyboard import has_keyboard
from ui.widgets.page_body import fill, page_body
from ui.widgets.row import Row
from ui.widgets.text import label

_SHOWN = 60
"""People drawn at once; the list of people has them all."""


class SiteView(QWidget):
    """Shows the site `site_id` (None: one that its name will create). `left`: back to the list; `created` carries the
    id of a new site; `response_asked` a `ResponseLine` to open; `shown` comes each time the site was read."""

    left = Signal()
    created = Signal(str)
    response_asked = Signal(object)
    shown = Signal()

    def __init__(self, desk: Desk, site_id: str | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.site_id = desk, site_id
        self.file: SiteFile | None = None
        self._wanted = ""
        self._title = label(_("Nouveau lieu") if site_id is None else "", scale="page")
        self.back_button = QPushButton(_("Tous les lieux"))
        self.archive_button = QPushButton(_("Ranger ce lieu"))
        self.facts = SiteFacts(desk)
        self.facts.created.connect(self._take_id)
        self.facts.renamed.connect(self._title.setText)
        self.diagnostics = Card(_("Diagnostics"))
        self.begin_menu, self.blank_menu = QMenu(self), QMenu(self)
        self.begin_button = _menu_button(_("Commencer un diagnostic"), self.begin_menu)
        self.begin_button.setProperty("kind", "primary")
        self.blank_button = _menu_button(_("Imprimer vierge"), self.blank_menu)
        self._residents, self._households = Card(_("Personnes"), " "), Card(_("Foyers"), " ")
        self.household_button = QToolButton()
        set_icon(self.household_button, "plus", "accent", 16)
        self.household_button.setProperty("kind", "quiet")
        self.household_button.setAccessibleName(_("Nouveau foyer"))
        self.household_button.setToolTip(_("Nouveau foyer"))
        self.household_button.clicked.connect(lambda _checked=False: self.open_household(None))
        self._households.add_to_head(self.household_button)
        self._lay_out()
        self._show_parts()
        self.read()

    def read(self, *, then_open: str = "") -> None:
        """Read the site again, and open one of its diagnostics (`then_open`) once it is there."""
        self._wanted = then_open or self._wanted
        if self.site_id is not None and self._desk.is_open:
            self._desk.read(site_files.read_site, self.site_id, receiver=self, then=self._show)

    def name(self) -> str:
        """What the place is called, "" while it has no name."""
        return self.file.record.row.name if self.file else ""

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.facts.flush()

    def focus_first(self) -> None:
        """The name of a new place; else the diagnostic to begin. A fact being typed keeps the keyboard."""
        if any(has_keyboard(field) for field in self.facts.fields.values()):
            return
        if self.site_id is None:
            self.facts.fields["name"].setFocus()
        else:
            (self.begin_button if self.file else self.back_button).setFocus()

    def show_people(self) -> None:
        """Show who is found there, names whole or not."""
        if self.file is None:
            return
        self._residents.clear()
        self._residents.set_meta(str(len(self.file.residents)))
        for each in self.file.residents[:_SHOWN]:
            row = Row(self._desk.name(each.name), subtitle=each.number)
            row.clicked.connect(lambda _checked=False, row_id=each.id: self._desk.go("person", row_id))
            self._residents.add_row(row)
        if not self.file.residents:
            said = _("Personne n’a ce lieu sur sa fiche. Il se choisit avec les coordonnées de la personne.")
            self._residents.add(label(said, tone="muted"))
        self._households.clear()
        self._households.set_meta(str(len(self.file.households)))
        for home in self.file.households:
            said = ngettext("{count} personne", "{count} personnes", home.people).format(count=home.people)
            row = Row(self._desk.name(home.name), subtitle=said)
            row.clicked.connect(lambda _checked=False, row_id=home.id: self.open_household(row_id))
            self._households.add_row(row)
        if not self.file.households:
            self._households.add(label(_("Aucun foyer n’est noté ici."), tone="muted"))

    def open_household(self, household_id: str | None) -> None:
        """Open a household, or a new one (None)."""
        HouseholdDialog(self._desk, household_id, self.site_id or "", self).open()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        for button in (self.back_button, self.archive_button):
            button.setProperty("kind", "quiet")
        set_icon(self.back_button, "chevron-left", "accent", 16)
        set_icon(self.archive_button, "archive", "accent", 16)
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        self.archive_button.clicked.connect(lambda _checked=False: self._archive())
        top = QHBoxLayout()
        top.addWidget(self.back_button)
        top.addStretch(1)
        top.addWidget(self.archive_button)
        buttons = QWidget()
        line = FlowLayout(buttons, gap=scale.SPACE_2)
        line.addWidget(self.begin_button)
        line.addWidget(self.blank_button)
        self._buttons = buttons
        columns = Columns(side_width=372)
        columns.main.addWidget(self.facts)
        columns.main.addWidget(self._diagnostics_part())
        for card in (self._residents, self._households):
            columns.side.addWidget(card)
        fill(self, page_body(top, self._title, columns))

    def _diagnostics_part(self) -> QWidget:
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.diagnostics.add(self._buttons)
        self.diagnostics.add_row(self._list)
        return self.diagnostics

    def _show_parts(self) -> None:
        known = self.file is not None
        for part in (self.diagnostics, self._residents, self._households, self.archive_button):
            part.setVisible(known)

    def _take_id(self, site_id: str) -> None:
        self.site_id = site_id
        self.created.emit(site_id)
        self.read()

    def _show(self, file: SiteFile) -> None:
        before, self.file = self.file, file
        record = file.record
        self._title.setText(record.row.name)
        self.facts.show_site(record.row.id, record.row, record.seen)
        if before is None or before.responses != file.responses or before.startable != file.startable:
            self._show_responses(file)
            self._fill_menus(file)
        if before is None or (before.residents, before.households) != (file.residents, file.households):
            self.show_people()
        self._show_parts()
        if before is None and has_keyboard(self.back_button):
            self.begin_button.setFocus()
        wanted = next((line for line in file.responses if line.id == self._wanted), None)
        self._wanted = ""
        self.shown.emit()
        if wanted is not None:
            self.response_asked.emit(wanted)

    def _show_responses(self, file: SiteFile) -> None:
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for line in file.responses:
            row = Row(response_title(line), subtitle=_story(line), badge=state_badge(line))
            row.clicked.connect(lambda _checked=False, row_id=line.id: self._go_to_response(row_id))
            self._lines.addWidget(row)
        if not file.responses:
            said = _("Aucun diagnostic pour l’instant. Chaque réponse est gardée aussitôt.")
            nothing = label(said, tone="muted")
            nothing.setContentsMargins(scale.SPACE_4, scale.SPACE_2, scale.SPACE_4, scale.SPACE_2)
            self._lines.addWidget(nothing)

    def _fill_menus(self, file: SiteFile) -> None:
        for menu in (self.begin_menu, self.blank_menu):
            menu.clear()
        for form in file.startable:
            self.blank_menu.addAction(form.title, partial(self._print_blank, form.form))
            if not form.moments:
                self.begin_menu.addAction(form.title, partial(self._begin, form.form, ""))
                continue
            moments = self.begin_menu.addMenu(form.title)
            for code, words in form.moments:
                moments.addAction(words, partial(self._begin, form.form, code))

    def _begin(self, form: str, moment: str) -> None:
        self.flush()
        self._desk.write(
            site_files.begin,
            receiver=self,
            then=self._go_to_response,
            told=_("Diagnostic commencé."),
            site_id=self.site_id,
            form=form,
            moment=moment,
            on_date=self._desk.today(),
        )

    def _go_to_response(self, diagnostic_id: str) -> None:
        self._desk.go("sites", self.site_id, field=diagnostic_id)

    def _print_blank(self, form: str) -> None:
        # Paper is a part of the program that only printing needs.
        from kodiko_desktop.services.diagnostics import paper_forms
        from ui.paper import show_paper

        antenna_id, today, site_id = self._desk.here().antenna_id, self._desk.today(), self.site_id

        def make(store: Any) -> paper_forms.PreparedForm:
            return paper_forms.blank_form(store, form=form, antenna_id=antenna_id, site_id=site_id, today=today)

        show_paper(self._desk, make, parent=self)

    def _archive(self) -> None:
        self.flush()
        self._desk.write(
            sites.archive_site,
            receiver=self,
            then=lambda _nothing: self.left.emit(),
            told=_("Le lieu est rangé."),
            site_id=self.site_id,
        )


def _menu_button(title: str, menu: QMenu) -> QPushButton:
    button = QPushButton(title)
    button.setProperty("menued", "true")
    button.setMenu(menu)
    return button


def _story(line: ResponseLine) -> str:
    """« 11 mai 2026 · Léa Martin »."""
    return " · ".join(part for part in (response_date(line), line.by) if part)
