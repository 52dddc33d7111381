"""What can be printed about a person: each line leads to where it is prepared, with its preview and its language."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu

from kodiko_desktop.domain.wording import _
from ui.desk import Desk


def fill_print_menu(menu: QMenu, desk: Desk, person_id: str, turn_to: Callable[[str], None]) -> None:
    """Fill the menu. `turn_to` brings a tab of the person's page on top."""
    menu.clear()
    for title, tab in (
        (_("&Contrat d’engagement, notice, droit à l’image"), "plan"),
        (_("&Diagnostic vierge ou rempli, radar"), "diagnostics"),
        (_("Fiche de &suivi dans l’emploi"), "work"),
        (_("&Présences"), "presence"),
    ):
        menu.addAction(title, lambda tab=tab: turn_to(tab))
