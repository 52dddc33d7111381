"""Under the name of a person: which other file is shown with theirs, who put them together, and the way back."""

from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.desk import Desk
from ui.theme import tokens as scale
from ui.widgets.text import label


class ReunionLine(QWidget):
    """One line for each file put together with the one shown; nothing for nearly everybody."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._person_id = ""
        self._found: tuple[Any, ...] = ()
        self.buttons: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(scale.SPACE_5, scale.SPACE_1, scale.SPACE_5, scale.SPACE_1)
        self._column.setSpacing(0)
        self.hide()

    def read(self, person_id: str) -> None:
        """Read what was put together under this person."""
        if person_id != self._person_id:
            self._show(())
        self._person_id = person_id
        self._desk.read(_reunions, person_id, receiver=self, then=lambda found: self._arrived(person_id, found))

    def show_again(self) -> None:
        """Names are hidden or shown again."""
        self._show(self._found)

    def _arrived(self, person_id: str, found: tuple[Any, ...]) -> None:
        if person_id == self._person_id and found != self._found:
            self._show(found)

    def _show(self, found: tuple[Any, ...]) -> None:
        self._found = found
        self.buttons = []
        while self._column.count():
            widget = self._column.takeAt(0).widget()
            widget.hide()
            widget.deleteLater()
        for reunion in found:
            self._column.addWidget(self._line(reunion))
        self.setVisible(bool(found))

    def _line(self, reunion: Any) -> QWidget:
        other = reunion.other
        name = self._desk.name(f"{other.given_names} {other.family_name}".strip() or other.name_in_own_script)
        said = _("Réuni avec la fiche {file} par {author}, {when}.").format(
            file=" ".join(part for part in (other.number, name) if part), author=reunion.author_name, when=reunion.when
        )
        separate = QPushButton(_("Séparer"))
        separate.setProperty("kind", "quiet")
        separate.setAccessibleName(_("Séparer de la fiche {file}").format(file=other.number or name))
        separate.clicked.connect(lambda _checked=False: self._separate(reunion.alias_id))
        self.buttons.append(separate)
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(said, scale="small", tone="muted"), 1)
        line.addWidget(separate)
        return holder

    def _separate(self, alias_id: str) -> None:
        from kodiko_desktop.services.sharing.duplicates import separate

        self._desk.write(
            separate,
            receiver=self,
            told=_("Les deux fiches sont séparées\u00a0: chacune montre à nouveau ce qui y était écrit."),
            then=lambda _act: self.read(self._person_id),
            alias_id=alias_id,
        )


def _reunions(store: Any, person_id: str) -> tuple[Any, ...]:
    connection = store.read()
    if connection.execute("SELECT 1 FROM person_pair LIMIT 1").fetchone() is None:
        return ()
    from kodiko_desktop.services.sharing.duplicates import reunions

    return reunions(connection, person_id)
