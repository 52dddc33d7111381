"""A real Samba server and real mounts of its shares (smbnetfs: Samba's own client library under FUSE), in a network of
their own that has nothing but its loopback, so that the usual port is free and nobody else is reached."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.carriers.syncthing import wait_until

COMMANDS = ("smbd", "smbpasswd", "smbnetfs", "unshare", "nsenter", "ip", "mount", "umount")
SMALL = 300
"""KiB of the share that is soon full."""
SERVER = """[global]
server role = standalone server
smb ports = 445
interfaces = lo
bind interfaces only = yes
disable netbios = yes
load printers = no
printing = bsd
printcap name = /dev/null
disable spoolss = yes
passdb backend = tdbsam:{home}/passdb.tdb
lock directory = {home}/run
state directory = {home}/run
cache directory = {home}/run
pid directory = {home}/run
private dir = {home}/run
ncalrpc dir = {home}/run/ncalrpc
log file = {home}/smbd.log
force user = root
[kodiko]
path = {home}/kodiko
read only = no
[lecture]
path = {home}/kodiko
read only = yes
[petit]
path = {home}/petit
read only = no
"""
CLIENT = """smb_query_browsers "false"
use_libsecret "false"
neg_cache_timeout 1
stat_workaround_enable_default_entries "false"
max_retry_count 0
smb_timeout 3000
auth "root" "secret"
"""


def what_is_missing() -> str:
    """Why it cannot run here; nothing when it can."""
    absent = [command for command in COMMANDS if shutil.which(command) is None]
    if absent:
        return "Il manque " + ", ".join(absent) + " (paquets « samba » et « smbnetfs » de Debian ou Ubuntu)."
    if os.geteuid() != 0 or not Path("/dev/fuse").exists():
        return "Un serveur et des montages SMB demandent d’être root, avec /dev/fuse."
    return ""


class Server:
    """smbd with three shares: `kodiko`, the same one that can only be read (`lecture`), and a small one (`petit`)."""

    def __init__(self, home: Path) -> None:
        self.home = home
        for name in ("run/ncalrpc", "kodiko/equipe", "petit"):
            (home / name).mkdir(parents=True)
        (home / "smb.conf").write_text(SERVER.format(home=home), encoding="utf-8")
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SMALL}k", "tmpfs", home / "petit"], check=True)
        (home / "petit" / "equipe").mkdir()
        command = ["smbpasswd", "-c", home / "smb.conf", "-a", "-s", "root"]
        subprocess.run(command, input=b"secret\nsecret\n", capture_output=True, check=True)
        self._network = subprocess.Popen(["unshare", "--net", "sh", "-c", "ip link set lo up && exec sleep infinity"])
        wait_until(self._network_is_up, "no network of our own")
        self.start()

    def _network_is_up(self) -> bool:
        command = [*self.inside(), "ip", "-o", "link", "show", "up"]
        return b"lo:" in subprocess.run(command, capture_output=True, check=False).stdout

    def inside(self) -> list[str]:
        """The beginning of a command that runs in the server's network."""
        return ["nsenter", f"--net=/proc/{self._network.pid}/ns/net"]

    def start(self) -> None:
        """Start the server and wait until it listens."""
        command = [*self.inside(), "smbd", "-F", "--no-process-group", "-s", str(self.home / "smb.conf")]
        with open(self.home / "output.txt", "ab") as output:
            self._smbd = subprocess.Popen(command, stdout=output, stderr=output, start_new_session=True)
        wait_until(self._listens, "smbd does not listen")
        self._helpers = set(self._children())

    def _listens(self) -> bool:
        assert self._smbd.poll() is None, (self.home / "output.txt").read_text(encoding="utf-8")
        command = [*self.inside(), "sh", "-c", "cat /proc/net/tcp"]
        return b"0100007F:01BD" in subprocess.run(command, capture_output=True, check=False).stdout

    def _children(self) -> list[int]:
        path = Path(f"/proc/{self._smbd.pid}/task/{self._smbd.pid}/children")
        return [int(pid) for pid in path.read_text(encoding="ascii").split()]

    def cut_sessions(self) -> int:
        """SIGKILL to the processes that serve laptops now, in the middle of whatever they do; how many there were."""
        serving = [pid for pid in self._children() if pid not in self._helpers]
        for pid in serving:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return len(serving)

    def kill(self) -> None:
        """SIGKILL to the whole server."""
        os.killpg(self._smbd.pid, signal.SIGKILL)
        self._smbd.wait()

    def enlarge(self) -> None:
        """The small share becomes large enough."""
        subprocess.run(["mount", "-o", "remount,size=50m", self.home / "petit"], check=True)

    def close(self) -> None:
        """End the server and its network."""
        self.kill()
        self._network.kill()
        self._network.wait()
        subprocess.run(["umount", "--lazy", self.home / "petit"], check=True)


class Mount:
    """One laptop's mount of the server; `folder(share)` is the team's folder there."""

    def __init__(self, server: Server, home: Path) -> None:
        self._server, self._home, self._point = server, home, home / "reseau"
        (home / ".smb").mkdir(parents=True)
        self._point.mkdir()
        (home / ".smb" / "smb.conf").write_text("[global]\nclient min protocol = SMB2\n", encoding="ascii")
        self._config = home / ".smb" / "smbnetfs.conf"
        self._config.write_text(CLIENT, encoding="ascii")
        self._config.chmod(0o600)
        self.mount()

    def folder(self, share: str = "kodiko") -> Path:
        """Where the team's folder of a share is seen."""
        return self._point / "127.0.0.1" / share / "equipe"

    def mount(self) -> None:
        """Plug the share."""
        options = f"config={self._config},entry_timeout=0,attr_timeout=0,negative_timeout=0,direct_io"
        with open(self._home / "output.txt", "ab") as output:
            self._process = subprocess.Popen(
                [*self._server.inside(), "smbnetfs", str(self._point), "-f", "-o", options],
                stdout=output,
                stderr=output,
                env={**os.environ, "HOME": str(self._home)},
                start_new_session=True,
            )
        wait_until(lambda: self.folder().is_dir(), "the share does not mount")

    def unmount(self) -> None:
        """Pull the cable: the mount is gone, whatever was under way."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        subprocess.run(["umount", "--lazy", self._point], check=False)


@contextlib.contextmanager
def sessions_cut_at_random(server: Server, seed: int) -> Iterator[list[int]]:
    """While it lasts, sessions are killed every few hundredths of a second. The list holds how many each time."""
    chance, over, cut = random.Random(seed), threading.Event(), []

    def saw() -> None:
        while not over.wait(chance.uniform(0.005, 0.06)):
            cut.append(server.cut_sessions())

    sawing = threading.Thread(target=saw)
    sawing.start()
    try:
        yield cut
    finally:
        over.set()
        sawing.join()
        time.sleep(0.1)
