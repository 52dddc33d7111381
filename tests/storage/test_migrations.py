"""Upgrades: the scripts say what the models say, up and down with data; a store is as before or up to date."""

import contextlib
import os
import subprocess
import sys

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from db import migrations, upgrades
from db.connection import StoreUnwritable, connect
from db.models import SQLModel
from db.store import create_store, open_store
from db.tables import SHARED, Person
from tests.storage.conftest import KEY
from tests.storage.later_version import TODAY, TOMORROW, become_tomorrow
from tests.storage.wholeness import assert_whole


def scripts():
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations.HERE))
    return ScriptDirectory.from_config(configuration)


@contextlib.contextmanager
def migrating(path):
    """A SQLAlchemy connection in one transaction, as upgrades run."""
    raw = connect(path, KEY)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        yield connection
    raw.close()


def shape(path):
    connection = connect(path, KEY)
    try:
        found = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
        return {(kind, name): " ".join((sql or "").split()) for kind, name, sql in found}
    finally:
        connection.close()


def fill_every_table(connection):
    """One row in each table there is, whatever the version; returns the tables."""
    tables = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name NOT LIKE 'search_text%' AND name != 'alembic_version'"
    ).fetchall()
    for (name,) in tables:
        columns = connection.exec_driver_sql(f'SELECT name, "notnull" FROM pragma_table_info("{name}")').fetchall()
        wanted = [column for column, required in columns if required]
        names = ", ".join(f'"{column}"' for column in wanted)
        values = ", ".join("1" for _column in wanted)
        connection.exec_driver_sql(f'INSERT OR IGNORE INTO "{name}" ({names}) VALUES ({values})')
    return [name for (name,) in tables]


def add_people(path, count=50):
    store = open_store(path, KEY)
    rows = [(None, {"family_name": f"Nom {i}", "given_names": f"Prénom {i}", "city": "Tours"}) for i in range(count)]
    with store.act("person.import", author="sam") as act:
        act.create_many(Person, stream="tours", rows=rows)
    store.close()


def test_the_program_knows_the_last_migration_and_there_is_one_line_of_them():
    assert scripts().get_heads() == [upgrades.LATEST]
    numbers = [script.revision for script in scripts().walk_revisions()][::-1]
    assert numbers == [f"{i:04d}" for i in range(1, len(numbers) + 1)]


def test_the_migrations_make_exactly_the_tables_of_the_models(store_path):
    with migrating(store_path) as connection:

        def ours(_object, name, kind, *_rest):
            return not (kind == "table" and name.startswith("search_text"))

        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_an_index_without_the_empty_places_is_as_declared_and_still_finds_rows(store_path):
    sparse = [(row.__tablename__, name) for row in SHARED for name, field in row.__fields__.items() if field.sparse]
    made = shape(store_path)
    partial = {name for (kind, name), sql in made.items() if kind == "index" and sql.endswith("IS NOT NULL")}
    assert partial == {f"ix_{table}_{name}" for table, name in sparse} and sparse
    with contextlib.closing(connect(store_path, KEY, query_only=True)) as connection:
        for table, name in sparse:
            for condition in (f"{name} = ?", f"{name} IN (?, '')"):
                [plan] = connection.execute(f"EXPLAIN QUERY PLAN SELECT id FROM {table} WHERE {condition}", ("x",))
                assert f"ix_{table}_{name}" in plan[3]


def test_every_migration_goes_up_and_down_with_data(tmp_path):
    path = tmp_path / "store.kodiko"
    for script in list(scripts().walk_revisions())[::-1]:
        with migrating(path) as connection:
            migrations.upgrade(connection, script.revision)
        reached = shape(path)
        with migrating(path) as connection:
            names = fill_every_table(connection)
            assert {"person", "operation", "sync_head", "document_chunk"} <= set(names)
        with migrating(path) as connection:
            migrations.downgrade(connection, script.down_revision or "base")
        with migrating(path) as connection:
            left = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master")}
            if script.down_revision is None:
                assert left <= {"alembic_version", "sqlite_autoindex_alembic_version_1"}
            migrations.upgrade(connection, script.revision)
        assert shape(path) == reached


def test_a_newer_store_is_refused_politely_and_left_alone(store_path, monkeypatch, tmp_path):
    add_people(store_path)
    with monkeypatch.context() as later:
        become_tomorrow(tmp_path, later.setattr)
        open_store(store_path, KEY).close()
    before = store_path.read_bytes()
    with pytest.raises(upgrades.StoreNewer, match="version plus récente"):
        open_store(store_path, KEY)
    assert store_path.read_bytes() == before


