"""Who is meant by what was typed: a number, or a name that only one person has."""

from db.search import search
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class PersonNotFound(KodikoError):
    """Nobody, or several people, answer to what was typed."""


def person_of(store: Store, typed: str) -> str:
    """The id of the one person who answers to a number or a name. Raises PersonNotFound."""
    hits = search(store.read(), typed, 10, kinds=("person",))
    said = typed.strip().casefold()
    named = [hit for hit in hits if said in hit.title.casefold() or said in hit.subtitle.casefold()]
    if len(hits) == 1 or len(named) == 1:
        return (named or hits)[0].row_id
    if not hits:
        raise PersonNotFound(
            _("Personne ne correspond. Essayez le numéro, ou une partie du nom."), for_log="nobody found"
        )
    names = ", ".join(hit.title for hit in hits[:5])
    raise PersonNotFound(
        _("Plusieurs personnes correspondent\u00a0: {names}. Donnez le numéro.").format(names=names),
        for_log="several people found",
    )
