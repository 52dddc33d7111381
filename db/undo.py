"""Undo: a new act that puts back what an act replaced, refused visibly when somebody has moved the field since."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db import heads
from db.bulk import batches, collector_kept_out
from db.catalogue import tables
from db.changes import BESIDE, Act
from kodiko_desktop.domain.dots import Dot
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class UndoRefused(KodikoError):
    """What the act wrote has moved since, or was undone already."""


@dataclass
class _Row:
    """What an act did to one row: its dots, the value each field had before the first of them (and those that
    disputed it), and whether the row is its own making (`subjects`: of whom it then spoke, as JSON)."""

    table: str
    row_id: str
    stream: str
    subjects: str = "[]"
    made: bool = False
    dots: set[Dot] = field(default_factory=set)
    before: dict[str, Any] = field(default_factory=dict)
    beside: dict[str, list[Any]] = field(default_factory=dict)


def undo(act: Act, act_id: str) -> None:
    """Write, inside `act`, the contrary of the act `act_id`: previous values come back, created rows are archived.

    All or nothing. Raises UndoRefused when a field has been written again since, or the act was undone already.
    """
    row = act.connection.execute("SELECT undone_by FROM act WHERE id = ?", (act_id,)).fetchone()
    if row is None or row[0] is not None:
        raise UndoRefused(_("Cette action a déjà été annulée."), for_log="act already undone")
    with collector_kept_out():
        touched = _rows_of(act, act_id)
        for table_name, rows in _untouched(act, touched).items():
            act.archive_untouched(tables()[table_name], [(row.row_id, row.stream, row.subjects) for row in rows])
            for row in rows:
                del touched[table_name, row.row_id]
        for row in touched.values():
            _put_back(act, row)
    act.connection.execute("UPDATE act SET undone_by = ? WHERE id = ?", (act.id, act_id))


def _rows_of(act: Act, act_id: str) -> dict[tuple[str, str], _Row]:
    """The rows an act wrote, the last written first."""
    found: dict[tuple[str, str], _Row] = {}
    operations = act.connection.execute(
        "SELECT stream, device, counter, table_name, row_id, previous, subjects FROM operation WHERE act_id = ? "
        "ORDER BY stream, counter DESC",
        (act_id,),
    )
    for stream, device, counter, table_name, row_id, previous, subjects in operations:
        touched = found.setdefault((table_name, row_id), _Row(table_name, row_id, stream))
        touched.dots.add(Dot(device, counter))
        if previous is None:
            touched.made, touched.subjects = True, subjects
        else:
            before = json.loads(previous)
            touched.beside.update(before.pop(BESIDE, {}))
            touched.before.update(before)
    return found


def _untouched(act: Act, touched: Mapping[tuple[str, str], _Row]) -> dict[str, list[_Row]]:
    """By table, the rows that the act made and that nobody has written since: one head, which says nothing of their
    being put away."""
    made: dict[str, dict[str, _Row]] = defaultdict(dict)
    for row in touched.values():
        if row.made and len(row.dots) == 1:
            made[row.table][row.row_id] = row
    found: dict[str, list[_Row]] = {}
    for table_name, rows in made.items():
        heads_of: dict[str, list[tuple[Dot, str]]] = defaultdict(list)
        for marks, some in batches(rows):
            for row_id, device, counter, fields in act.connection.execute(
                f"SELECT row_id, device, counter, fields FROM sync_head WHERE table_name = ? AND row_id IN ({marks})",
                (table_name, *some),
            ):
                heads_of[row_id].append((Dot(device, counter), fields))
        found[table_name] = [row for row in rows.values() if _is_as_made(row, heads_of[row.row_id])]
    return found


def _is_as_made(row: _Row, heads_of: list[tuple[Dot, str]]) -> bool:
    return len(heads_of) == 1 and heads_of[0][0] in row.dots and '"archived_at"' not in heads_of[0][1]


def _put_back(act: Act, touched: _Row) -> None:
    """Refuse when a field this act wrote (for a row it made: any field) has been written since by another."""
    cls = tables()[touched.table].cls
    seen = heads.seen(act.connection, touched.table, touched.row_id)
    ours = seen if touched.made else touched.before
    moved = [name for name in ours if not seen.get(name, frozenset()) <= touched.dots]
    if moved:
        raise UndoRefused(
            _(
                "Impossible d’annuler\u00a0: une partie de ce qui avait été saisi a été modifiée depuis. "
                "Rien n’a changé."
            ),
            for_log=f"undo refused on {touched.table}: {len(moved)} field(s) moved",
        )
    if touched.made:
        act.archive(cls, touched.row_id)
    else:
        act.change(cls, touched.row_id, values=touched.before, seen={**seen, **_open_again(act, touched)})


def _open_again(act: Act, touched: _Row) -> dict[str, frozenset[Dot]]:
    """Put back what else stood in the fields of a settled dispute, overwriting nothing: laptops disagree again. Returns
    what the value shown before may overwrite: not the one kept, when it is among those."""
    cls, may = tables()[touched.table].cls, {}
    for name, values in touched.beside.items():
        here = [head.value for head in heads.heads(act.connection, touched.table, touched.row_id, name)]
        for value in values:
            if value in here:
                may[name] = frozenset()
            else:
                act.change(cls, touched.row_id, values={name: value}, seen={})
    return may
