"""One hire: its points in order, what is known of it beside them, and what the last change moved."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.work.corrections import Correction
from kodiko_desktop.services.work.hires import Hire
from ui.desk import Desk
from ui.pages.work.acts import absence_dialog, end_dialog, take_back_absence
from ui.pages.work.correction_dialog import CorrectionDialog
from ui.pages.work.hire_facts import HireFacts
from ui.pages.work.moved_card import MovedCard
from ui.pages.work.point_rows import PointRows
from ui.pages.work.tutor_dialog import tutor_dialog
from ui.pages.work.words import joined
from ui.theme import tokens as scale
from ui.widgets.badge import Badge
from ui.widgets.columns import Columns
from ui.widgets.keyboard import give_keyboard
from ui.widgets.text import label


class HireView(QWidget):
    """`opened` carries the key of a point whose sheet is asked for; `person_asked` that the person's page is."""

    opened = Signal(str)
    person_asked = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._hire: Hire | None = None
        self._title = label("", scale="page")
        self._subtitle = label("", tone="muted")
        self._badge = Badge(_("suivi"), "neutral")
        self.person_button = QPushButton(_("Ouvrir la personne"))
        self.person_button.clicked.connect(lambda _checked=False: self.person_asked.emit())
        self.points = PointRows()
        self.points.opened.connect(self.opened)
        self.moved = MovedCard()
        self.moved.hide()
        self.facts = HireFacts()
        self.facts.correct_asked.connect(self._correct)
        self.facts.tutor_asked.connect(lambda: tutor_dialog(desk, self._hire, self).open())
        self.facts.absence_asked.connect(lambda: absence_dialog(desk, self._hire, self._say_moves, self).open())
        self.facts.end_asked.connect(lambda: end_dialog(desk, self._hire, self._say_moves, self).open())
        self.facts.take_back_asked.connect(
            lambda absence_id: take_back_absence(desk, self._hire, absence_id, self._say_moves, self)
        )
        columns = Columns(side_width=348)
        columns.main.addWidget(self.moved)
        columns.main.addWidget(self.points)
        columns.side.addWidget(self.facts)
        head = QHBoxLayout()
        head.setSpacing(scale.SPACE_3)
        head.addWidget(self._title, 1)
        head.addWidget(self._badge)
        head.addWidget(self.person_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        column.addLayout(head)
        column.addWidget(self._subtitle)
        column.addWidget(columns)
        column.addStretch(1)

    def show_hire(self, hire: Hire) -> None:
        """Show `hire` as it is now."""
        if self._hire is None or self._hire.placement.id != hire.placement.id:
            self.moved.hide()
        self._hire = hire
        today, row = self._desk.today(), hire.placement
        self._title.setText(joined((self._desk.name(row.person_name), row.job_title)))
        self._subtitle.setText(row.company_name)
        self._badge.show_word(*self._state(hire))
        self.points.show_points(hire.points, today)
        self.facts.show_hire(hire, today)

    def focus_first(self) -> None:
        """Give the keyboard to the first point still to be held."""
        waiting = [point.planned.key for point in self._hire.points if point.is_open] if self._hire else []
        row = self.points.row(waiting[0]) if waiting else None
        give_keyboard(row or self.facts.absence_button)

    def _state(self, hire: Hire) -> tuple[str, str]:
        late = hire.line.late
        if late:
            return ngettext("{count} point en retard", "{count} points en retard", late).format(count=late), "danger"
        if hire.line.next_point is None:
            return _("suivi terminé"), "done"
        return _("suivi en cours"), "accent"

    def _correct(self) -> None:
        if self._hire is not None:
            dialog = CorrectionDialog(self._desk, self._hire, self)
            dialog.corrected.connect(self._say_moves)
            dialog.open()

    def _say_moves(self, correction: Correction) -> None:
        self.moved.show_moves(correction.moves)
        self.moved.setVisible(bool(correction.moves))
