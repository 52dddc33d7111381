"""Where the coordinator has been, to go back and forth as in a browser."""

Place = tuple[str, object]
"""(key of the page, its target)."""

_LONGEST = 100


class History:
    """The places visited and where we stand among them. Going somewhere new forgets what was ahead."""

    def __init__(self) -> None:
        self._places: list[Place] = []
        self._here = -1

    def visit(self, place: Place) -> None:
        """Note a new place; visiting the present one again changes nothing."""
        if self.here() == place:
            return
        del self._places[self._here + 1 :]
        self._places.append(place)
        del self._places[:-_LONGEST]
        self._here = len(self._places) - 1

    def here(self) -> Place | None:
        """The present place, None before the first."""
        return self._places[self._here] if self._places else None

    def can_go_back(self) -> bool:
        """True when there is a place before this one."""
        return self._here > 0

    def can_go_forward(self) -> bool:
        """True when we came back from a later place."""
        return self._here < len(self._places) - 1

    def back(self) -> Place | None:
        """Step back and say where that is; None at the beginning."""
        if not self.can_go_back():
            return None
        self._here -= 1
        return self._places[self._here]

    def forward(self) -> Place | None:
        """Step forward again and say where that is; None at the end."""
        if not self.can_go_forward():
            return None
        self._here += 1
        return self._places[self._here]
