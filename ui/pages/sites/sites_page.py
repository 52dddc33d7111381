"""Lieux: the list, one place, and its diagnostic being filled in, one behind the other on the same page."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from db.queries import organisation
from db.queries.organisation import SiteLine
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.diagnostics.person_diagnostics import ResponseLine
from ui.desk import Desk, Place
from ui.forms.response_page import ResponsePage
from ui.pages.sites.site_list import SiteList
from ui.pages.sites.site_view import SiteView
from ui.shell.page import Page
from ui.widgets.page_body import fill

_TABLES = ("site", "person", "household", "diagnostic", "answer", "definition")


class SitesPage(Page):
    """A place of the window with a row opens that site, on its response when `field` holds the id of one. `read_again`
    comes each time the list was read."""

    read_again = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.site: SiteView | None = None
        self.response: ResponsePage | None = None
        self.list = SiteList()
        self.list.opened.connect(lambda row_id: desk.go("sites", row_id))
        self.list.new_asked.connect(lambda: self._open_site(None))
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        fill(self, self._stack)

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        """« Lieux », or the name of the place shown."""
        name = self.site.name() if self.site else ""
        return _("{name} · Lieux").format(name=name) if name else _("Lieux")

    def load(self, target: object = None) -> None:
        """Show the list, or the site of the place asked for."""
        place = target if isinstance(target, Place) else Place("sites")
        if place.row_id is None:
            self._close_site()
            self._read_list()
            return
        if self.site is None or self.site.site_id != place.row_id:
            self._open_site(place.row_id)
        if place.field and self.site is not None:
            self.site.read(then_open=place.field)
        elif not place.field:
            self._close_response()

    def refresh(self, changes: Any) -> None:
        """Read again what is shown when a site, its people or its diagnostics changed."""
        if not self._desk.is_open or not changes.touches(*_TABLES):
            return
        if self.site is not None:
            self.site.read()
        else:
            self._read_list()

    def focus_first(self) -> None:
        """The first control of what is shown."""
        shown = self._stack.currentWidget()
        if isinstance(shown, SiteList | SiteView | ResponsePage):
            shown.focus_first()

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for part in (self.response, self.site):
            if part is not None:
                part.flush()

    def set_discreet(self, discreet: bool) -> None:
        """Show names, or their initials."""
        if self.site is not None:
            self.site.show_people()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _read_list(self) -> None:
        if self._desk.is_open:
            self._desk.read(lambda store: organisation.sites(store.read()), receiver=self, then=self._show_list)

    def _show_list(self, lines: tuple[SiteLine, ...]) -> None:
        self.list.show_sites(lines)
        self.read_again.emit()

    def _open_site(self, site_id: str | None) -> None:
        self._close_site()
        self.site = SiteView(self._desk, site_id)
        self.site.left.connect(self._leave_site)
        self.site.created.connect(lambda row_id: self._desk.go("sites", row_id))
        self.site.response_asked.connect(self._open_response)
        self.site.shown.connect(self._site_read)
        self._stack.addWidget(self.site)
        self._stack.setCurrentWidget(self.site)
        self.site.focus_first()

    def _site_read(self) -> None:
        self.title_changed.emit()
        if self.response is None or self.site is None or self.site.file is None:
            return
        line = next((each for each in self.site.file.responses if each.id == self.response.diagnostic_id), None)
        if line is not None:
            self.response.show_line(line)

    def _leave_site(self) -> None:
        self._desk.go("sites")

    def _open_response(self, line: ResponseLine) -> None:
        if self.response is not None and self.response.diagnostic_id == line.id:
            return
        self._close_response()
        self.response = ResponsePage(self._desk, line, back=_("Le lieu"))
        self.response.left.connect(self._leave_response)
        self.response.put_away.connect(self._leave_response)
        self._stack.addWidget(self.response)
        self._stack.setCurrentWidget(self.response)
        self.response.focus_first()

    def _leave_response(self) -> None:
        if self.site is not None:
            self._desk.go("sites", self.site.site_id)
            self.site.read()

    def _close_response(self) -> None:
        if self.response is not None:
            self._discard(self.response)
            self.response = None
        if self.site is not None:
            self._stack.setCurrentWidget(self.site)

    def _close_site(self) -> None:
        self._close_response()
        if self.site is not None:
            self._discard(self.site)
            self.site = None
        self._stack.setCurrentWidget(self.list)
        self.title_changed.emit()

    def _discard(self, part: SiteView | ResponsePage) -> None:
        """Take a part away, once what is being typed in it is handed over."""
        part.flush()
        self._stack.removeWidget(part)
        _drop(part)


def _drop(part: QWidget) -> None:
    part.hide()
    part.deleteLater()
