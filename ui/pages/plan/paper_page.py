"""One paper: what it will say, who reads it aloud or translates it, its printing, its signature, what follows."""

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.dates_in_words import date_seen_from
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contract_fields, contract_signing, contract_templates, contracts
from kodiko_desktop.services.contracts.contract_fields import PaperView
from kodiko_desktop.services.laptop.drafts import Draft, drafts_at
from ui.acts.row_saver import RowSaver
from ui.desk import Desk
from ui.pages.plan.changes_card import ChangesCard
from ui.pages.plan.paper_dialogs import CancelDialog, SignDialog
from ui.pages.plan.paper_fields import PaperFields
from ui.pages.plan.reading_card import ReadingCard
from ui.pages.plan.words import PAPER_WORDS
from ui.paper.scan import Scan, show_scan
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.file_choice import file_to_open
from ui.widgets.keyboard import give_keyboard
from ui.widgets.side_by_side import SideBySide
from ui.widgets.text import label


class PaperPage(QWidget):
    """`left`: back to the plan; `open_asked` carries the id of another paper (the amendment just begun)."""

    left = Signal()
    open_asked = Signal(str)

    def __init__(self, desk: Desk, contract_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self.contract_id = desk, contract_id
        self.view: PaperView | None = None
        self._saver: RowSaver | None = None
        self._title = label("", scale="section")
        self._badge = Badge("…")
        self._saved = label("", tone="muted", wrap=False)
        self._story = label("", tone="muted")
        self.fields, self.reading, self.changes = PaperFields(), ReadingCard(), ChangesCard()
        self._buttons: dict[str, QPushButton] = {}
        self._build()
        self.fields.edited.connect(self._keep_text)
        self.fields.language_chosen.connect(lambda code: self._save({"language": code}))
        self.reading.edited.connect(self._keep_options)
        self.reading.text_edited.connect(self._keep_text)
        self.changes.edited.connect(self._keep_options)
        self.read()

    # -- what the tab asks ----------------------------------------------------------------------------------------

    def read(self) -> None:
        """Read the paper again."""
        if self._desk.is_open:
            today = self._desk.today()
            self._desk.read(contract_fields.read_view, self.contract_id, receiver=self, then=self._show, today=today)

    def flush(self) -> None:
        """Hand over what is still being typed."""
        for part in (self.fields, self.reading, self.changes):
            part.flush()
        for dialog in self.findChildren(SignDialog):
            dialog.flush()

    def focus_first(self) -> None:
        """What an amendment changes while nothing is said of it, or the act that comes next."""
        if self.changes.is_to_say():
            give_keyboard(self.changes.rows[0][0])
            return
        for name in ("print", "sign", "look", "scan", "amend"):
            button = self._buttons[name]
            if button.isVisibleTo(self) and button.property("kind") == "primary":
                button.setFocus()
                return
        self._buttons["print"].setFocus()

    # -- building -------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        head = QFrame()
        head.setObjectName("pageHead")
        line = QHBoxLayout(head)
        line.setContentsMargins(scale.SPACE_5, scale.SPACE_2, scale.SPACE_5, scale.SPACE_2)
        line.setSpacing(scale.SPACE_2)
        back = QPushButton(_("Plan et contrat"))
        back.setProperty("kind", "quiet")
        set_icon(back, "chevron-left", "accent", 16)
        back.clicked.connect(lambda _checked=False: self.left.emit())
        line.addWidget(back)
        line.addWidget(self._title, 1)
        line.addWidget(self._saved)
        line.addWidget(self._badge)
        side = QVBoxLayout()
        side.setSpacing(scale.SPACE_4)
        side.addWidget(self._acts_card())
        side.addWidget(self.reading)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(self.changes)
        column.addWidget(self.fields)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(head)
        whole.addWidget(SideBySide(main, side), 1)

    def _acts_card(self) -> Card:
        card = Card(_("Que faire de ce papier"))
        card.add(self._story)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, scale.SPACE_1, 0, 0)
        column.setSpacing(scale.SPACE_2)
        for name, words, act in (
            ("sign", _("Noter comme signé…"), self._sign),
            ("look", _("Voir le papier signé"), self._look),
            ("scan", _("Joindre le papier signé…"), self._attach),
            ("print", _("Aperçu et impression"), self._print),
            ("amend", _("Écrire un avenant"), self._amend),
            ("cancel", _("Annuler ce papier…"), self._cancel),
            ("archive", _("Retirer ce brouillon"), self._archive),
        ):
            button = QPushButton(words)
            button.clicked.connect(lambda _checked=False, act=act: act())
            self._buttons[name] = button
            column.addWidget(button)
        card.add(holder)
        return card

    # -- what is shown --------------------------------------------------------------------------------------------

    def _show(self, view: PaperView) -> None:
        first, moved_on = self.view is None, self.view is not None and self.view.row.status != view.row.status
        acting = self.window().focusWidget() in self._buttons.values()
        self.view = view
        row = view.row
        if self._saver is None:
            self._saver = RowSaver(self._desk, self._write, view.seen, self)
            self._saver.said.connect(self._saved.setText)
            self._saver.refused.connect(self._desk.refused.emit)
        self._saver.look_again(view.seen)
        self._title.setText(_("{title} {number}").format(title=view.title, number=row.number))
        word, kind = PAPER_WORDS[row.status]
        self._badge.show_word(_(word), kind)
        self._story.setText(self._story_of(view))
        open_still = row.status in (contracts.DRAFT, contracts.PRINTED)
        self.fields.show_view(view, editable=open_still)
        self.reading.show_view(view, editable=open_still)
        self.changes.show_view(view, editable=open_still)
        self._show_acts(view)
        if first or (moved_on and acting):
            self.focus_first()

    def _show_acts(self, view: PaperView) -> None:
        status = view.row.status
        signed = ("look", "scan", "print") if view.scan is not None else ("scan", "print")
        amend = ("amend",) if view.kind in (*contract_templates.AMENDABLE, contract_templates.AMENDMENT) else ()
        shown = {
            contracts.DRAFT: ("print", "archive"),
            contracts.PRINTED: ("sign", "print", "cancel"),
            contracts.SIGNED: signed + amend,
            contracts.CANCELLED: (),
        }[status]
        for name, button in self._buttons.items():
            button.setVisible(name in shown)
            button.setProperty("kind", "primary" if shown and name == shown[0] else "")
            button.style().polish(button)
        words = {contracts.SIGNED: _("Imprimer de nouveau, à l’identique")}
        self._buttons["print"].setText(words.get(status, _("Aperçu et impression")))

    def _story_of(self, view: PaperView) -> str:
        row, today = view.row, self._desk.today()

        def said(day: datetime.date | None) -> str:
            return date_seen_from(day, today) if day else ""

        if row.status == contracts.SIGNED:
            if not row.signed_place:
                return _("Signé le {day}. Son texte ne change plus.").format(day=said(row.signed_on))
            return _("Signé le {day} à {place}. Son texte ne change plus.").format(
                day=said(row.signed_on), place=row.signed_place
            )
        if row.status == contracts.CANCELLED:
            return _("Annulé\u00a0: {reason}").format(reason=row.options.get("cancelled_because", ""))
        if row.status == contracts.PRINTED:
            return _("Version {version} imprimée le {day}, pas encore signée.").format(
                version=row.version, day=said(row.printed_on)
            )
        return _("Ce qui est inconnu sera une ligne à remplir à la main.")

    # -- what is kept ---------------------------------------------------------------------------------------------

    def _keep_text(self, name: str, text: str) -> None:
        if self.view is not None:
            values = {**self.view.row.values, name: text}
            self._save({"values": {key: value for key, value in values.items() if value}})

    def _keep_options(self, given: Mapping[str, Any]) -> None:
        if self.view is not None:
            kept = {name: value for name, value in self.view.row.options.items() if name in contracts.OPTION_NAMES}
            self._save({"options": {**kept, **given}})

    def _save(self, values: dict[str, Any]) -> None:
        if self.view is None or self._saver is None:
            return
        for name, value in values.items():
            setattr(self.view.row, name, value)  # the next field typed adds to this one
        self._saver.save(values)

    def _write(self, store: Any, author: str, values: Mapping[str, Any], seen: Seen) -> tuple[Seen, None]:
        now = contracts.change_contract(
            store, author=author, contract_id=self.contract_id, values=dict(values), seen=seen
        )
        return now, None

    # -- acts -----------------------------------------------------------------------------------------------------

    def _print(self) -> None:
        # Paper is a part of the program that only printing needs.
        from kodiko_desktop.services.contracts import contract_paper
        from ui.paper import show_paper

        self.flush()
        today, row_id = self._desk.today(), self.contract_id
        show_paper(
            self._desk,
            lambda store: contract_paper.prepare(store, row_id, today=today),
            parent=self,
            record=contract_paper.record,
            told=_("L’impression est notée\u00a0: ce papier est à signer."),
        )

    def _sign(self) -> None:
        if self.view is not None and not self.findChildren(SignDialog):
            place = SignDialog.place_of(self.view)
            self._desk.read(lambda store: drafts_at(store.read(), place), receiver=self, then=self._open_signing)

    def _open_signing(self, drafts: tuple[Draft, ...]) -> None:
        assert self.view is not None
        dialog = SignDialog(self._desk, self.view, self)
        for draft in drafts:
            dialog.take_up(draft)
        dialog.begin()

    def _attach(self) -> None:
        path = file_to_open(
            self, _("Joindre le papier signé"), _("PDF ou image (*.pdf *.jpg *.jpeg *.png *.tif *.tiff)")
        )
        if path is not None:
            self.attach(path)

    def _look(self) -> None:
        assert self.view is not None and self.view.scan is not None
        show_scan(self._desk, Scan(*self.view.scan, self.view.row.number), self)

    def take_scans(self, paths: Sequence[Path]) -> bool:
        """Join scans of this paper; one printed and not signed says what comes first. False for a draft."""
        if self.view is None or self.view.row.status not in (contracts.PRINTED, contracts.SIGNED):
            return False
        for path in paths:
            self.attach(path)
        return True

    def attach(self, path: Path) -> None:
        """Keep a scan of this signed paper."""
        self._desk.write(
            contract_signing.attach_scan,
            receiver=self,
            told=_("Le papier signé est joint."),
            contract_id=self.contract_id,
            path=path,
        )

    def _amend(self) -> None:
        self._desk.write(
            contracts.amend_contract,
            receiver=self,
            then=self.open_asked.emit,
            told=_("Avenant préparé\u00a0: dites ce qui change."),
            contract_id=self.contract_id,
            changes=(),
        )

    def _cancel(self) -> None:
        CancelDialog(self._desk, self.contract_id, self).begin()

    def _archive(self) -> None:
        self._desk.write(
            contracts.archive_contract,
            receiver=self,
            then=lambda _nothing: self.left.emit(),
            told=_("Brouillon retiré."),
            contract_id=self.contract_id,
        )
