"""The question of a start: what opens the data, and a keyring that may be asked again once it is unlocked."""

import pytest

from kodiko_desktop.vault.keybox import WaysIn
from ui.start.unlock_cover import asking


@pytest.mark.parametrize("passphrase", [True, False])
def test_a_keyring_that_did_not_answer_can_be_asked_again(qtbot, theme, nameless, passphrase: bool) -> None:
    cover = asking(WaysIn(keyring=True, passphrase=passphrase))
    qtbot.addWidget(cover)
    cover.show()
    assert nameless(cover) == []
    with qtbot.waitSignal(cover.keyring_asked):
        cover.keyring_button.click()
    assert not cover.open_button.isEnabled() and not cover.keyring_button.isEnabled()


def test_without_a_keyring_nobody_is_sent_to_it(qtbot, theme) -> None:
    cover = asking(WaysIn(keyring=False, passphrase=True))
    qtbot.addWidget(cover)
    cover.show()
    assert not cover.keyring_button.isVisible()
