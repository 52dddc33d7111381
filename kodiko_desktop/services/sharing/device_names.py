"""The laptops of the team, by the names people gave them."""

from collections.abc import Mapping

from db import settings
from db.connection import Connection
from kodiko_desktop.domain.wording import _
from kodiko_desktop.sync import control, membership


def device_names(connection: Connection) -> Mapping[str, str]:
    """The name of each laptop by its id; this one is said « cet ordinateur »."""
    member = membership.find(connection)
    found = {}
    if member is not None:
        directory, _keys = control.directory(connection, member, membership.keyring(connection))
        found = {device.id: device.name for device in directory.devices.values()}
    own = settings.read(connection, settings.DEVICE_ID)
    return {**found, own: _("cet ordinateur")}
