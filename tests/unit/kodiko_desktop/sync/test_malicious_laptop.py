"""A laptop of the team whose keys a program of ill will holds: what it signs under them never stops the others, gives
it nothing it had not, and takes nobody's place. (What it may write, it may: that is said in docs/menaces.md.)"""

import json
import secrets

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from db import settings
from db.merging import not_shown
from kodiko_desktop.sync import container, control, invite, team
from kodiko_desktop.sync.membership import EpochKey, public_bytes
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.forging import line, put_record, put_segment
from tests.unit.kodiko_desktop.sync.laptops import join, meet, start_team
from tests.unit.kodiko_desktop.sync.test_identity import back_up, restore


@pytest.fixture
def three(team_of):
    """(administrator, the laptop of ill will, another one), who all know each other."""
    laptops = team_of(3)
    meet(*laptops)
    return laptops


def deep(levels: int) -> str:
    return json.dumps({"languages": "x"}).replace('"x"', "[" * levels + "]" * levels)


UNREADABLE = {
    "too deep to be written again": {"fields": deep(900)},
    "just too deep": {"fields": deep(64)},
    "a number that is no number": {"fields": '{"family_name":1e999}'},
    "a piece without key": {"table": "document", "blobs": [["00" * 32]]},
    "a key that is no key": {"table": "document", "blobs": [["00" * 32, "zz", 1]]},
    "a key that is a number": {"table": "document", "blobs": [["00" * 32, 5, 1]]},
    "a size no store holds": {"table": "document", "blobs": [["00" * 32, "00" * 32, 10**30]]},
    "a path for a name": {"table": "document", "blobs": [["../../../../etc/passwd", "00" * 32, 1]]},
    "a row without name": {"row": "x" * 200},
}


@pytest.mark.parametrize("what", UNREADABLE)
def test_an_operation_that_is_none_is_left_and_the_exchange_goes_on(three, shared, what):
    one, wicked, other = three
    path = put_segment(wicked, shared, line(1, **UNREADABLE[what]))
    one.register(family_name="Kidane")
    one.sync()
    report = other.sync()
    assert [file.name for file in report.unreadable] == [path.name]
    assert other.names() == ["Kidane"] and other.sync().reached


FRONTIERS = {
    "a number no store holds": {"7a" * 8: [10**30, "00"]},
    "infinity": {"7a" * 8: [float("inf"), "00"]},
    "half a character": {"\ud800": [1, "00"]},
    "a list for a chain": {"7a" * 8: [1, ["00"]]},
    "a chain that is none": {"7a" * 8: [1, "' OR 1"]},
    "more laptops than there are": {f"{number:016x}": [5, "00"] for number in range(5000)},
}


@pytest.mark.parametrize("what", FRONTIERS)
def test_a_frontier_that_is_none_is_left_and_the_exchange_goes_on(three, shared, what):
    _one, wicked, other = three
    path = put_segment(wicked, shared, line(1), frontier=FRONTIERS[what])
    assert [file.name for file in other.sync().unreadable] == [path.name]
    assert other.sync().missing == [] and other.names() == []


def test_values_of_ill_will_are_kept_as_words_and_shown_nowhere(three, shared):
    """Names of tables and fields that are SQL, tables of a laptop of its own, numbers that no store holds."""
    _one, wicked, other = three
    evil = [
        line(1, table='person"; DROP TABLE person; --', fields='{"a":1}'),
        line(2, fields='{"family_name\\" = 1; --":"x","id":"y","stream":"org","created_at":"z"}'),
        line(3, table="sync_key", row="tours", fields='{"key":"00","epoch":99}'),
        line(4, table="local_setting", row="device_id", fields='{"value":"x"}'),
        line(5, table="placement", fields=json.dumps({"weekly_hours": 10**400})),
        line(6, fields='{"birth_date":"9999-99-99","family_name":' + "9" * 4000 + "}", clock=2**63 - 1),
        line(7, at="hier", author="", kind="", subjects='[{"a":1},5,null]'),
    ]
    keys = other.store.read().execute("SELECT * FROM sync_key ORDER BY 1, 2").fetchall()
    put_segment(wicked, shared, *evil)
    report = other.sync()
    assert dict(report.received) == {wicked.store.device: 7} and not report.unreadable
    assert other.names() == ["", "", "Diallo"]
    assert other.store.read().execute("SELECT * FROM sync_key ORDER BY 1, 2").fetchall() == keys
    assert team.read_directory(other.store)[0].device == other.store.device
    waiting = not_shown.waiting(other.store.read())
    assert ("sync_key", "tours") in waiting and ("placement", "person-5") in waiting
    person = other.register(family_name="Kidane")  # its own clock is not drawn to the year 4,000,000
    head = other.store.read().execute("SELECT clock FROM sync_head WHERE row_id = ?", (person,)).fetchone()
    assert abs((head[0] >> 16) / 1000 - other.clock().timestamp()) < 400


