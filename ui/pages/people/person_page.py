"""The page of one person: a band that says who it is, tabs built when first looked at, scans dropped in."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import person_files
from kodiko_desktop.services.people.person_files import FIRST_LINES, PersonFile
from ui.desk import Desk, Place
from ui.jobs import Job
from ui.pages.people.journal_tab import JournalTab
from ui.pages.people.journey_tab import JourneyTab
from ui.pages.people.papers_tab import PapersTab
from ui.pages.people.person_acts import PersonActs
from ui.pages.people.person_header import TABS, PersonTop
from ui.pages.people.print_menu import PrintMenu
from ui.pages.people.reunion_line import ReunionLine
from ui.pages.people.words import full_name
from ui.shell.page import Page
from ui.widgets.empty_state import EmptyState
from ui.widgets.file_drop import FileDrop
from ui.widgets.tabs import LazyStack

_ALL_LINES = 500
_ABOUT_THE_PERSON = (
    "person",
    "person_pair",
    "journey",
    "journey_status",
    "journey_referent",
    "contact",
    "appointment",
    "note",
    "document",
    "diagnostic",
    "contract",
    "participant",
    "presence",
    "placement",
    "check_in",
    "site",
    "household",
)


class PersonPage(Page):
    """Shows the person of the place it is given. The band and the first tab come from one read."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._person_id = ""
        self._file: PersonFile | None = None
        self._limit = FIRST_LINES
        self._asked: Job | None = None
        self._wanted: Place | None = None
        self._answered: Place | None = None
        self._tabs: LazyStack | None = None
        self.acts = PersonActs(desk, self)
        self.top = PersonTop(desk)
        self.reunions = ReunionLine(desk)
        self.body = QStackedWidget()
        self.missing = EmptyState(
            "users", _("Cette personne n’est pas (ou plus) sur cet ordinateur."), _("Revenir à la liste")
        )
        self.missing.asked.connect(lambda: desk.go("people"))
        self.body.addWidget(self.missing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        column.addWidget(self.reunions)
        column.addWidget(self.body, 1)
        FileDrop(self, lambda: self._file is not None, self._take_files)
        self.top.back_asked.connect(lambda: desk.go("people"))
        self.top.discreet_asked.connect(self.discreet_asked)
        self.top.contact_asked.connect(lambda: self._file and self.acts.note_contact())
        self.top.tabs.turned.connect(self._turn)
        self.top.tabs.answer_from(self)
        self.top.tabs.stepped.connect(self.focus_first)
        self.prints = PrintMenu(desk, self.top.print_menu, self, self._turn_to)
        self.prints.offer(())
        self.top.print_menu.aboutToShow.connect(lambda: self._file and self.prints.read(self._person_id))

    # -- what a page does -----------------------------------------------------------------------------------------

    def title(self) -> str:
        return self._desk.name(full_name(self._file.header)) if self._file else _("Personne")

    def load(self, target: object = None) -> None:
        if not isinstance(target, Place) or not target.row_id:
            return
        if target.row_id != self._person_id:
            self._begin(target.row_id)
        self._wanted = target
        self._read()
        if target.tab in TABS:
            self._turn_to(target.tab)

    def refresh(self, changes: Any) -> None:
        if not self._person_id:
            return
        if changes.touches(*_ABOUT_THE_PERSON):
            self._read()
        for tab in self._tabs.built() if self._tabs else ():
            again = getattr(tab, "refresh", None)
            if again is not None:
                again(changes)

    def focus_first(self) -> None:
        if not self._focus_in_tab():
            self.top.tabs.setFocus()

    def flush(self) -> None:
        self.acts.flush()
        for tab in self._tabs.built() if self._tabs else ():
            hand_over = getattr(tab, "flush", None)
            if hand_over is not None:
                hand_over()

    def set_discreet(self, discreet: bool) -> None:
        self.top.set_discreet(discreet)
        # The frame and the desk are told by the same signal, in an order of its own.
        QTimer.singleShot(0, self, self._show_again)

    # -- one person -----------------------------------------------------------------------------------------------

    def _begin(self, person_id: str) -> None:
        """Forget the person before: their tabs hand over what was typed, then go."""
        self.flush()
        while self.body.count() > 1:
            tab = self.body.widget(1)
            self.body.removeWidget(tab)
            tab.deleteLater()
        self._person_id, self._file, self._limit = person_id, None, FIRST_LINES
        self.acts.file = None
        self.top.show_nobody()
        self._tabs = LazyStack(
            {
                "journey": self._journey_tab,
                "diagnostics": lambda: self._guest("ui.pages.diagnostics", person_id),
                "plan": lambda: self._guest("ui.pages.plan", person_id),
                "presence": lambda: self._guest("ui.pages.sessions.person_tab", person_id),
                "work": lambda: self._guest("ui.pages.work.person_tab", person_id),
                "journal": lambda: self._own(JournalTab(self._desk, person_id)),
                "papers": lambda: self._own(PapersTab(self._desk, person_id)),
            }
        )
        self._turn_to("journey")

    def _journey_tab(self) -> QWidget:
        tab = JourneyTab(self._desk, self.acts)
        tab.more_asked.connect(self._read_all)
        tab.tab_asked.connect(self._turn_to)
        self.body.addWidget(tab)
        return tab

    def _guest(self, module: str, person_id: str) -> QWidget:
        """A tab that lives with its own pages."""
        from importlib import import_module

        return self._own(import_module(module).build_tab(self._desk, person_id))

    def _own(self, tab: QWidget) -> QWidget:
        self.body.addWidget(tab)
        tab.load()
        return tab

    def _turn_to(self, key: str) -> None:
        if self.top.tabs.key() == key:
            self._turn(key)
        else:
            self.top.tabs.turn_to(key)

    def _turn(self, key: str) -> None:
        if self._tabs is None:
            return
        for tab in self._tabs.built():
            hand_over = getattr(tab, "flush", None)
            if hand_over is not None and tab is self.body.currentWidget():
                hand_over()
        self.body.setCurrentWidget(self._tabs.page(key))

    def tab(self, key: str) -> QWidget:
        """The tab of that name, built if it never was. RuntimeError before a person is shown."""
        if self._tabs is None:
            raise RuntimeError("no person is shown")
        return self._tabs.page(key)

    # -- reading --------------------------------------------------------------------------------------------------

    def _read(self) -> None:
        if self._asked is not None:
            self._asked.cancel()
        self._asked = job = self._desk.read(
            person_files.read_file,
            self._person_id,
            today=self._desk.today(),
            limit=self._limit,
            receiver=self,
            then=lambda file: self._arrived(job, file),
        )

    def _read_all(self) -> None:
        self._limit = _ALL_LINES
        self._read()

    def _arrived(self, job: Job, file: PersonFile | None) -> None:
        if job is not self._asked:
            return
        self._asked = None
        self._file = self.acts.file = file
        if file is None:
            self.top.show_nobody()
            self.body.setCurrentWidget(self.missing)
            return
        if file.header.id != self._person_id:  # two files were one person's: the one kept is shown
            self._begin(file.header.id)
            self._file = self.acts.file = file
        self._show_again()
        self.reunions.read(file.header.id)
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self._remember_visit()
            # Coming back to a place (Alt+Left) shows it, and does not open its act a second time.
            if wanted is not self._answered:
                self._answered = wanted
                self._open_wanted(wanted)
            self.acts.take_up(file.drafts)

    def _show_again(self) -> None:
        if self._file is None:
            return
        self.top.show_person(self._file.header, self._desk.today())
        self.tab("journey").show_file(self._file)
        self.reunions.show_again()
        self.title_changed.emit()

    def _open_wanted(self, wanted: Place) -> None:
        """A place may ask for an act, or for a point inside a tab."""
        if wanted.tab == "contact":
            self.acts.note_contact()
        elif wanted.tab == "appointment":
            self.acts.open_appointment(wanted.field) if wanted.field else self.acts.fix_appointment()
        elif wanted.tab in TABS and wanted.field:
            show = getattr(self.tab(wanted.tab), "go_to", None)
            if show is not None:
                show(wanted.field)
        else:
            self._focus_in_tab()

    def _focus_in_tab(self) -> bool:
        focus = getattr(self.body.currentWidget(), "focus_first", None)
        if focus is None or self.body.currentWidget() is self.missing:
            return False
        focus()
        return True

    def _remember_visit(self) -> None:
        person_id = self._person_id
        self._desk.read(
            lambda store: person_files.remember_visit(store, person_id=person_id),
            receiver=self,
            then=lambda _nothing: None,
        )

    # -- a scan dropped on the page -------------------------------------------------------------------------------

    def _take_files(self, paths: Sequence[Path]) -> None:
        """The paper shown takes its own scan; anything else goes to the papers of the person."""
        take = getattr(self.body.currentWidget(), "take_scans", None)
        if take is None or not take(paths):
            self._turn_to("papers")
            self.tab("papers").add_files(paths)
