"""A cheap Argon2 and a keyring in memory (keyring's own backend interface), for tests that need many of them."""

import pytest
from keyring.backend import KeyringBackend

from kodiko_desktop.vault.profiles import find_profile
from kodiko_desktop.vault.wrapping import ArgonCost


class MemoryKeyring(KeyringBackend):
    """A keyring that lives as long as the test."""

    priority = 1

    def __init__(self):
        super().__init__()
        self.entries = {}

    def get_password(self, service, username):
        return self.entries.get((service, username))

    def set_password(self, service, username, password):
        self.entries[service, username] = password

    def delete_password(self, service, username):
        del self.entries[service, username]


@pytest.fixture
def cheap():
    return ArgonCost(memory=64, passes=1, lanes=1)


@pytest.fixture
def memory_keyring():
    return MemoryKeyring()


@pytest.fixture
def profile(tmp_path):
    return find_profile("antenne-essai", root=tmp_path)
