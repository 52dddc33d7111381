"""A real USB stick as far as a machine without one can go: an exFAT volume on a loop device, mounted by exfat-fuse, and
pulled out by killing what writes to it."""

import os
import shutil
import subprocess
from pathlib import Path

from tests.carriers.syncthing import wait_until

COMMANDS = ("losetup", "mkfs.exfat", "fsck.exfat", "mount.exfat-fuse", "umount")


def what_is_missing() -> str:
    """Why it cannot run here; nothing when it can."""
    absent = [command for command in COMMANDS if shutil.which(command) is None]
    if absent:
        return "Il manque " + ", ".join(absent) + " (paquets « exfatprogs » et « exfat-fuse » de Debian ou Ubuntu)."
    if os.geteuid() != 0 or not Path("/dev/fuse").exists() or not Path("/dev/loop-control").exists():
        return "Monter une clé demande d’être root, avec /dev/fuse et /dev/loop-control."
    return ""


class Stick:
    """A volume of 32 MiB. It is in one laptop at a time."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        image = home / "image"
        with open(image, "wb") as file:
            file.truncate(32 << 20)
        subprocess.run(["mkfs.exfat", image], check=True, capture_output=True)
        found = subprocess.run(["losetup", "--find", "--show", image], check=True, capture_output=True, text=True)
        self._device = found.stdout.strip()
        self._place: Path | None = None
        self._process: subprocess.Popen | None = None

    def plug(self, place: Path) -> Path:
        """Put it in a laptop, which checks it first as systems do; returns the team's folder on it."""
        place.mkdir(parents=True, exist_ok=True)
        subprocess.run(["fsck.exfat", "-y", self._device], check=False, capture_output=True)
        command = ["mount.exfat-fuse", "-d", self._device, str(place)]
        self._process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._place = place
        wait_until(lambda: os.path.ismount(place), "the stick does not mount")
        (place / "kodiko").mkdir(exist_ok=True)
        return place / "kodiko"

    def eject(self) -> None:
        """Take it out as one should."""
        if self._process is not None:
            subprocess.run(["umount", self._place], check=True)
            self._process.wait()
            self._process = None

    def pull(self) -> None:
        """Take it out without asking, in the middle of whatever is written."""
        self._process.kill()
        self._process.wait()
        subprocess.run(["umount", "--lazy", self._place], check=True)
        self._process = None

    def close(self) -> None:
        """The stick is no more."""
        if self._process is not None:
            self.pull()
        subprocess.run(["losetup", "--detach", self._device], check=True)
