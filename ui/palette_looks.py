"""The colours of the window from Ctrl+K: in the sun or in a dark hut, nobody looks for them in the settings."""

from functools import partial

from kodiko_desktop.domain.wording import _
from ui.acts.looks import choose_look
from ui.desk import Desk
from ui.shell.commands import Commands
from ui.theme.theme import Theme


def offer_looks(commands: Commands, desk: Desk, theme: Theme) -> None:
    """Offer the looks that are not the present one."""
    looks = (
        ("dark", _("Couleurs sombres"), _("sombre nuit noir thème affichage")),
        ("light", _("Couleurs claires"), _("clair jour soleil blanc thème affichage")),
        ("system", _("Couleurs de l’ordinateur"), _("automatique système thème affichage")),
    )
    for choice, title, words in looks:
        commands.add_action(
            f"look:{choice}",
            title,
            partial(choose_look, desk, theme, choice),
            words=words,
            can_run=lambda choice=choice: theme.choice != choice,
        )
