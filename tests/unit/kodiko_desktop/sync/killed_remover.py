"""A process that takes laptops out, decides about them and exchanges until it is killed, saying what was signed.

python -m tests.unit.kodiko_desktop.sync.killed_remover <store> <shared folder> <device> <device>
"""

import itertools
import sys
from pathlib import Path

from db.store import open_store
from kodiko_desktop.sync import removal
from kodiko_desktop.sync.exchange import exchange
from kodiko_desktop.sync.failures import DeviceUnknown
from kodiko_desktop.sync.folder import Folder
from tests.storage.conftest import KEY


def main(path: Path, shared: Path, devices: list[str]) -> None:
    store = open_store(path, KEY)
    folder = Folder(shared)
    print("begun", flush=True)
    for number, device in itertools.product(itertools.count(), devices):
        try:
            removal.retire(store, device=device)
            print(f"out {device}", flush=True)
        except DeviceUnknown:
            (removal.let_count if number % 2 else removal.leave_aside)(store, device=device)
        exchange(store, folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:])
