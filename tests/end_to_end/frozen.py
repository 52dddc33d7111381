"""The bundle the tests try: made by the project's own recipe when the sources are younger, and carried elsewhere."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_SOURCES = ("kodiko_desktop", "ui", "db", "resources", "packaging")
MOST_MEGABYTES = 80
_BUILD = """
import sys
from pathlib import Path
sys.path.insert(0, "packaging")
import bundle
sys.exit(bundle.build(Path.cwd(), sys.executable, []))
"""


@dataclass(frozen=True)
class Bundle:
    """`folder`: unpacked in a place without the sources; `megabytes`: what the archive weighs (10^6 bytes)."""

    folder: Path
    megabytes: float

    @property
    def program(self) -> Path:
        """What one starts."""
        return self.folder / "kodiko"

    def say(
        self, surroundings: dict[str, str], *arguments: object, text: str | None = None, patience: float = 60
    ) -> subprocess.CompletedProcess[str]:
        """Run it to its end, in its own folder, with nothing but `surroundings`."""
        return subprocess.run(
            [str(self.program), *map(str, arguments)],
            env=surroundings,
            cwd=self.folder,
            input=text or "",
            capture_output=True,
            text=True,
            timeout=patience,
        )


def archive() -> Path:
    """The packed bundle of this system, younger than every source. Builds it when it is not (about a minute)."""
    made = ROOT / "dist" / f"kodiko-{sys.platform}.tar.xz"
    with _one_at_a_time():
        _build_when_stale(made)
    return made


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Tests run by two workers: the second waits for the first one's bundle instead of building over it."""
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build" / "bundle.lock", "w", encoding="utf-8") as lock:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _build_when_stale(made: Path) -> None:
    if not made.exists() or made.stat().st_mtime < _youngest_source():
        built = subprocess.run(
            [sys.executable, "-c", _BUILD], cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True
        )
        assert built.returncode == 0, built.stdout + built.stderr


def _youngest_source() -> float:
    files = (path for room in _SOURCES for path in (ROOT / room).rglob("*") if path.is_file())
    return max(path.stat().st_mtime for path in files if path.suffix != ".pyc")