# -- the log of the team ------------------------------------------------------------------------------------------


def succession(wicked, **more):
    """(what a laptop says when it goes on under another id, the key it then signs with)."""
    member, _keys, directory = team.read_directory(wicked.store)
    signing = Ed25519PrivateKey.generate()
    words = {
        "kind": "succeed",
        "device": secrets.token_hex(8),
        "code": directory.devices[member.device].code + "G",
        "signing": public_bytes(signing).hex(),
        "wrapping": public_bytes(member.wrapping).hex(),
        **more,
    }
    return words, signing


def test_only_an_administrator_hands_keys_over(three, shared):
    """Else whoever has left an antenna could have the others write with a key of its own, and read them."""
    one, wicked, other = three
    directory = team.read_directory(wicked.store)[2]
    planted = EpochKey("tours", 999, b"k" * 32)
    pieces = control.wrapped(directory.devices[other.store.device], [planted])
    words, _signing = succession(wicked, keys=pieces)
    put_record(wicked, shared, words)
    put_record(wicked, shared, {"kind": "grant", "grants": {}, "keys": pieces}, number=2)
    other.sync()
    assert team.read_directory(other.store)[1].latest("tours").epoch == 1
    other.register(family_name="Kidane")
    meet(other, one)
    assert one.names() == ["Kidane"]


SHAPES = {
    "a list": [],
    "a word": "succeed",
    "too deep": b"[" * 3000 + b"]" * 3000,
    "bytes": b"\xff\xfe",
    "no kind": {},
    "nothing but a kind": {"kind": "succeed"},
    "a kind that is a list": {"kind": ["succeed"]},
    "a device that is a number": {"device": 5},
    "a device that is a path": {"device": "../../../../x"},
    "a key that is none": {"signing": "zz"},
    "a short key": {"signing": "00"},
    "a code that is a list": {"code": ["A"]},
    "an endless code": {"code": "A" * 100_000},
    "keys that are a number": {"keys": 5},
    "keys that do not open": {"keys": [{"for": "", "stream": "tours", "epoch": 1, "wrapped": "00"}]},
}


@pytest.mark.parametrize("what", SHAPES)
def test_a_record_of_another_shape_stops_nobody(three, shared, what):
    one, wicked, other = three
    shape = SHAPES[what]
    if isinstance(shape, dict) and shape and "kind" not in shape:
        shape, _signing = succession(wicked, **shape)
    put_record(wicked, shared, shape)
    one.register(family_name="Kidane")
    meet(one, other)
    assert other.names() == ["Kidane"]
    assert {"Premier", "Portable 2", "Portable 3"} == {device.name for device in team.devices(other.store)}


def under_id(laptop, device: str):
    """The same laptop, which calls itself so."""
    with laptop.store.note() as connection:
        settings.write(connection, settings.DEVICE_ID, device)
    laptop.store.device = device
    return laptop


