"""Real Syncthing daemons that know each other and nobody else: loopback only, no discovery, no relay, no report."""

import contextlib
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

SHARED = "kodiko-partage"
"""The id of the folder they share."""
PATIENCE = 100.0
"""Seconds; some of them are for Syncthing, which calls again later somebody it has just lost."""
TRIES = 4
"""How many times, within that patience, folders that stay different are opened again."""
CONFIG = """<configuration version="35">
  <gui enabled="true" tls="false"><address>127.0.0.1:{gui}</address><apikey>{key}</apikey></gui>
  <options>
    <listenAddress>tcp://127.0.0.1:{port}</listenAddress>
    <globalAnnounceEnabled>false</globalAnnounceEnabled>
    <localAnnounceEnabled>false</localAnnounceEnabled>
    <relaysEnabled>false</relaysEnabled>
    <natEnabled>false</natEnabled>
    <stunKeepaliveStartS>0</stunKeepaliveStartS>
    <reconnectionIntervalS>1</reconnectionIntervalS>
    <startBrowser>false</startBrowser>
    <urAccepted>-1</urAccepted>
    <crashReportingEnabled>false</crashReportingEnabled>
    <autoUpgradeIntervalH>0</autoUpgradeIntervalH>
    <limitBandwidthInLan>true</limitBandwidthInLan>
    <setLowPriority>false</setLowPriority>
    <keepTemporariesH>24</keepTemporariesH>
  </options>
</configuration>
"""


def is_installed() -> bool:
    """True when Debian's package, or another, put the command on this machine."""
    return shutil.which("syncthing") is not None


class Daemon:
    """One machine's Syncthing, with its copy of the shared folder."""

    def __init__(self, home: Path) -> None:
        self.home, self.folder = home, home / "partage"
        self.folder.mkdir(parents=True)
        self._key = secrets.token_hex(16)
        self._gui, self._port = free_port(), free_port()
        config = CONFIG.format(gui=self._gui, key=self._key, port=self._port)
        (home / "config.xml").write_text(config, encoding="utf-8")
        self.id = ""
        self.switch_on()

    def start(self) -> None:
        """Start the daemon and wait until it answers."""
        self.switch_on()
        self.wait_for_it()

    def switch_on(self) -> None:
        """Start the daemon, without waiting."""
        with open(self.home / "log.txt", "ab") as log:
            self._process = subprocess.Popen(
                ["syncthing", "--no-browser", "--no-restart", f"--home={self.home}"],
                stdout=log,
                stderr=log,
                env={**os.environ, "STNOUPGRADE": "1"},
                start_new_session=True,
            )

    def wait_for_it(self) -> None:
        """Wait until it answers."""
        wait_until(self._answers, f"{self.home} does not start")
        self.id = self.ask("system/status")["myID"]

    def _answers(self) -> bool:
        if self._process.poll() is not None:
            raise AssertionError((self.home / "log.txt").read_text(encoding="utf-8")[-2000:])
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            self.ask("system/ping")
            return True
        return False

    def kill(self) -> None:
        """SIGKILL, whatever it is doing (and the process that watches over it)."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def ask(self, path: str, *, method: str = "GET", body: Any = None) -> Any:
        """One call of the REST interface."""
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"http://127.0.0.1:{self._gui}/rest/{path}", content, {"X-API-Key": self._key}, method=method
        )
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            text = answer.read()
        return json.loads(text) if text.strip() else None

    def know(self, others: Sequence["Daemon"]) -> None:
        """Share the folder with the other machines."""
        for other in others:
            device = {"deviceID": other.id, "name": other.home.name, "addresses": [f"tcp://127.0.0.1:{other._port}"]}
            self.ask(f"config/devices/{other.id}", method="PUT", body=device)
        folder = {
            "id": SHARED,
            "path": str(self.folder),
            "devices": [{"deviceID": daemon.id} for daemon in (self, *others)],
            "fsWatcherEnabled": True,
            "fsWatcherDelayS": 1,
            "rescanIntervalS": 3600,
            "minDiskFree": {"value": 0, "unit": "%"},
            "pullerPauseS": 1,
        }
        self.ask(f"config/folders/{SHARED}", method="PUT", body=folder)

    def pause(self) -> None:
        """No connection to anybody, as on a train."""
        self.ask("system/pause", method="POST")

    def resume(self) -> None:
        """Connected again."""
        self.ask("system/resume", method="POST")

    def limit(self, kibibytes_per_second: int) -> None:
        """A slow line (0: none)."""
        limits = {"maxSendKbps": kibibytes_per_second, "maxRecvKbps": kibibytes_per_second}
        self.ask("config/options", method="PATCH", body=limits)

    def scan(self) -> None:
        """Look at the folder now."""
        self.ask(f"db/scan?folder={SHARED}", method="POST")

    def begin_again(self) -> None:
        """Close the folder and open it: what Syncthing had put off for up to a minute, after a file vanished while it
        fetched it, is fetched now."""
        for paused in (True, False):
            self.ask(f"config/folders/{SHARED}", method="PATCH", body={"paused": paused})

    def needs(self) -> int:
        """How many files it still has to fetch or to take away."""
        status = self.ask(f"db/status?folder={SHARED}")
        return status["needFiles"] + status["needDeletes"]

    def state(self) -> str:
        """What it says of the folder and of the others, for the complaint of a test."""
        status = self.ask(f"db/status?folder={SHARED}")
        said = {key: status.get(key) for key in ("state", "needFiles", "needDeletes", "pullErrors", "error")}
        others = self.ask("system/connections")["connections"].values()
        return f"{self.home.name}: {said}, connected to {sum(other['connected'] for other in others)}"

    def files(self) -> dict[str, bytes]:
        """What a person sees in the folder: relative path -> bytes, without Syncthing's own."""
        return {
            str(path.relative_to(self.folder)): path.read_bytes()
            for path in self.folder.rglob("*")
            if path.is_file() and not path.relative_to(self.folder).parts[0].startswith(".st") and not is_partial(path)
        }

    def partial(self) -> list[Path]:
        """Files being received."""
        return [path for path in self.folder.rglob("*") if is_partial(path)]


