"""What the list of people is narrowed by, and the filters kept under a name."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QPushButton, QVBoxLayout, QWidget

from db.queries.people import EVERYBODY, PeopleFilter
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people.people_lists import FilterChoices
from ui.theme import tokens as scale
from ui.widgets.choice_field import ChoiceField
from ui.widgets.flow import FlowLayout
from ui.widgets.search_field import SearchField

_ALL = ""


class FilterBar(QWidget):
    """`changed` carries the `PeopleFilter` at each keystroke and choice; `save_asked`, `forget_asked` (a name)."""

    changed = Signal(object)
    save_asked = Signal()
    forget_asked = Signal(str)

    def __init__(self, staff_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._staff_id = staff_id
        self._choices: FilterChoices | None = None
        self.search = SearchField(
            _("Chercher une personne"), _("Nom, téléphone, numéro de dossier, année de naissance…")
        )
        self.search.setMinimumWidth(200)
        self.search.searched.connect(lambda _text: self.changed.emit(self.wanted()))
        self.referent = self._choice(_("Référent·e"))
        self.status = self._choice(_("État du parcours"))
        self.programme = self._choice(_("Programme"))
        self.site = self._choice(_("Lieu de vie"))
        self.kept = QPushButton(_("Filtres"))
        self.kept.setProperty("menued", "true")
        self._menu = QMenu(self.kept)
        self.kept.setMenu(self._menu)
        self._menu.aboutToShow.connect(self._fill_menu)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_2)
        column.addWidget(self.search)
        line = QWidget()
        flow = FlowLayout(line, gap=scale.SPACE_2)
        for field in (self.referent, self.status, self.programme, self.site, self.kept):
            flow.addWidget(field)
        policy = line.sizePolicy()
        policy.setHeightForWidth(True)
        line.setSizePolicy(policy)
        column.addWidget(line)
        self._archived = False
        self._cohort_id = ""

    def _choice(self, name: str) -> ChoiceField:
        field = ChoiceField(name, placeholder=name)
        field.setMinimumContentsLength(17)
        field.edited.connect(lambda _value: self._tell())
        return field

    def offer(self, choices: FilterChoices) -> None:
        """Offer what one may filter on now; what was chosen stays."""
        self._choices = choices
        others = [(staff_id, name) for staff_id, name in choices.staff if staff_id != self._staff_id]
        mine = [(self._staff_id, _("Mon portefeuille"))] if self._staff_id else []
        self._offer(self.referent, _("Toute l’équipe"), [*mine, *others])
        self._offer(self.status, _("Tous les états"), vocabulary("journey_status").choices())
        self._offer(self.programme, _("Tous les programmes"), choices.programmes)
        self._offer(self.site, _("Tous les lieux"), choices.sites)

    def _offer(self, field: ChoiceField, all_of_them: str, choices: Sequence[tuple[str, str]]) -> None:
        before = field.value()
        field.set_choices([(_ALL, all_of_them), *choices])
        field.set_value(before or _ALL)

    def wanted(self) -> PeopleFilter:
        """The filter as it stands."""
        return PeopleFilter(
            text=self.search.text(),
            referent_id=str(self.referent.value() or ""),
            status=str(self.status.value() or ""),
            programme=str(self.programme.value() or ""),
            site_id=str(self.site.value() or ""),
            cohort_id=self._cohort_id,
            archived=self._archived,
        )

    def show_filter(self, wanted: PeopleFilter) -> None:
        """Show a filter, without saying that it changed."""
        self.search.blockSignals(True)
        self.search.setText(wanted.text)
        self.search.blockSignals(False)
        self.referent.set_value(wanted.referent_id)
        self.status.set_value(wanted.status)
        self.programme.set_value(wanted.programme)
        self.site.set_value(wanted.site_id)
        self._archived, self._cohort_id = wanted.archived, wanted.cohort_id
        self._mark()

    def use(self, wanted: PeopleFilter) -> None:
        """Show a filter and apply it."""
        self.show_filter(wanted)
        self.changed.emit(self.wanted())

    def _tell(self) -> None:
        self._mark()
        self.changed.emit(self.wanted())

    def _mark(self) -> None:
        narrowed = replace(self.wanted(), text="") != EVERYBODY
        self.kept.setText(_("Filtres (en service)") if narrowed else _("Filtres"))

    def _fill_menu(self) -> None:
        self._menu.clear()
        saved = self._choices.saved if self._choices else ()
        for name, wanted in saved:
            self._menu.addAction(_shown(name), lambda wanted=wanted: self.use(wanted))
        if saved:
            self._menu.addSeparator()
        self._menu.addAction(_("&Garder ce filtre…"), self.save_asked.emit)
        self._menu.addAction(_("&Tout montrer"), lambda: self.use(EVERYBODY))
        cohorts = self._choices.cohorts if self._choices else ()
        if cohorts:
            of_cohort = self._menu.addMenu(_("&Promotion"))
            for cohort_id, name in cohorts:
                of_cohort.addAction(_shown(name), lambda cohort_id=cohort_id: self._use_cohort(cohort_id))
        archived = self._menu.addAction(_("Fiches &archivées"))
        archived.setCheckable(True)
        archived.setChecked(self._archived)
        archived.toggled.connect(self._use_archived)
        if saved:
            forget = self._menu.addMenu(_("&Oublier un filtre"))
            for name, _wanted in saved:
                forget.addAction(_shown(name), lambda name=name: self.forget_asked.emit(name))

    def _use_cohort(self, cohort_id: str) -> None:
        self._cohort_id = cohort_id
        self._tell()

    def _use_archived(self, archived: bool) -> None:
        self._archived = archived
        self._tell()


def _shown(name: str) -> str:
    return name.replace("&", "&&")
