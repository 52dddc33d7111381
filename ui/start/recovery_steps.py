"""The recovery code of the data of this laptop, on its way to paper."""

import datetime

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.profiles import Profile
from ui.jobs import Jobs
from ui.start.code_on_paper import CodeOnPaper

ASKED = (3, 6)
"""The groups typed back, from 1: one on each line of the sheet."""


class RecoverySteps(CodeOnPaper):
    """The eight groups of the code, its sheet, and the two groups asked back."""

    def __init__(
        self, code: str, profile: Profile, jobs: Jobs, today: datetime.date, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            code,
            lambda: recovery_pdf(code, profile, today),
            jobs,
            name=_("Code de secours\u00a0: {code}").format(code=code.replace("-", " ")),
            file_name=_("code-de-secours.pdf"),
            asked=ASKED,
            read_groups=_groups,
            parent=parent,
        )


def recovery_pdf(code: str, profile: Profile, today: datetime.date) -> bytes:
    """The sheet as a PDF. Slow the first time (fonts): call it off the window's thread."""
    from kodiko_desktop.documents.recovery_sheet import render
    from kodiko_desktop.vault.recovery_sheet import recovery_sheet_lines

    return render(recovery_sheet_lines(code, profile, today), today)


def _groups(typed: str) -> list[str]:
    from kodiko_desktop.vault.recovery_code import split_groups

    return split_groups(typed)
