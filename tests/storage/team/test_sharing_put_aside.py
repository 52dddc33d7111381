"""A laptop whose copy wrote too: both versions are read in plain words, one decides, and neither is lost."""

import pytest

from db import records
from db.tables import Person
from kodiko_desktop.services.sharing import conflicts, put_aside, state
from kodiko_desktop.sync import container, segment, team
from kodiko_desktop.sync.failures import NotInQuarantine


def forge(share, office, before: str, after: str) -> None:
    """What a copy of a laptop's disk would sign under its last numbers, with other words."""
    member, keys, _directory = team.read_directory(office.store)
    key = keys.latest(office.antenna)
    mine = [path for path in (share / "streams" / office.antenna).iterdir() if path.name.startswith(member.device)]
    path = max(mine, key=lambda each: container.read_header(each.read_bytes()).last)
    true = container.read_header(path.read_bytes())
    lines = [line.replace(before, after) for line in segment.read(path.read_bytes(), true, key.key).lines]
    name, content, _chain = segment.write(
        stream=office.antenna,
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


def test_a_laptop_put_aside_is_an_alarm_read_in_plain_words_and_taken_back(pair, share, clock):
    one, two = pair
    awa = one.register("Diallo", given_names="Awa")
    one.sync()
    seen = records.find(one.store.read(), Person, awa).seen
    with one.store.act("person.change", author=one.staff) as act:
        act.change(Person, awa, values={"city": "Blois"}, seen=seen)
    one.sync()
    two.sync()
    forge(share, one, "Blois", "Amboise")
    assert put_aside.laptops_put_aside(two.store) == ()
    two.sync()
    clock.turn(hours=3)
    found = state.read_state(two.store)
    [warned] = found.warnings
    assert found.alarm and warned.kind == "quarantine" and "«\u00a0Ordinateur de Claire\u00a0»" in warned.sentence
    [laptop] = put_aside.laptops_put_aside(two.store)
    assert (laptop.name, laptop.where, laptop.when) == ("Ordinateur de Claire", "Paris", "il y a 3\u00a0h")
    [difference] = laptop.differences
    assert (difference.about, difference.where, difference.label) == ("Awa Diallo", "Coordonnées", "Ville")
    assert (difference.here, difference.there) == ("Blois", "Amboise")
    decided = {"author": one.staff, "stream": laptop.stream, "device": laptop.device}
    assert put_aside.take_back(two.store, **decided) == 1
    assert put_aside.laptops_put_aside(two.store) == () and not state.read_state(two.store).alarm
    [conflict] = conflicts.conflicts(two.store.read())
    assert {version.text for version in conflict.versions} == {"Blois", "Amboise"}
    with pytest.raises(NotInQuarantine):
        put_aside.take_back(two.store, **decided)
