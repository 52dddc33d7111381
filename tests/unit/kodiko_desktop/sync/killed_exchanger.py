"""A process that writes and exchanges until it is killed, saying on its output what it was told is saved.

python -m tests.unit.kodiko_desktop.sync.killed_exchanger <store> <shared folder>
"""

import itertools
import sys
from pathlib import Path

from db import records
from db.store import open_store
from db.tables import Person
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.folder import Folder
from tests.storage.conftest import KEY


def main(path: Path, shared: Path) -> None:
    store = open_store(path, KEY)
    folder = Folder(shared)
    for number in itertools.count():
        with store.act("person.register", author="sam") as act:
            person = act.create(Person, stream="tours", family_name=f"Nom {number}", city="")
        print(f"person {person}", flush=True)
        record = records.find(store.read(), Person, person)
        with store.act("person.change", author="sam") as act:
            act.change(Person, person, values={"city": f"Ville {number}"}, seen=record.seen)
        print(f"city {person} {number}", flush=True)
        exchange(store, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
