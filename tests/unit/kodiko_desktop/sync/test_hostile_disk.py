"""Things that are no files of ours, put where ours are expected by whoever hosts the folder (or by a synchroniser that
carries links): nothing hangs, nothing outside the folder is touched."""

import contextlib
import os
import shutil
import sys
import unicodedata

import pytest

from kodiko_desktop.sync import folder as folder_module
from kodiko_desktop.sync import team
from kodiko_desktop.sync.failures import FolderRefuses
from kodiko_desktop.sync.folder import Folder
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import join, meet

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX systems")
PLACES = ("control", "streams/tours")


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("put", [os.mkfifo, os.mkdir, lambda path: os.symlink("/dev/zero", path)])
def test_what_is_no_file_is_not_waited_for(team_of, shared, place, put):
    one, two = team_of(2)
    (shared / place).mkdir(parents=True, exist_ok=True)
    put(shared / place / "0-piege.kd")
    one.register(family_name="Kidane")
    meet(one, two)
    assert two.names() == ["Kidane"]


def test_a_link_is_not_read(tmp_path):
    (tmp_path / "secret").write_bytes(b"ailleurs")
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "lien").symlink_to(tmp_path / "secret")
    assert Folder(tmp_path / "shared").read("", "lien") is None


@pytest.mark.parametrize("place", PLACES)
def test_a_name_that_is_no_text_is_left_alone(team_of, shared, place):
    one, two = team_of(2)
    (shared / place).mkdir(parents=True, exist_ok=True)
    for name in (b"mal-\xff.kd", b"saut\nde ligne.kd", b"\x1b[2Jterminal.kd"):
        with open(os.path.join(os.fsencode(shared / place), name), "wb") as file:
            file.write(b"rien")
    one.register(family_name="Kidane")
    meet(one, two)
    assert two.names() == ["Kidane"] and two.sync().unreadable == []


@pytest.mark.parametrize("plant", [os.symlink, os.link])
def test_nothing_is_written_through_a_link_that_somebody_put_there(tmp_path, plant):
    mine, shared = tmp_path / "a moi.txt", tmp_path / "shared"
    mine.write_bytes(b"precieux")
    shared.mkdir()
    plant(mine, shared / (team.MARK + folder_module.PART))
    Folder(shared).write("", team.MARK, b"chez moi")
    assert mine.read_bytes() == b"precieux" and (shared / team.MARK).read_bytes() == b"chez moi"
    assert not (shared / team.MARK).is_symlink() and not (shared / (team.MARK + folder_module.PART)).exists()


def test_a_pipe_in_the_way_of_a_write_is_taken_away(tmp_path):
    os.mkfifo(tmp_path / ("x.kd" + folder_module.PART))
    Folder(tmp_path).write("", "x.kd", b"ici")
    assert (tmp_path / "x.kd").read_bytes() == b"ici"


def test_a_file_too_long_to_be_ours_is_not_read(tmp_path):
    with open(tmp_path / "long", "wb") as file:
        file.truncate(folder_module.LARGEST + 1)
    assert Folder(tmp_path).read("", "long") is None
    (tmp_path / "court").write_bytes(bytes(10))
    assert Folder(tmp_path).read("", "court", most=9) is None
    assert Folder(tmp_path).read("", "court", most=10) == bytes(10)


@pytest.mark.parametrize("number", ["²", "9" * 30, "٣"])
def test_a_right_file_under_a_name_of_ill_will_is_carried_all_the_same(team_of, new_laptop, shared, tmp_path, number):
    one, two = team_of(2)
    stick = Folder(tmp_path / "stick", pause=lambda _seconds: None)
    stick.root.mkdir()
    for _round in range(2):
        two.sync(stick)
        one.sync(stick)
    one.register(family_name="Kidane")
    one.sync()
    [path] = (shared / "streams" / "tours").glob("*.kd")
    path.rename(path.with_name(f"a-b-c-{number}-d.kd"))
    two.sync()
    two.sync(stick)
    late = new_laptop()
    join(late, one)
    late.sync(stick)
    assert late.names() == ["Kidane"]


@pytest.mark.parametrize("place", ["streams/tours", "streams", "control", "blobs"])
def test_nothing_is_written_nor_read_through_a_link_in_place_of_a_folder(team_of, shared, tmp_path, place):
    """A synchroniser that carries links would have this laptop write, and erase, anywhere on its disk."""
    one, two = team_of(2)
    one.register(family_name="Kidane")
    meet(one, two)
    elsewhere = tmp_path / "mes documents"
    if (shared / place).exists():
        shutil.move(shared / place, elsewhere)
    else:
        elsewhere.mkdir()
    (shared / place).symlink_to(elsewhere, target_is_directory=True)
    before = {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()}
    one.register(family_name="Sarr")
    for laptop in (one, two):
        with contextlib.suppress(FolderRefuses):
            laptop.sync()
    assert {path: path.read_bytes() for path in elsewhere.rglob("*") if path.is_file()} == before
    (shared / place).unlink()
    if place != "blobs":
        shutil.move(elsewhere, shared / place)
    meet(one, two)
    assert two.names() == ["Kidane", "Sarr"]


def test_names_that_a_disk_writes_otherwise_are_read_all_the_same(team_of, shared):
    """macOS takes accents apart, FAT forgets capitals: our names are of small letters and digits, and only a hint."""
    one, two = team_of(2)
    one.register(family_name="Kidane")
    one.sync()
    for place in ("control", "streams/tours"):
        for path in list((shared / place).iterdir()):
            assert path.name.isascii() and path.name == path.name.lower()
            path.rename(path.with_name(unicodedata.normalize("NFD", f"Copie en conflit é {path.name.upper()}")))
    two.sync()
    assert two.names() == ["Kidane"]
    meet(one, two)
    assert said(one.store) == said(two.store)


class ForgetsCapitals(Folder):
    """A folder on a disk for which capitals are small letters, and which shows all names in capitals."""

    def _list(self, path):
        return [name.upper() for name in super()._list(path)]

    def _read(self, path):
        return super()._read(self._found(path))

    def _look(self, path):
        return super()._look(self._found(path))

    def _remove(self, path):
        super()._remove(self._found(path))

    def _found(self, path):
        alike = [each for each in path.parent.iterdir() if each.name.casefold() == path.name.casefold()]
        return alike[0] if alike else path


def test_a_disk_that_forgets_capitals_carries_the_team(team_of, shared):
    one, two = team_of(2)
    folders = [ForgetsCapitals(shared, pause=lambda _seconds: None) for _laptop in (one, two)]
    for number in range(15):  # enough to regroup
        one.register(family_name=f"Kidane {number}")
        one.sync(folders[0])
    two.register(family_name="Sarr")
    for _round in range(2):
        two.sync(folders[1])
        one.sync(folders[0])
    assert len(two.names()) == 16 and said(one.store) == said(two.store)
    assert not one.sync(folders[0]).new_identity
