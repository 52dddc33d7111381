"""Emploi: employers in brief, hires, and the follow-up after a hire."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import Page, PageEntry


def entries(desk: Desk) -> tuple[PageEntry, ...]:
    """What the frame is told of these pages; each is built when it is first shown."""

    def work() -> Page:
        from ui.pages.work.work_page import WorkPage

        return WorkPage(desk)

    def placement() -> Page:
        from ui.pages.work.placement_page import PlacementPage

        return PlacementPage(desk)

    return (
        PageEntry("work", _("Emploi"), "briefcase", work),
        PageEntry("placement", _("Suivi dans l’emploi"), "briefcase", placement, in_rail=False, under="work"),
    )
