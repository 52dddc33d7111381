"""The tab « Journal »: lines that are added and never rewritten; what is typed and not yet added is kept."""

from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries.person import JournalLine, journal
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.laptop.drafts import drafts_at, forget_draft, keep_draft
from kodiko_desktop.services.people import notes
from kodiko_desktop.services.people.person_files import draft_place
from ui.desk import Desk
from ui.pages.people.words import day, joined
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.page_body import fill, page_body
from ui.widgets.text import label
from ui.widgets.text_area import TextArea


class JournalTab(QWidget):
    """The journal of one person, and the field that adds to it (Ctrl+Enter adds)."""

    def __init__(self, desk: Desk, person_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._person_id = desk, person_id
        self._place = f"{draft_place(person_id)}note"
        self._sending = False
        self.field = TextArea(_("Nouvelle ligne du journal"), lines=3)
        self.field.edited.connect(self._keep)
        self.add_button = QPushButton(_("&Ajouter au journal"))
        self.add_button.setProperty("kind", "primary")
        self.add_button.setToolTip(_("Ctrl+Entrée"))
        self.add_button.clicked.connect(lambda _checked=False: self.add())
        self._said = label("", scale="small", tone="muted")
        self.written = Card(_("Journal"))
        self.written.hide()
        self._build()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self.field, activated=self.add)

    def _build(self) -> None:
        new = Card(_("Ajouter une ligne"))
        new.add(self.field)
        new.add(
            label(
                _("Une ligne ne se réécrit pas\u00a0: une correction est une autre ligne. Ni santé, ni justice."),
                scale="small",
                tone="muted",
            )
        )
        foot = QWidget()
        line = QHBoxLayout(foot)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self._said, 1)
        line.addWidget(self.add_button)
        new.add(foot)
        fill(self, page_body(new, self.written, gap=scale.SPACE_4))

    def load(self) -> None:
        """Read the journal, and what was being typed."""

        def read(store: Any) -> Any:
            connection = store.read()
            return journal(connection, self._person_id), drafts_at(connection, self._place)

        self._desk.read(read, receiver=self, then=self._show)

    def refresh(self, changes: Any) -> None:
        """Read again when a line was added."""
        if changes.touches("note"):
            self.load()

    def focus_first(self) -> None:
        """The field that adds a line."""
        self.field.setFocus()

    def flush(self) -> None:
        """Keep what is typed."""
        self.field.flush()

    def add(self) -> None:
        """Add the line typed to the journal."""
        text = self.field.text()
        if self._sending or not text.strip():
            self.field.setFocus()
            return
        self._sending = True
        self._desk.write(
            notes.write_note,
            receiver=self,
            then=lambda _note_id: self._added(),
            failed=self._refused,
            told=_("La ligne est ajoutée au journal."),
            text=text,
            person_id=self._person_id,
        )

    def _added(self) -> None:
        self._sending = False
        self.field.set_text("")
        self._said.setText("")
        store, place = self._desk.here().store, self._place
        self._desk.jobs.run(lambda: forget_draft(store, place=place))

    def _refused(self, failure: Any) -> None:
        self._sending = False
        self._said.setText(failure.sentence)

    def _keep(self, text: str) -> None:
        if self._sending or not self._desk.is_open:
            return
        store, place = self._desk.here().store, self._place
        if text.strip():
            self._desk.jobs.run(lambda: keep_draft(store, place=place, content={"text": text}))
            self._said.setText(_("Gardé, pas encore au journal."))
        else:
            self._desk.jobs.run(lambda: forget_draft(store, place=place))
            self._said.setText("")

    def _show(self, found: Any) -> None:
        lines, drafts = found
        if drafts and not self.field.text():
            self.field.set_text(drafts[0].content.get("text", ""))
            self._said.setText(_("Repris là où vous en étiez."))
        self.written.clear()
        self.written.set_meta(ngettext("{count} ligne", "{count} lignes", len(lines)).format(count=len(lines)))
        for line in lines:
            self.written.add(_Line(line, self._desk))
        self.written.setVisible(bool(lines))


class _Line(QWidget):
    """A line of the journal: when and by whom, then the text as it was written."""

    def __init__(self, line: JournalLine, desk: Desk) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, scale.SPACE_1, 0, scale.SPACE_2)
        column.setSpacing(2)
        column.addWidget(label(joined((day(line.written_on, desk.today()), line.by)), scale="small", tone="muted"))
        column.addWidget(label(line.text))