def is_partial(path: Path) -> bool:
    """A file that Syncthing is receiving."""
    return path.name.startswith((".syncthing.", "~syncthing~"))


def connect(daemons: Sequence[Daemon]) -> None:
    """Every daemon knows every other."""
    for daemon in daemons:
        daemon.wait_for_it()
    for daemon in daemons:
        daemon.know([other for other in daemons if other is not daemon])
    for daemon in daemons:
        wait_until(lambda daemon=daemon: _hears_all(daemon, len(daemons)), "they do not find each other")


def _hears_all(daemon: Daemon, count: int) -> bool:
    others = daemon.ask("system/connections")["connections"]
    return sum(other["connected"] for other in others.values()) == count - 1


def settle(*daemons: Daemon) -> None:
    """Wait until all folders hold the same bytes. Raises AssertionError with what the daemons say when they do not."""
    for _try in range(TRIES):
        for daemon in daemons:
            daemon.scan()
        with contextlib.suppress(AssertionError):
            return wait_until(lambda: _same(daemons), "the folders stay different", PATIENCE / TRIES)
        for daemon in daemons:
            daemon.begin_again()
    told = "; ".join(daemon.state() for daemon in daemons)
    raise AssertionError(f"the folders stay different: {_differences(daemons)}; {told}")


def _differences(daemons: Sequence[Daemon]) -> str:
    """The files that are not everywhere the same, and those being received, for the complaint of a test."""
    all_files = [daemon.files() for daemon in daemons]
    names = sorted({name for files in all_files for name in files})
    differ = [name for name in names if len({files.get(name) for files in all_files}) > 1]
    return f"{differ}, being received: {[path.name for daemon in daemons for path in daemon.partial()]}"


def _same(daemons: Sequence[Daemon]) -> bool:
    try:
        first = daemons[0].files()
        # What remains of a file that went away while it was fetched stays for a day: it waits for nothing any more.
        return all(daemon.files() == first for daemon in daemons[1:]) and not any(daemon.needs() for daemon in daemons)
    except FileNotFoundError:  # renamed while we looked
        return False


def wait_until(reached: Callable[[], bool], complaint: str, patience: float = PATIENCE) -> None:
    """Ask again until it is so. Raises AssertionError after `patience` seconds."""
    until = time.monotonic() + patience
    while not reached():
        assert time.monotonic() < until, complaint
        time.sleep(0.05)


def free_port() -> int:
    """A TCP port of loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
