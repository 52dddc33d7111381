"""Laptops let in by several administrators who do not hear each other: their numbers are never the same."""

from dataclasses import dataclass, field
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.sync import codes
from kodiko_desktop.sync.directory import Device


def device(device_id: str, code: str, *, admin: bool = False, founder: bool = False) -> Device:
    return Device(device_id, "", code, b"", b"", admin, frozenset(), None, founder)


FOUNDER = "0" * 15 + "1"


@dataclass
class Team:
    """Who knows whom: each administrator has heard of some devices only."""

    log: dict[str, Device] = field(default_factory=lambda: {FOUNDER: device(FOUNDER, "01", admin=True, founder=True)})
    known: dict[str, set[str]] = field(default_factory=lambda: {FOUNDER: {FOUNDER}})

    def seen_by(self, admin: str) -> dict[str, Device]:
        return codes.without_doubles({known: self.log[known] for known in self.known[admin]})

    def add(self, giver: str, made: Device) -> None:
        self.log[made.id] = made
        self.known[made.id] = {*self.known[giver], made.id}
        self.known[giver].add(made.id)


WHO = st.integers(0, 30)
ACTS = st.lists(st.tuples(st.sampled_from(["guest", "admin", "hear"]), WHO, WHO, st.integers(0, 2**63)), max_size=60)
IDS = st.integers(0, 2**64 - 1).map("{:016x}".format)


@given(ACTS)
def test_two_laptops_let_in_anywhere_at_one_moment_never_have_the_same_code(acts):
    team = Team()
    for kind, first, second, number in acts:
        admins = [each.id for each in team.log.values() if each.admin]
        giver, other = admins[first % len(admins)], admins[second % len(admins)]
        if kind == "hear":
            team.known[giver] |= team.known[other]
        elif f"{number:016x}" not in team.log:
            code = codes.code_for_guest(team.seen_by(giver), giver)
            team.add(giver, device(f"{number:016x}", code, admin=kind == "admin"))
    given_out = [each.code for each in team.log.values()]
    assert len(set(given_out)) == len(given_out)
    assert codes.without_doubles(team.log) == team.log  # nobody ever has to change


@given(st.dictionaries(IDS, st.sampled_from(["01", "02", "3F", "3FG"]), min_size=1), st.randoms())
def test_doubles_of_copies_and_older_teams_end_the_same_on_every_laptop(drawn, chance):
    log = {each: device(each, code) for each, code in drawn.items()}
    shuffled = list(log.items())
    chance.shuffle(shuffled)
    told = codes.without_doubles(dict(shuffled))
    assert told == codes.without_doubles(log)
    assert all(one.code != two.code for one, two in combinations(told.values(), 2))
    for code in set(drawn.values()):
        assert [each.code for each in told.values()].count(code) == 1  # one of them keeps it


@given(st.integers(1, 40))
def test_a_laptop_that_goes_on_under_new_ids_never_takes_a_code_given_by_another(times):
    log = {"a" * 16: device("a" * 16, "3F", admin=True), "b" * 16: device("b" * 16, "01", admin=True, founder=True)}
    for number in range(times):
        code = codes.code_for_successor(log, "a" * 16)
        guest = codes.code_for_guest(log, "a" * 16)
        assert len({code, guest, *(each.code for each in log.values())}) == len(log) + 2
        log[f"{number:016x}"] = device(f"{number:016x}", code)
        log[f"{number + 100:016x}"] = device(f"{number + 100:016x}", guest)
