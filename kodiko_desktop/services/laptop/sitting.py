"""What the window must know of this laptop before its first page: who may sit here, how long it waits before locking.

Imports no table class: it is read before the rest of the program is loaded.
"""

from db import settings
from db.connection import Connection
from db.store import Store

IDLE_MINUTES = "idle_minutes"
CODE_PROVED = "recovery_code_proved"
IDLE_CHOICES = (2, 5, 10, 15)
"""Five is what the CNIL recommends for a laptop; fifteen the most an association may choose."""
USUAL_IDLE_MINUTES = 5


def team(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """(id, what one reads, antenna) of everybody in the team, by name."""
    rows = connection.execute(
        "SELECT staff.id, staff.name, staff.role, coalesce(antenna.name, ''), coalesce(antenna.id, "
        "(SELECT id FROM antenna WHERE archived_at IS NULL ORDER BY name LIMIT 1)) "
        "FROM staff LEFT JOIN antenna ON antenna.id = staff.antenna_id "
        "WHERE staff.archived_at IS NULL ORDER BY staff.name"
    )
    return tuple(
        (staff_id, " · ".join(part for part in (name, role, antenna) if part), antenna_id or "")
        for staff_id, name, role, antenna, antenna_id in rows
    )


def idle_minutes(connection: Connection) -> int:
    """Minutes without a gesture before the window locks by itself."""
    chosen = settings.read(connection, IDLE_MINUTES, USUAL_IDLE_MINUTES)
    return chosen if chosen in IDLE_CHOICES else USUAL_IDLE_MINUTES


def code_is_proved(connection: Connection) -> bool:
    """Whether somebody typed back groups of the recovery code from its sheet."""
    return bool(settings.read(connection, CODE_PROVED, False))


def code_was_proved(store: Store) -> None:
    """Remember that the sheet of the recovery code exists and can be read: two groups were typed back from it."""
    with store.note() as connection:
        settings.write(connection, CODE_PROVED, True)
