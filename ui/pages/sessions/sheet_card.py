"""The paper of a session: what was printed, and the scans of the signed sheet."""

import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from db.queries.sessions import SheetRow
from kodiko_desktop.domain.dates_in_words import date_seen_from
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.attendance_roll import Roll
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label


class SheetCard(Card):
    """`attach_asked` asks for a scan; `scan_asked` carries the id of a scan to look at."""

    attach_asked = Signal()
    scan_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Feuille d’émargement"), parent=parent)
        self.attach_button = QPushButton(_("Joindre la feuille signée…"))
        set_icon(self.attach_button, "paperclip", size=16)
        self.attach_button.clicked.connect(lambda _checked=False: self.attach_asked.emit())
        self._list = QWidget()
        self._lines = QVBoxLayout(self._list)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._lines.setSpacing(0)
        self.add_row(self._list)
        self.add(self.attach_button)

    def show_roll(self, roll: Roll, today: datetime.date) -> None:
        """Show the printings, the latest first, and the scans."""
        while self._lines.count():
            old = self._lines.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for sheet in roll.sheets:
            self._lines.addWidget(self._printing(sheet, today))
        if not roll.sheets:
            never = label(_("Pas encore imprimée."), tone="muted")
            never.setContentsMargins(scale.SPACE_4, 0, scale.SPACE_4, scale.SPACE_2)
            self._lines.addWidget(never)
        for document_id, title, _media_type in roll.scans:
            row = Row(title, badge=(_("signée"), "done"))
            row.clicked.connect(lambda _checked=False, row_id=document_id: self.scan_asked.emit(row_id))
            self._lines.addWidget(row)

    def _printing(self, sheet: SheetRow, today: datetime.date) -> Row:
        day = datetime.datetime.fromisoformat(sheet.printed_at).astimezone().date()
        return Row(
            _("Version {version}").format(version=sheet.version),
            subtitle=_("Imprimée {day}").format(day=date_seen_from(day, today)),
            opens=False,
        )
