"""Lines read many at once say exactly what they say one by one, and are refused exactly when one of them is."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.operations import OperationUnreadable, read_line, read_lines

PLAIN = [
    *(1, "act", "person.change", "sam", "2026-05-11T08:00:00Z", "person", "row", 5, 1),
    *('{"city":"Tours"}', "{}", "[]"),
]
COUNTER, ACT, ROW, CLOCK, MADE, FIELDS, OVERWRITES, SUBJECTS = 0, 1, 6, 7, 8, 9, 10, 11

STRANGE = [
    *((COUNTER, value) for value in (0, -1, 2**53 + 1, True, 1.0, "1", None)),
    *((ACT, value) for value in ("x" * 129, 3, None, [], "\ud800")),
    *((ROW, value) for value in ("x" * 128, "x" * 129, {}, "é\u001f")),
    *((CLOCK, value) for value in (-1, 2**63, "5", False)),
    *((MADE, value) for value in (0, 2, True, False, 1.0, [], None)),
    *((FIELDS, value) for value in ("", "[]", "{}", "3", '{"a":1} ', ' {"a":1}', '{"a":NaN}', '{"a":1e999}', {}, 7)),
    *((FIELDS, '{"a":' + "[" * deep + "]" * deep + "}") for deep in (1, 63, 64, 5000)),
    *((FIELDS, value) for value in ('{"a":"[[{"}', '{"a":"\\u0001"}', '{"a":"\\ud800"}', '{"a":1,"b":{"c":[]}}')),
    *((OVERWRITES, value) for value in ('{"a":[["d",3]]}', '{"a":[],"b":[["d",1],["e",2]]}', '{"a":[]}', "", "[]", {})),
    *((OVERWRITES, f'{{"a":{dots}}}') for dots in ('[["d",0]]', '[["d"]]', '[["d",1,2]]', '"dd"', '["dd"]', "3")),
    *((OVERWRITES, f'{{"a":{dots}}}') for dots in ('{"d":1}', '[{"d":1,"e":2}]', '[[1,"d"]]', '[["d",true]]', "null")),
    *((SUBJECTS, value) for value in ('["p"]', '["p",3,null,"q"]', "{}", '"p"', "", "null", [])),
]
"""(position, value) of what a line may hold that is unusual, or refused."""

LINES = [
    *("", "7", "{}", "[]", '"twelve chars"', "[1,2", "],[", "\\u"),
    json.dumps([*PLAIN, []]),
    json.dumps([*PLAIN, [["a" * 64, "b" * 64, 9]], "for a later version"]),
    json.dumps([*PLAIN, [["a" * 64, "b", 9]]]),
    json.dumps(PLAIN) + " ",
    " " + json.dumps(PLAIN),
]


def line(*changes):
    parts = list(PLAIN)
    for position, value in changes:
        parts[position] = value
    return json.dumps(parts, separators=(",", ":"), ensure_ascii=any(value == "\ud800" for _at, value in changes))


def one_by_one(lines):
    try:
        return [read_line(one) for one in lines]
    except OperationUnreadable:
        return None


def together(lines):
    try:
        return read_lines(lines)
    except OperationUnreadable:
        return None


@pytest.mark.parametrize("strange", [*(line(change) for change in STRANGE), *LINES])
def test_one_strange_line_among_plain_ones_changes_nothing_for_them(strange):
    plain = [line((COUNTER, number), (ROW, f"row {number}")) for number in range(1, 4)]
    for lines in ([strange], [*plain, strange], [strange, *plain]):
        assert together(lines) == one_by_one(lines)
    assert together(plain) == one_by_one(plain) is not None


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(st.sampled_from(STRANGE), max_size=2), max_size=6))
def test_whatever_the_mixture_lines_say_the_same_together_and_one_by_one(changes):
    lines = [line((COUNTER, number), *some) for number, some in enumerate(changes, 1)]
    assert together(lines) == one_by_one(lines)


def test_more_lines_than_are_read_at_once_keep_their_order():
    lines = [line((COUNTER, number), *([(SUBJECTS, '["p",3]')] if number == 700 else [])) for number in range(1, 1300)]
    assert [operation.counter for operation in read_lines(iter(lines))] == list(range(1, 1300))
    assert read_lines(lines)[699].subjects == ["p"]
