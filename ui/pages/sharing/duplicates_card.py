"""People who may be registered twice: one line a pair, which opens both files side by side."""

from PySide6.QtCore import Signal

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import duplicates
from kodiko_desktop.services.sharing.duplicates import Pair
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs
from ui.widgets.text import label

_SHOWN = 30


class DuplicatesCard(Card):
    """`opened` carries the pair to compare."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(_("Peut-être la même personne"))
        self._desk = desk
        self.pairs: tuple[Pair, ...] = ()

    def show_pairs(self, pairs: tuple[Pair, ...]) -> None:
        """Show the pairs, the likeliest first."""
        self.pairs = pairs
        self.clear()
        self.set_meta(str(len(pairs)))
        self.setVisible(bool(pairs))
        self.add(
            label(
                _("Deux fiches se ressemblent\u00a0: ouvrez-les côte à côte. Rien n’est jamais réuni sans vous."),
                tone="muted",
            )
        )
        for pair in pairs[:_SHOWN]:
            one, other = (Bold(self._desk.name(duplicates.name(file))) for file in (pair.one, pair.other))
            numbers = " · ".join(file.number for file in (pair.one, pair.other) if file.number)
            row = Row(
                runs(_("{one} et {other}"), one=one, other=other),
                subtitle=" — ".join(part for part in (pair.why, numbers) if part),
            )
            row.setProperty("line", f"{pair.one.person_id}/{pair.other.person_id}")
            row.clicked.connect(lambda _checked=False, pair=pair: self.opened.emit(pair))
            self.add_row(row)
