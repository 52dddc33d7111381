"""Takes a list or a calendar out of the store: asks where, writes it off the window's thread, and says how far it is
when it lasts more than half a second."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from kodiko_desktop.domain.periods import Bounds
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.tables import SUFFIXES
from kodiko_desktop.services import list_exports
from ui.acts.period_asked import PeriodDialog
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.file_choice import file_to_save
from ui.widgets.progress_row import ProgressRow

SHOWN_AFTER_MS = 500
"""What is over before is not worth a bar that flashes."""


def ask_for_table(
    desk: Desk,
    parent: QWidget,
    *,
    title: str,
    name: str,
    export: Callable[..., int],
    before: Callable[[], object] = lambda: None,
) -> None:
    """Ask where a list goes (XLSX, or CSV when its name ends so), then `write_table_out` it there. `name`: the file
    proposed, its ending left out; `before` is called once a file is chosen."""
    path = file_to_save(parent, title, f"{name}.xlsx", _("Classeur, ou tableau CSV (*.xlsx *.csv)"))
    if path is not None:
        before()
        known = path.suffix.lower() in SUFFIXES
        write_table_out(desk, parent, path if known else path.with_name(f"{path.name}.xlsx"), export)


def write_table_out(desk: Desk, parent: QWidget, path: Path, export: Callable[..., int]) -> None:
    """Call `export(store, path=…, progress=…)`, which gives how many lines it wrote, and say so."""

    def work(store: Any, progress: Progress) -> int:
        return export(store, path=path, progress=progress)

    def say(count: int) -> None:
        said = ngettext(
            "{count} ligne exportée. Ce fichier n’est pas chiffré\u00a0: gardez-le le temps utile seulement.",
            "{count} lignes exportées. Ce fichier n’est pas chiffré\u00a0: gardez-le le temps utile seulement.",
            count,
        )
        desk.told.emit(said.format(count=count), None)

    watch(desk, parent, work, sentence=_("Écriture du tableau…"), then=say)


def export_hires(desk: Desk, parent: QWidget) -> None:
    """Ask where every hire goes, then write them there."""
    today = desk.today()

    def export(store: Any, **how: Any) -> int:
        return list_exports.export_hires(store, today=today, **how)

    ask_for_table(desk, parent, title=_("Exporter les embauches"), name=_("embauches"), export=export)


def export_sessions(desk: Desk, parent: QWidget) -> PeriodDialog:
    """Ask for which period, then where, and write the sessions there."""
    return _export_period(desk, parent, _("Exporter les séances"), _("seances"), list_exports.export_sessions)


def export_presences(desk: Desk, parent: QWidget) -> PeriodDialog:
    """Ask for which period, then where, and write the presences there."""
    return _export_period(desk, parent, _("Exporter les présences"), _("presences"), list_exports.export_presences)


def _export_period(desk: Desk, parent: QWidget, title: str, name: str, write: Callable[..., int]) -> PeriodDialog:
    def chosen(days: Bounds) -> None:
        first, last = days.first or datetime.date.min, days.last or datetime.date.max
        given = [day.isoformat() for day in days if day is not None]

        def export(store: Any, **how: Any) -> int:
            return write(store, first=first, last=last, **how)

        ask_for_table(desk, parent, title=title, name="_".join((name, *given)), export=export, before=dialog.accept)

    dialog = PeriodDialog(title, today=desk.today, chosen=chosen, parent=parent)
    dialog.open()
    return dialog


def watch(
    desk: Desk,
    parent: QWidget,
    work: Callable[..., Any],
    *,
    sentence: str,
    then: Callable[[Any], None],
) -> "Watched | None":
    """Run `work(store, progress=…)` on the store's worker; a known failure is said by the desk. None when locked."""
    if not desk.is_open:
        return None
    watched = Watched(sentence, parent)
    watched.follow(desk, work, then)
    return watched


class Watched(QDialog):
    """A small window that comes after half a second, says how far the work is, and stops it."""

    def __init__(self, sentence: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setWindowTitle(sentence.rstrip("…"))
        self.setMinimumWidth(420)
        self.row = ProgressRow(sentence)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.addWidget(self.row)
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self.open)

    def follow(self, desk: Desk, work: Callable[..., Any], then: Callable[[Any], None]) -> None:
        """Start the work and close when it ends, however it ends."""
        store = desk.here().store

        def run(progress: Progress) -> Any:
            return work(store, progress=progress)

        self._job = desk.jobs.run(
            run,
            receiver=self,
            on_success=then,
            on_failure=lambda failure: desk.refused.emit(failure.sentence),
            on_cancelled=lambda: desk.told.emit(_("C’est arrêté\u00a0: aucun fichier n’a été écrit."), None),
            progress=self.row.show_progress,
        )
        self.row.cancel_asked.connect(self._job.cancel)
        self._job.finished.connect(self._end)
        self._late.start(SHOWN_AFTER_MS)

    def reject(self) -> None:
        """Escape stops the work; the window closes when it has stopped."""
        self.row.cancel_button.click()

    def _end(self) -> None:
        self._late.stop()
        self.done(QDialog.DialogCode.Accepted)
        self.deleteLater()
