"""A store of an earlier version, with a visit in it, opened by the frozen bundle: Alembic and SQLModel are inside,
though loaded only then; a verified copy of what was stays beside, and everything is still there."""

import contextlib
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool

from db import migrations, upgrades
from db.connection import Connection, connect
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile
from kodiko_desktop.services.visit import play_visit
from kodiko_desktop.vault.keybox import unlock_with_passphrase
from kodiko_desktop.vault.profiles import Profile, find_profile
from kodiko_desktop.vault.wrapping import ArgonCost
from tests.end_to_end.coordinator import at_the_window
from tests.end_to_end.frozen import Bundle
from tests.end_to_end.virtual_screen import missing

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the bundle of the tests is the one of Linux")

PHRASE = "cheval agrafe pile correct"


def earlier_versions() -> list[str]:
    """Every migration but the last, in order."""
    configuration = Config()
    configuration.set_main_option("script_location", str(migrations.HERE))
    return sorted(script.revision for script in ScriptDirectory.from_config(configuration).walk_revisions())[:-1]


@dataclass(frozen=True)
class Lived:
    """A home folder whose profile was used today: somebody set it up, and played a visit."""

    home: Path
    key: bytes

    @property
    def profile(self) -> Profile:
        """Its profile."""
        return find_profile(root=self.home / "kodiko")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Lived:
    """One profile for all: each test copies it."""
    home = tmp_path_factory.mktemp("lived")
    first = create_profile(find_profile(root=home / "kodiko"), passphrase=PHRASE, keyring=None, cost=ArgonCost(8192, 1))
    with contextlib.closing(first.opened) as opened:
        key = bytes(opened.key.reveal())
        antennas.set_up(
            opened.store,
            organisation_name="Horizons",
            antenna_name="Tours",
            staff_name="Claire Martin",
            postcode="37000",
        )
        play_visit(opened.store, tmp_path_factory.mktemp("papers"), date.today())
    return Lived(home, key)


@pytest.mark.parametrize("version", earlier_versions())
def test_a_store_of_an_earlier_version_is_copied_brought_up_to_date_and_whole(
    bundle: Bundle, surroundings: dict[str, str], lived: Lived, tmp_path: Path, version: str
):
    profile = _go_back(lived, Path(surroundings["HOME"]), version)
    before = _content(profile.store_path, lived.key, version)
    assert before["person"] and before["answer"] and before["contract"] and before["operation"]
    phrase = tmp_path / "phrase.txt"
    phrase.write_text(PHRASE, encoding="utf-8")
    told = bundle.say(surroundings, "lister", "personnes", "--phrase-fichier", phrase)
    assert (told.returncode, told.stderr) == (0, "")
    assert "KARIMI Shabnam" in told.stdout
    _check(profile, lived, version, before)
    checked = bundle.say(surroundings, "verifier", "--phrase-fichier", phrase)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(bool(missing()), reason=f"needs {missing()}")
def test_the_window_brings_the_oldest_store_up_to_date(bundle: Bundle, lived: Lived, tmp_path: Path):
    home, oldest = tmp_path / "maison", earlier_versions()[0]
    profile = _go_back(lived, home, oldest)
    before = _content(profile.store_path, lived.key, oldest)
    with at_the_window(bundle, home) as at:
        at.fill("Phrase secrète", PHRASE)
        at.title("Aujourd’hui")
        at.page(2, "Personnes")
        at.seen.until(lambda parts: any("Karimi" in part.name or "KARIMI" in part.name for part in parts), "the person")
    _check(profile, lived, oldest, before)


# -- an earlier version ---------------------------------------------------------------------------------------------


def _go_back(lived: Lived, home: Path, version: str) -> Profile:
    """The profile of `lived` in `home`, its store made by the migrations up to `version` and holding the same rows,
    as far as that version had tables and columns for them."""
    shutil.copytree(lived.home, home, dirs_exist_ok=True)
    profile = find_profile(root=home / "kodiko")
    path = profile.store_path
    later = path.rename(path.with_name("later"))
    with _migrating(path, lived.key) as connection:
        migrations.upgrade(connection, version)
    with contextlib.closing(connect(path, lived.key)) as old:
        old.execute(f"ATTACH DATABASE ? AS later KEY \"x'{lived.key.hex()}'\"", (str(later),))
        for table in [*_tables(old), "search_text"]:
            if table != "alembic_version":
                columns = ", ".join(_columns(old, table))
                old.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM later.{table}")
        old.execute("DETACH DATABASE later")
    later.unlink()
    return profile


@contextlib.contextmanager
def _migrating(path: Path, key: bytes) -> Iterator:
    raw = connect(path, key)
    engine = create_engine("sqlite://", module=sqlcipher, creator=lambda: raw, poolclass=StaticPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    with engine.begin() as connection:
        yield connection
    raw.close()


def _tables(connection: Connection) -> list[str]:
    """The tables of a store, without those that search and Alembic keep for themselves."""
    found = connection.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' "
        "AND name NOT LIKE 'search_text%' AND name != 'alembic_version' ORDER BY name"
    )
    return [name for (name,) in found]


def _columns(connection: Connection, table: str) -> list[str]:
    found = connection.execute("SELECT name FROM pragma_table_info(?, 'main')", (table,))
    return [f'"{name}"' for (name,) in found]


# -- what is found afterwards ---------------------------------------------------------------------------------------


def _content(path: Path, key: bytes, version: str, asked: dict[str, list[str]] | None = None) -> dict[str, list]:
    """What a store at `version` holds: its rows by table, of all its columns or of the `asked` ones."""
    with contextlib.closing(connect(path, key, query_only=True)) as store:
        assert upgrades.version(store) == version
        wanted = asked or {table: _columns(store, table) for table in _tables(store)}
        return {
            table: sorted(map(repr, store.execute(f'SELECT {", ".join(columns)} FROM "{table}"')))
            for table, columns in wanted.items()
        }


def _check(profile: Profile, lived: Lived, version: str, before: dict[str, list]) -> None:
    """The copy is what was; the store is up to date, holds the same, and opens with the phrase."""
    copy = profile.store_path.with_name(f"{profile.store_path.name}.before-{version}")
    assert _content(copy, lived.key, version) == before
    assert not copy.read_bytes().startswith(b"SQLite format 3")
    with contextlib.closing(connect(copy, lived.key, query_only=True)) as old:
        asked = {table: _columns(old, table) for table in _tables(old)}
    after = _content(profile.store_path, lived.key, upgrades.LATEST, asked)
    assert [table for table in before if after[table] != before[table]] == []
    key = unlock_with_passphrase(profile, PHRASE)
    assert bytes(key.reveal()) == lived.key
    key.wipe()
