"""The page of a hire: its follow-up, or the sheet of one point when a place names it; its scan is dropped on it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.work import check_in_paper, hires
from kodiko_desktop.services.work.hires import Hire, Sheet
from ui.desk import Desk, Place
from ui.pages.work.hire_view import HireView
from ui.paper import show_paper
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.widgets.file_drop import FileDrop
from ui.widgets.page_body import fill
from ui.widgets.scroll import Scroll

SHEET_TAB = "check_in"
_TABLES = ("placement", "placement_absence", "placement_tutor", "check_in", "company", "company_contact", "person")
_OWN_SAVES = ("check_in.change", "check_in.open", "diagnostic.answer")
"""Acts that the sheet itself makes while one types in it: it shows them already."""


class PlacementPage(Page):
    """`Place.row_id`: the hire; with the tab "check_in", `Place.field` is the point whose sheet opens."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._hire_id = ""
        self._point = ""
        self._hire: Hire | None = None
        self.sheet: Any = None
        self.view = HireView(desk)
        self.view.opened.connect(lambda key: desk.go("placement", self._hire_id, tab=SHEET_TAB, field=key))
        self.view.person_asked.connect(self._go_to_person)
        self._stack = QStackedWidget()
        self._stack.addWidget(Scroll(_inset(self.view)))
        fill(self, self._stack)
        FileDrop(self, lambda: self.sheet is not None, self._take_scans)

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        """« Awa Diallo · Suivi dans l’emploi »."""
        if self._hire is None:
            return _("Suivi dans l’emploi")
        name = self._desk.name(self._hire.placement.person_name)
        return _("{name} · Suivi dans l’emploi").format(name=name)

    def load(self, target: object = None) -> None:
        """Show a hire, or the sheet of one of its points."""
        if not isinstance(target, Place) or target.row_id is None:
            return
        self.flush()
        self._hire_id = target.row_id
        self._point = target.field if target.tab == SHEET_TAB else ""
        self._drop_sheet()
        if self._point:
            self._open_sheet()
        else:
            self._read_hire()

    def refresh(self, changes: object) -> None:
        """Read again what an act changed, unless the sheet shows it already."""
        if not self._hire_id or not self._desk.is_open or not changes.touches(*_TABLES):
            return
        if self._point:
            if changes.kind not in _OWN_SAVES:
                self._open_sheet()
        else:
            self._read_hire()

    def focus_first(self) -> None:
        """The sheet’s first question, or the first point to be held."""
        if self.sheet is not None:
            self.sheet.focus_first()
        else:
            self.view.focus_first()

    def flush(self) -> None:
        """Hand over what is still being typed in the sheet."""
        if self.sheet is not None and self._desk.is_open:
            self.sheet.flush()

    def set_discreet(self, discreet: bool) -> None:
        """Show the name, or its initials."""
        if self._hire is not None:
            self._show_hire(self._hire)
        if self.sheet is not None:
            self.sheet.show_names()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _read_hire(self) -> None:
        self._desk.read(hires.read_hire, self._hire_id, today=self._desk.today(), receiver=self, then=self._show_hire)

    def _show_hire(self, hire: Hire) -> None:
        if hire.placement.id != self._hire_id:
            return
        first = self._hire is None or self._hire.placement.id != hire.placement.id
        self._hire = hire
        self.view.show_hire(hire)
        if first and self.sheet is None and self.isVisible():
            self.view.focus_first()
        self.title_changed.emit()

    def _open_sheet(self) -> None:
        self._desk.write(
            hires.open_sheet,
            receiver=self,
            then=self._show_sheet,
            placement_id=self._hire_id,
            point=self._point,
            today=self._desk.today(),
        )

    def _show_sheet(self, sheet: Sheet) -> None:
        # The place may have changed while the store was read.
        if sheet.hire.placement.id != self._hire_id or self._point not in sheet.point.planned.keys:
            return
        self._show_hire(sheet.hire)
        if self.sheet is not None and self.sheet.shows(sheet):
            self.sheet.show_sheet(sheet)
            return
        self._drop_sheet()
        # Forms are drawn by a part of the program that only sheets need.
        from ui.pages.work.check_in_sheet import CheckInSheet

        self.sheet = CheckInSheet(self._desk, sheet)
        self.sheet.left.connect(lambda: self._desk.go("placement", self._hire_id))
        self.sheet.print_asked.connect(self._print)
        self._stack.addWidget(_over(Scroll(_inset(self.sheet)), self.sheet.held.foot))
        self._stack.setCurrentIndex(1)
        if self.isVisible():
            self.sheet.focus_first()

    def _drop_sheet(self) -> None:
        self.sheet = None
        while self._stack.count() > 1:
            page = self._stack.widget(1)
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._stack.setCurrentIndex(0)

    def _print(self, filled: bool, alone: str) -> None:
        self.flush()
        hire, point, today = self._hire_id, self._point, self._desk.today()
        show_paper(
            self._desk,
            lambda store: check_in_paper.prepare(store, hire, point, filled=filled, alone=alone, today=today),
            parent=self,
            record=check_in_paper.record,
            told=_("L’impression est notée."),
        )

    def _take_scans(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self.sheet.attach(path)

    def _go_to_person(self) -> None:
        if self._hire is not None:
            self._desk.go("person", self._hire.placement.person_id, tab="work")


def _over(content: QWidget, foot: QWidget) -> QWidget:
    """What scrolls, over what never does."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(content, 1)
    column.addWidget(foot)
    return holder


def _inset(content: QWidget) -> QWidget:
    """The margins of a page around its content."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
    column.addWidget(content)
    return holder
