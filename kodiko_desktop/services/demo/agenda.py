"""What happens in a story, in the order of its dates: each act is played with the clock set to its moment."""

import datetime
import heapq
from collections.abc import Callable
from itertools import count

from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent

Happening = Callable[[], object]


_BETWEEN_TWO = datetime.timedelta(seconds=40)
"""What two things that happen in the same hour are apart."""


class StoryClock:
    """A clock that stands where the story is: it goes forward only, and never past the present moment."""

    def __init__(self, present: datetime.datetime, start: datetime.date) -> None:
        self.present = present
        self.moment = datetime.datetime.combine(start, datetime.time(9), present.tzinfo)

    def __call__(self) -> datetime.datetime:
        return self.moment

    def be_at(self, day: datetime.date, hour: int) -> None:
        """Move to that hour of that day (in the timezone of the present), or to the present if that is to come."""
        wanted = datetime.datetime.combine(day, datetime.time(hour), self.present.tzinfo)
        self.moment = min(max(wanted, self.moment + _BETWEEN_TWO), self.present)


class Agenda:
    """Happenings to come. What happens may write further ones; those of one day keep their hours."""

    def __init__(self, store: Store, clock: StoryClock) -> None:
        self.store = store
        self.clock = clock
        self._waiting: list[tuple[datetime.date, int, int, Happening]] = []
        self._order = count()

    def at(self, day: datetime.date, hour: int, happening: Happening) -> None:
        """Have `happening()` called at that hour of that day, after what is written there already. A day to come is
        written today."""
        day = min(day, self.clock.present.date())
        heapq.heappush(self._waiting, (day, hour, next(self._order), happening))

    def play(self, progress: Progress = silent, sentence: str = "") -> int:
        """Play everything, the earliest first. Returns how many happenings there were."""
        done = 0
        while self._waiting:
            day, hour, _rank, happening = heapq.heappop(self._waiting)
            self.clock.be_at(day, hour)
            happening()
            done += 1
            if done % 25 == 0:
                progress(done, done + len(self._waiting), sentence)
        return done
