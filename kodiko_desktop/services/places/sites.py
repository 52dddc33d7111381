"""Places where people live or are received, and who is found there."""

from collections.abc import Mapping
from typing import Any

from db.store import Store
from db.tables import Site
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class SiteRefused(KodikoError):
    """A place without a name."""


def create_site(store: Store, *, author: str, antenna_id: str, name: str, **details: Any) -> str:
    """Write a new site of an antenna (`details`: fields of Site). Raises SiteRefused."""
    require_name(name)
    with store.act("site.create", author=author) as act:
        return act.create(Site, stream=antenna_id, name=name.strip(), **details)


def change_site(store: Store, *, author: str, site_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change facts of a site, as their author saw them. Returns what is to be seen from now on. Raises SiteRefused."""
    if "name" in values:
        require_name(values["name"])
    with store.act("site.change", author=author) as act:
        act.change(Site, site_id, values=values, seen=seen)
        return act.seen(Site, site_id)


def archive_site(store: Store, *, author: str, site_id: str) -> None:
    """Put a site away (cleared, closed); the people who lived there keep it in their file."""
    with store.act("site.archive", author=author) as act:
        act.archive(Site, site_id)


def require_name(name: str) -> None:
    """Raise SiteRefused for a place without a name."""
    if not name.strip():
        raise SiteRefused(_("Donnez un nom à ce lieu, celui que l’équipe emploie."), for_log="site without a name")
