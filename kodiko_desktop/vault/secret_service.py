"""Reads a key from the keyring of a Linux session directly, as `keyring` does: at each start, importing that library
would take as long as everything else that comes before the first page (it loads a web client, and every backend)."""

import os
import sys
from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection
    from secretstorage.util import DBusAddressWrapper


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

    wanted = {"service": service, "username": name}
    with closing(secretstorage.dbus_init()) as bus:
        if not secretstorage.check_service_availability(bus):
            return None
        open_now = _service(bus).call("SearchItems", "a{ss}", wanted)[0]
        if open_now:
            return _secret(bus, open_now[0])
        collection = secretstorage.get_default_collection(bus)
        if collection.is_locked():
            collection.unlock()
        for item in collection.search_items(wanted):
            if item.is_locked():
                item.unlock()
            return _secret(bus, item.item_path)
    return None


def _service(bus: "DBusConnection") -> "DBusAddressWrapper":
    from secretstorage.util import SERVICE_IFACE, SS_PATH, DBusAddressWrapper

    return DBusAddressWrapper(SS_PATH, SERVICE_IFACE, bus)


def _secret(bus: "DBusConnection", item: str) -> str:
    """What `secretstorage` reads as `Item.get_secret`. That one passes `cryptography` an argument nobody heeds any
    more, and loads a third of the library for it: a tenth of what a start does between its first paint and its page."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
    from secretstorage.util import open_session

    session = open_session(bus)
    ((_path, vector, closed, _kind),) = _service(bus).call("GetSecrets", "aoo", [item], session.object_path)[0].values()
    if not session.encrypted:
        return bytes(closed).decode("utf-8")
    opening = Cipher(algorithms.AES(session.aes_key), modes.CBC(bytes(vector))).decryptor()
    padded = opening.update(bytes(closed)) + opening.finalize()
    return padded[: -padded[-1]].decode("utf-8")
