"""What is known of a hire, in words, beside its points: contract, week, workplace, trial, absences, and their acts."""

import datetime
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QToolButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dates_in_words import long_date, long_date_with_year, short_date, week_in_words
from kodiko_desktop.domain.holidays import profile_of_workplace
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.work.hires import Hire
from ui.pages.work.words import contract, joined, trial_in_words
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.row import Row
from ui.widgets.text import label


class HireFacts(QWidget):
    """`correct_asked`, `tutor_asked`, `absence_asked`, `end_asked`: the acts; `take_back_asked`: an absence's id."""

    correct_asked = Signal()
    tutor_asked = Signal()
    absence_asked = Signal()
    end_asked = Signal()
    take_back_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_4)
        self._contract = Card(_("Contrat"))
        self._correct = QToolButton()
        set_icon(self._correct, "pencil", "accent", 16)
        self._correct.setAccessibleName(_("Corriger le contrat et les dates"))
        self._correct.setToolTip(_("Corriger le contrat et les dates"))
        self._correct.setProperty("kind", "quiet")
        self._correct.clicked.connect(lambda _checked=False: self.correct_asked.emit())
        self._contract.add_to_head(self._correct)
        self._away = Card(_("Absences"))
        column.addWidget(self._contract)
        column.addWidget(self._away)
        self.absence_button = QPushButton(_("Noter une absence"))
        self.absence_button.clicked.connect(lambda _checked=False: self.absence_asked.emit())
        self.tutor_button = QPushButton(_("Changer le tutorat"))
        self.tutor_button.clicked.connect(lambda _checked=False: self.tutor_asked.emit())
        self.end_button = QPushButton(_("Fin de l’emploi"))
        self.end_button.clicked.connect(lambda _checked=False: self.end_asked.emit())
        acts = QWidget()
        line = FlowLayout(acts, gap=scale.SPACE_2)
        line.addWidget(self.absence_button)
        line.addWidget(self.tutor_button)
        line.addWidget(self.end_button)
        column.addWidget(acts)

    def show_hire(self, hire: Hire, today: datetime.date) -> None:
        """Say what is known of `hire`."""
        self._contract.clear()
        for title, said in _facts(hire, today):
            if said:
                self._contract.add(_fact(title, said))
        self._away.clear()
        if not hire.absences:
            self._away.add(label(_("Aucune absence notée."), tone="muted"))
        for absence in hire.absences:
            said = (
                long_date(absence.first_day)
                if absence.first_day == absence.last_day
                else _("du {first} au {last}").format(
                    first=short_date(absence.first_day), last=short_date(absence.last_day)
                )
            )
            row = Row(said, badge=(_("retirer"), "neutral"))
            row.clicked.connect(lambda _checked=False, row_id=absence.id: self.take_back_asked.emit(row_id))
            self._away.add_row(row)
        self.end_button.setText(_("Corriger la fin de l’emploi") if hire.placement.ended_on else _("Fin de l’emploi"))


def _fact(title: str, said: str) -> QWidget:
    """What is said, under its name in small."""
    pair = QWidget()
    column = QVBoxLayout(pair)
    column.setContentsMargins(0, 0, 0, scale.SPACE_1)
    column.setSpacing(0)
    column.addWidget(label(title, scale="small", tone="muted"))
    column.addWidget(label(said))
    return pair


def _facts(hire: Hire, today: datetime.date) -> list[tuple[str, str]]:
    row = hire.placement
    dates = _("depuis le {start}").format(start=long_date_with_year(row.starts_on)) if row.starts_on else ""
    if row.starts_on and row.ends_on:
        dates = _("du {start} au {end}").format(
            start=long_date_with_year(row.starts_on), end=long_date_with_year(row.ends_on)
        )
    hours = (
        _("{hours} h par semaine").format(hours=f"{row.weekly_hours:g}".replace(".", ",")) if row.weekly_hours else ""
    )
    category = vocabulary("professional_categories").label(row.category)
    profile = profile_of_workplace(row.holiday_profile, row.workplace_postcode).label
    ended = _("terminé le {day}").format(day=short_date(row.ended_on)) if row.ended_on else ""
    return [
        (_("Contrat"), joined((contract(row.contract_kind), category, ended))),
        (_("Dates"), dates),
        (_("Semaine"), joined((week_in_words(row.weekly_pattern), hours))),
        (_("Tutorat"), _tutors(hire)),
        (_("Lieu de travail"), joined((row.workplace, row.workplace_postcode))),
        (_("Jours fériés"), profile),
        (_("Peut être dit à l’entreprise"), _shared(hire.values["sharing"])),
        (_("Période d’essai"), trial_in_words(hire.line.trial, today) or _("non écrite dans le contrat")),
    ]


def _tutors(hire: Hire) -> str:
    """Who welcomes the person, since when if that changed, and who did before, a line each."""
    now = joined((hire.placement.tutor_name, hire.placement.tutor_phone))
    known = [each for each in hire.tutors if each.since is not None]
    if len(known) < 2:
        return now
    lines = [_("{who}, depuis le {day}").format(who=now, day=short_date(known[0].since))]
    for after, each in pairwise(known):
        last = after.since - datetime.timedelta(days=1)
        until = _("avant\u00a0: {who}, jusqu’au {day}") if last >= each.since else _("avant\u00a0: {who}")
        lines.append(until.format(who=each.name, day=short_date(last)))
    return "\n".join(lines)


def _shared(codes: list[str]) -> str:
    """What the person lets us tell the employer; nothing unless they said so."""
    words = vocabulary("shared_with_employer")
    return ", ".join(words.label(code).lower() for code in codes) or _("rien\u00a0: la personne n’a rien coché")
