"""People: the list, the page of one person, and the acts one does there."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import PageEntry


def entries(desk: Desk) -> tuple[PageEntry, ...]:
    """The list and the page of a person; each is loaded the first time it is shown."""
    from ui.pages.people.list_page import PeopleListPage
    from ui.pages.people.person_page import PersonPage

    return (
        PageEntry("people", _("Personnes"), "users", lambda: PeopleListPage(desk)),
        PageEntry(
            "person", _("Personne"), "users", lambda: PersonPage(desk), in_rail=False, under="people", own_header=True
        ),
    )
