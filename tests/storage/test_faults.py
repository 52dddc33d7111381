"""What happens to laptops: a full disk, a folder that cannot be written, a file cut in half, two windows. Each time a
sentence, and nothing lost."""

import os
import resource
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db import records
from db.connection import StoreUnreadable, StoreUnwritable, connect
from db.store import create_store, open_store
from db.tables import Person
from tests.storage.conftest import KEY
from tests.storage.killed_writer import KINDS
from tests.storage.wholeness import assert_whole

ROOT = Path(__file__).resolve().parents[2]


def register(store, name="Diallo"):
    with store.act("person.register", author="sam") as act:
        return act.create(Person, stream="tours", family_name=name)


# -- a full disk --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_full_disk_is_said_and_what_was_saved_stays(store, kind):
    """SQLite itself answers SQLITE_FULL, by a limit on the pages of the file."""
    register(store)
    pages = store._writer.execute("PRAGMA page_count").fetchone()[0]
    store._writer.execute(f"PRAGMA max_page_count = {pages + 40}")
    with pytest.raises(StoreUnwritable, match="disque est plein"):
        for written, _line in enumerate(KINDS[kind](store)):
            assert written < 5000
    assert_whole(store.path, KEY)
    assert store.read().execute("SELECT count(*) FROM person WHERE family_name = 'Diallo'").fetchone()[0] >= 1
    store._writer.execute("PRAGMA max_page_count = 1000000")
    assert records.find(store.read(), Person, register(store, "Kidane")).row.family_name == "Kidane"
    assert_whole(store.path, KEY)


_UNTIL_REFUSED = """
import sys
from pathlib import Path
from db.store import open_store
from db.connection import StoreUnwritable
from tests.storage.killed_writer import create
store = open_store(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]))
try:
    for line in create(store):
        print(line, flush=True)
except StoreUnwritable as failure:
    print("refused", failure.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is POSIX")
def test_a_system_that_stops_giving_room_is_said_and_what_was_saved_stays(store_path):
    """The kernel refuses any file to grow past a limit: the same errors as a quota."""
    limit = store_path.stat().st_size + (300 << 10)
    found = subprocess.run(
        [sys.executable, "-c", _UNTIL_REFUSED, str(store_path), KEY.hex()],
        cwd=ROOT,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
        capture_output=True,
        text=True,
        check=True,
    )
    *said, refusal = found.stdout.splitlines()
    assert refusal.startswith("refused Kodiko ne peut pas écrire") and "intact" in refusal
    assert_whole(store_path, KEY)
    connection = connect(store_path, KEY)
    people = {row[0] for row in connection.execute("SELECT id FROM person")}
    assert len(said) > 10 and {line.split()[1] for line in said} == people
    connection.close()


@pytest.fixture
def small_disk(tmp_path):
    """A real file system of 3 MiB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting needs root")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("this machine does not let us mount")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_is_really_full_is_said_and_what_was_saved_stays(small_disk):
    store = create_store(small_disk / "store.kodiko", KEY)
    said = []
    with pytest.raises(StoreUnwritable, match="disque est plein"):
        for line in KINDS["create"](store):
            said.append(line.split()[1])
    assert len(said) > 10
    assert {row[0] for row in store.read().execute("SELECT id FROM person")} == set(said)
    assert_whole(store.path, KEY)
    store.close()
    again = open_store(small_disk / "store.kodiko", KEY)
    assert_whole(again.path, KEY)
    again.close()


# -- a folder, a file -------------------------------------------------------------------------------------------


