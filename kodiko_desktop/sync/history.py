"""Everything that counts in a stream, told again: what this laptop wrote, and what it keeps of others as they signed it
(`kept.py`). Only what is not told by the heads needs it: what a word had replaced before it was withdrawn."""

from collections.abc import Iterator
from itertools import islice

from db import operations
from db.operations import TravellingOperation
from db.store import Store
from kodiko_desktop.sync import container, heard, kept, segment
from kodiko_desktop.sync.membership import Keyring


class Incomplete(Exception):
    """Some of what was applied of a laptop is not kept here."""


def of_device(
    store: Store, keys: Keyring, stream: str, device: str, first: int, last: int
) -> Iterator[TravellingOperation]:
    """The operations `first`..`last` of another laptop, in order. Raises Incomplete."""
    reached = first - 1
    for content in kept.segments(store, stream, device):
        header = container.read_header(content)
        if header.last <= reached or header.first > last:
            continue
        key = keys.find(stream, header.key_id)
        if key is None or header.first > reached + 1:
            raise Incomplete
        found = segment.read(content, header, key.key)
        fresh = list(islice(found.lines, reached + 1 - header.first, min(last, header.last) + 1 - header.first))
        yield from heard.only_of_what_was_heard(operations.read_lines(fresh), device, found.frontier)
        reached = min(last, header.last)
    if reached < last:
        raise Incomplete


def of_everybody(
    store: Store, keys: Keyring, stream: str, known: dict[str, int]
) -> Iterator[tuple[str, TravellingOperation]]:
    """(device, operation) of everything that was written in a stream, of each device up to the number `known`: the ids
    under which this laptop wrote included. Raises Incomplete."""
    own = {
        device: last
        for device, last in store.read().execute(
            "SELECT device, max(counter) FROM operation WHERE stream = ? GROUP BY device", (stream,)
        )
    }
    for device, last in own.items():
        for line in operations.write_lines(store.read(), stream, device, 1, last):
            yield device, operations.read_line(line)
    for device, last in known.items():
        if device not in own or last > own[device]:
            for operation in of_device(store, keys, stream, device, own.get(device, 0) + 1, last):
                yield device, operation


def chain_at(store: Store, keys: Keyring, team: str, stream: str, device: str, counter: int) -> str:
    """The hash chain of another laptop after a number of it that was applied, in hexadecimal. Raises Incomplete."""
    if counter == 0:
        return segment.start_of_chain(team, stream, device).hex()
    found = kept.chain_at(store, keys, stream, device, counter)
    if not found:
        raise Incomplete
    return found
