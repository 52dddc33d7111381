"""Réglages: an antenna is added, and a colleague who works there."""

from kodiko_desktop.services.association.settings import read_settings
from ui.pages.settings.antennas_card import AntennasCard
from ui.pages.settings.team_card import TeamCard


def test_an_antenna_is_added_and_a_colleague_who_works_there(qtbot, theme, desk, nameless) -> None:
    store = desk.here().store
    cards = AntennasCard(desk), TeamCard(desk)
    antennas_card, team_card = cards
    for card in cards:
        qtbot.addWidget(card)
        card.show_settings(read_settings(store.read()))
        card.show()
    assert not team_card.antenna.isVisible()

    antennas_card.add_button.click()
    assert antennas_card._name_row.error()
    antennas_card.name.setText("Marseille")
    antennas_card.postcode.setText("13003")
    antennas_card.add_button.click()
    qtbot.waitUntil(lambda: not antennas_card.name.text())
    settings = read_settings(store.read())
    assert sorted(antenna.name for antenna in settings.antennas) == ["Marseille", "Tours"]

    for card in cards:
        card.show_settings(settings)
        assert nameless(card) == []
    assert team_card.antenna.isVisible()
    team_card.name.setText("Nadia Haddad")
    team_card.antenna.set_value(next(antenna.id for antenna in settings.antennas if antenna.name == "Marseille"))
    team_card.add_button.click()
    qtbot.waitUntil(
        lambda: (
            store.read()
            .execute(
                "SELECT antenna.name FROM staff JOIN antenna ON antenna.id = staff.antenna_id WHERE staff.name = ?",
                ("Nadia Haddad",),
            )
            .fetchall()
            == [("Marseille",)]
        ),
    )
