"""What Ctrl+K finds in the store: people, places, companies, sessions; recents first while nothing is typed."""

from collections.abc import Callable
from typing import Any

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.palette_acts import offer_acts
from ui.shell.commands import Commands, PaletteEntry

_MOST = 12


def offer_search(commands: Commands, desk: Desk) -> None:
    """Have the palette search the store of `desk` at each keystroke."""
    latest = [0]

    def find(text: str, deliver: Callable[[list[PaletteEntry]], None]) -> None:
        if not desk.is_open:
            return
        latest[0] += 1
        asked = latest[0]

        def show(hits: tuple[Any, ...]) -> None:
            if asked == latest[0]:
                deliver([_entry(desk, hit) for hit in hits])

        desk.read(_hits, text, lambda: asked == latest[0], receiver=desk, then=show)

    commands.add_provider(find)
    offer_acts(commands, desk)


def _hits(store: Any, text: str, still_wanted: Callable[[], bool]) -> tuple[Any, ...]:
    """Runs on the store's worker. A keystroke overtaken by the next one is not searched at all."""
    if not still_wanted():
        return ()
    from db import search
    from db.queries.sites import sites_named

    connection = store.read()
    if not text:
        return search.recents(connection)
    sites = [search.Hit("site", each.id, each.name, each.said, "") for each in sites_named(connection, text)]
    return (*search.search(connection, text, _MOST), *sites)


def _entry(desk: Desk, hit: Any) -> PaletteEntry:
    page, group = {
        "person": ("person", _("personne")),
        "site": ("sites", _("lieu")),
        "company": ("work", _("entreprise")),
        "session": ("session", _("séance")),
    }[hit.kind]
    shown = desk.name(hit.title) if hit.kind == "person" else hit.title
    return PaletteEntry(
        key=f"{hit.kind}:{hit.row_id}",
        title=shown,
        run=lambda: desk.go(page, hit.row_id),
        detail="" if hit.kind == "person" and desk.discreet else hit.subtitle,
        group=group,
    )
