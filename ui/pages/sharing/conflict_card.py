"""One record on which laptops disagree: for each field every value, who wrote it, where and when, and a button to keep
it."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.conflicts import Conflict, Version
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.keyboard import give_keyboard
from ui.widgets.text import label

_NAMES = frozenset({"family_name", "given_names", "name_in_own_script", "how_to_say", "name"})
_PAGES = {"person": "person", "session": "session", "site": "sites"}


class VersionRow(QFrame):
    """One value. `kept` is pressed to keep it."""

    kept = Signal()

    def __init__(self, version: Version, text: str, field: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("answerCard")
        shown = text or _("(vide)")
        said = " · ".join(part for part in (version.author_name, version.device_name, version.when) if part)
        words = QVBoxLayout()
        words.setSpacing(scale.SPACE_1)
        value = label(shown, scale="section" if text else "", tone="" if text else "muted")
        words.addWidget(value)
        words.addWidget(label(said, scale="small", tone="muted"))
        self.button = QPushButton(_("Garder"))
        self.button.setAccessibleName(
            _("Garder «\u00a0{value}\u00a0» pour {field} ({said})").format(value=shown, field=field, said=said)
        )
        self.button.clicked.connect(lambda _checked=False: self.kept.emit())
        line = QHBoxLayout(self)
        line.setContentsMargins(0, scale.SPACE_1, 0, scale.SPACE_1)
        line.setSpacing(scale.SPACE_3)
        line.addLayout(words, 1)
        if version.current:
            line.addWidget(Badge(_("affiché en attendant"), "neutral"))
        line.addWidget(self.button)


class ConflictCard(Card):
    """Every field of one record. `keep_asked` carries (conflict, dot or None for both)."""

    keep_asked = Signal(object, object)

    def __init__(self, conflicts: Sequence[Conflict], desk: Desk) -> None:
        first = conflicts[0]
        about = desk.name(first.about) if first.subject_id else first.about
        super().__init__(about, first.where)
        self.conflicts = tuple(conflicts)
        self.setProperty("line", "/".join(first.record))
        self._desk = desk
        self._keeps: list[list[QPushButton]] = []
        page = _PAGES.get(first.opens[0])
        if page is not None:
            opened = QPushButton(_("Ouvrir"))
            opened.setProperty("kind", "quiet")
            opened.setAccessibleName(_("Ouvrir {name}").format(name=about))
            opened.clicked.connect(lambda _checked=False: desk.go(page, first.opens[1]))
            self.add_to_head(opened)
        for conflict in conflicts:
            self.add(self._field(conflict))

    def focused_field(self) -> int | None:
        """Which of its fields has the keyboard."""
        focused = self.window().focusWidget()
        return next((index for index, buttons in enumerate(self._keeps) if focused in buttons), None)

    def focus_field(self, index: int) -> None:
        """Give the keyboard to the first value of a field, the last one when there are not so many."""
        give_keyboard(self._keeps[min(index, len(self._keeps) - 1)][0])

    def _field(self, conflict: Conflict) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, scale.SPACE_2)
        column.setSpacing(scale.SPACE_1)
        head = QHBoxLayout()
        head.addWidget(label(conflict.label, tone="muted"), 1)
        column.addLayout(head)
        hidden = conflict.field in _NAMES and bool(conflict.subject_id)
        rows = []
        for version in conflict.versions:
            text = self._desk.name(version.text) if hidden else version.text
            row = VersionRow(version, text, conflict.label)
            row.kept.connect(partial(self.keep_asked.emit, conflict, version.dot))
            column.addWidget(row)
            rows.append(row)
        buttons = [row.button for row in rows]
        self._keeps.append(buttons)
        if conflict.joinable:
            both = QPushButton(_("Garder les deux") if len(conflict.versions) == 2 else _("Garder tous les textes"))
            both.setProperty("kind", "quiet")
            both.setAccessibleName(_("{act} pour {field}").format(act=both.text(), field=conflict.label))
            both.clicked.connect(lambda _checked=False: self.keep_asked.emit(conflict, None))
            buttons.append(both)
            head.addWidget(both)
            QWidget.setTabOrder(rows[-1].button, both)
        return holder


def by_record(conflicts: Sequence[Conflict]) -> list[list[Conflict]]:
    """Conflicts of one record follow each other: one list each."""
    found: list[list[Any]] = []
    for conflict in conflicts:
        if found and found[-1][0].record == conflict.record:
            found[-1].append(conflict)
        else:
            found.append([conflict])
    return found
