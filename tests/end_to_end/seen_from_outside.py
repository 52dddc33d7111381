"""The window as assistive technology meets it: read and used through the accessibility bus, from another process."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jeepney import DBusAddress, DBusErrorResponse, MessageType, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

ACCESSIBLE = "org.a11y.atspi.Accessible"
_REGISTRY = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
_FOCUSABLE, _FOCUSED, _SENSITIVE, _SHOWING, _DEFUNCT, _CHECKED = 11, 12, 24, 25, 6, 4
"""Positions of bits in the two words of AtspiStateType."""
MOST = 1500
"""A large table announces tens of thousands of children: the walk stops there."""
PATIENCE = 60.0


class NotThere(AssertionError):
    """What was looked for did not come; the message says what was on screen."""


@dataclass(frozen=True)
class Part:
    """A part of the window: what a screen reader would say of it."""

    at: tuple[str, str]
    role: str
    name: str
    states: int

    @property
    def showing(self) -> bool:
        """True when it is on screen."""
        return self._is(_SHOWING)

    @property
    def focusable(self) -> bool:
        """True when the keyboard can reach it."""
        return self._is(_FOCUSABLE) and self._is(_SENSITIVE)

    @property
    def focused(self) -> bool:
        """True when it has the keyboard."""
        return self._is(_FOCUSED)

    @property
    def checked(self) -> bool:
        """True for a box, a radio button or a page of the rail that is chosen."""
        return self._is(_CHECKED)

    def _is(self, bit: int) -> bool:
        return bool(self.states >> bit & 1)


class Outside:
    """Every application of a session's accessibility bus."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection

    def parts(self) -> list[Part]:
        """What is on screen, in reading order, `MOST` at most."""
        found: list[Part] = []
        self._walk(_REGISTRY, found)
        return [part for part in found if part.role != "application"]

    def wait(self, role: str, name: str, *, patience: float = PATIENCE) -> Part:
        """The first part of that role and name (or whose name begins so, when `name` ends with "…")."""
        return self.until(
            lambda parts: next((part for part in parts if part.role == role and _named(part, name)), None),
            f"{role} « {name} »",
            patience,
        )

    def wait_focus(self, role: str, name: str) -> Part:
        """The same, once it has the keyboard."""
        return self.until(
            lambda parts: next((p for p in parts if p.role == role and _named(p, name) and p.focused), None),
            f"{role} « {name} » with the keyboard",
        )

    def until(self, look: Callable[[list[Part]], Any], what: str, patience: float = PATIENCE) -> Any:
        """What `look` finds among the parts on screen, as soon as it finds something. Raises NotThere."""
        limit = time.monotonic() + patience
        while True:
            seen = self.parts()
            found = look(seen)
            if found:
                return found
            if time.monotonic() > limit:
                told = "; ".join(f"{part.role} « {part.name} »" for part in seen if part.name)
                raise NotThere(f"no {what} on screen, but: {told}")
            time.sleep(0.1)

    def focus(self, part: Part) -> None:
        """Give it the keyboard."""
        self._call(part.at, "org.a11y.atspi.Component", "GrabFocus")

    def press(self, part: Part) -> None:
        """Do its first action: press a button, tick a box."""
        names = [name for name, _description, _key in self._call(part.at, "org.a11y.atspi.Action", "GetActions")[0]]
        chosen = next(index for index, name in enumerate(names) if name in ("Press", "Toggle", "press", "toggle"))
        self._call(part.at, "org.a11y.atspi.Action", "DoAction", "i", (chosen,))

    def write(self, part: Part, text: str) -> None:
        """Put `text` in a field, any script."""
        self._call(part.at, "org.a11y.atspi.EditableText", "SetTextContents", "s", (text,))

    def text(self, part: Part) -> str:
        """What a field holds."""
        return self._call(part.at, "org.a11y.atspi.Text", "GetText", "ii", (0, -1))[0]

    # -- the bus ----------------------------------------------------------------------------------------------------

    def _walk(self, at: tuple[str, str], found: list[Part]) -> None:
        for child in self._call(at, ACCESSIBLE, "GetChildren")[0]:
            if len(found) >= MOST:
                return
            try:
                part = self._part(tuple(child))
                if part.role == "application" or part.showing:
                    found.append(part)
                    self._walk(part.at, found)
            except DBusErrorResponse:
                # It went away while we were walking: a screen reader meets the same.
                continue

    def _part(self, at: tuple[str, str]) -> Part:
        role = self._call(at, ACCESSIBLE, "GetRoleName")[0]
        low, high = self._call(at, ACCESSIBLE, "GetState")[0]
        name = self._call(at, "org.freedesktop.DBus.Properties", "Get", "ss", (ACCESSIBLE, "Name"))[0][1]
        return Part(at, role, name, low | high << 32)

    def _call(self, at: tuple[str, str], interface: str, method: str, signature: str = "", body: tuple = ()) -> tuple:
        message = new_method_call(DBusAddress(at[1], at[0], interface), method, signature or None, body)
        reply = self._connection.send_and_get_reply(message, timeout=PATIENCE)
        if reply.header.message_type is MessageType.error:
            raise DBusErrorResponse(reply)
        return reply.body


@contextmanager
def outside(bus: str) -> Iterator[Outside]:
    """The accessibility bus of the session whose bus is at `bus`."""
    with open_dbus_connection(bus) as session:
        asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
        address = session.send_and_get_reply(asked, timeout=PATIENCE).body[0]
    with open_dbus_connection(address) as connection:
        yield Outside(connection)


def _named(part: Part, name: str) -> bool:
    return part.name.startswith(name[:-1]) if name.endswith("…") else part.name == name
