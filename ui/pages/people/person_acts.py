"""Everything one can do from a person's page, each act in its own small window; what is typed there is flushed here."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from db.queries.person import JourneyLine
from db.tables import Appointment, Contact
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop.drafts import Draft
from kodiko_desktop.services.people import people, person_files
from kodiko_desktop.services.people.people_lists import read_choices
from kodiko_desktop.services.people.person_files import PersonFile, draft_place
from ui.acts.act_dialog import OPEN, ActDialog
from ui.desk import Desk
from ui.pages.people.words import full_name


class PersonActs(QObject):
    """The acts about the person of `file`; `page` is the widget the windows open over."""

    def __init__(self, desk: Desk, page: QWidget) -> None:
        super().__init__(page)
        self._desk, self._page = desk, page
        self.file: PersonFile | None = None
        self._open: dict[str, ActDialog] = {}

    # -- contacts and appointments --------------------------------------------------------------------------------

    def note_contact(self) -> None:
        """Note an exchange."""
        from ui.pages.people.contact_dialog import ContactDialog

        self._begin(
            "contact", partial(ContactDialog, self._desk, self._id(), self._name(), journey_id=self._journey_id())
        )

    def correct_contact(self, contact_id: str) -> None:
        """Correct an exchange already written."""
        from ui.pages.people.contact_dialog import ContactDialog

        self._with_record(
            Contact,
            contact_id,
            lambda record: self._begin(
                f"contact:{contact_id}",
                partial(ContactDialog, self._desk, self._id(), self._name(), record=record),
            ),
        )

    def remind(self, *, by_mail: bool) -> None:
        """Prepare the words that remind of the next appointment, for the coordinator's own program."""
        from ui.pages.people.reminding import prepare

        prepare(self._desk, self._id(), self, by_mail=by_mail)

    def fix_appointment(self) -> None:
        """Fix an appointment."""
        from ui.pages.people.appointment_dialog import AppointmentDialog

        make = partial(AppointmentDialog, self._desk, self._id(), self._name(), journey_id=self._journey_id())
        self._begin("appointment", make)

    def open_appointment(self, appointment_id: str) -> None:
        """Move an appointment, or say what became of it."""
        from ui.pages.people.appointment_dialog import AppointmentDialog

        self._with_record(
            Appointment,
            appointment_id,
            lambda record: self._begin(
                f"appointment:{appointment_id}",
                partial(AppointmentDialog, self._desk, self._id(), self._name(), record=record),
            ),
        )

    # -- the journey ----------------------------------------------------------------------------------------------

    def open_journey(self) -> None:
        """Open a journey in a programme."""
        from ui.pages.people.open_journey_dialog import OpenJourneyDialog

        def begin(found: Any) -> None:
            programmes, choices = found
            make = partial(OpenJourneyDialog, self._desk, self._id(), programmes, choices.staff, choices.cohorts)
            self._begin("journey", make)

        self._read(lambda store: (person_files.programmes(store), read_choices(store)), begin)

    def suspend(self, journey: JourneyLine) -> None:
        """Suspend a journey."""
        from ui.pages.people.journey_pauses import SuspendDialog

        self._with_programme(journey, lambda found: self._about("suspend", SuspendDialog, journey, found))

    def resume(self, journey: JourneyLine) -> None:
        """Take a journey up again, or begin to accompany a candidate."""
        from ui.pages.people.journey_pauses import ResumeDialog

        self._about("resume", ResumeDialog, journey)

    def lose_sight(self, journey: JourneyLine) -> None:
        """Say that the person has been lost sight of."""
        from ui.pages.people.journey_pauses import LostDialog

        self._about("lost", LostDialog, journey)

    def renew(self, journey: JourneyLine) -> None:
        """Give a journey a later end."""
        from ui.pages.people.journey_ends import RenewDialog

        self._with_programme(journey, lambda found: self._about("renew", RenewDialog, journey, found))

    def hand_over(self, journey: JourneyLine) -> None:
        """Give a journey to another referent."""
        from ui.pages.people.journey_ends import HandoverDialog

        self._read(read_choices, lambda found: self._about("handover", HandoverDialog, journey, found.staff))

    def declare_exit(self, journey: JourneyLine) -> None:
        """Say that a journey has ended."""
        from ui.pages.people.journey_ends import ExitDialog

        self._about("exit", ExitDialog, journey)

    def take_back(self, journey: JourneyLine) -> None:
        """Undo an exit."""
        from ui.pages.people.journey_ends import TakeBackDialog

        self._about("take-back", TakeBackDialog, journey)

    # -- the file -------------------------------------------------------------------------------------------------

    def edit(self) -> None:
        """Open the file's own fields."""
        from ui.pages.people.edit_dialog import EditDialog

        self._read(
            lambda store: person_files.read_record(store, self._id()),
            lambda record: self._begin("edit", partial(EditDialog, self._desk, record)),
        )

    def archive(self) -> None:
        """Put the file away; it can be undone, and taken out again."""
        self._desk.write(people.archive_person, receiver=self, told=_("La fiche est archivée."), person_id=self._id())

    def bring_back(self) -> None:
        """Take an archived file out again."""
        self._desk.write(
            people.bring_back_person, receiver=self, told=_("La fiche est de nouveau ouverte."), person_id=self._id()
        )

    # -- what is being typed --------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Keep what is being typed in every open window."""
        for dialog in tuple(self._open.values()):
            dialog.flush()

    def take_up(self, drafts: tuple[Draft, ...]) -> None:
        """Open again the windows that were open when the store was locked."""
        for draft in drafts:
            name = draft.place.removeprefix(draft_place(self._id()))
            if draft.content.get(OPEN) and name not in self._open:
                self.begin_named(name)

    def begin_named(self, name: str) -> None:
        """Open the window of that name: « contact », « appointment:<id> », « journey », « suspend »…"""
        kind, _colon, row_id = name.partition(":")
        by_row = {"contact": self.correct_contact, "appointment": self.open_appointment}
        plain = {"contact": self.note_contact, "appointment": self.fix_appointment, "journey": self.open_journey}
        of_journey = {
            "suspend": self.suspend,
            "resume": self.resume,
            "lost": self.lose_sight,
            "renew": self.renew,
            "handover": self.hand_over,
            "exit": self.declare_exit,
            "take-back": self.take_back,
        }
        if row_id and kind in by_row:
            by_row[kind](row_id)
        elif kind in plain:
            plain[kind]()
        elif kind in of_journey and self.file is not None and self.file.header.journeys:
            of_journey[kind](self.file.header.journeys[0])

    def dialog(self, name: str) -> ActDialog | None:
        """The open window of that name, None when there is none."""
        return self._open.get(name)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _about(self, name: str, kind: type[ActDialog], journey: JourneyLine, *more: Any) -> None:
        self._begin(name, partial(kind, self._desk, self._id(), journey, *more))

    def _begin(self, name: str, make: Callable[..., ActDialog]) -> None:
        if name in self._open:
            self._open[name].raise_()
            return
        dialog = make(parent=self._page)
        self._open[name] = dialog
        dialog.finished.connect(lambda _result: self._open.pop(name, None))
        if self.file is not None:
            for draft in self.file.drafts:
                if draft.place == dialog.place:
                    dialog.take_up(draft)
        dialog.begin()

    def _read(self, function: Callable[..., Any], then: Callable[[Any], None]) -> None:
        self._desk.read(function, receiver=self, then=then)

    def _with_record(self, cls: type, row_id: str, then: Callable[[Any], None]) -> None:
        self._read(lambda store: person_files.find_row(store, cls, row_id), then)

    def _with_programme(self, journey: JourneyLine, then: Callable[[Any], None]) -> None:
        self._read(lambda store: person_files.programme_of(store, journey.programme), then)

    def _id(self) -> str:
        if self.file is None:
            raise RuntimeError("no person is shown")
        return self.file.header.id

    def _name(self) -> str:
        return full_name(self.file.header) if self.file else ""

    def _journey_id(self) -> str | None:
        journeys = self.file.header.journeys if self.file else ()
        return journeys[0].id if journeys and journeys[0].status != "sorti" else None
