"""A first start that is killed begins again as if it had never been; one that was whole is simply opened."""

import subprocess
import sys

import pytest

from db.store import Store
from kodiko_desktop.services.association import antennas
from kodiko_desktop.services.laptop.opening import create_profile, open_profile
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.failures import KeysAlreadyThere
from kodiko_desktop.vault.keys_file import copies
from kodiko_desktop.vault.profiles import Profile, find_profile
from kodiko_desktop.vault.wrapping import ArgonCost

PHRASE = "girafe lampe tramway"
CHEAP = ArgonCost(64, 1, 1)


@pytest.mark.skipif(sys.platform == "win32", reason="kills a child of itself")
def test_a_start_killed_at_each_of_its_acts_begins_again(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.killed_first_starts", tmp_path],
        capture_output=True,
        text=True,
        timeout=180,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert not [line for line in lines if line[0] == "failed"], done.stdout
    *killed, last = lines
    assert len(killed) >= 8, "keys (twice), then the store"
    assert last[1:] == ["False", "open", "1", "True"]
    assert {tuple(line[1:]) for line in killed} <= {("True", "new", "1", "True"), ("True", "open", "1", "True")}


@pytest.fixture
def profile(tmp_path) -> Profile:
    return find_profile("tours", root=tmp_path)


def refuse(_store: Store) -> None:
    raise antennas.SetUpRefused("non")


def test_a_name_refused_leaves_no_store_and_one_may_correct_it(profile):
    with pytest.raises(antennas.SetUpRefused):
        create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP, fill=refuse)
    assert not profile.has_store
    first = create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP)
    first.opened.close()
    assert sorted(path.suffix for path in profile.folder.iterdir() if "store" in path.name) == [".kodiko"]


def test_keys_put_aside_still_open_the_store_they_were_made_for(profile, tmp_path):
    create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP).opened.close()
    away = profile.store_path.rename(tmp_path / "emportee")
    second = create_profile(profile, passphrase="une autre phrase secrète", keyring=None, cost=CHEAP)
    second.opened.close()
    (aside,) = [path for path in profile.folder.glob("keys-*.json")]
    aside.replace(profile.keys_path)
    away.replace(profile.store_path)
    opened = open_profile(profile, lambda: keybox.unlock_with_passphrase(profile, PHRASE))
    opened.close()


def test_keys_beside_a_backup_are_never_put_aside(profile):
    create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP).opened.close()
    before = [path.read_bytes() for path in copies(profile)]
    profile.store_path.rename(profile.backups_folder / "sauvegarde-2026-05-11-0900.kodiko")
    assert keybox.ways_in(profile).passphrase
    with pytest.raises(KeysAlreadyThere):
        create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP)
    assert [path.read_bytes() for path in copies(profile)] == before


def test_what_is_written_first_is_in_the_store_and_nothing_is_left_beside(profile):
    def fill(store: Store) -> None:
        antennas.set_up(store, organisation_name="Essai", antenna_name="Tours", staff_name="Léa Martin")

    first = create_profile(profile, passphrase=PHRASE, keyring=None, cost=CHEAP, fill=fill)
    assert first.opened.store.read().execute("SELECT name FROM staff").fetchall() == [("Léa Martin",)]
    first.opened.close()
    assert not [path for path in profile.folder.iterdir() if "begun" in path.name]
