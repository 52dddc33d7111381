"""SIGKILL at any moment of any kind of write: the store opens, says what it said was saved, and is whole."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db import upgrades
from db.connection import connect
from db.store import open_store
from tests.storage.conftest import KEY
from tests.storage.killed_writer import KINDS
from tests.storage.later_version import TODAY, TOMORROW, become_tomorrow
from tests.storage.test_migrations import add_people
from tests.storage.wholeness import assert_whole

ROOT = Path(__file__).resolve().parents[2]
KILLS_OF_EACH_KIND = 6
LONGEST_WAIT = 0.25
"""Seconds after the first write within which the kill falls."""

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX; TerminateProcess is not as sudden")


def kill_while(kind, path, wait):
    """Start a writer, kill it `wait` seconds after its first line; returns its exit code and the whole lines it printed
    (a line cut by the kill announces nothing)."""
    command = [sys.executable, "-m", "tests.storage.killed_writer", kind, str(path), KEY.hex()]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as child:
        first = child.stdout.readline()
        if not first:
            raise AssertionError(child.stderr.read())
        time.sleep(wait)
        child.send_signal(signal.SIGKILL)
        rest, errors = child.communicate()
    assert errors == ""
    return child.returncode, [line for line in (first, *rest.splitlines(keepends=True)) if line.endswith("\n")]


def assert_said_is_saved(connection, lines):
    """Everything a line announced is in the store."""
    for line in (text.split() for text in lines):
        match line:
            case ["person", person]:
                found = connection.execute("SELECT phone FROM person WHERE id = ?", (person,)).fetchone()
                assert found == ("0600000000",)
            case ["city", person, number]:
                city = connection.execute("SELECT city FROM person WHERE id = ?", (person,)).fetchone()[0]
                assert int(city.removeprefix("Ville ")) >= int(number)
            case ["people", act, count]:
                query = "SELECT count(*) FROM operation WHERE act_id = ?"
                assert connection.execute(query, (act,)).fetchone() == (int(count),)
            case ["document", scan]:
                query = "SELECT count(*), sum(length(content)) FROM document_chunk WHERE document_id = ?"
                assert connection.execute(query, (scan,)).fetchone() == (3, 3 << 20)
                assert connection.execute("SELECT 1 FROM document WHERE id = ?", (scan,)).fetchone()
            case ["undone", act]:
                query = "SELECT undone_by IS NOT NULL FROM act WHERE id = ?"
                assert connection.execute(query, (act,)).fetchone() == (1,)
            case _:
                raise AssertionError(f"unexpected line {line}")


@pytest.mark.parametrize("kind", KINDS)
def test_killed_while_writing_nothing_said_is_lost_and_nothing_is_half_written(store_path, kind):
    moments = random.Random(kind)
    for _kill in range(KILLS_OF_EACH_KIND):
        code, lines = kill_while(kind, store_path, moments.uniform(0, LONGEST_WAIT))
        assert code == -signal.SIGKILL
        assert_whole(store_path, KEY)
        store = open_store(store_path, KEY)
        assert_said_is_saved(store.read(), lines)
        complete = store.read().execute("SELECT act_id, count(*) FROM operation GROUP BY act_id").fetchall()
        sizes = {"create_many": {1000}, "undo": {20}}.get(kind, {1})
        assert {count for _act, count in complete} <= sizes
        store.close()


def test_killed_while_upgrading_the_store_is_as_before_or_up_to_date(store_path, tmp_path, monkeypatch):
    add_people(store_path, 2000)
    whole = store_path.read_bytes()
    moments = random.Random("upgrade")
    reached = set()
    for kill in range(KILLS_OF_EACH_KIND):
        store_path.write_bytes(whole)
        kill_while("upgrade", store_path, moments.uniform(0, 0.08) if kill else 0)  # at once, too
        connection = connect(store_path, KEY)
        version = upgrades.version(connection)
        columns = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info('person')")}
        assert (version, "nickname" in columns) in {(TODAY, False), (TOMORROW, True)}
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (2000,)
        connection.close()
        reached.add(version)
        assert_whole(store_path, KEY)
    assert TODAY in reached
    become_tomorrow(tmp_path / "tomorrow", monkeypatch.setattr)
    store = open_store(store_path, KEY)
    assert upgrades.version(store.read()) == TOMORROW
    store.close()
