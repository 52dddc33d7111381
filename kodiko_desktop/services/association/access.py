"""Who sits at this laptop, and for which antenna: the author of every act, and the portfolio shown first."""

from typing import NamedTuple

from db import settings
from db.connection import Connection
from db.store import Store


class Present(NamedTuple):
    """Who sits here. Empty ids: nobody has said yet (first start)."""

    staff_id: str
    staff_name: str
    antenna_id: str
    antenna_name: str

    @property
    def known(self) -> bool:
        """Whether the laptop knows who sits at it."""
        return bool(self.staff_id)


def sit_down(store: Store, *, staff_id: str, antenna_id: str) -> None:
    """Remember who sits at this laptop, and the antenna that new people go to."""
    with store.note() as connection:
        settings.write(connection, settings.PRESENT_STAFF, staff_id)
        settings.write(connection, settings.HOME_ANTENNA, antenna_id)


def present(connection: Connection) -> Present:
    """Who sits at this laptop."""
    staff_id = settings.read(connection, settings.PRESENT_STAFF, "")
    antenna_id = settings.read(connection, settings.HOME_ANTENNA, "")
    return Present(staff_id, _name(connection, "staff", staff_id), antenna_id, _name(connection, "antenna", antenna_id))


def _name(connection: Connection, table: str, row_id: str) -> str:
    row = connection.execute(f'SELECT name FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
    return row[0] if row else ""
