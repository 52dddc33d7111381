"""One visit, from the first hello to the signed paper, played through the services a window uses, without a window.

What it says is data (resources/demo/visit.toml); it leaves its papers as PDFs in a folder.
"""

import datetime
import random
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db.store import Store
from kodiko_desktop.domain.attendance import Part
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.follow_up import PlannedPoint
from kodiko_desktop.domain.forms.model import Form, Subject
from kodiko_desktop.domain.forms.needs import needs
from kodiko_desktop.domain.months import last_day_of_months
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.domain.working_days import WorkCalendar
from kodiko_desktop.services.association import access, definitions
from kodiko_desktop.services.contracts import contract_paper, contract_signing, contract_templates, contracts
from kodiko_desktop.services.demo.answers import invented_answers
from kodiko_desktop.services.demo.cast import read
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.people import contacts, journeys, people
from kodiko_desktop.services.plan import plans
from kodiko_desktop.services.sessions import attendance, attendance_paper, sessions
from kodiko_desktop.services.work import check_in_answers, check_in_paper, check_ins, placements
from kodiko_desktop.vault.durable import write_durably

_DAYS_AT_WORK = 5
"""The hire of the visit began so many worked days ago: its first points can be held."""


class VisitUnwritable(KodikoError):
    """The papers of the visit could not be left where it was asked."""


@dataclass
class VisitSummary:
    """What was done, in sentences, and the papers left in `folder`."""

    folder: Path
    person_id: str = ""
    contract_id: str = ""
    placement_id: str = ""
    session_id: str = ""
    done: list[str] = field(default_factory=list)
    papers: list[Path] = field(default_factory=list)

    def sentences(self) -> tuple[str, ...]:
        """The summary as a terminal shows it."""
        left = _("Papiers laissés dans {folder}\u00a0:").format(folder=self.folder)
        return (*(f"– {line}" for line in self.done), left, *(f"  {path.name}" for path in self.papers))


def play_visit(store: Store, folder: Path, today: datetime.date) -> VisitSummary:
    """Play the whole visit in an antenna that exists, and leave its papers in `folder`, made if it is missing.

    Raises VisitUnwritable, and what the services raise.
    """
    _make(folder)
    return _Visit(store, folder, today).play()


