"""Things that are no files of ours, put where ours are expected by whoever hosts the folder (or by a synchroniser that
carries links): nothing hangs, nothing outside the folder is touched."""

import os
import sys

import pytest

from kodiko_desktop.sync import folder as folder_module
from kodiko_desktop.sync import team
from kodiko_desktop.sync.folder import Folder
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
