"""What Ctrl+K can do besides finding: begin an act somewhere, or take a list out of the store."""

from typing import Any

from PySide6.QtWidgets import QApplication, QWidget

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.shell.commands import Commands


def offer_acts(commands: Commands, desk: Desk) -> None:
    """Offer what can be begun from anywhere while the store is open."""

    def offer(key: str, title: str, run: Any, words: str) -> None:
        commands.add_action(f"action:{key}", title, run, words=words, can_run=lambda: desk.is_open)

    offer(
        "import",
        _("Importer des personnes depuis un tableur"),
        lambda: desk.go("import"),
        _("excel csv fichier inscription"),
    )
    offer("session", _("Nouvelle séance"), lambda: desk.go("sessions", tab="new"), _("atelier émargement"))
    offer("hire", _("Noter une embauche"), lambda: desk.go("work", tab="new"), _("embauche emploi 1-3-5"))
    offer("agenda", _("Agenda à emporter (.ics)"), lambda: _agenda(desk), _("calendrier rendez-vous téléphone ics"))
    offer(
        "export-presences",
        _("Exporter les présences dans un tableur"),
        lambda: _presences(desk),
        _("excel xlsx csv émargement heures"),
    )
    offer(
        "export-sessions",
        _("Exporter les séances dans un tableur"),
        lambda: _sessions(desk),
        _("excel xlsx csv ateliers"),
    )
    offer(
        "export-hires",
        _("Exporter les embauches dans un tableur"),
        lambda: _hires(desk),
        _("excel xlsx csv emploi"),
    )


def _presences(desk: Desk) -> None:
    from ui.acts.lists_out import export_presences

    export_presences(desk, _window())


def _sessions(desk: Desk) -> None:
    from ui.acts.lists_out import export_sessions

    export_sessions(desk, _window())


def _hires(desk: Desk) -> None:
    from ui.acts.lists_out import export_hires

    export_hires(desk, _window())


def _agenda(desk: Desk) -> None:
    from ui.acts.agenda_out import ask_for_agenda

    ask_for_agenda(desk, _window())


def _window() -> QWidget:
    """The window Ctrl+K was pressed in."""
    found = QApplication.activeWindow()
    return found if found is not None else QApplication.topLevelWidgets()[0]
