"""Recording a hire in one go: who, where, which contract, which days; the points of follow-up appear as one types."""

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from db.queries import work
from db.search import search
from kodiko_desktop.domain.dates_in_words import moment_in_words
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop import drafts
from kodiko_desktop.services.work import follow_up, placements
from ui.desk import Desk
from ui.pages.work.hire_draft import PLACE, HireDraft, read_draft
from ui.pages.work.hire_form import HireForm
from ui.pages.work.schedule_preview import SchedulePreview
from ui.pages.work.tutor_fields import TutorFields, read_contacts
from ui.theme import tokens as scale
from ui.widgets.finder import Finder, Found
from ui.widgets.fitting import open_at
from ui.widgets.form import Form
from ui.widgets.scroll import Scroll
from ui.widgets.text import label

_KEPT_EVERY_MS = 2000
"""What is typed is on disk after this, whatever happens to the laptop."""


class HireDialog(QDialog):
    """`recorded` carries the id of the new hire. Nothing sensitive is asked."""

    recorded = Signal(str)

    def __init__(
        self, desk: Desk, *, person: Found | None = None, company: Found | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self.setWindowTitle(_("Noter une embauche"))
        open_at(self, 1120, 700)
        self.person = Finder(_("Personne"), self._find_person)
        self.company = Finder(
            _("Entreprise"), self._find("company"), new_name=_("Nouvelle entreprise\u00a0: «\u00a0{name}\u00a0»")
        )
        self.tutor = TutorFields()
        self.facts = HireForm(today=desk.today)
        self.preview = SchedulePreview()
        self._resumed = label("", tone="muted")
        self._resumed.hide()
        self._said = label("", tone="danger")
        self._said.hide()
        self._lay_out()
        self.person.chosen.connect(lambda _found: self._read_cadence())
        self.company.chosen.connect(lambda _found: self._read_contacts())
        self.facts.edited.connect(lambda _change: self._show_preview())
        self.person.set_value(person)
        self.company.set_value(company)
        self._read_cadence()
        self._read_contacts()
        self._show_preview()
        (self.company if person else self.person).setFocus()
        desk.read(lambda store: drafts.drafts_at(store.read(), PLACE), receiver=self, then=self._resume)
        self._kept: dict[str, Any] | None = None
        self._keeping = QTimer(self, interval=_KEPT_EVERY_MS)
        self._keeping.timeout.connect(self._keep_meanwhile)
        self._keeping.start()

    def _lay_out(self) -> None:
        who = Form(columns=2)
        who.add(_("Personne"), self.person)
        who.add(
            _("Entreprise"), self.company, help_text=_("Écrivez son nom\u00a0: elle est créée si elle n’existe pas.")
        )
        self.tutor.add_to(who)
        who.finished.connect(lambda: self.facts.field("job_title").setFocus(Qt.FocusReason.TabFocusReason))
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, scale.SPACE_3, 0)
        column.setSpacing(scale.SPACE_3)
        column.addWidget(who)
        column.addWidget(self.facts)
        column.addStretch(1)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.preview)
        beside.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_4)
        line.addWidget(Scroll(left), 3)
        line.addWidget(Scroll(right), 2)
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(_("Enregistrer l’embauche"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setShortcut("Ctrl+Return")
        self.save_button.setToolTip("Ctrl+↵")
        cancel = buttons.addButton(_("Annuler"), QDialogButtonBox.ButtonRole.RejectRole)
        for button in (self.save_button, cancel):
            button.setAutoDefault(False)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_4)
        whole.setSpacing(scale.SPACE_3)
        whole.addWidget(self._resumed)
        whole.addLayout(line, 1)
        whole.addWidget(self._said)
        whole.addWidget(buttons)

    # -- saving ---------------------------------------------------------------------------------------------------

    def save(self) -> None:
        """Write the hire, its employer and who welcomes the person, in one act; say what is missing instead."""
        self.facts.settle()
        self.tutor.settle()
        values = self.facts.values()
        person, company, name = self.person.value(), self.company.value(), self.company.new_name()
        missing = self._missing(person, company is not None or bool(name), values)
        if missing:
            self._say(missing)
            return
        if self.facts.first_error() is not None:
            return
        self._say("")
        self.save_button.setEnabled(False)
        tutor = self.tutor.known()
        self._desk.write(
            placements.record_hire,
            receiver=self,
            then=self._recorded,
            failed=self._failed,
            told=_("L’embauche est notée. Le suivi est calculé."),
            person_id=person.id,
            company_id=company.id if company else "",
            new_company=None if company else {"name": name},
            new_tutor=self.tutor.new(),
            tutor_changes=self.tutor.changes(),
            tutor_contact_id=tutor.id if tutor else None,
            **values,
        )

    def _missing(self, person: Found | None, company: bool, values: dict[str, Any]) -> str:
        for present, sentence, field in (
            (person is not None, _("Choisissez la personne embauchée."), self.person),
            (company, _("Choisissez l’entreprise, ou écrivez le nom d’une nouvelle."), self.company),
            (values["starts_on"], _("Écrivez le premier jour de travail."), self.facts.field("starts_on")),
        ):
            if not present:
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return sentence
        return ""

    def _recorded(self, placement_id: str) -> None:
        self._forget_draft()
        self.recorded.emit(placement_id)
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.put_aside()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # The form goes on to the next field; nothing is recorded by accident, only from the button itself.
            if isinstance(focused, QPushButton):
                focused.click()
            event.accept()
        else:
            super().keyPressEvent(event)

    def put_aside(self) -> None:
        """Close without recording; what is typed comes back the next time. Where it cannot be kept (a full disk), the
        window stays with what is typed in it, and says why."""
        if not self._keep_draft(then=self._kept_aside, failed=lambda failure: self._say(failure.sentence)):
            self.reject()

    def _kept_aside(self, _nothing: None) -> None:
        self._desk.told.emit(_("Rien n’est enregistré\u00a0; ce que vous aviez écrit reviendra en rouvrant."), None)
        super().reject()

    def reject(self) -> None:
        """Close without recording: on purpose, so the draft goes too."""
        self._forget_draft()
        super().reject()

    def _failed(self, failure: KodikoError) -> None:
        self.save_button.setEnabled(True)
        self._say(failure.sentence)

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.setVisible(bool(sentence))

    # -- what is begun --------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Keep what is typed as a draft: the window is about to lock, or somebody looked elsewhere."""
        self._keep_draft()

    def _keep_meanwhile(self) -> None:
        """Nothing is settled: somebody is in the middle of a word. A draft as it was kept is not written again."""
        if self._draft().content() != self._kept:
            self._keep_draft(settled=False, failed=lambda failure: self._say(failure.sentence))

    def _keep_draft(
        self,
        *,
        settled: bool = True,
        then: Callable[[None], None] | None = None,
        failed: Callable[[KodikoError], None] | None = None,
    ) -> bool:
        if settled:
            self.facts.settle()
        draft = self._draft()
        if draft.is_empty or not self.isVisible() or not self.save_button.isEnabled():
            return False
        self._kept = content = draft.content()

        def keep(store: Any, *, author: str) -> None:
            drafts.keep_draft(store, place=PLACE, content=content)

        self._desk.write(keep, receiver=self if then else self._desk, then=then, failed=failed)
        return True

    def _draft(self) -> HireDraft:
        return HireDraft(
            person=self.person.value(),
            company=self.company.value(),
            company_text=self.company.new_name(),
            tutor=self.tutor.name.text().strip(),
            tutor_phone=self.tutor.phone.text().strip(),
            facts=self.facts.values(),
        )

    def _resume(self, found: Sequence[drafts.Draft]) -> None:
        """Take up what was begun, unless something is typed already or it was about somebody else."""
        if not found or not self._draft().is_empty:
            return
        draft = read_draft(found[0].content)
        known = self.person.value()
        if known is not None and draft.person is not None and known.id != draft.person.id:
            return
        self.person.set_value(known or draft.person)
        self.company.set_value(draft.company)
        if draft.company is None:
            self.company.setText(draft.company_text)
        self.tutor.name.set_value(draft.tutor)
        self.tutor.phone.set_value(draft.tutor_phone)
        self.facts.show_values(draft.facts)
        moment = datetime.datetime.fromisoformat(found[0].saved_at)
        self._resumed.setText(
            _("Repris de ce que vous aviez commencé {moment}.").format(
                moment=moment_in_words(moment.date(), moment.time())
            )
        )
        self._resumed.show()
        self._read_cadence()
        self._read_contacts()
        self._show_preview()

    def _forget_draft(self) -> None:
        def forget(store: Any, *, author: str) -> None:
            drafts.forget_draft(store, place=PLACE)

        if self._desk.is_open:
            self._desk.write(forget, receiver=self._desk)

    # -- reading --------------------------------------------------------------------------------------------------

    def _find(self, kind: str) -> Callable[[str, Callable[[Sequence[Found]], None]], None]:
        def find(text: str, give: Callable[[Sequence[Found]], None]) -> None:
            self._desk.read(
                lambda store: [
                    Found(hit.row_id, hit.title, hit.subtitle) for hit in search(store.read(), text, 6, kinds=(kind,))
                ],
                receiver=self,
                then=give,
            )

        return find

    def _find_person(self, text: str, give: Callable[[Sequence[Found]], None]) -> None:
        def discreet(found: Sequence[Found]) -> None:
            if self._desk.discreet:
                found = [Found(each.id, self._desk.name(each.name)) for each in found]
            give(found)

        self._find("person")(text, discreet)

    def _read_cadence(self) -> None:
        person = self.person.value()
        person_id = person.id if person else ""

        def read(store: Any) -> Any:
            connection = store.read()
            return follow_up.cadence(connection, work.programme_of_person(connection, person_id))

        self._desk.read(read, receiver=self, then=self.preview.set_cadence)

    def _read_contacts(self) -> None:
        company = self.company.value()
        if company is None:
            self.tutor.offer({})
        else:
            self._desk.read(lambda store: read_contacts(store, company.id), receiver=self, then=self.tutor.offer)

    def _show_preview(self) -> None:
        self.preview.show_values(self.facts.values())
