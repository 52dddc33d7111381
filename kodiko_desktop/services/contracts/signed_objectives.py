"""What an amendment says of the objectives: new, changed or ended since the text that was signed; the rest unchanged.

What was signed is the contract, then each amendment signed after it; all keep the objectives they were printed with.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db import records
from db.connection import Connection
from db.store import Store
from db.tables import Contract, Objective
from kodiko_desktop.domain.contracts.filled import FilledTable
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.contracts import contract_rows

Row = Mapping[str, str | None]
NEW, BEFORE, NOW, REACHED, STOPPED = "new", "before", "now", "reached", "stopped"
"""Words of the templates for what becomes of an objective; one that changes takes two rows, before and now."""
_COMPARED = ("objective", "idea", "action", "who", "due_date", "result")
_COLUMNS = ("objective", "idea", "action", "who", "due_date", "result")
"""What the table of the shipped contracts printed, column by column, before the objectives were kept with it."""
_ATTAINED = "atteint"


@dataclass(frozen=True)
class ObjectiveChanges:
    """`rows`: those of the table of an amendment; `unchanged`: the titles of the objectives that stay as they were."""

    rows: tuple[Row, ...]
    unchanged: tuple[str, ...]


def changes_since_signed(store: Store, amendment: Contract) -> ObjectiveChanges | None:
    """What the objectives became since the text signed before `amendment`; None when it amends a paper that holds
    none (three parts, mentor)."""
    connection = store.read()
    signed = _signed(connection, amendment)
    if signed is None:
        return None
    rows: list[Row] = []
    unchanged: list[str] = []
    left = list(signed)
    for now in contract_rows.objectives(store, amendment.person_id):
        before = _same(now, left)
        if before is None:
            rows.append({**now, "objective_change": NEW})
            continue
        left.remove(before)
        if _differs(before, now):
            rows += [{**before, "objective_change": BEFORE}, {**now, "objective_change": NOW}]
        else:
            unchanged.append(now["objective"] or "")
    ended = {row.id: row for row in records.rows_where(connection, Objective, "person_id = ?", (amendment.person_id,))}
    by_title = {row.title: row for row in ended.values()}
    for before in left:
        row = ended.get(before.get("id") or "") or by_title.get(before["objective"] or "")
        attained = row is not None and row.status == _ATTAINED
        rows.append({**before, "objective_change": REACHED if attained else STOPPED})
    return ObjectiveChanges(tuple(rows), tuple(unchanged))


def _signed(connection: Connection, amendment: Contract) -> tuple[Row, ...] | None:
    """The objectives of the latest text signed: the contract, or an amendment signed to it since."""
    contract = records.find(connection, Contract, amendment.amends_id) if amendment.amends_id else None
    if contract is None or _table(contract.row) is None:
        return None
    signed = records.rows_where(
        connection,
        Contract,
        "amends_id = ? AND status = 'signe' AND id <> ? ORDER BY signed_on DESC, created_at DESC, rowid DESC",
        (contract.row.id, amendment.id),
    )
    for paper in (*signed, contract.row):
        kept = _kept(paper)
        if kept is not None:
            return kept
        if (table := _table(paper)) is not None:
            return tuple(_read_back(connection, paper, table))
    return ()


def _kept(paper: Contract) -> tuple[Row, ...] | None:
    """The objectives kept with the printing that was signed; None when it is older than that habit."""
    printed: Iterable[Mapping[str, Any]] = paper.options.get("printings", ())
    return next(
        (tuple(each["objectives"]) for each in printed if each["version"] == paper.version and "objectives" in each),
        None,
    )


def _table(paper: Contract) -> FilledTable | None:
    """The table of objectives of a signed text; None when it holds none."""
    return next(
        (
            block
            for section in thaw(paper.frozen).sections
            for block in section.blocks
            if isinstance(block, FilledTable) and block.type == "objectives"
        ),
        None,
    )


def _read_back(connection: Connection, paper: Contract, table: FilledTable) -> Iterable[Row]:
    """The rows of a printed table as they were given to it; of a table with other columns, the objective alone."""
    words = definitions.latest(connection, definitions.CONTRACT, paper.template).words
    codes = {said["fr"]: code for code, said in words.items()}
    columns = _COLUMNS if len(table.columns) == len(_COLUMNS) else _COLUMNS[:1]
    for row in table.rows:
        if row[0].french:
            cells = dict(zip(columns, (cell.french for cell in row), strict=False))
            yield {name: codes.get(text, text) if name in ("idea", "who") else text for name, text in cells.items()}


def _same(now: Row, signed: Iterable[Row]) -> Row | None:
    """The signed objective that `now` is: the same one, else one of the same words when that is not known."""
    known = [row for row in signed if row.get("id")]
    return next(
        (row for row in known if row["id"] == now["id"]),
        next((row for row in signed if not row.get("id") and row["objective"] == now["objective"]), None),
    )


def _differs(before: Row, now: Row) -> bool:
    return any((before[name] or "") != (now[name] or "") for name in _COMPARED if name in before)
