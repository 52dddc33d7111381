"""What the window must know of this laptop before its first page: who may sit here, how long it waits before locking.

Imports no table class: it is read before the rest of the program is loaded.
"""

from db import settings
from db.connection import Connection
from db.store import Store

IDLE_MINUTES = "idle_minutes"
CODE_PROVED = "recovery_code_proved"
MEANS_TO_JOIN = "means_to_join"
IDLE_CHOICES = (2, 5, 10, 15)
"""Five is what the CNIL recommends for a laptop; fifteen the most an association may choose for its own."""
USUAL_IDLE_MINUTES = 5


def team(connection: Connection) -> tuple[tuple[str, str, str], ...]:
    """(id, what one reads, antenna) of everybody in the team, by name; the antenna is one this laptop reads."""
    here = [number for number, _name in antennas_here(connection)]
    rows = connection.execute(
        "SELECT staff.id, staff.name, staff.role, coalesce(antenna.name, ''), coalesce(antenna.id, '') "
        "FROM staff LEFT JOIN antenna ON antenna.id = staff.antenna_id "
        "WHERE staff.archived_at IS NULL ORDER BY staff.name"
    )
    return tuple(
        (
            staff_id,
            " · ".join(part for part in (name, role, antenna) if part),
            antenna_id if antenna_id in here or not here else here[0],
        )
        for staff_id, name, role, antenna, antenna_id in rows
    )


def antennas_here(connection: Connection) -> tuple[tuple[str, str], ...]:
    """(id, name) of the antennas this laptop reads, by name: all of them outside a team, those it has the key of in
    one."""
    held = {row[0] for row in connection.execute("SELECT stream FROM sync_key")}
    rows = connection.execute("SELECT id, name FROM antenna WHERE archived_at IS NULL ORDER BY name").fetchall()
    return tuple((number, name) for number, name in rows if not held or number in held)


def is_joining(connection: Connection) -> bool:
    """Whether this laptop is on its way into a team: it means to ask, has asked, or its history is still coming."""
    if settings.read(connection, MEANS_TO_JOIN, False):
        return True
    return bool(settings.read(connection, "sharing.history_coming", False))


def means_to_join(store: Store, meant: bool) -> None:
    """Remember that this laptop was made to join a team (or that it has): it is asked again until it is done."""
    with store.note() as connection:
        settings.write(connection, MEANS_TO_JOIN, meant)


def idle_minutes(connection: Connection) -> int:
    """Minutes without a gesture before the window locks by itself: those of the association, or fewer if this laptop
    was made stricter."""
    allowed = idle_minutes_allowed(connection)
    chosen = settings.read(connection, IDLE_MINUTES, allowed)
    return min(chosen, allowed) if chosen in IDLE_CHOICES else allowed


def idle_minutes_allowed(connection: Connection) -> int:
    """The most that the association lets any of its laptops wait; five when it said nothing."""
    row = connection.execute("SELECT idle_minutes FROM organisation WHERE archived_at IS NULL LIMIT 1").fetchone()
    return row[0] if row and row[0] in IDLE_CHOICES else USUAL_IDLE_MINUTES


def code_is_proved(connection: Connection) -> bool:
    """Whether somebody typed back groups of the recovery code from its sheet."""
    return bool(settings.read(connection, CODE_PROVED, False))


def code_was_proved(store: Store) -> None:
    """Remember that the sheet of the recovery code exists and can be read: two groups were typed back from it."""
    with store.note() as connection:
        settings.write(connection, CODE_PROVED, True)