class _Visit:
    """The acts of the visit, in order; each says what it did."""

    def __init__(self, store: Store, folder: Path, today: datetime.date) -> None:
        self.store, self.today, self.words = store, today, read("visit")
        here = access.present(store.read())
        self.author, self.antenna_id = here.staff_id, here.antenna_id
        self.summary = VisitSummary(folder)
        self.chance = random.Random(self.words["person"]["family_name"])
        self.journey_id = ""

    def play(self) -> VisitSummary:
        self.meet()
        programme = self.engage()
        self.diagnose(programme)
        self.plan()
        self.agree(programme)
        self.hold_workshop(programme)
        self.hire()
        self.follow_up()
        return self.summary

    def say(self, sentence: str, **values: Any) -> None:
        self.summary.done.append(sentence.format(**values))

    def leave(self, name: str, pdf: bytes) -> None:
        path = self.summary.folder / name
        try:
            write_durably(path, pdf)
        except OSError as error:
            raise _unwritable(error) from error
        self.summary.papers.append(path)

    # -- acts -----------------------------------------------------------------------------------------------------

    def meet(self) -> None:
        person = self.words["person"]
        self.summary.person_id = people.register_person(
            self.store, author=self.author, antenna_id=self.antenna_id, notice_given_on=self.today, **person
        )
        contacts.note_contact(
            self.store,
            author=self.author,
            person_id=self.summary.person_id,
            on_date=self.today,
            **self.words["contact"],
        )
        number = self.read_one("SELECT number FROM person WHERE id = ?", self.summary.person_id)
        name = display_name(person["given_names"], person["family_name"])
        self.say(_("{name} est enregistrée, sous le numéro {number}."), name=name, number=number)

    def engage(self) -> Programme:
        connection = self.store.read()
        programme: Programme = definitions.latest(connection, definitions.PROGRAMME, self.words["programme"])
        self.journey_id = journeys.open_journey(
            self.store,
            author=self.author,
            person_id=self.summary.person_id,
            programme=programme.key,
            started_on=self.today,
        )
        self.say(_("Parcours ouvert\u00a0: {title}."), title=programme.title)
        return programme

    def diagnose(self, programme: Programme) -> None:
        connection = self.store.read()
        asked = dict.fromkeys(each.form for each in programme.forms if each.moment == self.words["moment"])
        for key in asked:
            form: Form = definitions.latest(connection, definitions.FORM, key)
            if form.subject is Subject.PERSON:
                self.answer(form)

    def answer(self, form: Form) -> None:
        diagnostic_id = diagnostics.start_diagnostic(
            self.store,
            author=self.author,
            stream=self.antenna_id,
            about="person",
            about_id=self.summary.person_id,
            person_id=self.summary.person_id,
            journey_id=self.journey_id,
            form=form.key,
            form_version=definitions.keep(self.store, author=self.author, kind=definitions.FORM, key=form.key),
            on_date=self.today,
            moment=self.words["moment"],
        )
        answers = invented_answers(
            form, chance=self.chance, today=self.today, french_level=self.words["person"]["french_level"], ease=0.4
        )
        for question, value in answers.items():
            diagnostics.answer(
                self.store, author=self.author, diagnostic_id=diagnostic_id, question=question, value=value
            )
        diagnostics.finish_diagnostic(self.store, author=self.author, diagnostic_id=diagnostic_id, on_date=self.today)
        said = ngettext("{title}\u00a0: {count} réponse.", "{title}\u00a0: {count} réponses.", len(answers))
        self.say(said, title=form.title.french, count=len(answers))
        wanted = [need.title.french for need in needs(form, answers) if need.wants_to_act]
        if wanted:
            self.say(_("Veut agir sur\u00a0: {obstacles}."), obstacles=", ".join(wanted))

    def plan(self) -> None:
        for each in self.words["objective"]:
            objective_id = plans.add_objective(
                self.store,
                author=self.author,
                person_id=self.summary.person_id,
                title=each["title"],
                journey_id=self.journey_id,
            )
            plans.add_action(
                self.store,
                author=self.author,
                person_id=self.summary.person_id,
                objective_id=objective_id,
                due_on=self.today + datetime.timedelta(days=21),
                **each["action"],
            )
            self.say(_("Objectif, avec ses mots\u00a0: «\u00a0{title}\u00a0»."), title=each["title"])

    def agree(self, programme: Programme) -> None:
        connection = self.store.read()
        kinds = {key: contract_templates.kind_of(connection, key) for key in programme.contracts}
        contract_id = contracts.draft_contract(
            self.store,
            author=self.author,
            person_id=self.summary.person_id,
            template=next(key for key, kind in kinds.items() if kind == contract_templates.ENGAGEMENT),
            journey_id=self.journey_id,
        )
        paper = contract_paper.print_contract(self.store, author=self.author, contract_id=contract_id, today=self.today)
        self.leave(paper.file_name, paper.pdf)
        self.summary.contract_id = contract_id
        self.say(_("{title}\u00a0: imprimé, {pages} pages."), title=paper.title, pages=paper.pages)
        contract_signing.sign_contract(
            self.store,
            author=self.author,
            contract_id=contract_id,
            signed_on=self.today,
            place=self.words["signed"]["place"],
            signatories=[
                contract_signing.Signatory(box.key, self.words["signed"].get(box.key, box.name))
                for box in contract_signing.boxes(thaw(paper.text))
            ],
        )
        self.say(_("Contrat {number} signé\u00a0: son texte ne changera plus."), number=paper.number)

    def hold_workshop(self, programme: Programme) -> None:
        workshop = dict(self.words["workshop"])
        half_day = sessions.PlannedHalfDay(
            self.today, Part.MORNING.value, workshop.pop("starts_at"), workshop.pop("ends_at")
        )
        (session_id,) = sessions.plan_sessions(
            self.store,
            author=self.author,
            antenna_id=self.antenna_id,
            half_days=[half_day],
            person_ids=[self.summary.person_id],
            programme=programme.key,
            **workshop,
        )
        sheet = attendance_paper.print_sheet(self.store, author=self.author, session_id=session_id)
        self.leave(sheet.file_name, sheet.pdf)
        for each in attendance.half_days_of(self.store, session_id):
            attendance.everybody_was_there(self.store, author=self.author, session_id=session_id, half_day_id=each.id)
        attendance.finish_marking(self.store, author=self.author, session_id=session_id, on_date=self.today)
        self.summary.session_id = session_id
        self.say(_("Atelier tenu, feuille d’émargement {number} imprimée et saisie."), number=sheet.number)

    def hire(self) -> None:
        hire, company = dict(self.words["hire"]), self.words["company"]
        starts_on = self.first_day()
        known = self.read_one("SELECT id FROM company WHERE siret = ? AND archived_at IS NULL", company["siret"])
        self.summary.placement_id = placements.record_hire(
            self.store,
            author=self.author,
            person_id=self.summary.person_id,
            starts_on=starts_on,
            ends_on=last_day_of_months(starts_on, hire.pop("months")),
            company_id=known,
            new_company=None if known else company,
            new_tutor=None if known else self.words["tutor"],
            workplace_postcode=company["postcode"],
            **hire,
        )
        self.say(_("Prise de poste chez {company}, le {day}."), company=company["name"], day=long_date(starts_on))

    def first_day(self) -> datetime.date:
        """The worked day that puts the last of the first points today, or on the last worked day."""
        calendar = WorkCalendar()
        day = calendar.previous_worked_on_or_before(self.today)
        for _rank in range(_DAYS_AT_WORK - 1):
            day = calendar.previous_worked_on_or_before(day - datetime.timedelta(days=1))
        return day

    def follow_up(self) -> None:
        following = None
        for point in check_ins.points_of_placement(self.store, self.summary.placement_id, today=self.today):
            if point.due <= self.today:
                self.hold(point.planned, point.due)
            else:
                following = following or point.planned
        if following is not None:
            self.leave_sheet(following.key, filled=False)
            for voice in check_in_paper.voices_alone(
                self.store, self.summary.placement_id, following.key, today=self.today
            ):
                self.leave_sheet(following.key, filled=False, alone=voice)
            self.say(
                _("{title}\u00a0: fiche imprimée pour le {day}."), title=following.title, day=long_date(following.due)
            )

    def hold(self, point: PlannedPoint, day: datetime.date) -> None:
        placement_id = self.summary.placement_id
        row_id = check_ins.open_check_in(
            self.store, author=self.author, placement_id=placement_id, point=point.key, today=day
        )
        for response in check_in_answers.responses(self.store, row_id):
            form = definitions.of_version(self.store.read(), definitions.FORM, response.form, response.form_version)
            answers = invented_answers(form, chance=self.chance, today=self.today, ease=0.8)
            diagnostics.answer_all(self.store, author=self.author, diagnostic_id=response.id, answers=answers)
        check_ins.record_done(
            self.store,
            author=self.author,
            placement_id=placement_id,
            point=point.key,
            done_on=day,
            how=check_ins.ON_SITE,
            voices=point.voices,
        )
        self.leave_sheet(point.key, filled=True)
        self.say(_("{title}\u00a0: point tenu le {day}."), title=point.title, day=long_date(day))

    def leave_sheet(self, point: str, *, filled: bool, alone: str = "") -> None:
        sheet = check_in_paper.print_point(
            self.store,
            self.summary.placement_id,
            point,
            author=self.author,
            filled=filled,
            alone=alone,
            today=self.today,
        )
        self.leave(sheet.file_name, sheet.pdf)

    def read_one(self, sql: str, value: str) -> str:
        row = self.store.read().execute(sql, (value,)).fetchone()
        return row[0] if row else ""


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> VisitUnwritable:
    return VisitUnwritable(
        _("Les papiers de la visite n’ont pas pu être écrits. Vérifiez le dossier et la place libre."),
        for_log=f"visit papers not written: {type(error).__name__}",
    )
