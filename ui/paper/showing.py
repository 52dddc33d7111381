"""Makes a paper off the window's thread, shows it, and records that it was printed once it really was."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.desk import Desk
from ui.paper.preview import Paper, PaperPreview


def show_paper(
    desk: Desk,
    make: Callable[[Any], Paper],
    *,
    parent: QWidget | None = None,
    record: Callable[..., Any] | None = None,
    told: str = "",
) -> None:
    """Make a paper (`make(store)`, on the store's worker) and show it over `parent`. A known failure is said by the
    desk. The first time it is printed or saved, `record(store, author=…, paper=…)` is written, and `told` said."""

    def show(paper: Paper) -> None:
        preview = PaperPreview(paper, desk.jobs, parent)
        if record is not None:
            preview.went_out.connect(lambda: _record(desk, record, paper, told))
        preview.open()

    desk.read(make, receiver=parent or desk, then=show)


def _record(desk: Desk, record: Callable[..., Any], paper: Paper, told: str) -> None:
    if desk.is_open:
        desk.write(record, receiver=desk, told=told, paper=paper)
