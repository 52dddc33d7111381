"""What can be printed about a person: the papers that are ready open in their preview, the others lead to their tab."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contract_paper
from kodiko_desktop.services.diagnostics import paper_forms
from kodiko_desktop.services.people.person_prints import Kind, Printable, printables
from ui.acts.agenda_out import ask_for_agenda
from ui.desk import Desk
from ui.paper import show_paper


class PrintMenu:
    """Fills `menu` with the papers of a person; a line pressed shows the paper before anything is printed."""

    def __init__(self, desk: Desk, menu: QMenu, page: QWidget, turn_to: Callable[[str], None]) -> None:
        self._desk, self._menu, self._page, self._turn_to = desk, menu, page, turn_to
        self._person_id = ""

    def read(self, person_id: str) -> None:
        """Read what can be printed, and offer it."""
        self._person_id = person_id
        self._desk.read(
            lambda store: printables(store, person_id),
            receiver=self._page,
            then=lambda found: self.offer(found) if person_id == self._person_id else None,
        )

    def offer(self, found: tuple[Printable, ...]) -> None:
        """Fill the menu."""
        self._menu.clear()
        for kind, heading in ((Kind.CONTRACT, ""), (Kind.FILLED, ""), (Kind.BLANK, _("À remplir à la main"))):
            of_kind = [each for each in found if each.kind is kind]
            menu = self._menu.addMenu(heading) if heading and of_kind else self._menu
            for each in of_kind:
                said = (
                    _("{title} — {detail}").format(title=each.title, detail=each.detail) if each.detail else each.title
                )
                menu.addAction(_shown(said), lambda each=each: self.print_one(each))
        self._menu.addSeparator()
        for title, tab in (
            (_("Préparer un &contrat ou un avenant…"), "plan"),
            (_("Fiches de &suivi dans l’emploi…"), "work"),
            (_("&Présences…"), "presence"),
        ):
            self._menu.addAction(title, lambda tab=tab: self._turn_to(tab))
        self._menu.addSeparator()
        self._menu.addAction(_("A&genda à emporter (.ics)…"), self._take_agenda)
        if self._menu.isVisible():
            self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        """The menu may be open while it is filled: it grows to the left rather than out of the screen."""
        size, screen = self._menu.sizeHint(), self._menu.screen().availableGeometry()
        left = max(screen.left(), min(self._menu.x(), screen.right() - size.width()))
        self._menu.setGeometry(left, self._menu.y(), size.width(), size.height())

    def _take_agenda(self) -> None:
        ask_for_agenda(self._desk, self._page, person_id=self._person_id)

    def print_one(self, paper: Printable) -> None:
        """Show a paper, ready to be printed."""
        today, person_id, antenna_id = self._desk.today(), self._person_id, self._desk.here().antenna_id
        if paper.kind is Kind.CONTRACT:
            show_paper(
                self._desk,
                lambda store: contract_paper.prepare(store, paper.what, today=today),
                parent=self._page,
                record=contract_paper.record,
                told=_("L’impression est notée."),
            )
        elif paper.kind is Kind.FILLED:
            show_paper(
                self._desk,
                lambda store: paper_forms.filled_form(
                    store, diagnostic_id=paper.what, then_id=paper.then_id, today=today
                ),
                parent=self._page,
            )
        else:
            show_paper(
                self._desk,
                lambda store: paper_forms.blank_form(
                    store, form=paper.what, antenna_id=antenna_id, person_id=person_id, today=today
                ),
                parent=self._page,
            )


def _shown(title: str) -> str:
    return title.replace("&", "&&")
