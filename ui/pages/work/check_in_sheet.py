"""The sheet of a point on screen: the voices, how it was held, what was agreed; printed blank or filled."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dates_in_words import date_seen_from
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.people.documents import Kept
from kodiko_desktop.services.work import check_in_scan, check_ins
from kodiko_desktop.services.work.hires import Sheet
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.forms.form_view import FormView
from ui.pages.work.acts import give_up_dialog, move_dialog
from ui.pages.work.held_card import HeldCard
from ui.pages.work.words import joined, point_story, point_title, state_badge
from ui.paper.scan import Scan, show_scan
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.file_choice import file_to_open
from ui.widgets.text import label

_ALONE = {
    "personne": (N_("Seul à seul avec la personne, vierge"), N_("Seul à seul avec la personne, remplie")),
    "employeur": (N_("Seul à seul avec l’employeur, vierge"), N_("Seul à seul avec l’employeur, remplie")),
}


class CheckInSheet(QWidget):
    """One sheet. `left` asks for the points of the hire; `print_asked` carries True for the filled sheet, and
    the voice whose own sheet it is ("": the one all of them sign)."""

    left = Signal()
    print_asked = Signal(bool, str)

    def __init__(self, desk: Desk, sheet: Sheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._sheet = desk, sheet
        self.forms: list[FormView] = []
        self.held = HeldCard(voices=sheet.point.planned.voices, today=desk.today)
        self._saver = RowSaver(desk, self._write, sheet.seen, self)
        self._title = label("", scale="page")
        self._reason = label("", tone="muted")
        self._badge = Badge(*state_badge(sheet.point, desk.today()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        column.addLayout(self._head())
        column.addWidget(self._reason)
        columns = Columns(side_width=372)
        for rank, part in enumerate(sheet.parts):
            card = Card(part.title, " ")
            view = FormView(desk, part.diagnostic_id, shows_status=False)
            view.status_changed.connect(card.set_meta)
            view.end_reached.connect(lambda rank=rank: self._go_on(rank))
            self.forms.append(view)
            card.add(view)
            columns.main.addWidget(card)
        columns.side.addWidget(self.held)
        column.addWidget(columns)
        column.addStretch(1)
        self.held.edited.connect(self._saver.save)
        self.held.done_asked.connect(self._note_done)
        self.held.reopen_asked.connect(self._reopen)
        self._saver.said.connect(self.held.say_saved)
        self._saver.refused.connect(lambda sentence: desk.refused.emit(sentence))
        self.show_sheet(sheet)

    def shows(self, sheet: Sheet) -> bool:
        """Whether `sheet` is the one shown, with the same forms."""
        return (self._sheet.check_in_id, self._sheet.parts) == (sheet.check_in_id, sheet.parts)

    def show_sheet(self, sheet: Sheet) -> None:
        """Show what is written now; answers and fields being typed stay as they are."""
        self._sheet = sheet
        self._saver.look_again(sheet.seen)
        today = self._desk.today()
        self._title.setText(point_title(sheet.point))
        self.show_names()
        self._badge.show_word(*state_badge(sheet.point, today))
        self._acts.setVisible(sheet.point.is_open)
        self.scan_button.setText(_("Voir la fiche signée") if sheet.scan else _("Joindre la fiche signée…"))
        self.held.show_sheet(sheet)

    def show_names(self) -> None:
        """Say whose sheet it is, in whole or in initials, and when it was planned."""
        row, point = self._sheet.hire.placement, self._sheet.point
        planned = _("Prévu {day}").format(day=date_seen_from(point.due, self._desk.today()))
        who = joined((self._desk.name(row.person_name), row.company_name, row.tutor_name))
        self._reason.setText(joined((who, planned, point_story(point))))

    def attach(self, path: Path) -> None:
        """Keep a scan of this sheet, with its point and among the person's papers."""

        def done(kept: Kept) -> None:
            if kept.already_there:
                self._desk.told.emit(_("Cette fiche numérisée était déjà jointe."), None)

        self._desk.write(
            check_in_scan.attach_scan,
            receiver=self,
            then=done,
            told=_("La fiche signée est jointe."),
            check_in_id=self._sheet.check_in_id,
            title=point_title(self._sheet.point),
            path=path,
        )

    def _scan(self) -> None:
        """Look at the signed sheet, or join it while it is not."""
        if self._sheet.scan is not None:
            show_scan(self._desk, Scan(*self._sheet.scan), self)
            return
        path = file_to_open(
            self, _("Joindre la fiche signée"), _("Papiers numérisés (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        )
        if path is not None:
            self.attach(path)

    def flush(self) -> None:
        """Hand over what is still being typed, answers included."""
        for view in self.forms:
            view.flush()
        self.held.settle()

    def focus_first(self) -> None:
        """Give the keyboard to the first question."""
        if self.forms:
            self.forms[0].focus_first()
        else:
            self.held.focus_first()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _go_on(self, rank: int) -> None:
        """After the last question of a form: the next form, then how the point was held."""
        if rank + 1 < len(self.forms):
            self.forms[rank + 1].focus_first()
        else:
            self.held.focus_first()

    def _head(self) -> QHBoxLayout:
        back = QPushButton(_("Tous les points"))
        back.setProperty("kind", "quiet")
        set_icon(back, "chevron-left", "accent", 16)
        back.clicked.connect(lambda _checked=False: self.left.emit())
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        for words, open_dialog in ((_("Déplacer…"), self._move), (_("N’aura pas lieu…"), self._give_up)):
            button = QPushButton(words)
            button.clicked.connect(lambda _checked=False, act=open_dialog: act())
            acts.addWidget(button)
        menu = QMenu(self)
        menu.addAction(_("Fiche vierge"), lambda: self.print_asked.emit(False, ""))
        menu.addAction(_("Fiche remplie"), lambda: self.print_asked.emit(True, ""))
        for voice in self._sheet.alone:
            blank, filled = _ALONE[voice]
            menu.addSeparator()
            menu.addAction(_(blank), lambda voice=voice: self.print_asked.emit(False, voice))
            menu.addAction(_(filled), lambda voice=voice: self.print_asked.emit(True, voice))
        self.scan_button = QPushButton()
        self.scan_button.clicked.connect(lambda _checked=False: self._scan())
        printing = QPushButton(_("Imprimer"))
        printing.setProperty("menued", "true")
        printing.setMenu(menu)
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_2)
        line.addWidget(back)
        line.addWidget(self._title, 1)
        line.addWidget(self._badge)
        line.addWidget(self._acts)
        line.addWidget(self.scan_button)
        line.addWidget(printing)
        return line

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        now = check_ins.change_check_in(
            store, author=author, check_in_id=self._sheet.check_in_id, values=values, seen=seen
        )
        return now, None

    def _note_done(self) -> None:
        self.flush()
        given = self.held.given()
        hire, key = self._sheet.hire.placement.id, self._sheet.point.planned.key

        def note(store: Any, *, author: str) -> None:
            check_ins.record_done(store, author=author, placement_id=hire, point=key, seen=self._saver.seen, **given)

        self._desk.write(note, receiver=self, failed=self._not_done, told=_("Le point est noté comme fait."))

    def _not_done(self, failure: KodikoError) -> None:
        """Say why where it is missing; what no field can answer is said as any refusal."""
        if not self.held.say_missing(failure.sentence):
            self._desk.refused.emit(failure.sentence)

    def _reopen(self) -> None:
        self._desk.write(
            check_ins.reopen,
            receiver=self,
            told=_("Le point est repris."),
            placement_id=self._sheet.hire.placement.id,
            point=self._sheet.point.planned.key,
        )

    def _move(self) -> None:
        move_dialog(self._desk, self._sheet.hire, self._sheet.point, self).open()

    def _give_up(self) -> None:
        give_up_dialog(self._desk, self._sheet.hire, self._sheet.point, self).open()
