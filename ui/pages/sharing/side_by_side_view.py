"""Two files side by side: the value of each field is chosen, then it is said whether this is one person or two."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPushButton, QRadioButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import duplicates
from kodiko_desktop.services.sharing.duplicates import ComparedField, File, SideBySide
from ui.desk import Desk
from ui.start.cover import buttons
from ui.theme import tokens as scale
from ui.widgets.card import Card
from ui.widgets.keyboard import give_keyboard
from ui.widgets.text import label

_RADIO = 28
"""What the round of a choice takes: plain values begin where those one may choose do."""
_NAMES = frozenset({"family_name", "given_names", "name_in_own_script", "how_to_say"})


class SideBySideView(QWidget):
    """`left` when it was decided, or when one goes back. `decided` comes before it, with the person to look at."""

    left = Signal()

    def __init__(self, found: SideBySide, desk: Desk) -> None:
        super().__init__()
        self._found, self._desk = found, desk
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        self._groups: list[QButtonGroup] = []
        self.same_button = QPushButton(_("C’est la &même personne"))
        self.same_button.setProperty("kind", "primary")
        self.same_button.clicked.connect(lambda _checked=False: self.merge())
        self.two_button = QPushButton(_("Ce sont &deux personnes"))
        self.two_button.clicked.connect(lambda _checked=False: self.tell_apart())
        self.back_button = QPushButton(_("Re&venir"))
        self.back_button.setProperty("kind", "quiet")
        self.back_button.clicked.connect(lambda _checked=False: self.left.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(
            label(
                _(
                    "Choisissez la valeur à garder là où les fiches diffèrent. Les suivis des deux seront montrés "
                    "ensemble\u00a0; sur la fiche de la personne, «\u00a0Séparer\u00a0» revient en arrière."
                ),
                tone="muted",
            )
        )
        column.addWidget(self._compared())
        column.addLayout(buttons(self.same_button, self.two_button, self.back_button))
        column.addStretch(1)

    def focus_first(self) -> None:
        """The first field to choose, else the answer itself."""
        if self.choices:
            pair = next(iter(self.choices.values()))
            give_keyboard(pair[0] if pair[0].isChecked() else pair[1])
        else:
            give_keyboard(self.same_button)

    def kept(self) -> tuple[str, str]:
        """(id of the file shown for both, id of the other)."""
        one, other = self._found.one.person_id, self._found.other.person_id
        return (one, other) if self._found.keep == one else (other, one)

    def values(self) -> dict[str, Any]:
        """The fields of the file kept that take the value of the other."""
        keep_is_one = self._found.keep == self._found.one.person_id
        taken = {}
        for field in self._found.fields:
            asked = self.choices.get(field.name)
            from_one = asked[0].isChecked() if asked else not _is_empty(field.one_value)
            if field.differ and from_one != keep_is_one:
                taken[field.name] = field.one_value if from_one else field.other_value
        return taken

    def merge(self) -> None:
        """One person: both files are shown as one."""
        keep, other = self.kept()
        self._wait(True)
        self._desk.write(
            duplicates.merge,
            receiver=self,
            told=_(
                "Les deux fiches sont réunies. Pour les séparer\u00a0: fiche de la personne, «\u00a0Séparer\u00a0»."
            ),
            then=lambda _merged: self.left.emit(),
            failed=self._refused,
            keep=keep,
            other=other,
            values=self.values(),
        )

    def tell_apart(self) -> None:
        """Two people: the pair does not come back."""
        self._wait(True)
        self._desk.write(
            duplicates.not_the_same,
            receiver=self,
            told=_("Ce sont deux personnes\u00a0: ces fiches ne seront plus proposées."),
            then=lambda _act: self.left.emit(),
            failed=self._refused,
            one=self._found.one.person_id,
            other=self._found.other.person_id,
        )

    # -- inside ---------------------------------------------------------------------------------------------------

    def _refused(self, failure: Any) -> None:
        self._wait(False)
        self._desk.refused.emit(failure.sentence)

    def _wait(self, waiting: bool) -> None:
        for button in (self.same_button, self.two_button):
            button.setEnabled(not waiting)

    def _compared(self) -> Card:
        card = Card(_("Les deux fiches"))
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, scale.SPACE_2)
        grid.setHorizontalSpacing(scale.SPACE_4)
        grid.setVerticalSpacing(scale.SPACE_1)
        for column, stretch in enumerate((2, 4, 4)):
            grid.setColumnStretch(column, stretch)
        for column, file in ((1, self._found.one), (2, self._found.other)):
            grid.addWidget(self._head(file), 0, column)
        for row, field in enumerate(self._found.fields, start=1):
            self._add_field(grid, row, field)
        row = len(self._found.fields) + 1
        for under in self._found.under:
            grid.addWidget(label(under.label[:1].upper() + under.label[1:], tone="muted"), row, 0)
            for column, count in ((1, under.one), (2, under.other)):
                said = label(str(count))
                said.setContentsMargins(_RADIO, 0, 0, 0)
                grid.addWidget(said, row, column)
            row += 1
        card.add(holder)
        return card

    def _head(self, file: File) -> QWidget:
        name = self._desk.name(duplicates.name(file))
        shown = f"{name} · {file.number}" if file.number else name
        head = label(shown, scale="section")
        head.setContentsMargins(_RADIO, 0, 0, 0)
        return head

    def _add_field(self, grid: QGridLayout, row: int, field: ComparedField) -> None:
        hidden = field.name in _NAMES
        texts = [self._desk.name(text) if hidden else text for text in (field.one_text, field.other_text)]
        grid.addWidget(label(field.label, tone="muted"), row, 0, Qt.AlignmentFlag.AlignVCenter)
        empty = [_is_empty(value) for value in (field.one_value, field.other_value)]
        if not field.differ or any(empty):
            # The same in both, or said in one only: nothing to choose.
            for column, text in enumerate(texts):
                said = label(text, tone="muted" if empty[column] or (column and not field.differ) else "")
                said.setContentsMargins(_RADIO, 0, 0, 0)
                grid.addWidget(said, row, column + 1)
            return
        group = QButtonGroup(self)
        self._groups.append(group)
        made = []
        for column, (file, text) in enumerate(zip((self._found.one, self._found.other), texts, strict=True), start=1):
            choice = QRadioButton(text.replace("&", "&&"))
            choice.setAccessibleName(
                _("{field}\u00a0: {value} ({file})").format(field=field.label, value=text, file=file.number)
            )
            group.addButton(choice)
            grid.addWidget(choice, row, column)
            made.append(choice)
        self.choices[field.name] = (made[0], made[1])
        made[0 if self._found.keep == self._found.one.person_id else 1].setChecked(True)


def _is_empty(value: Any) -> bool:
    return value in (None, "", []) or value is False