def test_nobody_takes_the_id_of_a_laptop_that_an_administrator_let_in(new_laptop, shared):
    """By saying to go on under it, in a record whose name comes before: the other laptop could sign no more."""
    one, wicked, second = new_laptop(), under_id(new_laptop(), "0" * 15 + "2"), new_laptop()
    start_team(one)
    join(wicked, one)
    wicked.sync()
    join(second, one, admin=True)
    second.sync()
    guest = new_laptop()
    guest_id = guest.store.device
    join(guest, second)
    words, _signing = succession(wicked, device=guest_id)
    put_record(wicked, shared, words)
    guest.register(family_name="Kidane")
    meet(guest, one, wicked)
    assert one.names() == wicked.names() == ["Kidane"] and said(one.store) == said(guest.store)
    found = {device.id: device for device in team.devices(one.store)}
    assert found[guest_id].name.startswith("Deuxième") and found[guest_id].former is None


def test_nobody_bars_the_way_of_a_guest_by_claiming_its_id_in_advance(new_laptop, team_of, shared):
    """The id of who asks to come in is written on its request, for all to see."""
    one, wicked = team_of(2)
    meet(one, wicked)
    guest = new_laptop()
    words, _signing = succession(wicked, device=guest.store.device)
    put_record(wicked, shared, words)
    one.sync()
    assert guest.store.device in team.read_directory(one.store)[2].devices
    join(guest, one)
    guest.register(family_name="Kidane")
    meet(guest, one, wicked)
    assert one.names() == wicked.names() == ["Kidane"] and said(one.store) == said(guest.store)


@pytest.mark.parametrize("number", [1, 9])
def test_nobody_takes_the_id_of_a_restored_laptop(three, shared, tmp_path, number):
    """Its id comes from its key: whoever says to have it too, before or after, is not believed."""
    one, wicked, other = three
    backup = back_up(other, tmp_path / "backup.kodiko")
    restore(other, backup)
    other.register(family_name="Kidane")
    other.sync()
    words, _signing = succession(wicked, device=other.store.device)
    put_record(wicked, shared, words, number=number)
    meet(one, wicked, other)
    assert one.names() == wicked.names() == ["Kidane"] and said(one.store) == said(other.store)
    found = team.read_directory(wicked.store)[2].devices[other.store.device]
    assert found.former != wicked.store.device and found.signing.hex() != words["signing"]


def test_what_somebody_has_not_heard_he_does_not_replace(three, shared):
    """Else values of others would vanish before they are written."""
    one, wicked, other = three
    aminata = other.register(family_name="Diallo", city="Tours")
    meet(other, one)
    numbers = {name: [[other.store.device, number] for number in range(1, 50)] for name in ("city", "phone")}
    put_segment(wicked, shared, line(1, made=0, row=aminata, fields='{"city":"x"}', overwrites=json.dumps(numbers)))
    meet(one, other)
    other.change(aminata, phone="0611111111")
    meet(other, one, wicked)
    assert one.person(aminata).phone == "0611111111" and (aminata, "city") in one.conflicts()
    assert said(one.store) == said(other.store)


def test_who_says_that_another_was_copied_without_proof_is_not_believed(three, shared):
    one, wicked, other = three
    other.register(family_name="Kidane")
    meet(other, one)
    device = other.store.device
    put_segment(wicked, shared, line(1), frontier={device: [40, "0" * 16]})
    report = other.sync()
    assert not report.new_identity and other.store.device == device
    assert [file.why for file in report.unreadable] == ["waiting"]  # what it writes is not applied here meanwhile
    other.register(family_name="Sarr")
    meet(other, one)
    assert one.names() == ["Diallo", "Kidane", "Sarr"] and other.names() == ["Kidane", "Sarr"]
    assert [missing.said_by for missing in one.sync().missing] == [wicked.store.device]  # who says it is named


LEFT = {
    "of another": lambda wicked, other: {"device": other},
    "of nobody": lambda wicked, other: {"device": "7a" * 8},
    "without words": lambda wicked, other: {"device": wicked, "chains": []},
    "a number below zero": lambda wicked, other: {"device": wicked, "after": -1},
    "a chain that is none": lambda wicked, other: {"device": wicked, "chains": ["zz"]},
    "beyond what it wrote": lambda wicked, other: {"device": wicked, "after": 2**52},
}


