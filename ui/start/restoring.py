"""Shows the sheet of a restore before the window, and has the gatekeeper open what was put back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from kodiko_desktop.domain.errors import KodikoError
from ui.jobs import Jobs
from ui.shell.main_frame import MainFrame
from ui.start.gatekeeper import Gatekeeper
from ui.start.restore_cover import RestoreCover
from ui.start.unlocking import Secret, from_backup, from_folder


def offer_backups(frame: MainFrame, gate: Gatekeeper, jobs: Jobs, back: Callable[[], None]) -> None:
    """List the backups of this profile, each to be put back with a secret (or with the keyring, when it has the key).
    `back` shows again what stood there."""
    jobs.run(
        _backups_and_ways,
        gate.profile,
        receiver=frame,
        on_success=lambda found: _show(frame, gate, back, *found),
        on_failure=lambda _failure: offer_folder(frame, gate, back),
    )


def offer_folder(frame: MainFrame, gate: Gatekeeper, back: Callable[[], None]) -> None:
    """Ask for a folder carried from another computer."""
    cover = RestoreCover((), from_folder=True)
    _connect(cover, gate, back)
    frame.cover(cover)


def _show(frame: MainFrame, gate: Gatekeeper, back: Callable[[], None], backups: tuple[Any, ...], ways: Any) -> None:
    cover = RestoreCover(backups, needs_secret=not ways.keyring, passphrase=ways.passphrase)
    _connect(cover, gate, back)
    frame.cover(cover)


def _connect(cover: RestoreCover, gate: Gatekeeper, back: Callable[[], None]) -> None:
    cover.given_up.connect(back)
    cover.wanted.connect(partial(_put_back, cover, gate))


def _put_back(cover: RestoreCover, gate: Gatekeeper, path: Path, is_folder: bool, secret: Secret | None) -> None:
    def refuse(failure: KodikoError) -> None:
        if secret is None:
            cover.ask_secret()
        cover.refuse(failure.sentence)

    job = gate.open_with(from_folder if is_folder else from_backup, path, secret, failed=refuse)
    job.progressed.connect(cover.show_progress)


def _backups_and_ways(profile: Any) -> tuple[tuple[Any, ...], Any]:
    from kodiko_desktop.services.laptop.backup import listed
    from kodiko_desktop.vault.keybox import ways_in

    return listed(profile), ways_in(profile)
