"""Undo: a new act that puts back what an act replaced, refused visibly when somebody has moved the field since."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from db import heads
from db.catalogue import tables
from db.changes import Act
from kodiko_desktop.domain.dots import Dot
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class UndoRefused(KodikoError):
    """What the act wrote has moved since, or was undone already."""


@dataclass
class _Row:
    """What an act did to one row: its dots, the value each field had before the first of them, and whether the row is
    its own making."""

    table: str
    row_id: str
    made: bool = False
    dots: set[Dot] = field(default_factory=set)
    before: dict[str, Any] = field(default_factory=dict)


def undo(act: Act, act_id: str) -> None:
    """Write, inside `act`, the contrary of the act `act_id`: previous values come back, created rows are archived.

    All or nothing. Raises UndoRefused when a field has been written again since, or the act was undone already.
    """
    row = act.connection.execute("SELECT undone_by FROM act WHERE id = ?", (act_id,)).fetchone()
    if row is None or row[0] is not None:
        raise UndoRefused(_("Cette action a déjà été annulée."), for_log="act already undone")
    for touched in _rows_of(act, act_id):
        _put_back(act, touched)
    act.connection.execute("UPDATE act SET undone_by = ? WHERE id = ?", (act.id, act_id))


def _rows_of(act: Act, act_id: str) -> Iterator[_Row]:
    """The rows an act wrote, the last written first."""
    found: dict[tuple[str, str], _Row] = {}
    operations = act.connection.execute(
        "SELECT device, counter, table_name, row_id, previous FROM operation WHERE act_id = ? "
        "ORDER BY stream, counter DESC",
        (act_id,),
    )
    for device, counter, table_name, row_id, previous in operations:
        touched = found.setdefault((table_name, row_id), _Row(table_name, row_id))
        touched.dots.add(Dot(device, counter))
        if previous is None:
            touched.made = True
        else:
            touched.before.update(json.loads(previous))
    return iter(found.values())


def _put_back(act: Act, touched: _Row) -> None:
    """Refuse when a field this act wrote (for a row it made: any field) has been written since by another."""
    cls = tables()[touched.table].cls
    seen = heads.seen(act.connection, touched.table, touched.row_id)
    ours = seen if touched.made else touched.before
    moved = [name for name in ours if not seen.get(name, frozenset()) <= touched.dots]
    if moved:
        raise UndoRefused(
            _("Impossible d’annuler : une partie de ce qui avait été saisi a été modifiée depuis. Rien n’a changé."),
            for_log=f"undo refused on {touched.table}: {len(moved)} field(s) moved",
        )
    if touched.made:
        act.archive(cls, touched.row_id)
    else:
        act.change(cls, touched.row_id, values=touched.before, seen=seen)
