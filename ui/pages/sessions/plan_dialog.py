"""A new session: the programme's own title, half-days, how many weeks, who is expected, who pays."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QCheckBox, QWidget

from db.connection import Connection
from db.queries import organisation
from db.queries import sessions as queries
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.holidays import HolidayProfile, is_holiday
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.laptop.drafts import NEW_SESSION, Draft, drafts_at
from kodiko_desktop.services.sessions import sessions
from kodiko_desktop.services.sessions.attendance_roll import holiday_warnings, profile_of
from ui.acts.act_dialog import ActDialog
from ui.desk import Desk
from ui.pages.sessions.details_card import MOST_BLANK_ROWS
from ui.pages.sessions.funders_field import FundersField
from ui.pages.sessions.half_day_fields import HalfDaysField
from ui.pages.sessions.holiday_notice import HolidayNotice
from ui.pages.sessions.people_field import PeopleField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.line_field import LineField
from ui.widgets.number_field import NumberField

_MOST_WEEKS = 52
_USUAL_BLANK_ROWS = 3


@dataclass(frozen=True)
class Offered:
    """What the dialog offers. `modules`: for each programme, (key, exact title); `members`: people of each cohort;
    `cohort_funders`: who pays for each cohort; `cohort_programmes`: the programme of each."""

    programmes: tuple[tuple[str, str], ...]
    modules: Mapping[str, tuple[tuple[str, str], ...]]
    cohorts: tuple[tuple[str, str], ...]
    cohort_programmes: Mapping[str, str]
    members: Mapping[str, tuple[tuple[str, str], ...]]
    funders: tuple[tuple[str, str], ...]
    profile: HolidayProfile
    draft: Draft | None


def open_plan_dialog(desk: Desk, page: QWidget, day: datetime.date, *, opened: Callable[["PlanDialog"], None]) -> None:
    """Read what can be offered, then open the dialog over `page` and hand it to `opened`."""
    antenna_id = desk.here().antenna_id

    def show(found: Offered) -> None:
        dialog = PlanDialog(desk, found, day, page)
        opened(dialog)
        dialog.begin()

    desk.read(lambda store: offered(store.read(), antenna_id), receiver=page, then=show)


def offered(connection: Connection, antenna_id: str) -> Offered:
    """What there is to choose from. A programme whose file has a mistake is left out: it is said in the settings."""
    programmes, modules = [], {}
    for key in definitions.keys(connection, definitions.PROGRAMME):
        try:
            programme = definitions.latest(connection, definitions.PROGRAMME, key)
        except KodikoError:
            continue
        programmes.append((key, programme.short_title or programme.title))
        modules[key] = tuple((module.key, module.title) for module in programme.modules)
    cohorts = organisation.cohorts(connection)
    drafts = drafts_at(connection, NEW_SESSION)
    return Offered(
        programmes=tuple(sorted(programmes, key=lambda each: each[1])),
        modules=modules,
        cohorts=tuple((cohort.id, cohort.name) for cohort in cohorts),
        cohort_programmes={cohort.id: cohort.detail for cohort in cohorts},
        members={
            cohort.id: tuple(
                (person_id, display_name(given, family))
                for person_id, family, given in queries.cohort_members(connection, cohort.id)
            )
            for cohort in cohorts
        },
        funders=tuple((funder.id, funder.name) for funder in queries.funders(connection)),
        profile=profile_of(connection, antenna_id),
        draft=drafts[0] if drafts else None,
    )


class PlanDialog(ActDialog):
    """`done_with` carries the ids of the sessions made."""

    def __init__(self, desk: Desk, choices: Offered, day: datetime.date, parent: QWidget | None = None) -> None:
        super().__init__(
            desk, _("Nouvelle séance"), _("Prévoir la séance"), self.submit, place=NEW_SESSION, columns=2, parent=parent
        )
        self._choices = choices
        self.programme = ChoiceField(_("Programme"), choices.programmes)
        self.module = ChoiceField(_("Module"))
        self.title_field = LineField(_("Titre imprimé"))
        self.half_days = HalfDaysField(desk.today)
        self.weeks = NumberField(most=_MOST_WEEKS, whole=True)
        self.holidays = HolidayNotice()
        self.cohort = ChoiceField(_("Promotion"), choices.cohorts)
        self.people = PeopleField(desk)
        self.funders = FundersField()
        self.funders.set_choices(choices.funders)
        self._add_fields()
        usual = tuple((part, start, end) for part, start, end in self.half_days.value()[0][1])
        self.preset(half_days=((day.isoformat(), usual),), weeks=1, blank_rows=_USUAL_BLANK_ROWS, skip_holidays=True)
        self.programme.edited.connect(lambda _key: self._programme_chosen())
        self.module.edited.connect(lambda _key: self._module_chosen())
        self.cohort.edited.connect(self._cohort_chosen)
        for changed in (self.half_days.edited, self.weeks.edited):
            changed.connect(lambda *_value: self._warn())
        self._programme_chosen()
        self._warn()
        if choices.draft is not None:
            self.take_up(choices.draft)
            self._programme_chosen()
            self._warn()

    def _add_fields(self) -> None:
        self.add("programme", _("Programme"), self.programme)
        self.add("module", _("Module"), self.module)
        self.add(
            "title",
            _("Titre imprimé sur la feuille"),
            self.title_field,
            help_text=_(
                "Avec un module, c’est son titre, mot pour mot\u00a0: un autre titre peut faire refuser la feuille."
            ),
            wide=True,
        )
        self.add("half_days", _("Demi-journées"), self.half_days, wide=True)
        self.add(
            "weeks",
            _("Nombre de semaines"),
            self.weeks,
            help_text=_("1\u00a0: une seule fois. 4\u00a0: la même, 4 semaines."),
        )
        self.add("cohort", _("Promotion"), self.cohort, help_text=_("Ses membres sont inscrits d’un coup."))
        self._holidays_row = self.add("skip_holidays", _("Jours fériés"), self.holidays, wide=True)
        self.add("people", _("Personnes attendues"), self.people, wide=True)
        self.add("place", _("Lieu"), LineField(_("Lieu")))
        self.add("trainer_name", _("Animée par"), LineField(_("Animée par")))
        self.add("trainer_capacity", _("Qualité"), LineField(_("Qualité"), placeholder=_("ex. formatrice, bénévole")))
        self.add("blank_rows", _("Lignes vides sur la feuille"), NumberField(most=MOST_BLANK_ROWS, whole=True))
        self.add("funder_ids", _("Financeurs imprimés"), self.funders)
        remote = QCheckBox(_("Séance à distance"))
        self.add("remote", _("À distance"), remote)

    # -- what follows a choice ------------------------------------------------------------------------------------

    def _programme_chosen(self) -> None:
        modules = self._choices.modules.get(str(self.programme.value() or ""), ())
        self.module.set_choices(modules)
        self.module.setEnabled(bool(modules))
        self._module_chosen()

    def _module_chosen(self) -> None:
        titles = dict(self._choices.modules.get(str(self.programme.value() or ""), ()))
        exact = titles.get(self.module.value())
        if exact is not None:
            self.title_field.set_value(exact)
        elif self.title_field.isReadOnly():
            self.title_field.set_value("")
        self.title_field.setReadOnly(exact is not None)

    def _cohort_chosen(self, cohort_id: object) -> None:
        if cohort_id is None:
            return
        self.people.add_all(self._choices.members.get(str(cohort_id), ()))
        programme = self._choices.cohort_programmes.get(str(cohort_id), "")
        if programme and self.programme.value() is None:
            self.programme.set_value(programme)
            self._programme_chosen()

    def _days(self) -> set[datetime.date]:
        weeks = int(self.weeks.value() or 1)
        return {
            half_day.on_date + datetime.timedelta(weeks=week)
            for half_day in self.half_days.half_days()
            for week in range(weeks)
        }

    def _warn(self) -> None:
        sentences = holiday_warnings(self._choices.profile, self._days())
        self.holidays.show_sentences(sentences, series=(self.weeks.value() or 1) > 1)
        self._holidays_row.setVisible(bool(sentences))

    # -- the act --------------------------------------------------------------------------------------------------

    def submit(self, values: Mapping[str, Any]) -> None:
        if self.half_days.error():
            self.say(self.half_days.error(), self.half_days)
            return
        if not values["title"].strip():
            field = self.title_field if self.title_field.isEnabled() else self.module
            self.say(_("Donnez un titre à la séance\u00a0: c’est celui qui sera imprimé sur la feuille."), field)
            return
        planned = self.half_days.half_days()
        if not planned:
            self.say(_("Écrivez le jour, et cochez le matin ou l’après-midi."), self.half_days)
            return
        weeks = int(values["weeks"] or 1)
        skipping = weeks > 1 and values["skip_holidays"]
        leaving_out = {day for day in self._days() if is_holiday(day, self._choices.profile)} if skipping else set()
        self.send(
            sessions.plan_sessions,
            told=ngettext("La séance est prévue.", "Les séances sont prévues.", weeks),
            antenna_id=self.desk.here().antenna_id,
            title=values["title"],
            half_days=planned,
            person_ids=[person_id for person_id, _name in values["people"]],
            weeks=weeks,
            leaving_out=leaving_out,
            programme=values["programme"] or "",
            module=values["module"] or "",
            cohort_id=values["cohort"],
            place=values["place"],
            remote=bool(values["remote"]),
            trainer_name=values["trainer_name"],
            trainer_capacity=values["trainer_capacity"],
            funder_ids=list(values["funder_ids"]),
            blank_rows=int(values["blank_rows"] or 0),
        )
