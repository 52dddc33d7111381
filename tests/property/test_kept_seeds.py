"""The seeds that failed in a long run are tried again at each ordinary run, beside one that never did."""

from functools import partial
from pathlib import Path

import pytest

from tests.property import campaigns

KEPT = Path(__file__).parent / "seeds"
SAMPLE = 29
"""Of so many bytes, one is altered in the ordinary run, for the seed that never failed."""


def kept():
    """(campaign, seed) of what tests/property/long_run.py wrote, as `<campaign>-<seed>.txt`."""
    names = [path.stem.rpartition("-") for path in sorted(KEPT.glob("*.txt"))]
    return [(kind, int(number)) for kind, _dash, number in names]


@pytest.mark.parametrize(("kind", "number"), [("octets-alteres", 1), *kept()])
def test_a_seed_tried_again(kind, number):
    if (kind, number) == ("octets-alteres", 1):
        assert campaigns.altered_bytes(number, every=SAMPLE) > 60
    else:
        assert campaigns.CAMPAIGNS[kind](number) > 0


def test_what_a_long_run_finds_wrong_is_kept_with_its_seed(tmp_path, monkeypatch, capsys):
    from tests.property import long_run

    monkeypatch.setattr(long_run, "KEPT", tmp_path)
    monkeypatch.setattr(campaigns, "CAMPAIGNS", {"convergence": partial(_fails_at, 7)})
    assert long_run.tried("convergence", 6) == (6, "")
    count, why = long_run.tried("convergence", 7)
    assert count == 0 and "seven is wrong" in why
    long_run.keep("convergence", 7, why)
    assert "seven is wrong" in (tmp_path / "convergence-7.txt").read_text(encoding="utf-8")
    assert "convergence-7.txt" in capsys.readouterr().out


def _fails_at(wrong, number):
    assert number != wrong, "seven is wrong"
    return number
