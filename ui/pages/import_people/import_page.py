"""The import of a spreadsheet, step by step; reading and writing are done beside the window and can be stopped."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.progress import Progress
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.exchange.bring_in import ImportReport, bring_in
from kodiko_desktop.exchange.preview import Choice, ImportPreview, correct, decide
from kodiko_desktop.exchange.raw_table import RawTable
from kodiko_desktop.services.laptop.drafts import Draft, drafts_at, forget_draft, keep_draft
from ui.desk import Desk
from ui.pages.import_people.check_step import CheckStep
from ui.pages.import_people.choose_step import ChooseStep
from ui.pages.import_people.columns_step import ColumnsStep
from ui.pages.import_people.import_work import PLACE, ImportWork, check_lines, from_json, open_file
from ui.pages.import_people.report_step import ReportStep
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.widgets.progress_row import ProgressRow
from ui.widgets.text import label

_TITLES = (N_("Choisir le tableau"), N_("Dire ce que contient chaque colonne"), N_("Vérifier les lignes"), N_("Bilan"))


class ImportPage(Page):
    """Holds one `ImportWork` from the file to the report."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.work: ImportWork | None = None
        self.table: RawTable | None = None
        self.found: ImportPreview | None = None
        self._under_way: ImportWork | None = None
        self.choose, self.columns, self.check, self.report = ChooseStep(), ColumnsStep(), CheckStep(), ReportStep()
        self.steps = QStackedWidget()
        self._where = label("", scale="section")
        self._build()
        self._connect()
        self._show_step(self.choose)

    # -- what a page does -----------------------------------------------------------------------------------------

    def title(self) -> str:
        return _("Importer des personnes")

    def load(self, target: object = None) -> None:
        if self.work is None:
            self._desk.read(lambda store: drafts_at(store.read(), PLACE), receiver=self, then=self._offer_resuming)

    def focus_first(self) -> None:
        self.steps.currentWidget().focus_first()

    def flush(self) -> None:
        if self.work is not None and self._desk.is_open and self.steps.currentWidget() is not self.report:
            store, content = self._desk.here().store, self.work.as_json()
            self._desk.jobs.run(lambda: keep_draft(store, place=PLACE, content=content))

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self._progress = QVBoxLayout()
        for step in (self.choose, self.columns, self.check, self.report):
            self.steps.addWidget(step)
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(self._where)
        column.addLayout(self._progress)
        column.addWidget(self.steps, 1)

    def _connect(self) -> None:
        self.choose.chosen.connect(self.open_path)
        self.choose.resumed.connect(self._resume)
        self.columns.matched.connect(self._matched)
        self.columns.sheet_asked.connect(self._read_sheet)
        self.columns.other_asked.connect(self.start_again)
        self.check.columns_asked.connect(lambda: self._show_step(self.columns))
        self.check.go_asked.connect(self.bring_in)
        self.check.panel.corrected.connect(self._correct)
        self.check.panel.decided.connect(self._decide)
        self.check.panel.person_asked.connect(lambda person_id: self._desk.go("person", person_id))
        self.report.undo_asked.connect(self._undo)
        self.report.people_asked.connect(lambda: self._desk.go("people"))
        self.report.again_asked.connect(self.start_again)

    def _show_step(self, step: QWidget) -> None:
        self.steps.setCurrentWidget(step)
        here = self.steps.currentIndex()
        self._where.setText(
            _("Étape {here} sur {all}\u00a0: {title}").format(here=here + 1, all=len(_TITLES), title=_(_TITLES[here]))
        )
        step.focus_first()

    # -- the file -------------------------------------------------------------------------------------------------

    def open_path(self, path: Path) -> None:
        """Read a spreadsheet."""
        self._open(ImportWork(path))

    def start_again(self) -> None:
        """Forget this spreadsheet and choose another; nothing of it was written by the steps before the last."""
        self.work, self.table, self.found = None, None, None
        self._forget_draft()
        self.choose.offer_resuming("")
        self.choose.say("")
        self._show_step(self.choose)

    def _offer_resuming(self, drafts: tuple[Draft, ...]) -> None:
        self._under_way = from_json(drafts[0].content) if drafts else None
        self.choose.offer_resuming(self._under_way.path.name if self._under_way else "")

    def _resume(self) -> None:
        if self._under_way is not None:
            self._open(self._under_way)

    def _read_sheet(self, name: str) -> None:
        if self.work is not None and self.table is not None and name != self.table.sheet:
            self._open(ImportWork(self.work.path, sheet=name))

    def _open(self, work: ImportWork) -> None:
        def opened(result: tuple[RawTable, dict[int, str]]) -> None:
            self.work, (self.table, mapping) = work, result
            self.columns.show_table(self.table, mapping)
            self._show_step(self.columns)
            if work.mapping is not None:
                self._matched(mapping)

        self.choose.say("")
        self._work(
            _("Lecture de «\u00a0{name}\u00a0»").format(name=work.path.name),
            lambda store, progress: open_file(store, work, progress=progress),
            opened,
            failed=self._not_opened,
        )

    def _not_opened(self, failure: KodikoError) -> None:
        self._show_step(self.choose)
        self.choose.say(failure.sentence)

    # -- the lines ------------------------------------------------------------------------------------------------

    def _matched(self, mapping: dict[int, str]) -> None:
        work, table, today = self.work, self.table, self._desk.today()
        if work is None or table is None:
            return
        work.mapping = mapping

        def checked(found: ImportPreview) -> None:
            self.found = found
            self._show_step(self.check)
            self.check.show_preview(found, first=True)

        self._work(
            _("Vérification des lignes"),
            lambda store, progress: check_lines(store, work, table, today=today, progress=progress),
            checked,
            failed=lambda failure: self.columns.say(failure.sentence),
        )

    def _correct(self, line: int, field: str, text: str) -> None:
        if self.work is None or self.found is None:
            return
        self.work.corrections[(line, field)] = text
        found = self.found
        self._desk.read(lambda _store: correct(found, line, field, text), receiver=self, then=self._settled)

    def _decide(self, line: int, choice: Choice) -> None:
        if self.work is None or self.found is None:
            return
        self.work.choices[line] = choice
        found = self.found
        self._desk.read(lambda _store: decide(found, line, choice), receiver=self, then=self._settled)

    def _settled(self, _row: Any) -> None:
        if self.found is not None:
            self.check.show_preview(self.found, first=False)
            self.check.panel.focus_first() or self.check.table.setFocus()

    # -- the act --------------------------------------------------------------------------------------------------

    def bring_in(self) -> None:
        """Write the lines chosen, in one act that can be undone as a whole."""
        found, sitting = self.found, self._desk.here()
        if found is None:
            return
        self._work(
            _("Enregistrement"),
            lambda store, progress: bring_in(
                store, found, author=sitting.staff_id, antenna_id=sitting.antenna_id, progress=progress
            ),
            self._brought_in,
            failed=lambda failure: self._desk.refused.emit(failure.sentence),
        )

    def _brought_in(self, report: ImportReport) -> None:
        self._forget_draft()
        self.report.show_report(report)
        self._show_step(self.report)

    def _undo(self, act_id: str) -> None:
        sitting = self._desk.here()
        self._work(
            _("Annulation de l’import"),
            lambda store, _progress: store.undo(act_id, author=sitting.staff_id),
            lambda _nothing: self.report.say_undone(),
            failed=lambda failure: self._desk.refused.emit(failure.sentence),
        )

    # -- work beside the window -----------------------------------------------------------------------------------

    def _work(
        self,
        sentence: str,
        work: Callable[[Any, Progress], Any],
        then: Callable[[Any], None],
        failed: Callable[[KodikoError], None],
    ) -> None:
        """Run with a bar and « Annuler »; the steps wait, and come back as they were if it is stopped or refused."""
        row = ProgressRow(sentence)
        self._progress.addWidget(row)
        self.steps.setEnabled(False)
        store = self._desk.here().store

        def run(progress: Progress) -> Any:
            return work(store, progress)

        def ended(call: Callable[..., None] | None, *result: Any) -> None:
            self._progress.removeWidget(row)
            row.hide()
            row.deleteLater()
            self.steps.setEnabled(True)
            if call is not None:
                call(*result)
            else:
                self._desk.told.emit(_("C’est arrêté\u00a0: rien n’a été enregistré."), None)

        job = self._desk.jobs.run(
            run,
            receiver=self,
            on_success=lambda result: ended(then, result),
            on_failure=lambda failure: ended(failed, failure),
            on_cancelled=lambda: ended(None),
            progress=row.show_progress,
        )
        row.cancel_asked.connect(job.cancel)

    def _forget_draft(self) -> None:
        store = self._desk.here().store
        self._desk.jobs.run(lambda: forget_draft(store, place=PLACE))
