"""Facts of this laptop: read anywhere, written only through the store."""

import json
from typing import Any

from db.connection import Connection

DEVICE_ID = "device_id"
DEVICE_CODE = "device_code"
CLOCK = "clock"
PRESENT_STAFF = "present_staff"
HOME_ANTENNA = "home_antenna"


def read(connection: Connection, key: str, default: Any = None) -> Any:
    """The setting, or `default`."""
    row = connection.execute("SELECT value FROM local_setting WHERE key = ?", (key,)).fetchone()
    return json.loads(row[0]) if row else default


def write(connection: Connection, key: str, value: Any) -> None:
    """Keep a setting (the caller holds the right to write)."""
    connection.execute(
        "INSERT INTO local_setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value, ensure_ascii=False)),
    )
