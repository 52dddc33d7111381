"""The automatic copy of the day, made beside the coordinator's work once the first minute has passed."""

from ui.shell.main_frame import MainFrame
from ui.start.gatekeeper import Gatekeeper


def make_copy_of_the_day(gate: Gatekeeper, frame: MainFrame) -> None:
    """Make it when the store is open; only a failure is told."""
    if gate.held is None or gate.is_locking:
        return
    from kodiko_desktop.services.laptop import backup

    gate.with_key(
        backup.make_daily,
        then=lambda _made: None,
        failed=lambda failure: frame.notify(failure.sentence, kind="warning"),
    )
