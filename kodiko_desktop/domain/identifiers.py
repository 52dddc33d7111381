"""Names that two laptops can give to the same thing without speaking to each other."""

import uuid

_NAMESPACE = uuid.UUID("6b0d1c9e-51a4-4c53-9d0a-6f1f0e7a5c11")

ORGANISATION_STREAM = "org"


def new_id() -> str:
    """A random identifier: 32 hexadecimal digits (UUIDv4)."""
    return uuid.uuid4().hex


def natural_id(table: str, *key: str) -> str:
    """The identifier of a row that has a natural key (UUIDv5 of table and key, 32 hexadecimal digits).

    The presence of a person at a half-day, the answer to a question of a response, the J3 of a placement:
    two laptops doing the same act meet in one row.
    """
    return uuid.uuid5(_NAMESPACE, "\x1f".join((table, *key))).hex


def human_number(prefix: str, year: int, device_code: str, count: int) -> str:
    """A number people read aloud: `PAR-2026-3F-0017`. It carries the device, so two laptops never give the same."""
    return f"{prefix}-{year}-{device_code}-{count:04d}"
