"""Reads a key from the keyring of a Linux session directly, as `keyring` does: at each start, importing that library
would take as long as everything else that comes before the first page (it loads a web client, and every backend)."""

import os
import sys
from contextlib import closing


def may_be_asked() -> bool:
    """Whether this session has the bus on which Linux keyrings answer. True elsewhere than on Linux: ask `keyring`."""
    if not sys.platform.startswith("linux"):
        return True
    bus = f"/run/user/{os.getuid()}/bus"
    return bool(os.environ.get("DBUS_SESSION_BUS_ADDRESS")) or os.path.exists(bus)


def answers() -> bool:
    """Whether the keyring says where it keeps things, locked or not: one that hangs does so here. True elsewhere than
    on Linux. Raises what `secretstorage` raises."""
    if not sys.platform.startswith("linux"):
        return True
    if not may_be_asked():
        return False
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        if secretstorage.check_service_availability(bus):
            for collection in secretstorage.get_all_collections(bus):
                collection.is_locked()
    return True


def read(service: str, name: str) -> str | None:
    """The word that `keyring` left under these names in the Secret Service; None when there is none, or another kind
    of keyring. A locked keyring asks its own password. Raises what `secretstorage` raises."""
    if not sys.platform.startswith("linux"):
        return None
    import secretstorage

    with closing(secretstorage.dbus_init()) as bus:
        if not secretstorage.check_service_availability(bus):
            return None
        collection = secretstorage.get_default_collection(bus)
        if collection.is_locked():
            collection.unlock()
        for item in collection.search_items({"service": service, "username": name}):
            if item.is_locked():
                item.unlock()
            return item.get_secret().decode("utf-8")
    return None
