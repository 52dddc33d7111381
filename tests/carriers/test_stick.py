"""A stick that goes from one laptop to another, now and then pulled out too soon: they agree, and nothing is lost."""

import random
import time

from tests.carriers.desks import Refused, assert_everybody_says_the_same


def visit(stick, place, desk, *, pulled_after=None):
    """The stick in a laptop for one exchange, pulled out after so many seconds, or ejected: the report or Refused."""
    stick.plug(place)
    desk.order("exchange")
    if pulled_after is not None:
        time.sleep(pulled_after)
        stick.pull()
    try:
        told = desk.answer()
    except Refused as refused:
        told = refused
    stick.eject()
    return told


def test_three_laptops_pass_a_stick_that_is_pulled_out_too_soon(usb_stick, desk_at, tmp_path):
    places = [tmp_path / f"port-{number}" for number in range(3)]
    desks = [desk_at(place / "kodiko") for place in places]
    host, *guests = desks
    usb_stick.plug(places[0])
    host.do("found")
    usb_stick.eject()
    for guest, place in zip(guests, places[1:], strict=True):
        code = host.do("invite", admin=False)
        usb_stick.plug(place)
        guest.do("ask", code=code, name=f"Portable {place.name}")
        usb_stick.eject()
        assert visit(usb_stick, places[0], host)["guests"] == [f"Portable {place.name}"]
        usb_stick.plug(place)
        assert guest.do("joined")
        usb_stick.eject()
    assert not host.do("exchange")["reached"]  # out of the laptop, it is a quiet fact
    chance, cut = random.Random(4), 0
    for turn in range(15):
        for desk, place in zip(desks, places, strict=True):
            desk.register(f"Nom {turn}")
            desk.do("scan", size=200_000)
            told = visit(usb_stick, place, desk, pulled_after=chance.uniform(0, 0.06))
            cut += isinstance(told, Refused)
    assert cut > 3
    for _round in range(2):
        for desk, place in zip(desks, places, strict=True):
            desk.do("turn", minutes=30)
            told = visit(usb_stick, place, desk)
            assert told["reached"], told
    for desk, place in zip(desks, places, strict=True):
        told = visit(usb_stick, place, desk)
        assert told["unreadable"] == [] and told["missing"] == []
    assert all(len(desk.do("names")) == 45 for desk in desks)
    assert assert_everybody_says_the_same(desks) == []
