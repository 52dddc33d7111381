"""Two laptops of one antenna that hear each other without any folder, each with a clock of its own."""

import shutil
from contextlib import contextmanager

from db.store import open_store
from tests.storage.conftest import KEY, TurnableClock


@contextmanager
def laptops_of_one_antenna(empty_store, folder, count=2):
    """Open stores, copies of an empty one under ids of their own; `store.clock` turns."""
    opened = []
    for number in range(1, count + 1):
        clock = TurnableClock()
        store = open_store(shutil.copy(empty_store, folder / f"{number}.kodiko"), KEY, now=clock)
        store.device = f"laptop{number}"
        with store.note() as connection:
            connection.execute("UPDATE local_setting SET value = ? WHERE key = 'device_id'", (f'"{store.device}"',))
        store.clock = clock
        opened.append(store)
    try:
        yield opened
    finally:
        for store in opened:
            store.close()
