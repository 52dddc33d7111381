"""Who sits at this laptop: read before the first page, asked when nobody does (a team just joined, a backup back)."""

from collections.abc import Callable
from typing import Any, NamedTuple

from ui.jobs import Jobs
from ui.shell.main_frame import MainFrame


class Arrival(NamedTuple):
    """`present`: who sits here (`services.association.access.Present`); `idle`: minutes before locking, 0 when nothing
    was chosen. When nobody sits here: `team`, (staff id, what one reads, antenna id) of everybody; `antennas`, (id,
    name) of those of this laptop; `joining`: a team is being joined."""

    present: Any
    idle: int
    team: tuple[tuple[str, str, str], ...] = ()
    antennas: tuple[tuple[str, str], ...] = ()
    joining: bool = False


def load_first_page() -> None:
    """Import what the first page reads, off the window's thread."""
    from kodiko_desktop.services import today  # noqa: F401
    from kodiko_desktop.services.association import access  # noqa: F401


def who_sits_here(store: Any) -> Arrival:
    """Read it on the store's worker."""
    load_first_page()
    from kodiko_desktop.services.association import access
    from kodiko_desktop.services.laptop import sitting

    connection = store.read()
    present, idle = access.present(connection), sitting.idle_minutes(connection)
    if present.known:
        return Arrival(present, idle)
    return Arrival(
        present, idle, sitting.team(connection), sitting.antennas_here(connection), sitting.is_joining(connection)
    )


def code_was_proved(store: Any) -> None:
    """The recovery code opened the data: nobody is reminded to try it any more. Runs on the store's worker."""
    from kodiko_desktop.services.laptop import sitting

    sitting.code_was_proved(store)


def ask_who(
    frame: MainFrame,
    jobs: Jobs,
    held: Any,
    arrival: Arrival,
    *,
    then: Callable[[Any], None],
    failed: Callable[..., Any],
) -> None:
    """Cover the window with the question; `then(held)` once somebody sits here."""
    from ui.start.who_sits_here import WhoSitsHere

    cover = WhoSitsHere(arrival.team, arrival.antennas)

    def sit(staff_id: str, antenna_id: str) -> None:
        jobs.run(_sit_down, held.store, staff_id, antenna_id, receiver=frame, on_success=done, on_failure=failed)

    def introduce(name: str, antenna_id: str) -> None:
        jobs.run(_introduce, held.store, name, antenna_id, receiver=cover, on_success=done, on_failure=cover.refuse)

    def done(_nothing: object) -> None:
        then(held)

    cover.chosen.connect(sit)
    cover.introduced.connect(introduce)
    frame.cover(cover)


def _sit_down(store: Any, staff_id: str, antenna_id: str) -> None:
    from kodiko_desktop.services.association import access

    access.sit_down(store, staff_id=staff_id, antenna_id=antenna_id)


def _introduce(store: Any, name: str, antenna_id: str) -> None:
    from kodiko_desktop.services.sharing.seats import take_seat

    take_seat(store, name=name, antenna_id=antenna_id)
