"""Lieux: where people live or are received, and what the team knows of each place."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import Page, PageEntry


def entries(desk: Desk) -> tuple[PageEntry, ...]:
    """The page of this area; it is built when it is first shown."""

    def sites() -> Page:
        from ui.pages.sites.sites_page import SitesPage

        return SitesPage(desk)

    return (PageEntry("sites", _("Lieux"), "map-pin", sites),)
