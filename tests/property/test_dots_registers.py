"""The algebra of dots by itself: whatever each device had seen, heads are the known writes nobody overwrote."""

from hypothesis import given
from hypothesis import strategies as st

from kodiko_desktop.domain.dots import Dot, Head, is_conflict, overwrite, shown

DEVICES = ("3f", "07", "a1")


@st.composite
def histories(draw):
    """Writes of one field: (head, dots its author had seen), each author having seen any of the earlier ones."""
    counters = dict.fromkeys(DEVICES, 0)
    written = []
    for clock in draw(st.lists(st.integers(min_value=0, max_value=5), max_size=12)):
        device = draw(st.sampled_from(DEVICES))
        counters[device] += 1
        dots = [head.dot for head, _seen in written]
        seen = draw(st.sets(st.sampled_from(dots))) if dots else set()
        written.append((Head(Dot(device, counters[device]), clock, device, draw(st.sampled_from("abc"))), seen))
    return written


def heads_of(written):
    current = ()
    for head, seen in written:
        current = overwrite(current, seen, head)
    return current


@given(histories())
def test_heads_are_the_known_writes_that_nobody_overwrote(written):
    overwritten = {dot for _head, seen in written for dot in seen}
    assert {head.dot for head in heads_of(written)} == {head.dot for head, _seen in written} - overwritten


@given(histories().filter(bool))
def test_the_last_word_is_never_lost_and_one_value_is_shown(written):
    current = heads_of(written)
    assert written[-1][0] in current
    assert shown(current) in current
    assert all(shown(current).rank >= head.rank for head in current)


@given(histories().filter(bool))
def test_the_order_of_heads_changes_neither_what_is_shown_nor_what_is_disputed(written):
    current = heads_of(written)
    assert shown(current) == shown(current[::-1])
    assert is_conflict(current) == is_conflict(current[::-1]) == (len({head.value for head in current}) > 1)


@given(histories(), st.text(max_size=3))
def test_who_saw_everything_settles_everything(written, value):
    decision = Head(Dot("aya", 1), 0, "aya", value)
    settled = overwrite(heads_of(written), [head.dot for head, _seen in written], decision)
    assert settled == (decision,) and not is_conflict(settled)