@pytest.mark.parametrize("what", LEFT)
def test_nobody_has_the_words_of_another_forgotten(three, shared, what):
    one, wicked, other = three
    other.register(family_name="Kidane")
    wicked.register(family_name="Sarr")
    meet(one, wicked, other)
    before = said(one.store)
    facts = (
        one.store.read().execute("SELECT device, counter, chain FROM sync_frontier WHERE stream = 'tours'").fetchall()
    )
    chain = {device: chain for device, _counter, chain in facts}[other.store.device]
    words = {"kind": "left", "stream": "tours", "after": 0, "before": "0" * 64, "chains": [chain[:16]], "again": 1}
    put_record(wicked, shared, {**words, **LEFT[what](wicked.store.device, other.store.device)}, number=9)
    meet(one, wicked, other)
    assert said(one.store) == said(other.store) == before
    assert not other.sync().new_identity and not wicked.sync().quarantined


def test_nobody_takes_the_code_of_another_laptop(three, shared):
    _one, wicked, other = three
    code = other.store.device_code
    words, _signing = succession(wicked, device="0" * 15 + "1", code=code)
    put_record(wicked, shared, words)
    other.sync()
    other.sync()
    assert other.store.device_code == code
    codes = {device.id: device.code for device in team.devices(other.store)}
    assert codes["0" * 15 + "1"].startswith(wicked.store.device_code) and len(set(codes.values())) == len(codes)


def test_records_of_strangers_are_not_kept_however_many(three, shared):
    _one, wicked, other = three
    before = other.store.read().execute("SELECT count(*) FROM sync_control").fetchone()
    for number in range(40):
        stranger = {"device": secrets.token_hex(8), "signing": Ed25519PrivateKey.generate()}
        put_record(wicked, shared, {"n": number}, key=secrets.token_bytes(32), **stranger)
    for _exchange in range(3):
        assert other.sync().reached
    assert other.store.read().execute("SELECT count(*) FROM sync_control").fetchone() == before


def test_a_record_is_taken_once_its_signer_was_let_in_whatever_the_order(team_of, new_laptop, shared):
    """A laptop let in by one that was let in by another, in names that sort the wrong way, in one exchange."""
    one, two = team_of(2)
    host = one
    for _number in range(4):
        guest = new_laptop()
        join(guest, host, admin=True, name=guest.store.device)
        guest.sync()
        host = guest
    assert len(list((shared / "control").iterdir())) == 6
    two.sync()
    assert len(team.devices(two.store)) == 6


# -- invitations --------------------------------------------------------------------------------------------------


def test_a_guest_does_not_come_in_under_the_id_of_another_laptop(team_of, new_laptop, shared):
    """It would have the keys, and nobody would see it in the list of the team."""
    one, two = team_of(2)
    ghost = under_id(new_laptop(), two.store.device)
    code = invite.invite(one.store, streams=["tours"]).code
    invite.request_to_join(ghost.store, ghost.folder, code=code, device_name="Fantôme")
    assert one.sync().guests == [] and not invite.finish_joining(ghost.store, ghost.folder)


@pytest.mark.parametrize(
    "wrong", [{"device": "x"}, {"signing": "00"}, {"wrapping": 5}, {"name": ["x"]}, {"name": "x" * 5000}, []], ids=str
)
def test_a_request_of_another_shape_does_not_stop_who_answers(team_of, new_laptop, shared, wrong):
    one, _two = team_of(2)
    made = invite.invite(one.store, streams=["tours"])
    secret, signing = invite.read_invitation(made.code), Ed25519PrivateKey.generate()
    words = {
        "name": "x",
        "device": "7a" * 8,
        "signing": "11" * 32,
        "wrapping": "22" * 32,
        **(wrong or {"device": None}),
    }
    content = invite._sealed(container.REQUEST, secret, "7a" * 8, words, signing)
    (shared / "invites" / (made.id + invite.REQUEST_ENDING)).write_bytes(content)
    assert one.sync().guests == [] and len(team.devices(one.store)) == 2
