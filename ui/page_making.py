"""Builds a page by its key: each area is imported the first time one of its pages is shown."""

from collections.abc import Iterable

from ui.desk import Desk
from ui.shell.page import Page, PageEntry


def make_page(key: str, desk: Desk) -> Page:
    """The page called `key`. KeyError for an unknown one (the window makes the first page and the settings itself)."""
    return _made(_area(key, desk), key)


def _area(key: str, desk: Desk) -> Iterable[PageEntry]:
    """What the area of a page announces: each import is written out, so that a frozen bundle finds it."""
    if key in ("people", "person"):
        from ui.pages import people

        return people.entries(desk)
    if key == "import":
        from ui.pages import import_people

        return import_people.entries(desk)
    if key in ("sessions", "session"):
        from ui.pages import sessions

        return sessions.entries(desk)
    if key == "sites":
        from ui.pages import sites

        return sites.entries(desk)
    from ui.pages import work

    return work.entries(desk)


def _made(announced: Iterable[PageEntry], key: str) -> Page:
    for entry in announced:
        if entry.key == key:
            return entry.factory()
    raise KeyError(key)
