"""One laptop in a process of its own, told what to do by lines of JSON: one order a line, one answer a line.

python -m tests.carriers.desk_process <store> <shared folder>
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from db.store import open_store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.sync import blobs, invite
from kodiko_desktop.sync.folder import Folder
from tests.storage.conftest import KEY
from tests.unit.kodiko_desktop.sync.laptops import Laptop, start_team
from tests.unit.kodiko_desktop.sync.test_blobs import bytes_of, keep_scan


class RunningClock:
    """The machine's own clock, set forward or back by a test."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.ahead

    def turn(self, **amount: int) -> None:
        """Move by a `timedelta`."""
        self.ahead += timedelta(**amount)


class OpenLaptop(Laptop):
    """A laptop whose store exists, with a folder that waits as it does for a coordinator."""

    def __init__(self, path: Path, folder: Path) -> None:
        self.path, self.folder, self.clock = path, Folder(folder), RunningClock()
        self.store = open_store(path, KEY, now=self.clock)

    # -- orders: what comes and what is answered is JSON -------------------------------------------------------

    def found(self) -> None:
        """Create the team, and its folder."""
        start_team(self)

    def invite(self, admin: bool) -> str:
        """A code for another laptop."""
        return invite.invite(self.store, streams=["tours"], admin=admin).code

    def ask(self, code: str, name: str) -> None:
        """Ask to join."""
        invite.request_to_join(self.store, self.folder, code=code, device_name=name)

    def joined(self) -> bool:
        """Take the answer, if it is there."""
        return invite.finish_joining(self.store, self.folder)

    def exchange(self, folder: str = "") -> dict:
        """One exchange, with its folder or another one; the report."""
        return self.sync(Folder(Path(folder)) if folder else None).as_json()

    def scan(self, size: int) -> tuple[str, str]:
        """Keep a document of random bytes; its id and the bytes, in hexadecimal."""
        content = os.urandom(size)
        return keep_scan(self, content), content.hex()

    def fetch(self, document: str) -> str:
        """The bytes of a document, brought from the folder if need be."""
        blobs.fetch(self.store, self.folder, document)
        return bytes_of(self, document).hex()

    def turn(self, **amount: int) -> None:
        """Turn the clock."""
        self.clock.turn(**amount)


def main(path: Path, folder: Path) -> None:
    laptop = OpenLaptop(path, folder)
    print(json.dumps({"answer": laptop.store.device}), flush=True)
    for line in sys.stdin:
        order, values = json.loads(line)
        try:
            said = {"answer": getattr(laptop, order)(**values)}
        except KodikoError as failure:
            said = {"failure": type(failure).__name__, "log": failure.for_log}
        print(json.dumps(said), flush=True)
    laptop.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
