"""The facts of a hire that its follow-up depends on, as fields: filled once, or corrected one by one."""

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from kodiko_desktop.domain.dates_in_words import short_date
from kodiko_desktop.domain.holidays import FIRST_OF_MAY, HolidayProfile, holidays, profile_of_workplace
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.trial_period import ContractFamily, contract_family
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.pages.work.agreed_form import NOTHING_AGREED, AgreedForm
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.form import FieldRow, Form
from ui.widgets.line_field import LineField
from ui.widgets.number_field import NumberField

NOTHING_YET: dict[str, Any] = {
    "job_title": "",
    "contract_kind": "",
    "category": "",
    "starts_on": None,
    "ends_on": None,
    "minimum_days": None,
    "weekly_pattern": "12345",
    "weekly_hours": None,
    "day_starts_at": "",
    "workplace": "",
    "workplace_postcode": "",
    "holiday_profile": "",
    "worked_holidays": [],
    "trial_written": False,
    "trial_ends_on": None,
    "trial_renewed_until": None,
    **NOTHING_AGREED,
}
"""Every field of the form, as it is before anything is written."""

_HOLIDAYS_AHEAD_MONTHS = 7
_LONGEST_WEEK = 60.0
_LONGEST_CONTRACT_DAYS = 1100.0


class HireForm(QWidget):
    """`edited` carries {field of Placement: value} each time a field is left with something new."""

    edited = Signal(dict)

    def __init__(self, *, today: Callable[[], datetime.date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values = dict(NOTHING_YET)
        self._fields: dict[str, QWidget] = {}
        self._rows: dict[str, FieldRow] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_3)
        self._form = Form(columns=2)
        self._trial_box = QCheckBox(_("Une période d’essai est écrite dans le contrat"))
        self._trial_box.toggled.connect(lambda on: self._keep("trial_written", on))
        self._trial_form = Form(columns=2)
        self.agreed = AgreedForm()
        self.agreed.edited.connect(self._keep)
        for part in (self._form, self._trial_box, self._trial_form, self.agreed):
            column.addWidget(part)
        self._build(today)
        self._build_trial(today)
        self._holidays: AnswerButtons | None = None
        self._offered: tuple[datetime.date, ...] = ()
        self._fit()

    def values(self) -> dict[str, Any]:
        """What the fields hold now, by field of Placement."""
        return dict(self._values)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Show the facts of a hire; nothing is emitted."""
        self._values = {name: values.get(name, default) for name, default in NOTHING_YET.items()}
        for name, field in self._fields.items():
            field.set_value(_shown(name, self._values[name]))
        self._trial_box.blockSignals(True)
        self._trial_box.setChecked(bool(self._values["trial_written"]))
        self._trial_box.blockSignals(False)
        self.agreed.show_values(self._values)
        self._fit()

    def settle(self) -> None:
        """Hand over what is still being typed."""
        self.agreed.settle()
        for field in self._fields.values():
            settle = getattr(field, "settle", None)
            if settle is not None:
                settle()

    def first_error(self) -> FieldRow | None:
        """The first field that shows an error; it receives the keyboard."""
        return self._form.first_error() or self._trial_form.first_error()

    def field(self, name: str) -> QWidget:
        """The control of one field."""
        return self._fields[name]

    # -- inside ---------------------------------------------------------------------------------------------------

    def _build(self, today: Callable[[], datetime.date]) -> None:
        self._add("job_title", _("Poste"), LineField())
        self._add("contract_kind", _("Contrat"), ChoiceField(choices=vocabulary("contracts").choices()))
        self._add("starts_on", _("Premier jour de travail"), DateField(today=today))
        self._add("category", _("Catégorie"), ChoiceField(choices=vocabulary("professional_categories").choices()))
        self._add("ends_on", _("Fin du contrat"), DateField(today=today))
        self._add(
            "minimum_days",
            _("Durée minimale, en jours"),
            NumberField(most=_LONGEST_CONTRACT_DAYS, whole=True),
            help_text=_("Si le contrat n’a pas de date de fin précise."),
        )
        days = (_("lun."), _("mar."), _("mer."), _("jeu."), _("ven."), _("sam."), _("dim."))
        week = AnswerButtons(
            _("Jours travaillés"),
            [Answer(str(rank), day, str(rank)) for rank, day in enumerate(days, start=1)],
            multiple=True,
        )
        self._rows["weekly_pattern"] = self._form.add(_("Jours travaillés"), week, wide=True)
        self._week = week
        week.answered.connect(self._keep_week)
        self._add("weekly_hours", _("Heures par semaine"), NumberField(most=_LONGEST_WEEK))
        self._add("day_starts_at", _("Heure d’arrivée le premier jour"), TimeField())
        self._add("workplace", _("Lieu de travail"), LineField(placeholder=_("adresse, arrêt de bus…")))
        self._add("workplace_postcode", _("Code postal du lieu de travail"), LineField())
        profiles = [("", _("D’après le code postal")), *((each.value, each.label) for each in HolidayProfile)]
        self._add("holiday_profile", _("Jours fériés"), ChoiceField(choices=profiles))
        self._holiday_holder = QWidget()
        self._holiday_column = QVBoxLayout(self._holiday_holder)
        self._holiday_column.setContentsMargins(0, 0, 0, 0)
        self._rows["worked_holidays"] = self._form.add(
            _("Jours fériés travaillés"),
            self._holiday_holder,
            help_text=_("Cochez ceux que l’entreprise travaille. Le 1er mai n’est jamais compté."),
            wide=True,
        )

    def _build_trial(self, today: Callable[[], datetime.date]) -> None:
        end, renewed = DateField(today=today), DateField(today=today)
        self._rows["trial_ends_on"] = self._trial_form.add(
            _("Fin de l’essai écrite dans le contrat"),
            end,
            help_text=_("Vide\u00a0: la durée maximale prévue par la loi est comptée."),
        )
        self._rows["trial_renewed_until"] = self._trial_form.add(
            _("Essai renouvelé jusqu’au"), renewed, help_text=_("Seulement si un accord de branche le permet.")
        )
        for name, field in (("trial_ends_on", end), ("trial_renewed_until", renewed)):
            self._listen(name, field)

    def _add(self, name: str, title: str, field: QWidget, *, help_text: str = "") -> None:
        self._rows[name] = self._form.add(title, field, help_text=help_text)
        self._listen(name, field)

    def _listen(self, name: str, field: QWidget) -> None:
        self._fields[name] = field
        field.edited.connect(lambda value, name=name: self._keep(name, value))

    def _keep_week(self, days: tuple[str, ...]) -> None:
        said = "" if days else _("Cochez au moins un jour de la semaine.")
        self._rows["weekly_pattern"].set_error(said)
        if days:
            self._keep("weekly_pattern", "".join(sorted(days)))

    def _keep(self, name: str, value: object) -> None:
        value = _stored(name, value)
        if self._values[name] == value:
            return
        self._values[name] = value
        self._fit()
        self.edited.emit({name: value})

    def _fit(self) -> None:
        """Show only what the answers given so far make useful."""
        family = contract_family(self._values["contract_kind"])
        self._week.set_value(tuple(self._values["weekly_pattern"]))
        self._rows["ends_on"].setVisible(family is not ContractFamily.CDI)
        open_ended = family in (ContractFamily.CDD, ContractFamily.INTERIM) and self._values["ends_on"] is None
        self._rows["minimum_days"].setVisible(open_ended)
        self._trial_form.setVisible(bool(self._values["trial_written"]))
        self._rows["trial_renewed_until"].setVisible(family is ContractFamily.CDI)
        self._offer_holidays()

    def _offer_holidays(self) -> None:
        offered = tuple(_coming_holidays(self._values))
        self._rows["worked_holidays"].setVisible(bool(offered))
        if offered != self._offered or self._holidays is None:
            self._offered = offered
            if self._holidays is not None:
                self._holidays.hide()
                self._holidays.deleteLater()
            names = _coming_holidays(self._values)
            self._holidays = (
                AnswerButtons(
                    _("Jours fériés travaillés"),
                    [Answer(day.isoformat(), f"{short_date(day)} ({name})") for day, name in names.items()],
                    multiple=True,
                )
                if names
                else None
            )
            if self._holidays is not None:
                self._holidays.answered.connect(self._keep_holidays)
                self._holiday_column.addWidget(self._holidays)
        if self._holidays is not None:
            self._holidays.set_value(str(day) for day in self._values["worked_holidays"])

    def _keep_holidays(self, days: tuple[str, ...]) -> None:
        elsewhere = [day for day in map(str, self._values["worked_holidays"]) if _day(day) not in self._offered]
        self._keep("worked_holidays", sorted({*elsewhere, *days}))


def _coming_holidays(values: Mapping[str, Any]) -> dict[datetime.date, str]:
    """The holidays of the follow-up that fall on a worked weekday, 1 May left out: it is never worked."""
    start = values["starts_on"]
    if start is None:
        return {}
    until = add_months(start, _HOLIDAYS_AHEAD_MONTHS)
    profile = profile_of_workplace(values["holiday_profile"], values["workplace_postcode"])
    found = {**holidays(start.year, profile), **holidays(start.year + 1, profile)}
    return {
        day: name
        for day, name in found.items()
        if start <= day <= until
        and str(day.isoweekday()) in values["weekly_pattern"]
        and (day.month, day.day) != FIRST_OF_MAY
    }


def _shown(name: str, value: Any) -> Any:
    if name == "day_starts_at":
        return datetime.time.fromisoformat(value) if value else None
    return value


def _stored(name: str, value: Any) -> Any:
    if name == "day_starts_at":
        return value.strftime("%H:%M") if value else ""
    if name in ("contract_kind", "category", "holiday_profile"):
        return value or ""
    return value


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
