"""Two signatures for one number: the device is put aside, a person decides, and neither version is lost."""

import pytest

from db.tables import Note
from kodiko_desktop.sync import container, quarantine, segment, team
from kodiko_desktop.sync.failures import NotInQuarantine
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import meet


def put_a_second_version(shared, laptop, change, *, read_first=False):
    """What a copy of `laptop`'s disk would sign under the same numbers: its last segment, changed by `change`. Who has
    read neither version reads this one first when `read_first`."""
    member, keys, _directory = team.read_directory(laptop.store)
    key = keys.latest("tours")
    mine = [path for path in (shared / "streams/tours").iterdir() if path.name.startswith(laptop.store.device)]
    path = max(mine, key=lambda each: container.read_header(each.read_bytes()).last)
    true = container.read_header(path.read_bytes())
    lines = [change(line) for line in segment.read(path.read_bytes(), true, key.key).lines]
    name, content = path.name, b""
    while (name < path.name) != read_first or not content:
        name, content, _after = segment.write(
            stream="tours",
            device=member.device,
            epoch=1,
            key=key.key,
            first=true.first,
            lines=lines,
            chain_before=true.chain_before,
            frontier={},
            signing=member.signing,
        )
    path.with_name(name).write_bytes(content)
    return path.with_name(name)


@pytest.fixture(params=[False, True], ids=["true first", "copy first"])
def put_aside(team_of, shared, request):
    """(one, two, three, a person): two and three have heard one; a second version of one's last words has come."""
    one, two, three = team_of(3)
    aminata = one.register(family_name="Diallo", city="Tours")
    one.sync()
    one.change(aminata, city="Blois")
    with one.store.act("note.write", author="sam") as act:
        act.append(Note, stream="tours", text="Vue au marché", person_id=aminata)
    meet(one, two, three)
    put_a_second_version(
        *(shared, one, lambda line: line.replace("Blois", "Amboise").replace("marché", "lavoir")),
        read_first=request.param,
    )
    assert two.sync().quarantined == [one.store.device]
    return one, two, three, aminata


def notes(laptop):
    return sorted(row[0] for row in laptop.store.read().execute("SELECT text FROM note"))


def test_what_the_other_version_says_can_be_read_before_deciding(put_aside):
    one, two, _three, aminata = put_aside
    [found] = quarantine.quarantined(two.store)
    assert (found.stream, found.device) == ("tours", one.store.device)
    assert {(each.table, each.field, each.here, each.there) for each in found.refused} == {
        ("person", "city", "Blois", "Amboise"),
        ("note", "text", "Vue au marché", "Vue au lavoir"),
    }
    assert found.refused[0].row_id == aminata


def test_once_lifted_both_versions_are_shown_and_what_follows_is_applied(put_aside):
    one, two, three, aminata = put_aside
    device = one.store.device
    quarantine.lift(two.store, stream="tours", device=device, author="sam")
    assert quarantine.quarantined(two.store) == ()
    assert two.conflicts() == [(aminata, "city")] and notes(two) == ["Vue au lavoir", "Vue au marché"]
    two.sync()
    assert two.sync().quiet and two.sync().quarantined == []
    assert three.sync().quarantined
    assert three.conflicts() == [(aminata, "city")]  # two's words came, beside those it had
    quarantine.lift(three.store, stream="tours", device=put_aside_device(three), author="sam")
    one.change(aminata, phone="0611111111")
    assert one.sync().new_identity  # it has seen the copy, and goes on under a new id
    meet(one, two, three)
    assert two.person(aminata).phone == "0611111111"
    assert len({laptop.person(aminata).city for laptop in (one, two, three)}) == 1
    two.change(aminata, city="Amboise")
    meet(two, one, three)
    for laptop in (one, two, three):  # the note of one id that two wrote is in dispute, the other beside it
        assert (aminata, "city") not in laptop.conflicts() and laptop.person(aminata).city == "Amboise"
    assert said(one.store) == said(two.store) == said(three.store)
    assert "Vue au lavoir" in notes(two) and texts_of_notes(one) == {"Vue au lavoir", "Vue au marché"}


def test_it_ends_by_itself_when_the_copied_laptop_says_its_words_again(put_aside):
    """Under its own new id: nobody has to decide, the other version is then the only one under the old id."""
    one, two, three, aminata = put_aside
    assert one.sync().new_identity
    meet(two, three, one, two, three)
    assert [laptop.sync().quarantined for laptop in (one, two, three)] == [[], [], []]
    assert said(one.store) == said(two.store) == said(three.store)
    assert (aminata, "city") in one.conflicts() and len(one.conflicts()) == 2  # the text of the note is another
    assert texts_of_notes(one) == {"Vue au lavoir", "Vue au marché"}


def texts_of_notes(laptop):
    """Every text that is current for some note."""
    found = laptop.store.read().execute("SELECT fields ->> 'text' FROM sync_head WHERE table_name = 'note'")
    return {row[0] for row in found}


def put_aside_device(laptop):
    [found] = quarantine.quarantined(laptop.store)
    return found.device


def test_what_differs_further_on_is_a_new_alarm(put_aside, shared):
    one, two, _three, aminata = put_aside
    hidden = {path: path.read_bytes() for path in (shared / "streams/tours").iterdir()}
    quarantine.lift(two.store, stream="tours", device=one.store.device, author="sam")
    assert two.sync().quarantined == []
    for path in hidden:  # the folder shows one only its own words: it does not learn that it was copied
        if path.name not in {file for (file,) in one.store.read().execute("SELECT name FROM sync_file")}:
            path.unlink()
    one.change(aminata, city="Chinon")
    assert not one.sync().new_identity
    two.sync()
    put_a_second_version(shared, one, lambda line: line.replace("Chinon", "Loches"))
    assert two.sync().quarantined == [one.store.device]
    [found] = quarantine.quarantined(two.store)
    assert ("Chinon", "Loches") in {(each.here, each.there) for each in found.refused}


def test_lifting_what_is_not_put_aside_is_said(team_of):
    one, _two = team_of(2)
    with pytest.raises(NotInQuarantine, match="rien à décider"):
        quarantine.lift(one.store, stream="tours", device="f" * 16, author="sam")


def test_a_decision_interrupted_leaves_the_quarantine_and_is_taken_again(put_aside, monkeypatch):
    one, two, _three, aminata = put_aside
    device = one.store.device
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(quarantine, "_decided_upto", lambda *_values: 1 / 0)  # the words are written, no more
        quarantine.lift(two.store, stream="tours", device=device, author="sam")
    assert [found.device for found in quarantine.quarantined(two.store)] == [device]
    quarantine.lift(two.store, stream="tours", device=device, author="sam")
    assert two.conflicts() == [(aminata, "city")] and notes(two) == ["Vue au lavoir", "Vue au marché"]
    assert two.sync().quarantined == []
