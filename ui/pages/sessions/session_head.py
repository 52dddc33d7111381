"""The top of a session: what, when, where, its state, and what one does with it."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.attendance_roll import Roll
from ui.pages.sessions.words import expected, joined, place, when
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.badge import Badge
from ui.widgets.flow import FlowLayout
from ui.widgets.text import label


class SessionHead(QWidget):
    """Title, badge, facts, warnings of public holidays, and buttons."""

    back_asked = Signal()
    print_asked = Signal()
    finish_asked = Signal()
    cancel_asked = Signal()
    reopen_asked = Signal()
    hours_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label("", scale="page")
        self.badge = Badge(_("À venir"))
        self._facts = label("", tone="muted")
        self._warnings = label("", tone="warning")
        self.back_button = QToolButton()
        self.back_button.setProperty("kind", "quiet")
        self.back_button.setAccessibleName(_("Retour aux séances"))
        self.back_button.setToolTip(_("Retour aux séances"))
        set_icon(self.back_button, "chevron-left", "accent", size=20)
        self.print_button = QPushButton(_("Imprimer la feuille"))
        self.print_button.setProperty("kind", "primary")
        self.print_button.setShortcut("Ctrl+P")
        self.print_button.setToolTip("Ctrl+P")
        self.finish_button = QPushButton(_("Présences saisies"))
        self.more_button = QPushButton(_("Plus"))
        self.more_button.setProperty("menued", "true")
        self._menu = QMenu(self.more_button)
        self._hours = self._menu.addAction(_("Changer les dates et les horaires…"), self.hours_asked.emit)
        self._cancel = self._menu.addAction(_("Annuler la séance…"), self.cancel_asked.emit)
        self._reopen = self._menu.addAction(_("Rétablir la séance"), self.reopen_asked.emit)
        self.more_button.setMenu(self._menu)
        self.back_button.clicked.connect(lambda _checked=False: self.back_asked.emit())
        self.print_button.clicked.connect(lambda _checked=False: self.print_asked.emit())
        self.finish_button.clicked.connect(lambda _checked=False: self.finish_asked.emit())
        self._lay_out()

    def show_roll(self, roll: Roll, today: datetime.date) -> None:
        """Show a session."""
        session = roll.session
        self._title.setText(session.title)
        trainer = _("animée par {name}").format(name=session.trainer_name) if session.trainer_name else ""
        self._facts.setText(
            joined(
                (
                    when(roll.half_days),
                    place(session.place, remote=session.remote),
                    trainer,
                    roll.cohort,
                    expected(len(roll.lines)),
                    session.number,
                )
            )
        )
        self._warnings.setText("\n".join(roll.warnings))
        self._warnings.setVisible(bool(roll.warnings))
        self.badge.show_word(*_state(roll, today))
        self.badge.setToolTip(session.cancelled_reason)
        self.print_button.setEnabled(not session.cancelled)
        self.print_button.setText(_("Réimprimer la feuille") if roll.sheets else _("Imprimer la feuille"))
        self.finish_button.setVisible(not session.cancelled and any(day.on_date <= today for day in roll.half_days))
        self.finish_button.setText(_("Reprendre la saisie") if session.marked_on else _("Saisie terminée"))
        self._cancel.setVisible(not session.cancelled)
        self._reopen.setVisible(session.cancelled)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_2)
        line.addWidget(self.back_button)
        line.addWidget(self._title, 1)
        line.addWidget(self.badge)
        actions = QWidget()
        flow = FlowLayout(actions, gap=scale.SPACE_2)
        for button in (self.print_button, self.finish_button, self.more_button):
            flow.addWidget(button)
        line.addWidget(actions)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_1)
        column.addLayout(line)
        column.addWidget(self._facts)
        column.addWidget(self._warnings)


def _state(roll: Roll, today: datetime.date) -> tuple[str, str]:
    session = roll.session
    if session.cancelled:
        reason = session.cancelled_reason
        return (_("Annulée\u00a0: {reason}").format(reason=reason) if reason else _("Annulée")), "neutral"
    if session.marked_on is not None:
        return _("Présences saisies"), "done"
    if roll.half_days and roll.half_days[0].on_date > today:
        return _("À venir"), "neutral"
    return _("À saisir"), "warning"
