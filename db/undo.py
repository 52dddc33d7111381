"""Undo: a new act that puts back what an act replaced, refused visibly when somebody has moved the field since."""

import json
from typing import Any

from db import heads
from db.catalogue import tables
from db.changes import Act
from kodiko_desktop.domain.dots import Dot
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class UndoRefused(KodikoError):
    """What the act wrote has moved since, or was undone already."""


def undo(act: Act, act_id: str) -> None:
    """Write, inside `act`, the contrary of the act `act_id`: previous values come back, created rows are archived.

    All or nothing. Raises UndoRefused when a field has been written again since, or the act was undone already.
    """
    row = act.connection.execute("SELECT undone_by FROM act WHERE id = ?", (act_id,)).fetchone()
    if row is None or row[0] is not None:
        raise UndoRefused(_("Cette action a déjà été annulée."), for_log="act already undone")
    operations = act.connection.execute(
        "SELECT device, counter, table_name, row_id, fields, previous FROM operation WHERE act_id = ? "
        "ORDER BY stream, counter DESC",
        (act_id,),
    ).fetchall()
    for device, counter, table_name, row_id, fields, previous in operations:
        _put_back(act, Dot(device, counter), table_name, row_id, json.loads(fields), previous)
    act.connection.execute("UPDATE act SET undone_by = ? WHERE id = ?", (act.id, act_id))


def _put_back(act: Act, dot: Dot, table_name: str, row_id: str, fields: dict[str, Any], previous: str | None) -> None:
    cls = tables()[table_name].cls
    seen = heads.seen(act.connection, table_name, row_id)
    moved = [name for name in fields if seen.get(name) != frozenset({dot})]
    if moved:
        raise UndoRefused(
            _("Impossible d’annuler : une partie de ce qui avait été saisi a été modifiée depuis. Rien n’a changé."),
            for_log=f"undo refused on {table_name}: {len(moved)} field(s) moved",
        )
    if previous is None:
        act.archive(cls, row_id)
    else:
        act.change(cls, row_id, values=json.loads(previous), seen=seen)
