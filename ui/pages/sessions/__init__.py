"""Séances: the calendar of workshops, and the page of one of them with its grid of presences."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import Page, PageEntry


def entries(desk: Desk) -> tuple[PageEntry, ...]:
    """The pages of this area."""
    return (
        PageEntry("sessions", _("Séances"), "calendar-days", lambda: _sessions(desk)),
        PageEntry("session", _("Séance"), "calendar-days", lambda: _session(desk), in_rail=False, under="sessions"),
    )


def _sessions(desk: Desk) -> Page:
    from ui.pages.sessions.sessions_page import SessionsPage

    return SessionsPage(desk)


def _session(desk: Desk) -> Page:
    from ui.pages.sessions.session_page import SessionPage

    return SessionPage(desk)
