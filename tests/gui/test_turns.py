"""Steps of long work: in order, each in a turn of its own, and none once the window they were for is gone."""

from PySide6.QtCore import QObject, QTimer

from ui.turns import in_turns


def test_each_step_has_a_turn_of_its_own_and_others_are_served_between(qtbot):
    said, receiver, heart = [], QObject(), QTimer()
    heart.timeout.connect(lambda: said.append("heart"))
    heart.start(0)
    in_turns(receiver, [lambda name=name: said.append(name) for name in "abc"])
    assert said == []
    qtbot.waitUntil(lambda: "c" in said)
    heart.stop()
    assert [name for name in said if name != "heart"] == ["a", "b", "c"]
    assert "heart" in said[said.index("a") : said.index("b")]
    assert "heart" in said[said.index("b") : said.index("c")]


def test_what_is_left_goes_with_the_receiver(qtbot):
    said, receiver = [], QObject()

    def first() -> None:
        said.append("first")
        receiver.deleteLater()

    in_turns(receiver, [first, lambda: said.append("never")])
    with qtbot.waitSignal(receiver.destroyed):
        pass
    qtbot.wait(20)
    assert said == ["first"]
