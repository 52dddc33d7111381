"""The list of people: found as one types, narrowed by filters, copied or exported, opened with Enter."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from db.queries.people import EVERYBODY, PeopleFilter, PersonRow
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.people import people_lists
from kodiko_desktop.services.people.people_lists import FilterChoices, PeopleList
from ui.acts.ask_dialog import AskDialog, Refused
from ui.acts.lists_out import ask_for_table, write_table_out
from ui.desk import Desk, Place
from ui.jobs import Job
from ui.pages.people.filter_bar import FilterBar
from ui.pages.people.list_columns import PeopleTable
from ui.pages.people.words import load_words
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.empty_state import EmptyState
from ui.widgets.text import label

_PAGE, _FOUND = 100, 50
"""Lines read at once: of the list, and at each keystroke."""
NEW = "new"
"""The tab of a place that asks for the dialog of a new person."""


class PeopleListPage(Page):
    """Reads one page of rows at each keystroke; an answer that comes after a later question is not shown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._rows: tuple[PersonRow, ...] = ()
        self._list: PeopleList | None = None
        self._asked: Job | None = None
        self._answered_place: object = None
        self._remembered = EVERYBODY
        self._dialog: Any = None
        self.bar = FilterBar(desk.here().staff_id)
        self.table = PeopleTable(desk, lambda: self._list.programmes if self._list else {})
        self.nobody = EmptyState(
            "user-plus",
            _("Personne n’est encore inscrit ici. Inscrivez la première personne, ou reprenez votre tableau."),
            _("Inscrire une personne"),
        )
        self.nothing = EmptyState("search", _("Personne ne correspond à cette recherche."), _("Tout montrer"))
        self._build()
        self._desk.read(people_lists.read_choices, receiver=self, then=self._offer_first)

    # -- what a page does -----------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("Personnes")

    def load(self, target: object = None) -> None:
        if self._list is not None:
            self._read()
        if isinstance(target, Place) and target.tab == NEW and target is not self._answered_place:
            self._answered_place = target
            self.new_person()

    def refresh(self, changes: Any) -> None:
        if changes.touches("person", "journey", "contact", "appointment", "site", "staff", "cohort"):
            self._read()
        if changes.touches("site", "staff", "cohort", "journey"):
            self._read_choices()

    def focus_first(self) -> None:
        self.bar.search.setFocus()

    def flush(self) -> None:
        if self._dialog is not None:
            self._dialog.flush()

    def set_discreet(self, discreet: bool) -> None:
        QTimer.singleShot(0, self, lambda: self._show(keep_scroll=True))

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._count = label("", tone="muted")
        self._load = label("", scale="small", tone="muted")
        self._load.hide()
        self.more_button = QPushButton(_("Afficher les suivantes"))
        self.copy_button = self._button(_("&Copier"), "copy", self.copy)
        self.copy_button.setToolTip(_("Copier les lignes affichées pour un tableur"))
        self.export_button = self._button(_("E&xporter…"), "download", self.ask_export)
        self.import_button = self._button(_("&Importer…"), "upload", lambda: self._desk.go("import"))
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_2)
        head.addWidget(self._count, 1)
        for button in (self.copy_button, self.export_button, self.import_button):
            head.addWidget(button)
        self.stack = QStackedWidget()
        for shown in (self.table, self.nobody, self.nothing, QWidget()):
            self.stack.addWidget(shown)
        self.stack.setCurrentIndex(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_3)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self.bar)
        column.addLayout(head)
        column.addWidget(self._load)
        column.addWidget(self.stack, 1)
        column.addWidget(self.more_button)
        self.more_button.hide()
        self.more_button.clicked.connect(lambda _checked=False: self._read(offset=len(self._rows)))
        self.bar.changed.connect(self._filtered)
        self.bar.save_asked.connect(self.ask_filter_name)
        self.bar.forget_asked.connect(self._forget_filter)
        self.bar.search.down_pressed.connect(self.table.setFocus)
        self.bar.search.returnPressed.connect(self._open_first)
        self.table.opened.connect(self._open)
        self.nobody.asked.connect(self.new_person)
        self.nothing.asked.connect(lambda: self.bar.use(EVERYBODY))

    def _button(self, text: str, icon_name: str, act: Any) -> QPushButton:
        button = QPushButton(text)
        set_icon(button, icon_name, size=16)
        button.clicked.connect(lambda _checked=False: act())
        return button

    # -- reading --------------------------------------------------------------------------------------------------

    def _offer_first(self, choices: FilterChoices) -> None:
        self.bar.offer(choices)
        typed = self.bar.search.text()
        self.bar.show_filter(choices.last)
        self._remembered = choices.last
        if typed:
            self.bar.search.setText(typed)
        else:
            self._read()

    def _read_choices(self) -> None:
        self._desk.read(people_lists.read_choices, receiver=self, then=self.bar.offer)

    def _filtered(self, wanted: PeopleFilter) -> None:
        self._read()
        narrowed = replace(wanted, text="")
        if narrowed != self._remembered:
            self._remembered = narrowed
            self._desk.read(
                lambda store: people_lists.remember_last(store, wanted=narrowed),
                receiver=self,
                then=lambda _nothing: None,
            )

    def _read(self, *, offset: int = 0) -> None:
        if self._asked is not None:
            self._asked.cancel()
        wanted = self.bar.wanted()
        if wanted.text and not offset:
            limit = _FOUND
        else:
            limit = _PAGE if offset else max(_PAGE, len(self._rows))
        self._asked = job = self._desk.read(
            people_lists.read_list,
            wanted,
            today=self._desk.today(),
            offset=offset,
            limit=limit,
            receiver=self,
            then=lambda found: self._arrived(job, found, offset),
        )

    def _arrived(self, job: Job, found: PeopleList, offset: int) -> None:
        if job is not self._asked:
            return
        self._asked = None
        earlier = self._rows if offset else ()
        titles = {**(self._list.programmes if self._list else {}), **found.programmes}
        self._rows = (*earlier, *found.rows)
        self._list = PeopleList(self._rows, found.total, titles, found.portfolio)
        self._show(keep_scroll=bool(offset))

    def _show(self, *, keep_scroll: bool = False) -> None:
        if self._list is None:
            return
        bar = self.table.verticalScrollBar()
        before = bar.value()
        wanted = self.bar.wanted()
        self.table.show_lines(self._rows)
        if self._rows and not wanted.text:
            # Not at each keystroke: columns that move under the eyes help nobody, and cost half of the time.
            self.table.fit_columns()
        bar.setValue(before if keep_scroll else 0)
        empty = not self._rows
        everybody = wanted == EVERYBODY
        self.stack.setCurrentWidget(self.table if not empty else self.nobody if everybody else self.nothing)
        self._count.setText(self._count_words(len(self._rows), self._list.total))
        load = self._list.portfolio
        self._load.setText(load_words(load) if load else "")
        self._load.setVisible(load is not None)
        self.more_button.setVisible(len(self._rows) < self._list.total)
        for button in (self.copy_button, self.export_button):
            button.setEnabled(not empty)

    def _count_words(self, shown: int, total: int) -> str:
        if shown < total:
            return _("{shown} personnes affichées sur {total}\u00a0; le tri porte sur les lignes affichées").format(
                shown=shown, total=total
            )
        return ngettext("{count} personne", "{count} personnes", total).format(count=total)

    # -- acts -----------------------------------------------------------------------------------------------------

    def _open(self, row: PersonRow) -> None:
        self._desk.go("person", row.id)

    def _open_first(self) -> None:
        if self._asked is None and self.table.current_line() is not None:
            self._open(self.table.current_line())

    def new_person(self) -> None:
        """Open the dialog that registers somebody."""
        from ui.pages.people.new_person_dialog import NewPersonDialog

        if self._dialog is not None:
            return
        self._dialog = NewPersonDialog(self._desk, self)
        self._dialog.destroyed.connect(self._forget_dialog)
        self._dialog.done_with.connect(lambda person_id: self._desk.go("person", person_id))
        self._dialog.open_asked.connect(lambda person_id: self._desk.go("person", person_id))
        self._dialog.begin()

    def _forget_dialog(self) -> None:
        self._dialog = None

    def copy(self) -> None:
        """Copy the lines shown, as a spreadsheet pastes them."""
        QGuiApplication.clipboard().setText(self.table.as_text(selected=False))
        count = len(self._rows)
        self._desk.told.emit(
            ngettext("{count} ligne copiée.", "{count} lignes copiées.", count).format(count=count), None
        )

    def ask_export(self) -> None:
        """Ask where to write the whole list, then write it."""
        ask_for_table(
            self._desk, self, title=_("Exporter la liste"), name=_("personnes"), export=self._export_as_filtered()
        )

    def export(self, path: Path) -> None:
        """Write every line of the list (not only those shown) to a spreadsheet."""
        write_table_out(self._desk, self, path, self._export_as_filtered())

    def _export_as_filtered(self) -> Callable[..., int]:
        wanted, today = self.bar.wanted(), self._desk.today()
        return lambda store, **how: people_lists.export_list(store, wanted, today=today, **how)

    def ask_filter_name(self) -> None:
        """Ask under which name to keep the filter."""
        name = QLineEdit()

        def submit(_refused: Refused) -> None:
            if name.text().strip():
                self.save_filter(name.text())
                dialog.accept()
            else:
                dialog.say(_("Donnez un nom à ce filtre."))

        dialog = AskDialog(_("Garder ce filtre"), "", _("Garder"), submit, self)
        dialog.add(_("Nom du filtre"), name)
        dialog.open()

    def save_filter(self, name: str) -> None:
        """Keep the filter under a name."""
        wanted = self.bar.wanted()
        self._desk.read(
            lambda store: people_lists.save_filter(store, name=name, wanted=wanted),
            receiver=self,
            then=lambda _nothing: (self._desk.told.emit(_("Le filtre est gardé."), None), self._read_choices()),
        )

    def _forget_filter(self, name: str) -> None:
        self._desk.read(
            lambda store: people_lists.forget_filter(store, name=name),
            receiver=self,
            then=lambda _nothing: self._read_choices(),
        )
