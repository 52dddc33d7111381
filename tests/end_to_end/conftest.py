"""Windows on a real (virtual) screen take turns: two of them would fight for the keyboard."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all tests of this folder to one worker of pytest-xdist (`--dist loadgroup`)."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("screen"))
