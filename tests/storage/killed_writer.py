"""A process that writes to a store until it is killed, saying on its output what it was told is saved.

    python -m tests.storage.killed_writer <kind> <store> <key in hexadecimal>

Each line is one act that returned: whatever happens next, its rows must be found again.
"""

import itertools
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db import records
from db.store import Store, open_store
from db.tables import Document, Person
from tests.storage.later_version import become_tomorrow


def create(store: Store) -> Iterator[str]:
    """One person an act."""
    for number in itertools.count():
        with store.act("person.register", author="sam") as act:
            person = act.create(Person, stream="tours", family_name=f"Nom {number}", phone="0600000000")
        yield f"person {person}"


def change(store: Store) -> Iterator[str]:
    """The same person again and again."""
    with store.act("person.register", author="sam") as act:
        person = act.create(Person, stream="tours", family_name="Diallo")
    for number in itertools.count():
        record = records.find(store.read(), Person, person)
        with store.act("person.change", author="sam") as act:
            act.change(Person, person, values={"city": f"Ville {number}"}, seen=record.seen)
        yield f"city {person} {number}"


def create_many(store: Store) -> Iterator[str]:
    """An import: a thousand people an act."""
    while True:
        with store.act("person.import", author="sam") as act:
            rows = [(None, {"family_name": f"Nom {i}", "city": "Tours"}) for i in range(1000)]
            people = act.create_many(Person, stream="tours", rows=rows)
        yield f"people {act.id} {len(people)}"


def document(store: Store) -> Iterator[str]:
    """A scan of 3 MiB in pieces, then the act that names it."""
    for number in itertools.count():
        for position in range(3):
            with store.note() as connection:
                piece = (f"scan-{os.getpid()}-{number}", position, os.urandom(1 << 20))
                connection.execute("INSERT INTO document_chunk VALUES (?, ?, ?)", piece)
        with store.act("document.keep", author="sam") as act:
            act.create(Document, stream="tours", id=f"scan-{os.getpid()}-{number}", size=3 << 20)
        yield f"document scan-{os.getpid()}-{number}"


def undo(store: Store) -> Iterator[str]:
    """Twenty people, and all of them taken back."""
    while True:
        with store.act("person.import", author="sam") as act:
            rows = [(None, {"family_name": f"Nom {i}"}) for i in range(20)]
            act.create_many(Person, stream="tours", rows=rows)
        store.undo(act.id, author="sam")
        yield f"undone {act.id}"


KINDS = {"create": create, "change": change, "create_many": create_many, "document": document, "undo": undo}


def main(kind: str, path: Path, key: bytes) -> None:
    """Write until killed; or, for "upgrade", open the store as the version of tomorrow."""
    if kind == "upgrade":
        become_tomorrow(Path(tempfile.mkdtemp(dir=path.parent)), first="print('upgrading', flush=True)")
        open_store(path, key).close()
        return
    store = open_store(path, key)
    for line in KINDS[kind](store):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), bytes.fromhex(sys.argv[3]))
