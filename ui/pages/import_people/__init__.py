"""Bringing a registration spreadsheet in: choose, match the columns, check and correct in place, bring in, report."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import PageEntry


def entries(desk: Desk) -> tuple[PageEntry, ...]:
    """The one page of the import, under the people; loaded the first time it is shown."""
    from ui.pages.import_people.import_page import ImportPage

    return (
        PageEntry(
            "import", _("Importer des personnes"), "upload", lambda: ImportPage(desk), in_rail=False, under="people"
        ),
    )