@pytest.fixture
def read_only_folder(store_path, tmp_path):
    """The store in a folder nobody may write, root included (a read-only mount), or plain permissions for others."""
    if os.geteuid() != 0:
        tmp_path.chmod(0o500)
        store_path.chmod(0o400)
        yield store_path
        tmp_path.chmod(0o700)
        store_path.chmod(0o600)
        return
    mount = ["mount", "--bind", str(tmp_path), str(tmp_path)]
    if subprocess.run(mount, capture_output=True).returncode != 0:
        pytest.skip("this machine does not let us mount")
    subprocess.run(["mount", "-o", "remount,ro,bind", str(tmp_path)], check=True)
    yield store_path
    subprocess.run(["umount", str(tmp_path)], check=True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other permissions")
def test_a_read_only_folder_is_said(read_only_folder):
    before = read_only_folder.read_bytes()
    with pytest.raises(StoreUnwritable, match="lecture seule"):
        register(open_store(read_only_folder, KEY))
    with pytest.raises(StoreUnwritable, match="lecture seule"):
        create_store(read_only_folder.with_name("other.kodiko"), KEY)
    assert read_only_folder.read_bytes() == before


@pytest.mark.parametrize("kept", [0.5, 0.02, 0.0], ids=["half", "first page", "empty"])
def test_a_store_cut_short_is_said_and_never_replaced_by_an_empty_one(store, store_path, kept):
    with store.act("person.import", author="sam") as act:
        act.create_many(Person, stream="tours", rows=[(None, {"family_name": f"Nom {i}"}) for i in range(3000)])
    store.close()
    whole = store_path.read_bytes()
    cut = whole[: int(len(whole) * kept)]
    store_path.write_bytes(cut)
    with pytest.raises(StoreUnreadable, match="restaurez une sauvegarde"):
        opened = open_store(store_path, KEY)
        try:
            register(opened)
            for name in ("person", "operation", "sync_head"):
                opened.read().execute(f"SELECT * FROM {name}").fetchall()
        finally:
            opened.close()
    assert store_path.read_bytes()[: len(cut)] == cut


def test_a_missing_store_is_said_and_none_is_made(tmp_path):
    with pytest.raises(StoreUnreadable):
        open_store(tmp_path / "gone.kodiko", KEY)
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_key_is_said_and_changes_nothing(store_path):
    before = store_path.read_bytes()
    with pytest.raises(StoreUnreadable, match="pas été modifié"):
        open_store(store_path, bytes(32))
    assert store_path.read_bytes() == before


# -- two at a time --------------------------------------------------------------------------------------------------


def test_two_threads_read_while_one_writes_and_see_only_whole_acts(store):
    seen, stop, failures = [], threading.Event(), []

    def read():
        try:
            while not stop.is_set():
                found = (
                    store.read()
                    .execute("SELECT (SELECT count(*) FROM person), (SELECT count(*) FROM operation)")
                    .fetchone()
                )
                seen.append(found)
        except Exception as error:  # told to the test
            failures.append(error)

    readers = [threading.Thread(target=read) for _ in range(2)]
    for reader in readers:
        reader.start()
    for _act in range(40):
        with store.act("person.import", author="sam") as act:
            act.create_many(Person, stream="tours", rows=[(None, {"family_name": "Nom"})] * 10)
    stop.set()
    for reader in readers:
        reader.join()
    assert failures == []
    assert all(people == operations and people % 10 == 0 for people, operations in seen)
    assert len(set(seen)) > 1


def test_two_threads_that_write_take_turns(store):
    def write(name):
        for _act in range(25):
            register(store, name)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ba", "Sy")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    counts = store.read().execute("SELECT family_name, count(*) FROM person GROUP BY 1 ORDER BY 1").fetchall()
    assert counts == [("Ba", 25), ("Sy", 25)]
    assert_whole(store.path, KEY)


def test_a_second_window_that_writes_is_waited_for_then_said(store, store_path):
    other = connect(store_path, KEY)
    other.execute("BEGIN IMMEDIATE")
    store._writer.execute("PRAGMA busy_timeout = 50")
    with pytest.raises(StoreUnwritable, match="Une autre fenêtre écrit"):
        register(store)
    other.execute("ROLLBACK")
    register(store)
    other.execute("BEGIN IMMEDIATE")
    store._writer.execute("PRAGMA busy_timeout = 5000")
    release = threading.Timer(0.2, other.execute, ("ROLLBACK",))
    release.start()
    register(store)
    release.join()
    other.close()
    assert store.read().execute("SELECT count(*) FROM person").fetchone() == (2,)


# -- names, and what can be read by others --------------------------------------------------------------------------

NAMES = {
    "Arabic": "محمد عبد الرحمن",
    "Dari with joiners": "نجیب‌الله",
    "Tigrinya": "ተስፋይ ገብረመድህን",
    "Cyrillic": "Олена Ковальчук",
    "combining accents": "Zoe\u0308 Nguye\u0302\u0303n",
    "eighty letters": "Wolfeschlegelsteinhausenbergerdorff-" + "Ramachandran" * 4,
    "one letter": "O",
    "quotes": "N'Diaye \"dit\" Robert'); DROP TABLE person;--",
    "astral": "𐓏𐓘𐓻𐓘𐓻𐓟 😀",
}


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_names_come_back_as_they_were_given(store, store_path, name):
    person = register(store, name)
    with store.act("person.change", author="sam") as act:
        act.change(Person, person, values={"name_in_own_script": name}, seen=act.seen(Person, person))
    assert_whole(store.path, KEY)
    store.close()
    again = open_store(store_path, KEY)
    row = records.find(again.read(), Person, person).row
    assert (row.family_name, row.name_in_own_script) == (name, name)
    again.close()


def test_nothing_typed_can_be_read_in_the_files(store, store_path):
    canary = "Canari-Jaune-4711"
    with store.act("person.import", author="sam") as act:
        act.create_many(Person, stream="tours", rows=[(None, {"family_name": canary})] * 500)
    with store.note() as connection:
        connection.execute("INSERT INTO draft (place, saved_at, content) VALUES ('p', '', ?)", (f'"{canary}"',))
    files = [path for path in store_path.parent.iterdir() if path.is_file()]
    assert f"{store_path.name}-wal" in {path.name for path in files}
    for path in files:
        found = path.read_bytes()
        for trace in (canary.encode(), canary.encode("utf-16-le"), b"family_name", b"SQLite format"):
            assert trace not in found
    store.close()
    assert canary.encode() not in store_path.read_bytes()
