"""What stands before the window while nothing is open: the secret asked for, why it did not open, the first start."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.vault.profiles import Profile
from ui.jobs import Jobs
from ui.shell.main_frame import MainFrame
from ui.start.gatekeeper import Gatekeeper
from ui.start.rest_of_program import RestOfProgram


class SheetsBefore(QObject):
    """Covers the frame until the gate opens. `opened(held)` is called when a store that was open already can be tried
    again."""

    def __init__(
        self,
        frame: MainFrame,
        gate: Gatekeeper,
        jobs: Jobs,
        profile: Profile,
        rest: RestOfProgram,
        *,
        opened: Callable[[Any], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._frame, self._gate, self._jobs = frame, gate, jobs
        self._profile, self._rest, self._opened = profile, rest, opened
        gate.asked.connect(self.ask)
        gate.failed.connect(self.failed)
        gate.first_start.connect(self.first_start)

    def ask(self, ways: Any) -> None:
        """Ask for the secret that opens the store (`ways`: a `keybox.WaysIn`)."""
        from ui.start.unlock_cover import asking
        from ui.start.unlocking import with_secret

        cover = asking(ways)

        cover.given.connect(lambda secret: self._gate.open_with(with_secret, secret, failed=self._told_by(cover)))
        cover.keyring_asked.connect(self._gate.start)
        cover.restore_asked.connect(lambda: self._offer_backups(lambda: self.ask(ways)))
        cover.quit_asked.connect(self._frame.close)
        self._frame.cover(cover)

    def _told_by(self, cover: Any) -> Any:
        """Where a failure to open is said: on the sheet itself, unless the file is damaged and a backup may help."""

        def tell(failure: KodikoError) -> None:
            from ui.start.failure_cover import may_be_restored

            if may_be_restored(failure):
                self.failed(failure)
            else:
                cover.refuse(failure)

        return tell

    def failed(self, failure: KodikoError) -> None:
        """Say why the store did not open, and what can be done."""
        from ui.start.failure_cover import FailureCover, may_be_restored

        cover = FailureCover(failure, restorable=may_be_restored(failure))
        cover.retry_asked.connect(self._retry)
        cover.restore_asked.connect(lambda: self._offer_backups(lambda: self.failed(failure)))
        cover.quit_asked.connect(self._frame.close)
        self._frame.cover(cover)

    def _retry(self) -> None:
        if self._gate.held is not None:
            self._opened(self._gate.held)
        else:
            self._gate.start()

    def first_start(self) -> None:
        """Nothing is here yet: make a profile, join a team, or bring a backup."""
        from ui.start.first_start import FirstStart

        self._rest.load()
        cover = FirstStart(self._profile, self._jobs)
        cover.made.connect(self._gate.keep)
        cover.finished.connect(self._begin_first_day)
        cover.restore_asked.connect(lambda: self._offer_folder(self.first_start))
        self._frame.cover(cover)

    def _begin_first_day(self, held: Any) -> None:
        from kodiko_desktop.services.laptop.sitting import code_was_proved

        self._jobs.run(code_was_proved, held.store, receiver=self, on_success=lambda _nothing: self._gate.adopt(held))

    def _offer_backups(self, back: Any) -> None:
        from ui.start.restoring import offer_backups

        offer_backups(self._frame, self._gate, self._jobs, back)

    def _offer_folder(self, back: Any) -> None:
        from ui.start.restoring import offer_folder

        offer_folder(self._frame, self._gate, back)
