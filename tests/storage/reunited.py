"""What rows must show once files are said to be one person's, reckoned from the heads by means of its own."""

import json
from collections import defaultdict

from db.catalogue import tables
from kodiko_desktop.domain.same_people import SaidOfTwo, standing_for


def best_values(read, table):
    """row id -> field -> the value of highest rank among the heads."""
    best = defaultdict(dict)
    for row_id, device, counter, clock, fields in read.execute(
        "SELECT row_id, device, counter, clock, fields FROM sync_head WHERE table_name = ?", (table,)
    ):
        for name, value in json.loads(fields).items():
            rank = (clock, device, counter)
            if name not in best[row_id] or best[row_id][name][0] < rank:
                best[row_id][name] = (rank, value)
    return {row_id: {name: value for name, (_rank, value) in fields.items()} for row_id, fields in best.items()}


def files_kept(read):
    """id of each file behind another -> id of the file that stands for it."""
    shown = {row[0] for row in read.execute("SELECT id FROM person_pair")}
    rows = [
        SaidOfTwo(
            values.get("one_id", ""), values.get("other_id", ""), values.get("said", ""), values.get("kept_id", "")
        )
        for row_id, values in best_values(read, "person_pair").items()
        if row_id in shown and values.get("archived_at") is None
    ]
    here = {row[0] for row in read.execute("SELECT id FROM person")}
    return {file: kept for file, (kept, _since) in standing_for(rows, here).items()}


def assert_rows_show_the_files_kept(read):
    """Every row of every table shows the file kept of whom it was written about; files behind others are put away."""
    kept = files_kept(read)
    assert dict(read.execute("SELECT person_id, kept_id FROM known_as")) == kept
    for name, table in tables().items():
        columns = table.sharing.people
        if not columns:
            continue
        written = best_values(read, name)
        listed = ", ".join(f'"{column}"' for column in columns)
        for row_id, *shown in read.execute(f'SELECT id, {listed} FROM "{name}"'):
            truly = [written.get(row_id, {}).get(column, table.columns[column].default) for column in columns]
            assert shown == [kept.get(person, person) for person in truly], (name, row_id)
    away = {row[0] for row in read.execute("SELECT id FROM person WHERE archived_at IS NOT NULL")}
    assert set(kept) & {row[0] for row in read.execute("SELECT id FROM person")} <= away
    for table, thing in (("presence", "half_day_id"), ("participant", "session_id")):
        twice = read.execute(
            f'SELECT "{thing}", person_id FROM "{table}" WHERE archived_at IS NULL GROUP BY 1, 2 HAVING count(*) > 1'
        ).fetchall()
        assert twice == [], table
