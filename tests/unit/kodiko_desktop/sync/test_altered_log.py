"""The team's log and the invitations in a hostile folder: no altered byte lets anybody in, hands a key over, or stops
the team; what is right is taken when it is back."""

import contextlib
import random
import shutil

import pytest

from kodiko_desktop.sync import container, control, invite, team
from kodiko_desktop.sync.failures import SyncFailure
from tests.storage.carrying import said
from tests.unit.kodiko_desktop.sync.laptops import join, meet


def altered_copies(right: bytes, *, of_body: int):
    """Each byte of the header changed, a sample of the rest, and pieces missing or added."""
    header = container.read_header(right)
    body = random.Random(5).sample(range(header.length, len(right)), of_body)
    for position in (*range(header.length), *body):
        altered = bytearray(right)
        altered[position] ^= 0x01 if position % 2 else 0x80
        yield bytes(altered)
    yield from (right[:40], right[:-1], right + b"\0", b"")


def test_no_altered_record_is_kept_or_believed(team_of, shared, new_laptop):
    one, two = team_of(2)
    late = new_laptop()
    before = set((shared / "control").iterdir())
    join(late, one, name="Tours")
    [path] = set((shared / "control").iterdir()) - before
    right = path.read_bytes()
    member, keys, known = team.read_directory(two.store)
    looked_at = 0
    for altered in altered_copies(right, of_body=80):
        looked_at += 1
        with pytest.raises((container.NotOurs, container.Incomplete, container.Newer)):
            control.check(altered, member, keys, known)
    assert looked_at > 200 and control.check(right, member, keys, known) == path.name
    for number, altered in enumerate(altered_copies(right, of_body=3)):
        if number % 12 == 0:
            path.write_bytes(altered)
            two.sync()
            assert len(team.devices(two.store)) == 2
    path.write_bytes(right)
    two.sync()
    assert len(team.devices(two.store)) == 3


@pytest.mark.parametrize("ending", [invite.REQUEST_ENDING, invite.GRANT_ENDING])
def test_no_altered_request_or_grant_lets_anybody_in(team_of, shared, new_laptop, ending):
    one, _two = team_of(2)
    made = invite.invite(one.store, streams=["tours"])
    guest = new_laptop()
    invite.request_to_join(guest.store, guest.folder, code=made.code, device_name="Blois")
    path = shared / "invites" / (made.id + ending)
    if ending == invite.GRANT_ENDING:
        one.sync()
    right = path.read_bytes()
    for number, altered in enumerate(altered_copies(right, of_body=25)):
        path.write_bytes(altered)
        if ending == invite.GRANT_ENDING:
            refused(guest)
        elif number % 10 == 0:
            assert one.sync().guests == []
        else:
            assert invite.answer_requests(one.store, one.folder) == []
    path.write_bytes(right)
    one.sync()
    assert invite.finish_joining(guest.store, guest.folder)
    person = guest.register(family_name="Diallo")
    meet(guest, one)
    assert one.person(person)


def refused(guest):
    """The guest is not let in: it waits, or is told that the invitation cannot be used."""
    with contextlib.suppress(SyncFailure):
        assert not invite.finish_joining(guest.store, guest.folder)
    assert invite.is_joining(guest.store)


def test_an_invitation_answered_once_is_of_no_use_to_whoever_copied_it(team_of, shared, new_laptop, tmp_path):
    """The folder keeps a copy of the request and of the grant and puts them back; the code was overheard."""
    one, two = team_of(2)
    code = invite.invite(one.store, streams=["tours"]).code
    guest, thief = new_laptop(), new_laptop()
    invite.request_to_join(guest.store, guest.folder, code=code, device_name="Blois")
    shutil.copytree(shared / "invites", tmp_path / "copied")
    one.sync()
    assert invite.finish_joining(guest.store, guest.folder)
    guest.sync()
    invite.request_to_join(thief.store, thief.folder, code=code, device_name="Voleur")
    for _exchange in range(2):
        assert one.sync().guests == []
        refused(thief)
        shutil.copytree(tmp_path / "copied", shared / "invites", dirs_exist_ok=True)
    meet(one, two)
    assert {device.name for device in team.devices(two.store)} == {"Premier", "Portable 2", "Blois"}
    assert said(one.store) == said(two.store)


def test_an_invitation_that_expired_while_the_laptop_was_away_opens_nothing(team_of, new_laptop):
    one, _two = team_of(2)
    code = invite.invite(one.store, streams=["tours"]).code
    guest = new_laptop()
    one.clock.turn(hours=49)
    invite.request_to_join(guest.store, guest.folder, code=code, device_name="Blois")
    assert one.sync().guests == [] and not invite.finish_joining(guest.store, guest.folder)
    one.clock.turn(days=-3)  # a clock put back does not open it again
    assert one.sync().guests == []
