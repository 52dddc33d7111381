"""The pages of the window, announced by their titles: nothing of a page is loaded before it is shown."""

from collections.abc import Callable

from kodiko_desktop.domain.wording import _
from ui.shell.main_frame import MainFrame
from ui.shell.page import Page, PageEntry


def new_frame(make_page: Callable[[str], Page]) -> MainFrame:
    """A frame with every page announced, where nothing can be asked before a store is open."""
    frame = MainFrame()
    for entry in page_entries(make_page):
        frame.register(entry)
    frame.rail.set_network_words(_("Hors ligne"), _("tout est sur cet ordinateur"))
    frame.set_waiting(True)
    return frame


def page_entries(make: Callable[[str], Page]) -> tuple[PageEntry, ...]:
    """Every page, in the order of the rail. `make(key)` builds one, the first time it is shown."""

    def entry(key: str, title: str, icon: str, *, under: str = "", own_header: bool = False) -> PageEntry:
        return PageEntry(key, title, icon, lambda: make(key), not under, under, own_header)

    return (
        entry("today", _("Aujourd’hui"), "sun"),
        entry("people", _("Personnes"), "users"),
        entry("person", _("Personne"), "users", under="people", own_header=True),
        entry("import", _("Importer des personnes"), "upload", under="people"),
        entry("sessions", _("Séances"), "calendar-days"),
        entry("session", _("Séance"), "calendar-days", under="sessions"),
        entry("work", _("Emploi"), "briefcase"),
        entry("placement", _("Prise de poste"), "briefcase", under="work"),
        entry("sites", _("Lieux"), "map-pin"),
        entry("sharing", _("Synchronisation"), "refresh-cw"),
        entry("settings", _("Réglages"), "settings"),
    )
