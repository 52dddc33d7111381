"""This laptop: how it looks, which language it speaks, when it locks by itself."""

import datetime
from typing import Any

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.settings import Settings, wait_before_locking
from kodiko_desktop.services.laptop import preferences, sitting
from ui.acts.looks import choose_look
from ui.desk import Desk
from ui.start.gatekeeper import Gatekeeper
from ui.theme.theme import Theme
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.form import Form


def idle_choices(most: int) -> list[tuple[object, str]]:
    """What may be chosen, up to `most` minutes."""
    return [
        (minutes, _("{count} minutes").format(count=minutes)) for minutes in sitting.IDLE_CHOICES if minutes <= most
    ]


class LaptopCard(Card):
    """Theme at once; size and language from the next start on, and it is said."""

    def __init__(self, desk: Desk, gate: Gatekeeper, theme: Theme) -> None:
        super().__init__(_("Cet ordinateur"))
        self._desk, self._gate, self._theme = desk, gate, theme
        kept = preferences.read_preferences()
        self.theme = ChoiceField(
            choices=(("system", _("Comme l’ordinateur")), ("light", _("Clair")), ("dark", _("Sombre")))
        )
        self.size = ChoiceField(choices=[(size, f"{size} %") for size in preferences.SCALES])
        self.language = ChoiceField(choices=(("fr", "Français"), ("en", "English")))
        self.idle = ChoiceField(choices=idle_choices(max(sitting.IDLE_CHOICES)))
        form = Form(columns=2)
        form.add(_("Couleurs"), self.theme)
        form.add(_("Taille de l’affichage"), self.size, help_text=_("Au prochain démarrage."))
        form.add(_("Langue des écrans"), self.language, help_text=_("Au prochain démarrage."))
        form.add(_("Verrouiller sans geste après"), self.idle, help_text=_("Au plus ce que permet l’association."))
        self.add(form)
        self.theme.set_value(kept.theme)
        self.size.set_value(kept.scale)
        self.language.set_value(kept.language)
        theme.changed.connect(self._show_theme)
        self.theme.edited.connect(self._choose_theme)
        self.size.edited.connect(lambda size: self._keep(scale=size))
        self.language.edited.connect(lambda language: self._keep(language=language))
        self.idle.edited.connect(self._choose_idle)

    def show_settings(self, settings: Settings) -> None:
        """Show what the store knows of this laptop, and the look it has now: Ctrl+K changes it too."""
        self._show_theme()
        if not self.idle.hasFocus():
            self.idle.set_choices(idle_choices(settings.idle_minutes_allowed))
            self.idle.set_value(settings.idle_minutes)

    def _show_theme(self) -> None:
        self.theme.set_value(self._theme.choice)

    def _choose_theme(self, theme: object) -> None:
        if theme is None:
            self._show_theme()
        else:
            choose_look(self._desk, self._theme, str(theme))

    def _keep(self, **chosen: Any) -> None:
        if None not in chosen.values():
            self._desk.jobs.run(preferences.change_preferences, receiver=self, on_failure=self._refused, **chosen)

    def _refused(self, failure: KodikoError) -> None:
        self._desk.refused.emit(failure.sentence)

    def _choose_idle(self, minutes: object) -> None:
        if not isinstance(minutes, int):
            return
        self._gate.set_idle_limit(datetime.timedelta(minutes=minutes))
        self._desk.write(wait_before_locking, receiver=self, minutes=minutes)
