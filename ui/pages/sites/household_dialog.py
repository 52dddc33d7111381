"""A household of a site: what the team calls it and who lives in it, each change kept at once."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from db.search import search
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people import households
from kodiko_desktop.services.people.households import HouseholdFile, Member
from ui.acts.record_dialog import RecordDialog
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.finder import Finder, Found
from ui.widgets.fitting import open_at
from ui.widgets.form import Form
from ui.widgets.line_field import LineField
from ui.widgets.text import label


class HouseholdDialog(RecordDialog):
    """Opens on a household, or on a new one that its name and its first person make."""

    def __init__(self, desk: Desk, household_id: str | None, site_id: str, parent: QWidget | None = None) -> None:
        super().__init__(desk, _("Foyer"), _("Écrivez un nom, puis ajoutez une personne."), self._write, parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.household_id, self._site_id = household_id, site_id
        open_at(self, 560, 480)
        self.name = LineField()
        self.name.edited.connect(self._keep_name)
        self.person = Finder(_("Ajouter une personne"), self._find)
        self.person.chosen.connect(self._add)
        self.members = Card(_("Personnes de ce foyer"), " ")
        self.archive_button = QPushButton(_("Ranger ce foyer"))
        self.archive_button.clicked.connect(lambda _checked=False: self._archive())
        self._lay_out()
        self._show_members(())
        self.name.setFocus()
        if household_id is not None:
            self._read()

    def done(self, result: int) -> None:
        """Close, once what is still being typed is handed over."""
        self.name.settle()
        super().done(result)

    # -- inside ---------------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        form = Form()
        form.add(_("Nom du foyer"), self.name, help_text=_("Celui que l’équipe emploie."))
        form.add(_("Ajouter une personne"), self.person, help_text=_("Son nom, son numéro ou son téléphone."))
        self.lay_out((form, self.members), (self.archive_button,), gap=scale.SPACE_3)

    def _read(self) -> None:
        self.desk.read(households.read_household, self.household_id, receiver=self, then=self._show)

    def _show(self, file: HouseholdFile) -> None:
        self.shown(file.record.seen)
        if not self.name.hasFocus() or not self.name.value():
            self.name.set_value(file.record.row.name)
        self._show_members(file.members)

    def _show_members(self, members: Sequence[Member]) -> None:
        self.members.clear()
        self.members.set_meta(str(len(members)))
        for member in members:
            self.members.add(self._line(member))
        if not members:
            self.members.add(label(_("Personne pour l’instant."), tone="muted"))
        self.archive_button.setVisible(self.household_id is not None and not members)

    def _line(self, member: Member) -> QWidget:
        name = self.desk.name(member.name)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(f"{name} · {member.number}"), 1)
        button = QPushButton(_("Retirer"))
        button.setAutoDefault(False)
        button.setAccessibleName(_("Retirer {name} de ce foyer").format(name=name))
        button.clicked.connect(partial(self._remove, member))
        line.addWidget(button)
        return holder

    def _find(self, text: str, give: Callable[[Sequence[Found]], None]) -> None:
        def named(found: Sequence[Found]) -> None:
            give([Found(each.id, self.desk.name(each.name)) for each in found] if self.desk.discreet else found)

        self.desk.read(
            lambda store: [
                Found(hit.row_id, hit.title, hit.subtitle) for hit in search(store.read(), text, 6, kinds=("person",))
            ],
            receiver=self,
            then=named,
        )

    # -- writing --------------------------------------------------------------------------------------------------

    def _keep_name(self, name: str) -> None:
        if self.saver is not None:
            self.saver.save({"name": name})

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        now = households.change_household(
            store, author=author, household_id=str(self.household_id), values=values, seen=seen
        )
        return now, None

    def _add(self, found: Found | None) -> None:
        if found is None:
            return
        self.name.settle()
        self.person.set_value(None)
        if self.household_id is not None:
            self._act(
                households.welcome,
                _("La personne est dans ce foyer."),
                person_id=found.id,
                household_id=self.household_id,
            )
            return
        self.desk.write(
            households.create_household,
            receiver=self,
            then=self._created,
            failed=self.failed,
            told=_("Le foyer est créé."),
            name=str(self.name.value()),
            member_ids=[found.id],
            site_id=self._site_id,
        )

    def _created(self, household_id: str) -> None:
        self.household_id = household_id
        self._read()

    def _remove(self, member: Member, _checked: bool = False) -> None:
        self._act(
            households.join_household,
            _("La personne n’est plus dans ce foyer."),
            person_id=member.person_id,
            household_id=None,
            seen=member.seen,
        )

    def _archive(self) -> None:
        self.desk.write(
            households.archive_household,
            receiver=self,
            then=lambda _nothing: self.accept(),
            failed=self.failed,
            told=_("Le foyer est rangé."),
            household_id=self.household_id,
        )

    def _act(self, service: Callable[..., Any], told: str, **keywords: Any) -> None:
        self.say("")
        self.desk.write(
            service,
            receiver=self,
            then=lambda _nothing: self._read(),
            failed=self.failed,
            told=told,
            **keywords,
        )
