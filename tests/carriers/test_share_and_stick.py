"""One team, two folders that are never there together: a Samba share at the office, a stick in the field, and one
laptop that goes from one to the other."""

from tests.carriers.desks import assert_everybody_says_the_same


def test_those_of_the_office_and_those_of_the_field_meet_through_the_one_who_sees_both(
    server, mount, usb_stick, desk_at, tmp_path
):
    port, field_port = tmp_path / "port", tmp_path / "port-terrain"
    courier = desk_at(mount().folder())
    office = desk_at(mount().folder())
    field = desk_at(field_port / "kodiko")
    courier.do("found")
    office.do("ask", code=courier.do("invite", admin=False), name="Bureau")
    assert courier.do("exchange")["guests"] == ["Bureau"]
    assert office.do("joined")
    code = courier.do("invite", admin=False)
    with_courier(usb_stick, port, courier)
    with_field(usb_stick, field_port, field, "ask", code=code, name="Terrain")
    assert with_courier(usb_stick, port, courier)["guests"] == ["Terrain"]
    assert with_field(usb_stick, field_port, field, "joined")
    aminata = office.register("Diallo")
    for _round in range(3):
        office.do("exchange")
        assert courier.do("exchange")["reached"]
        with_courier(usb_stick, port, courier)
        with_field(usb_stick, field_port, field, "exchange")
        with_courier(usb_stick, port, courier)
        courier.do("exchange")
        office.do("exchange")
        if "Kidane" not in field.do("names"):
            field.register("Kidane")
            field.change(aminata, city="Tours")
            office.change(aminata, city="Blois")
    assert office.do("names") == field.do("names") == courier.do("names") == ["Diallo", "Kidane"]
    assert assert_everybody_says_the_same([courier, office, field]) == [("person", aminata, "city")]


def with_courier(stick, port, courier):
    """The stick in the laptop that also sees the share; the report."""
    folder = stick.plug(port)
    told = courier.do("exchange", folder=str(folder))
    assert told["reached"]
    stick.eject()
    return told


def with_field(stick, port, field, what, **values):
    """The stick in the laptop that sees nothing else."""
    stick.plug(port)
    told = field.do(what, **values)
    stick.eject()
    return told