def test_an_upgrade_keeps_the_data_and_a_verified_copy_of_what_was(store_path, monkeypatch, tmp_path):
    add_people(store_path)
    rows = "SELECT id, family_name, city FROM person ORDER BY id"
    lingering = connect(store_path, KEY)  # another window: the journal is not folded into the file
    lingering.execute("BEGIN IMMEDIATE")
    lingering.execute("INSERT INTO local_setting VALUES ('last', '1')")
    lingering.execute("COMMIT")
    expected = lingering.execute(rows).fetchall()
    become_tomorrow(tmp_path, monkeypatch.setattr)
    store = open_store(store_path, KEY)
    assert upgrades.version(store.read()) == TOMORROW
    assert store.read().execute(rows).fetchall() == expected
    assert store.read().execute("SELECT count(*) FROM person WHERE nickname = given_names").fetchone() == (50,)
    store.close()
    lingering.close()
    copy = connect(store_path.with_name(f"store.kodiko.before-{TODAY}"), KEY, query_only=True)
    assert upgrades.version(copy) == TODAY
    assert copy.execute(rows).fetchall() == expected
    assert copy.execute("SELECT value FROM local_setting WHERE key = 'last'").fetchone() == ("1",)
    copy.close()
    assert b"Nom 1" not in store_path.with_name(f"store.kodiko.before-{TODAY}").read_bytes()


@pytest.mark.parametrize(
    "failure", [{"first": "raise ValueError('first')"}, {"last": "raise ValueError('last')"}], ids=["first", "last"]
)
def test_a_migration_that_fails_leaves_the_store_as_before(store_path, monkeypatch, tmp_path, failure):
    add_people(store_path)
    before = shape(store_path)
    with monkeypatch.context() as later:
        become_tomorrow(tmp_path, later.setattr, **failure)
        with pytest.raises(ValueError, match=next(iter(failure))):
            open_store(store_path, KEY)
    assert shape(store_path) == before
    assert_whole(store_path, KEY)
    with contextlib.closing(open_store(store_path, KEY)) as store:
        assert store.read().execute("SELECT count(*) FROM person").fetchone() == (50,)


def test_a_disk_that_fills_during_an_upgrade_is_a_known_failure(store_path, monkeypatch, tmp_path):
    add_people(store_path, 2000)  # more than the pages that earlier migrations left free
    before = shape(store_path)
    with monkeypatch.context() as later:
        become_tomorrow(tmp_path, later.setattr, first='op.execute("PRAGMA max_page_count = 1")')
        with pytest.raises(StoreUnwritable, match="disque est plein"):
            open_store(store_path, KEY)
    assert shape(store_path) == before


def test_without_a_sound_copy_the_upgrade_is_not_tried(store_path, monkeypatch, tmp_path):
    add_people(store_path)
    before = shape(store_path)
    os.mkdir(store_path.with_name(f"store.kodiko.before-{TODAY}"))  # the copy cannot take its name
    become_tomorrow(tmp_path, monkeypatch.setattr)
    with pytest.raises(upgrades.CopyFailed, match="n’ont pas été modifiées"):
        open_store(store_path, KEY)
    assert shape(store_path) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "migrations",
        "store.kodiko",
        f"store.kodiko.before-{TODAY}",
    ]


READ_AND_WRITE = """
import sys
from pathlib import Path
from db import records
from db.store import open_store
from db.tables import SHARED, Person
from kodiko_desktop.services import today, visit

store = open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
with store.act("person.register", author="sam") as act:
    person = act.create(Person, stream="tours", family_name="Sow")
found = records.find(store.read(), Person, person)
with store.act("person.change", author="sam") as act:
    act.change(Person, person, values={"city": found.row.family_name}, seen=found.seen)
store.undo(act.id, author="sam")
store.close()
print(sorted({"alembic", "sqlalchemy", "sqlmodel", "pydantic"} & set(sys.modules)))
"""


def test_a_store_up_to_date_is_read_and_written_without_sqlmodel_or_alembic_and_without_a_copy(store_path):
    told = subprocess.run(
        [sys.executable, "-c", READ_AND_WRITE, str(store_path), KEY.hex()], capture_output=True, text=True
    )
    assert told.stdout.strip() == "[]", told.stdout + told.stderr
    assert [path.name for path in store_path.parent.iterdir()] == ["store.kodiko"]


def test_a_new_store_is_made_aside_so_that_a_crash_leaves_none(tmp_path, monkeypatch):
    path = tmp_path / "store.kodiko"
    with monkeypatch.context() as broken:
        broken.setattr(upgrades, "LATEST", TOMORROW)
        broken.setattr(migrations, "upgrade", lambda _connection: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            create_store(path, KEY)
    assert not path.exists()
    create_store(path, KEY).close()
    assert [left.name for left in tmp_path.iterdir()] == ["store.kodiko"]
    with pytest.raises(FileExistsError):
        create_store(path, KEY)
