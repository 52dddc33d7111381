"""The last step: what was done, what was left out and why; it stays until another file is chosen, and can be undone."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.bring_in import ImportReport
from ui.pages.import_people.check_step import as_text
from ui.pages.import_people.words import row_name, why
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.table import Column, DataTable
from ui.widgets.text import label


class ReportStep(QWidget):
    """`undo_asked` carries the act; `people_asked` the list of people; `again_asked` another file."""

    undo_asked = Signal(str)
    people_asked = Signal()
    again_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.report: ImportReport | None = None
        self.card = Card(_("Ce qui a été fait"))
        self.table = DataTable(
            _("Lignes laissées de côté"),
            (
                Column(_("Ligne"), lambda row: str(row.line), lambda row: row.line, to_the_right=True),
                Column(_("Personne"), row_name),
                Column(_("Pourquoi"), why),
            ),
        )
        self.undo_button = _button(_("&Tout annuler"), self._undo)
        self.copy_button = _button(_("&Copier les lignes laissées"), self._copy)
        self.again_button = _button(_("&Autre fichier"), self.again_asked.emit)
        self.people_button = _button(_("&Voir les personnes"), self.people_asked.emit)
        self.people_button.setProperty("kind", "primary")
        foot = QWidget()
        line = FlowLayout(foot, gap=scale.SPACE_2)
        for button in (self.people_button, self.again_button, self.copy_button, self.undo_button):
            line.addWidget(button)
        policy = foot.sizePolicy()
        policy.setHeightForWidth(True)
        foot.setSizePolicy(policy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(self.card)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        column.addWidget(foot)

    def show_report(self, report: ImportReport) -> None:
        """Show what was done."""
        self.report = report
        self.card.clear()
        for sentence in report.sentences():
            self.card.add(label(sentence))
        if report.sites_created:
            self.card.add(label(_("Lieux créés\u00a0: {names}.").format(names=", ".join(report.sites_created))))
        left = (*report.left_out, *report.skipped)
        self.table.show_lines(left)
        self.table.setVisible(bool(left))
        self.copy_button.setVisible(bool(left))
        self.undo_button.setVisible(bool(report.act_id))

    def say_undone(self) -> None:
        """Say that nothing of it remains."""
        self.card.clear()
        self.card.add(label(_("L’import est annulé\u00a0: aucune des fiches créées ne reste dans les listes.")))
        self.undo_button.hide()

    def focus_first(self) -> None:
        """The button that goes on."""
        self.people_button.setFocus()

    def _undo(self) -> None:
        if self.report is not None:
            self.undo_asked.emit(self.report.act_id)

    def _copy(self) -> None:
        if self.report is not None:
            QGuiApplication.clipboard().setText(as_text((*self.report.left_out, *self.report.skipped)))


def _button(text: str, act: object) -> QPushButton:
    button = QPushButton(text)
    button.clicked.connect(lambda _checked=False: act())
    return button
