"""Carries operations from one store to another without any folder, and compares what the stores say."""

import json
from collections import defaultdict

from db import operations
from db.catalogue import tables
from db.merging import remote
from tests.storage.wholeness import expected_heads, stored_conflicts, stored_heads


def last_counter(store, stream, device=None):
    return remote.frontier(store.read(), stream, store.device).get(device or store.device, 0)


def carry(source, target, stream="tours", *, most=None):
    """Hand `target` what `source` wrote itself and target has not got yet (`most` operations of it)."""
    first = last_counter(target, stream, source.device) + 1
    last = last_counter(source, stream)
    if most is not None:
        last = min(last, first + most - 1)
    if last < first:
        return
    lines = operations.write_lines(source.read(), stream, source.device, first, last)
    with target.incoming() as incoming:
        remote.apply(
            incoming,
            stream=stream,
            device=source.device,
            operations=[operations.read_line(line) for line in lines],
            chain=f"{last}",
        )


def exchange_all(stores, stream="tours"):
    """Everybody hears everybody."""
    for source in stores:
        for target in stores:
            if source is not target:
                carry(source, target, stream)


def said(store):
    """What a store says: every shared row, every head with its value, every conflict."""
    read = store.read()
    rows = {}
    for name, table in tables().items():
        columns = ", ".join(f'"{column}"' for column in table.column_names)
        rows[name] = sorted(read.execute(f'SELECT {columns} FROM "{name}"').fetchall(), key=repr)
    heads = sorted(
        (name, row_id, device, counter, stream, clock, author, sorted(json.loads(fields).items(), key=repr))
        for name, row_id, device, counter, stream, clock, author, fields in read.execute("SELECT * FROM sync_head")
    )
    return rows, heads, sorted(stored_conflicts(read))


def all_operations(stores):
    """Every operation anybody wrote, from its author's store, in the shape `expected_heads` reads."""
    found = []
    for store in stores:
        found += store.read().execute(
            "SELECT stream, device, counter, act_id, table_name, row_id, clock, fields, overwrites, previous "
            "FROM operation"
        )
    return found


def assert_heads_are_what_nobody_overwrote(store, stores):
    """By the definition, over everything written anywhere: for a store that has heard everybody."""
    expected = expected_heads(all_operations(stores))
    assert stored_heads(store.read()) == {field: set(dots) for field, dots in expected.items() if dots}
    assert store.read().execute("SELECT count(*) FROM sync_overwritten").fetchone() == (0,)


def shown_by_definition(stores):
    """(table, row id, field) -> the value of highest rank among heads."""
    shown = defaultdict(dict)
    for field, dots in expected_heads(all_operations(stores)).items():
        if dots:
            rank = max((clock, *dot) for dot, (clock, _value) in dots.items())
            shown[field] = dots[rank[1], rank[2]][1]
    return dict(shown)
