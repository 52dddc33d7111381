"""What end-to-end tests share: the frozen bundle far from the sources. Each window has a screen of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.end_to_end.frozen import Bundle, archive
from tests.end_to_end.virtual_screen import clean_surroundings

# Written for D-Bus, which the locked packages have on Linux only.
collect_ignore = (
    [] if sys.platform == "linux" else ["test_frozen_window.py", "test_frozen_visit.py", "test_frozen_upgrade.py"]
)


@pytest.fixture(scope="session")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """The bundle, unpacked from its archive as somebody who downloaded it would."""
    packed = archive()
    folder = tmp_path_factory.mktemp("unpacked")
    subprocess.run(["tar", "-xJf", str(packed), "-C", str(folder)], check=True)
    yield Bundle(folder / "kodiko", packed.stat().st_size / 1e6)
    shutil.rmtree(folder)


@pytest.fixture
def surroundings(tmp_path: Path) -> dict[str, str]:
    """The environment of a computer just unpacked: an empty home, no display, no Python."""
    home = tmp_path / "maison"
    home.mkdir()
    return clean_surroundings(home)
