"""Another look for the window, from the settings or from Ctrl+K: shown at once, and kept on this laptop."""

from kodiko_desktop.services.laptop import preferences
from ui.desk import Desk
from ui.theme.theme import Theme


def choose_look(desk: Desk, theme: Theme, choice: str) -> None:
    """Dress the window as `choice` ("light", "dark", "system") says, and keep it for the next start."""
    theme.choose(choice)
    desk.jobs.run(
        preferences.change_preferences,
        theme=choice,
        receiver=desk,
        on_failure=lambda failure: desk.refused.emit(failure.sentence),
    )
