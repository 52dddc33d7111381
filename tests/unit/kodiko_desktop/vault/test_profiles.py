"""Where a profile lives, and what may be thrown away."""

import os
import stat

import pytest

from kodiko_desktop.vault.failures import FolderUnwritable, NotDisposable, ProfileNameRefused
from kodiko_desktop.vault.profiles import (
    data_folder,
    demo_profile,
    find_profile,
    prepare_folders,
    throw_away,
)


def test_the_environment_says_where_profiles_live(tmp_path, monkeypatch):
    monkeypatch.setenv("KODIKO_HOME", str(tmp_path))
    assert find_profile("tours").store_path == tmp_path / "tours" / "store.kodiko"


def test_without_it_the_system_says_where(monkeypatch):
    monkeypatch.delenv("KODIKO_HOME", raising=False)
    assert data_folder().is_absolute()
    assert "Kodiko" in data_folder().parts


@pytest.mark.parametrize("name", ["tours", "a", "antenne-75", "2026"])
def test_names_that_are_folders_everywhere_are_accepted(name, tmp_path):
    assert find_profile(name, root=tmp_path).name == name


@pytest.mark.parametrize("name", ["", "Tours", "été", "../ailleurs", "a b", "con", "com1", "-a", "a-", "a" * 41, "a\n"])
def test_other_names_are_refused_with_an_example(name, tmp_path):
    with pytest.raises(ProfileNameRefused) as failure:
        find_profile(name, root=tmp_path)
    assert "antenne-tours" in failure.value.sentence


@pytest.mark.skipif(os.name == "nt", reason="POSIX permissions")
def test_folders_are_open_to_their_owner_only(profile):
    prepare_folders(profile)
    for folder in (profile.folder, profile.backups_folder):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "plein").write_text("un fichier, pas un dossier")
    with pytest.raises(FolderUnwritable) as failure:
        prepare_folders(find_profile("tours", root=tmp_path / "plein"))
    assert "intact" in failure.value.sentence


def test_a_demonstration_can_be_thrown_away_and_nothing_else(tmp_path):
    demo, real = demo_profile(root=tmp_path), find_profile("tours", root=tmp_path)
    prepare_folders(real)
    real.store_path.write_bytes(b"precious")
    demo.store_path.write_bytes(b"invented")
    with pytest.raises(NotDisposable):
        throw_away(real)
    throw_away(demo)
    assert real.store_path.read_bytes() == b"precious"
    assert not demo.folder.exists()


def test_a_real_profile_is_never_made_disposable(tmp_path):
    real = find_profile("demonstration", root=tmp_path)
    prepare_folders(real)
    real.store_path.write_bytes(b"precious")
    with pytest.raises(NotDisposable):
        demo_profile(root=tmp_path)
    with pytest.raises(NotDisposable):
        throw_away(real)
