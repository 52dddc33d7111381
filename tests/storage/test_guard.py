"""Outside an act nothing can be written, whatever the way; inside `note()` only what belongs to this laptop."""

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from db.catalogue import local_table_names
from db.connection import StoreLocked
from db.models import MODELS
from db.tables import Person

REFUSALS = (sqlcipher.DatabaseError,)
CLASSES = tuple(MODELS.values())
NAMES = [cls.__tablename__ for cls in CLASSES]
OF_ACTS = {"act", "operation", "sync_head", "conflict", "sync_frontier", "sync_overwritten"}


def column_of(store, name):
    return store.read().execute(f'SELECT name FROM pragma_table_info("{name}") LIMIT 1').fetchone()[0]


def ways_to_write(store, name):
    """SQL of each kind that writes one table."""
    column = column_of(store, name)
    yield f'INSERT INTO "{name}" ("{column}") VALUES (1)'
    yield f'INSERT INTO "{name}" SELECT * FROM "{name}"'
    yield f'REPLACE INTO "{name}" SELECT * FROM "{name}"'
    yield f'INSERT INTO "{name}" ("{column}") VALUES (1) ON CONFLICT DO NOTHING'
    yield f'UPDATE "{name}" SET "{column}" = 1'
    yield f'WITH x AS (SELECT 1) UPDATE "{name}" SET "{column}" = (SELECT * FROM x)'
    yield f'DELETE FROM "{name}"'
    yield f'DROP TABLE "{name}"'
    yield f'ALTER TABLE "{name}" ADD COLUMN extra TEXT'
    yield f'CREATE TRIGGER sly AFTER INSERT ON "{name}" BEGIN DELETE FROM person; END'


@pytest.fixture
def writer(store):
    """The connection that acts write through, as a stranger would reach it."""
    return store._writer


@pytest.mark.parametrize("name", NAMES)
def test_plain_sql_outside_an_act_is_refused_for_every_table_each_way(store, writer, name):
    for statement in ways_to_write(store, name):
        with pytest.raises(REFUSALS):
            writer.execute(statement)
        with pytest.raises(REFUSALS):
            writer.executescript(statement)
    with pytest.raises(REFUSALS):
        writer.executemany(f'INSERT INTO "{name}" ("{column_of(store, name)}") VALUES (?)', [(1,), (2,)])


@pytest.mark.parametrize("cls", CLASSES, ids=NAMES)
def test_the_orm_outside_an_act_is_refused_for_every_table(writer, cls):
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: writer, poolclass=StaticPool)
    keys = [column.name for column in cls.__table__.primary_key]
    values = {key: 1 if cls.__table__.c[key].type.python_type is int else "x" for key in keys}
    with pytest.raises(DBAPIError), Session(engine) as session:
        session.add(cls(**values))
        session.commit()
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(insert(cls.__table__), [values])


def test_a_statement_prepared_during_an_act_is_refused_after_it(store, writer):
    statement = "INSERT INTO numbering (prefix, year, last) VALUES (?, 2026, 1)"
    with store.act("numbers", author="sam") as act:
        act.connection.execute(statement, ("A",))
    with pytest.raises(REFUSALS):
        writer.execute(statement, ("B",))
    with store.act("numbers", author="sam") as act:
        act.connection.execute(statement, ("C",))
    with pytest.raises(REFUSALS):
        writer.executemany(statement, [("D",)])
    assert store.read().execute("SELECT prefix FROM numbering ORDER BY 1").fetchall() == [("A",), ("C",)]


def test_bytes_opened_in_place_and_a_copy_over_the_store_are_refused(store, writer):
    with store.note() as connection:
        connection.execute("INSERT INTO document_chunk VALUES ('scan', 0, x'0011')")
    rowid = store.read().execute("SELECT rowid FROM document_chunk").fetchone()[0]
    for connection in (writer, store.read()):
        with pytest.raises(REFUSALS):
            connection.open_blob("document_chunk", "content", rowid).write(b"zz")
    assert store.read().execute("SELECT content FROM document_chunk").fetchone() == (b"\x00\x11",)


def test_the_shape_of_the_store_is_not_changed_even_by_an_act(store):
    for statement in ("CREATE TABLE extra (x)", "DROP TABLE person", "ATTACH ':memory:' AS elsewhere"):
        with pytest.raises(REFUSALS), store.act("shape", author="sam") as act:
            act.connection.execute(statement)


def test_the_guard_stands_again_after_an_act_that_raised(store, writer):
    with pytest.raises(ZeroDivisionError), store.act("x", author="sam"):
        raise ZeroDivisionError
    with pytest.raises(REFUSALS):
        writer.execute("DELETE FROM person")


@pytest.mark.parametrize("name", NAMES)
def test_a_note_writes_only_what_belongs_to_this_laptop(store, name):
    statement = f'DELETE FROM "{name}"'
    if name in local_table_names() - OF_ACTS:
        with store.note() as connection:
            connection.execute(statement)
    else:
        with pytest.raises(REFUSALS), store.note() as connection:
            connection.execute(statement)


@pytest.mark.parametrize("name", NAMES)
def test_readers_write_nothing(store, name):
    for statement in ways_to_write(store, name):
        with pytest.raises(REFUSALS):
            store.read().execute(statement)


def test_what_is_committed_survives_a_power_cut(writer, store):
    """2: FULL, every commit reaches the disk (https://sqlite.org/pragma.html#pragma_synchronous)."""
    assert writer.execute("PRAGMA synchronous").fetchone() == (2,)
    assert writer.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert store.read().execute("PRAGMA query_only").fetchone() == (1,)


def test_a_closed_store_reads_and_writes_nothing_and_says_it_is_locked(store):
    store.read()
    store.close()
    with pytest.raises(StoreLocked, match="verrouillé"):
        store.read()
    with pytest.raises(StoreLocked), store.act("late", author="sam") as act:
        act.create(Person, stream="tours")
    with pytest.raises(StoreLocked), store.note():
        raise AssertionError("not reached")
    store.close()
