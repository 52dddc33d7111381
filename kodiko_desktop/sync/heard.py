"""What laptops say to have heard of each other: nobody replaces what he does not know, and nobody unsays that he knew.

Words of a laptop that was taken out may be withdrawn here (`set_aside.py`); those that this laptop wrote while it saw
them go on saying so, or else they would not replace them on laptops that hear all of it later.
"""

from collections.abc import Mapping

from db import settings
from db.connection import Connection
from db.operations import TravellingOperation
from db.store import Store
from kodiko_desktop.sync import container, segment

_BEYOND = "sync_heard {stream}"
"""device -> [counter, chain], of what was heard and withdrawn."""


def only_of_what_was_heard(
    operations: list[TravellingOperation], device: str, frontier: segment.Frontier
) -> list[TravellingOperation]:
    """The same operations; what they say to replace of others counts only as far as their author says to have heard
    it."""
    heard = {author: counter for author, (counter, _chain) in frontier.items()}
    heard[device] = container.MOST_COUNTER
    return [
        one
        if all(counter <= heard.get(author, 0) for dots in one.overwrites.values() for author, counter in dots)
        else one._replace(
            overwrites={
                name: [(author, counter) for author, counter in dots if counter <= heard.get(author, 0)]
                for name, dots in one.overwrites.items()
            }
        )
        for one in operations
    ]


def of_others(store: Store, stream: str, own: str) -> Mapping[str, tuple[int, str]]:
    """How far this laptop (`own`) has heard each other one in a stream, with the beginning of its chain there."""
    rows = store.read().execute(
        "SELECT device, counter, chain FROM sync_frontier WHERE stream = ? AND device <> ?", (stream, own)
    )
    known = {device: (counter, segment.short_chain(chain)) for device, counter, chain in rows}
    beyond = settings.read(store.read(), _BEYOND.format(stream=stream), {})
    for device, (counter, chain) in beyond.items():
        if counter > known.get(device, (0, ""))[0]:
            known[device] = (counter, segment.short_chain(chain))
    return known


def remember(connection: Connection, stream: str, device: str, counter: int, chain: str) -> None:
    """Keep how far a laptop was heard, before some of it is withdrawn."""
    key = _BEYOND.format(stream=stream)
    beyond = settings.read(connection, key, {})
    if counter > beyond.get(device, [0])[0]:
        settings.write(connection, key, {**beyond, device: [counter, chain]})
