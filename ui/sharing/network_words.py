"""The quiet words at the foot of the rail: whether a folder is there, and when the last exchange was."""

import datetime

from PySide6.QtCore import QLocale

from kodiko_desktop.domain.moments_in_words import ago
from kodiko_desktop.domain.wording import _
from ui.sharing.exchanger import Turn


def network_words(turn: Turn | None, *, running: bool, now: datetime.datetime) -> tuple[str, str, str]:
    """(state, detail, short) as `Rail.set_network_words` shows them. No network is an ordinary state, not a failure."""
    if running:
        return _("Échange en cours…"), "", _("en cours")
    if turn is None or not turn.member:
        return _("Hors ligne"), _("tout est sur cet ordinateur"), ""
    if turn.retired:
        return _("Retiré de l’équipe"), _("tout reste lisible ici"), ""
    when = ago(turn.last_at, now)
    if turn.there and when:
        return _("Synchronisé"), when, _("à jour")
    if not when:
        return _("Hors ligne"), _("pas encore synchronisé"), ""
    return _("Hors ligne"), _("synchronisé {when}").format(when=when), ""


def grouped(count: int) -> str:
    """A number as one reads it: « 7 496 »."""
    return QLocale().toString(count)
