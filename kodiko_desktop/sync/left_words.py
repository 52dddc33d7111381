"""Two copies of a disk that both published under one id: each says its words again under an id of its own, and a record
says which words those were (`Left`). Here others go by it: they forget the first ones once the second ones have come.

What nobody has said again stays: as long as a twin has not left the shared id, what it wrote there is its only word.
"""

from collections.abc import Iterable

from db.merging.remote import set_frontier
from db.merging.withdraw import withdraw
from db.store import Store
from kodiko_desktop.sync import identity, quarantine, segment
from kodiko_desktop.sync.container import Header
from kodiko_desktop.sync.directory import Directory, Left


def said_again(store: Store, left: Iterable[Left]) -> list[Left]:
    """Those of which every word has come again."""
    return [each for each in left if _heard(store, each)]


def covering(left: Iterable[Left], header: Header) -> Left | None:
    """What a segment belongs to, of what was left; None for words that stand."""
    chain = header.chain_after.hex()
    return next((each for each in left if each.holds(header.last, chain)), None)


def settle(store: Store, directory: Directory, stream: str) -> bool:
    """Forget what was left and has come again; take back who was put aside for nothing else. True when something
    changed: frontier and quarantines are then to be read again."""
    changed = False
    again = True
    while again:
        again = False
        for left in said_again(store, (each for each in directory.left if each.stream == stream)):
            if _forget(store, left):
                again = changed = True
    for device in quarantine.devices(store, stream):
        left = said_again(store, directory.left_of(device, stream))
        headers = [header for header, _lines in quarantine.refused(store, stream, device)] if left else []
        if headers and all(covering(left, header) for header in headers):
            quarantine.set_free(store, stream, device)
            changed = True
    return changed


def _heard(store: Store, left: Left) -> bool:
    if identity.last_own(store, left.stream, left.by) >= left.again:
        return True
    row = store.read().execute(
        "SELECT counter FROM sync_frontier WHERE stream = ? AND device = ?", (left.stream, left.by)
    )
    found = row.fetchone()
    return found is not None and found[0] >= left.again


def _forget(store: Store, left: Left) -> bool:
    """True when this laptop had heard words that were left: it is now as if it had not."""
    row = (
        store.read()
        .execute("SELECT counter, chain FROM sync_frontier WHERE stream = ? AND device = ?", (left.stream, left.device))
        .fetchone()
    )
    if row is None or not left.holds(*row):
        return False
    with store.incoming() as incoming:
        withdraw(incoming, stream=left.stream, device=left.device, after=left.after)
        set_frontier(incoming, left.stream, left.device, left.after, left.before)
        connection = incoming.connection
        connection.execute("DELETE FROM sync_claim WHERE stream = ? AND device = ?", (left.stream, left.device))
        connection.execute(
            "DELETE FROM sync_file WHERE place = ? AND device = ? AND last > ?",
            (segment.place_of(left.stream), left.device, left.after),
        )
    quarantine.set_free(store, left.stream, left.device)
    return True
