"""What every dialog about a journey shares: whose it is, the fields without which there is no act, and its draft."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from kodiko_desktop.services.people.person_files import draft_place
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField


class JourneyDialog(ActDialog):
    """An act on one journey. Subclasses add their fields, then say with `does` what is written."""

    def __init__(
        self, desk: Desk, person_id: str, journey: JourneyLine, draft: str, title: str, act: str, parent: QWidget | None
    ) -> None:
        super().__init__(desk, title, act, self.submit, place=f"{draft_place(person_id)}{draft}", parent=parent)
        self.journey = journey
        self._needed: dict[str, tuple[QWidget, str]] = {}
        self._service: Callable[..., Any] | None = None
        self._told = ""
        self._more: dict[str, Any] = {}

    def add_day(
        self, name: str, title: str, missing: str, *, past: bool = False, today: bool = True, help_text: str = ""
    ) -> DateField:
        """A day without which there is no act; `missing` asks for it. `today`: that is what one begins with."""
        field = DateField(title, today=self.desk.today, past=past)
        self.add(name, title, field, help_text=help_text)
        self._needed[name] = (field, missing)
        if today:
            self.preset(**{name: self.desk.today()})
        return field

    def add_choice(self, name: str, title: str, choices: Any, missing: str, *, help_text: str = "") -> ChoiceField:
        """A choice without which there is no act; `missing` asks for it."""
        field = ChoiceField(title, choices)
        self.add(name, title, field, help_text=help_text)
        self._needed[name] = (field, missing)
        return field

    def does(self, service: Callable[..., Any], *, told: str, **more: Any) -> None:
        """What the act is: `service(…, journey_id=…, **fields, **more)`, and what is told once it is done."""
        self._service, self._told, self._more = service, told, more

    def submit(self, values: Mapping[str, Any]) -> None:
        """Write the act, or ask for the first field that is missing."""
        for name, (field, missing) in self._needed.items():
            if not values[name]:
                self.say(missing, field)
                return
        written = {name: "" if value is None else value for name, value in values.items()}
        self.send(self._service, told=self._told, journey_id=self.journey.id, **written, **self._more)
