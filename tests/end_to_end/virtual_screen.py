"""A desktop session of its own for a test: a virtual screen, a window manager, a session bus, the accessibility bus."""

import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

NEEDED = ("Xvfb", "openbox", "dbus-daemon", "xdotool", "import")
SIZE = "1366x768"
_LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
_PATIENCE = 60


@dataclass(frozen=True)
class VirtualScreen:
    """`surroundings`: the whole environment of a program started there (nothing of this process leaks into it)."""

    surroundings: dict[str, str]
    bus: str

    def keys(self, *names: str) -> None:
        """Press keys, as a keyboard does: "Tab", "ctrl+n"…"""
        self._xdotool("key", "--clearmodifiers", "--delay", "40", *names)

    def type(self, text: str) -> None:
        """Type ASCII text on the keyboard."""
        self._xdotool("type", "--clearmodifiers", "--delay", "15", text)

    def picture(self, path: Path) -> int:
        """Save what the screen shows; returns how many different colours it has."""
        subprocess.run(["import", "-window", "root", str(path)], env=self.surroundings, check=True, timeout=_PATIENCE)
        told = subprocess.run(
            ["identify", "-format", "%k", str(path)], capture_output=True, check=True, timeout=_PATIENCE
        )
        return int(told.stdout)

    def windows(self, process: int) -> set[str]:
        """The numbers of the windows of a program that are on screen, menus included."""
        command = ["xdotool", "search", "--onlyvisible", "--pid", str(process)]
        found = subprocess.run(command, env=self.surroundings, capture_output=True, text=True, timeout=_PATIENCE)
        return set(found.stdout.split())

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.surroundings, check=True, timeout=_PATIENCE)


def missing() -> str:
    """What this machine lacks to show a screen, "" when all is there."""
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if not any(map(os.path.exists, _LAUNCHERS)):
        lacking.append("at-spi-bus-launcher")
    return ", ".join(lacking)


@contextmanager
def virtual_screen(home: Path) -> Iterator[VirtualScreen]:
    """A session whose home is the empty folder `home`; everything it started ends with the block."""
    home.mkdir(parents=True, exist_ok=True)
    runtime = home / "runtime"
    runtime.mkdir(mode=0o700)
    bare = clean_surroundings(home)
    with ExitStack() as ends:
        display = ends.enter_context(_screen(bare))
        bus = ends.enter_context(_session_bus(bare))
        surroundings = {
            **bare,
            "DISPLAY": display,
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "XDG_RUNTIME_DIR": str(runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }
        launcher = next(filter(os.path.exists, _LAUNCHERS))
        for command in ([launcher, "--launch-immediately"], ["openbox"]):
            ends.enter_context(running(command, surroundings))
        _await_window_manager(surroundings)
        yield VirtualScreen(surroundings, bus)


def clean_surroundings(home: Path) -> dict[str, str]:
    """The environment of somebody who has just received the computer: no display, no Python, no data."""
    return {"HOME": str(home), "KODIKO_HOME": str(home / "kodiko"), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"}


@contextmanager
def running(command: list[str], surroundings: dict[str, str], **options: object) -> Iterator[subprocess.Popen]:
    """A program that is asked to end with the block, and made to."""
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **options}
    with subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, **quiet) as process:
        try:
            yield process
        finally:
            process.terminate()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()


def _await_window_manager(surroundings: dict[str, str]) -> None:
    """Wait until windows are managed: one that came before would never be given the keyboard."""
    limit = time.monotonic() + _PATIENCE
    asked = ["xdotool", "get_num_desktops"]
    while subprocess.run(asked, env=surroundings, capture_output=True, timeout=_PATIENCE).returncode != 0:
        assert time.monotonic() < limit, "the window manager did not come"
        time.sleep(0.05)


@contextmanager
def _screen(surroundings: dict[str, str]) -> Iterator[str]:
    """A screen that stays: without `-noreset` it begins anew when its last client leaves, and whoever is just
    arriving (the window manager) is cut off."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", f"{SIZE}x24", "-nolisten", "tcp", "-noreset"]
    with os.fdopen(reading) as told, running(command, surroundings, pass_fds=(writing,)):
        os.close(writing)
        yield f":{told.readline().strip()}"


@contextmanager
def _session_bus(surroundings: dict[str, str]) -> Iterator[str]:
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with running(command, surroundings, stdout=subprocess.PIPE, text=True) as daemon:
        yield daemon.stdout.readline().strip()
