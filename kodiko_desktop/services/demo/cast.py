"""What the demonstration is made of: its files, and what everybody in the story shares while it is played."""

import datetime
import random
import tomllib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import resources
from db import heads
from db.store import Store
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.services.demo.agenda import Agenda

FOLDER = "demo"


@lru_cache
def read(name: str) -> dict[str, Any]:
    """A file of resources/demo, without its suffix."""
    return tomllib.loads(resources.read_text(FOLDER, f"{name}.toml"))


@dataclass
class Someone:
    """A person of the story: what people.toml says of them, their story, and their ids once they are registered."""

    rank: int
    values: dict[str, Any]
    story: dict[str, Any]
    chance: random.Random
    met_on: datetime.date
    started_on: datetime.date
    id: str = ""
    journey_id: str = ""


@dataclass
class Scene:
    """The antenna while its story is played: `store` and `agenda`, the day it is told (`today`), ids by key."""

    store: Store
    agenda: Agenda
    today: datetime.date
    antenna_id: str
    author: str
    staff: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    households: dict[str, str] = field(default_factory=dict)
    companies: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Id of the company, id of the person met there."""
    funders: dict[str, str] = field(default_factory=dict)
    cohort_id: str = ""
    people: list[Someone] = field(default_factory=list)

    def day(self, offset: int) -> datetime.date:
        """The day so many days from today."""
        return self.today + datetime.timedelta(days=offset)

    def seen(self, table: str, row_id: str) -> Seen:
        """What whoever sits before the screen sees of a row now."""
        return heads.seen(self.store.read(), table, row_id)

    def referent_of(self, someone: Someone) -> str:
        """The id of who is in charge of a person."""
        return self.staff.get(someone.story.get("referent", ""), self.author)


def say(someone: Someone, words: list[Any]) -> Any:
    """One of `words`, always the same at the same moment of the same story."""
    return someone.chance.choice(words)
