"""What a key means on the grid of presences: two strokes at most for what the paper says of somebody."""

import re
from dataclasses import dataclass

from kodiko_desktop.domain.attendance import AbsenceReason, PresenceState
from ui.keys import digit_of

PARTIAL_KEY = "H"
_PRESENT_KEY = "P"
_MOST_HOURS = 8
"""A number alone up to this is hours, above it is minutes: « 2 » is two hours, « 45 » three quarters of one."""
_DURATION = re.compile(r"(?:(\d{1,2})\s*(?:h|:)\s*)?(?:(\d{1,3})\s*(?:min|mn|m)?)?")
_ALONE = re.compile(r"\d{1,3}(?:[.,]\d{1,2})?")


@dataclass(frozen=True)
class Typed:
    """A mark typed: a state, and the reason of an absence. `partial`: its length is still to be typed."""

    state: str = ""
    reason: str = ""
    partial: bool = False


class Typing:
    """Follows the keys pressed. `waiting`: the reasons that the letters typed so far may still mean."""

    def __init__(self) -> None:
        self._begun = ""

    @property
    def waiting(self) -> tuple[AbsenceReason, ...]:
        """What the first letter leaves to choose from; empty when nothing is begun."""
        return _beginning(self._begun) if self._begun else ()

    def forget(self) -> None:
        """Something else was done: the letter begun is dropped."""
        self._begun = ""

    def press(self, text: str) -> Typed | None:
        """What the text of a key press says; None when it says nothing (yet)."""
        letter = text.upper()
        begun, self._begun = self._begun, ""
        if begun:
            found = _beginning(begun + letter)
            if len(found) == 1:
                return Typed(PresenceState.ABSENT.value, found[0].value)
        digit = digit_of(text)
        reasons = tuple(AbsenceReason)
        if digit and 1 <= int(digit) <= len(reasons):
            return Typed(PresenceState.ABSENT.value, reasons[int(digit) - 1].value)
        if not letter.isalpha() or len(letter) != 1:
            return None
        if letter == _PRESENT_KEY:
            return Typed(PresenceState.PRESENT.value)
        if letter == PARTIAL_KEY:
            return Typed(PresenceState.PARTIAL.value, partial=True)
        found = _beginning(letter)
        if len(found) == 1:
            return Typed(PresenceState.ABSENT.value, found[0].value)
        self._begun = letter if found else ""
        return None


def read_minutes(typed: str) -> int | None:
    """Minutes meant by « 1h30 », « 45 min », « 1,5 », « 2 » (hours up to 8), « 90 »; None when not understood."""
    text = typed.replace("\u00a0", " ").replace("\u202f", " ").strip().lower()
    if _ALONE.fullmatch(text):
        number = float(text.replace(",", "."))
        return round(number * 60 if number <= _MOST_HOURS else number) or None
    read = _DURATION.fullmatch(text)
    if not text or read is None:
        return None
    return int(read[1] or 0) * 60 + int(read[2] or 0) or None


def _beginning(letters: str) -> tuple[AbsenceReason, ...]:
    return tuple(reason for reason in AbsenceReason if reason.value.startswith(letters))
