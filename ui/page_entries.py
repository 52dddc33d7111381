"""The pages of the window, announced without loading them: each is imported the first time it is shown."""

from collections.abc import Callable, Iterable

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.page import Page, PageEntry

Factory = Callable[[], Page]


def entries(desk: Desk, whole: Callable[[Factory], Factory], *, settings: Factory) -> tuple[PageEntry, ...]:
    """Every page. `whole` wraps a factory that needs the whole program (tables included) to be loaded: only
    Aujourd’hui does without. `settings` builds the page of the settings, which needs the window."""
    return (
        PageEntry("today", _("Aujourd’hui"), "sun", lambda: _today(desk)),
        PageEntry("people", _("Personnes"), "users", whole(lambda: _people(desk, "people"))),
        PageEntry(
            "person",
            _("Personne"),
            "users",
            whole(lambda: _people(desk, "person")),
            in_rail=False,
            under="people",
            own_header=True,
        ),
        PageEntry(
            "import",
            _("Importer des personnes"),
            "upload",
            whole(lambda: _import(desk)),
            in_rail=False,
            under="people",
        ),
        PageEntry("sessions", _("Séances"), "calendar-days", whole(lambda: _sessions(desk, "sessions"))),
        PageEntry(
            "session",
            _("Séance"),
            "calendar-days",
            whole(lambda: _sessions(desk, "session")),
            in_rail=False,
            under="sessions",
        ),
        PageEntry("work", _("Emploi"), "briefcase", whole(lambda: _work(desk, "work"))),
        PageEntry(
            "placement",
            _("Prise de poste"),
            "briefcase",
            whole(lambda: _work(desk, "placement")),
            in_rail=False,
            under="work",
        ),
        PageEntry("settings", _("Réglages"), "settings", whole(settings)),
    )


def _today(desk: Desk) -> Page:
    from ui.pages.today.page import TodayPage

    return TodayPage(desk)


def _people(desk: Desk, key: str) -> Page:
    from ui.pages import people

    return _made(people.entries(desk), key)


def _import(desk: Desk) -> Page:
    from ui.pages import import_people

    return _made(import_people.entries(desk), "import")


def _sessions(desk: Desk, key: str) -> Page:
    from ui.pages import sessions

    return _made(sessions.entries(desk), key)


def _work(desk: Desk, key: str) -> Page:
    from ui.pages import work

    return _made(work.entries(desk), key)


def _made(announced: Iterable[PageEntry], key: str) -> Page:
    """The page called `key` among those of an area. KeyError when the area has none of that name."""
    for entry in announced:
        if entry.key == key:
            return entry.factory()
    raise KeyError(key)
