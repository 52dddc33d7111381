"""One response being filled in: its form, how far it is, and what surrounds it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.forms import Progress
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics.person_diagnostics import ResponseLine
from ui.desk import Desk
from ui.forms.about_card import AboutCard
from ui.forms.form_view import FormView
from ui.forms.words import response_title
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text import label


class ResponsePage(QWidget):
    """`left`: back to the list; `put_away`: it was begun by mistake. The head stays in sight while the form scrolls."""

    left = Signal()
    put_away = Signal()

    def __init__(self, desk: Desk, line: ResponseLine, *, back: str = "", parent: QWidget | None = None) -> None:
        """`back`: where the button that leaves leads, « Tous les diagnostics » when nothing is said."""
        super().__init__(parent)
        self._back_words = back or _("Tous les diagnostics")
        self._desk = desk
        self.diagnostic_id = line.id
        self._seen: Seen = {}
        self._title = label("", scale="section")
        self._status = label("", tone="muted")
        self._status.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.finish_button = QPushButton()
        self.finish_button.clicked.connect(lambda _checked=False: self._finish())
        self._finished = False
        self.form = FormView(desk, line.id, shows_status=False)
        self.form.status_changed.connect(self._status.setText)
        self.form.end_reached.connect(self.finish_button.setFocus)
        self.form.ready.connect(self._take_response)
        self.about = AboutCard(today=desk.today)
        self.about.edited.connect(self._change)
        self.side = QVBoxLayout()
        self.side.setSpacing(scale.SPACE_4)
        self.side.addWidget(self.about)
        self._card = Card()
        self._card.setAccessibleName(line.title)
        self._card.add(self.form)
        self._build()
        self.show_line(line)

    def show_line(self, line: ResponseLine) -> None:
        """Show the response's title and state as they are now."""
        self._title.setText(response_title(line))
        self._finished = line.finished_on is not None
        self.finish_button.setText(_("Reprendre") if self._finished else _("Terminer"))
        self.finish_button.setProperty("kind", "" if self._finished else "primary")
        self.finish_button.style().polish(self.finish_button)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        self.form.flush()
        self.about.flush()

    def focus_first(self) -> None:
        """The first question without an answer."""
        self.form.focus_first()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("pageHead")
        line = QHBoxLayout(head)
        line.setContentsMargins(scale.SPACE_5, scale.SPACE_2, scale.SPACE_5, scale.SPACE_2)
        line.setSpacing(scale.SPACE_3)
        back = QPushButton(self._back_words)
        back.setProperty("kind", "quiet")
        set_icon(back, "chevron-left", "accent", 16)
        back.clicked.connect(lambda _checked=False: self.left.emit())
        printing = QPushButton(_("Imprimer"))
        printing.setProperty("menued", "true")
        printing.setMenu(self._print_menu())
        line.addWidget(back)
        line.addWidget(self._title, 1)
        line.addWidget(self._status, 1)
        line.addWidget(printing)
        line.addWidget(self.finish_button)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(SideBySide(self._card, self.side), 1)

    def _print_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.addAction(_("Rempli, avec l’évolution"), lambda: self._print(True))
        menu.addAction(_("Rempli, cette date seulement"), lambda: self._print(False))
        menu.addSeparator()
        menu.addAction(_("Retirer ce diagnostic (ouvert par erreur)"), self._put_away)
        return menu

    def _take_response(self) -> None:
        assert self.form.filled is not None
        response = self.form.filled.response
        self._seen = response.seen
        self.about.show_response(response.diagnostic)

    def _change(self, values: Mapping[str, Any]) -> None:
        def write(store: Any, *, author: str) -> None:
            # The worker runs writes in order: each one sees what the one before it left.
            self._seen = diagnostics.change_diagnostic(
                store, author=author, diagnostic_id=self.diagnostic_id, values=dict(values), seen=self._seen
            )

        self._desk.write(write, receiver=self)

    def _finish(self) -> None:
        self.flush()
        now: Progress = self.form.progress()
        done = not self._finished
        told = _("Diagnostic repris.")
        if done:
            told = _("Diagnostic terminé.")
            if now.asked > now.answered:
                left = now.asked - now.answered
                told = ngettext(
                    "Diagnostic terminé, {count} question sans réponse.",
                    "Diagnostic terminé, {count} questions sans réponse.",
                    left,
                ).format(count=left)
        self._desk.write(
            diagnostics.finish_diagnostic,
            receiver=self,
            told=told,
            diagnostic_id=self.diagnostic_id,
            on_date=self._desk.today() if done else None,
        )

    def _put_away(self) -> None:
        self._desk.write(
            diagnostics.archive_diagnostic,
            receiver=self,
            then=lambda _nothing: self.put_away.emit(),
            told=_("Diagnostic retiré."),
            diagnostic_id=self.diagnostic_id,
        )

    def _print(self, with_then: bool) -> None:
        # Paper is a part of the program that only printing needs.
        from kodiko_desktop.services.diagnostics import paper_forms
        from ui.paper import show_paper

        self.flush()
        today, row_id = self._desk.today(), self.diagnostic_id

        def make(store: Any) -> paper_forms.PreparedForm:
            row = diagnostics.find_diagnostic(store, row_id).row
            then_id = paper_forms.previous_response(store.read(), row) if with_then else None
            return paper_forms.filled_form(store, diagnostic_id=row_id, then_id=then_id, today=today)

        show_paper(self._desk, make, parent=self)
