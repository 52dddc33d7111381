"""A number that two people bear: what it means, and another one for the one or the other."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from db.queries.numbers_twice import Bearer
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing import numbers
from ui.desk import Desk
from ui.pages.sharing.words import at_left
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.text import label


class NumbersCard(Card):
    """Hidden while each number is one person's."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Même numéro de dossier"))
        self._desk = desk
        self.shown: tuple[tuple[Bearer, ...], ...] = ()
        self.buttons: list[QPushButton] = []
        self.hide()

    def show_numbers(self, found: tuple[tuple[Bearer, ...], ...]) -> None:
        """Show who bears each number."""
        self.shown = found
        self.clear()
        self.buttons = []
        self.setVisible(bool(found))
        self.add(
            label(
                _(
                    "Deux ordinateurs ont donné le même numéro avant de se rencontrer. Donnez-en un nouveau à la "
                    "personne qui a le moins de feuilles signées\u00a0: l’ancien reste dans son journal, et la "
                    "recherche la trouve encore par lui."
                ),
                tone="muted",
            )
        )
        for bearers in found:
            for each in bearers:
                self._add(each)

    def _add(self, bearer: Bearer) -> None:
        name = self._desk.name(display_name(bearer.given_names, bearer.family_name))
        papers = ngettext("{count} papier", "{count} papiers", bearer.papers).format(count=bearer.papers)
        row = Row(name, subtitle=f"{bearer.number} · {papers}")
        row.clicked.connect(partial(self._desk.go, "person", bearer.person_id))
        self.add_row(row)
        button = QPushButton(_("Nouveau numéro"))
        button.setProperty("kind", "quiet")
        button.setAccessibleName(_("Nouveau numéro pour {name}").format(name=name))
        button.clicked.connect(lambda _checked=False: self._renumber(bearer))
        self.buttons.append(button)
        holder = QWidget()
        holder.setLayout(at_left(button))
        self.add_row(holder)

    def _renumber(self, bearer: Bearer) -> None:
        self._desk.write(
            numbers.give_new_number,
            receiver=self,
            told=_("Nouveau numéro donné\u00a0; l’ancien est dans le journal."),
            person_id=bearer.person_id,
        )
