"""The first day: nobody is registered yet, and three buttons say where to begin."""

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.start.cover import button
from ui.widgets.card import Card
from ui.widgets.text import label


class FirstSteps(Card):
    """Three first things to do, each a button."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Par où commencer"))
        self.add(
            label(
                _("Il n’y a encore personne ici. Tout ce que vous saisirez restera sur cet ordinateur, chiffré."),
                tone="muted",
            )
        )
        steps = (
            (_("1. Enregistrer une première personne"), "people", "new", "primary"),
            (_("2. Importer une liste d’inscription (Excel ou CSV)"), "import", "", ""),
            (_("3. Préparer une première séance"), "sessions", "new", ""),
        )
        self.buttons = []
        for title, page, tab, kind in steps:
            made = button(title, kind=kind)
            made.setMinimumHeight(40)
            made.clicked.connect(lambda _checked=False, page=page, tab=tab: desk.go(page, tab=tab))
            self.buttons.append(made)
            self.add(made)
