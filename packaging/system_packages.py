"""What Qt and the tests need from Debian or Ubuntu, installed with apt-get when it is missing; elsewhere nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

from failure import Failure

WINDOW = (
    "libgl1",
    "libegl1",
    "libxkbcommon0",
    "libfontconfig1",
    "libdbus-1-3",
    "libglib2.0-0",
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-sync1",
    "libxcb-xfixes0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    "libcups2",
)
"""What a Qt window loads (found with `ldd` on Qt's xcb and printing plugins)."""

TESTS = (
    "xvfb",
    "xauth",
    "xdotool",
    "openbox",
    "imagemagick",
    "poppler-utils",
    "dbus",
    "gnome-keyring",
    "at-spi2-core",
    "git",
)
"""A virtual screen and a window manager, readers of PDFs and pictures, a real keyring, the accessibility bus."""

SYNCTHING = ("syncthing",)
MOUNTED = ("samba", "smbnetfs", "iproute2", "exfatprogs", "exfat-fuse")
"""What carries the shared folders of tests/carriers: a synchroniser, a server and its client, the disk of a stick."""

FREEZE = ("binutils", "xz-utils")
"""What PyInstaller calls."""


def carriers() -> tuple[str, ...]:
    """Syncthing; and for root alone what mounts: others could not, and Samba's package starts a server, which whoever
    tests on a computer of their own has not asked for."""
    is_root = sys.platform.startswith("linux") and os.geteuid() == 0
    return SYNCTHING + MOUNTED if is_root else SYNCTHING


def for_tests() -> tuple[str, ...]:
    """All that the tests call, the building of a bundle among it."""
    return WINDOW + TESTS + for_a_bundle() + carriers()


def for_a_bundle() -> tuple[str, ...]:
    """What a window needs, and what PyInstaller calls."""
    return WINDOW + FREEZE + python_library()


def python_library() -> tuple[str, ...]:
    """Debian's own Python holds no shared library, and a bundle carries one; any other Python brings its own."""
    return (f"libpython3.{sys.version_info.minor}",) if sys.base_prefix == "/usr" else ()


def provide(names: tuple[str, ...]) -> None:
    """Install the packages of `names` that are missing. Does nothing where there is no apt-get. Raises Failure."""
    if not sys.platform.startswith("linux") or shutil.which("apt-get") is None:
        return
    missing = [name for name in dict.fromkeys((*names, *_for_virtual_environments())) if not _installed(name)]
    if not missing:
        return
    command = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    before = [] if os.geteuid() == 0 else ["sudo"]
    if before and shutil.which("sudo") is None:
        raise Failure("Il manque des paquets du système. Installez-les, puis recommencez :\n  " + " ".join(command))
    print("Installation de\u00a0: " + " ".join(missing), file=sys.stderr, flush=True)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # The lists may be stale rather than absent: a failed refresh only matters if the installation then fails.
    subprocess.run([*before, "apt-get", "update", "-qq"], env=quiet, stdout=sys.stderr, check=False)
    if subprocess.run([*before, *command, "-qq"], env=quiet, stdout=sys.stderr, check=False).returncode != 0:
        raise Failure("Des paquets du système n’ont pas pu être installés. Essayez :\n  sudo " + " ".join(command))


def _for_virtual_environments() -> tuple[str, ...]:
    """Debian ships Python without `ensurepip`; any other Python has it."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        return (f"python{sys.version_info.major}.{sys.version_info.minor}-venv",)
    return ()


def _installed(name: str) -> bool:
    """True when dpkg has the package, under its name or the one it took with 64-bit dates (Ubuntu 24.04)."""
    states = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Status}\n", name, name + "t64"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    ).stdout
    return "install ok installed" in states
