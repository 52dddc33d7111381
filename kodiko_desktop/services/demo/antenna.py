"""Making the demonstration antenna in an empty store: sixty people, their workshops, their hires, up to today."""

import datetime
from dataclasses import dataclass

from db.store import Store
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.demo.agenda import Agenda, StoryClock
from kodiko_desktop.services.demo.hires import write_hires
from kodiko_desktop.services.demo.people import write_stories
from kodiko_desktop.services.demo.second_laptop import second_laptop
from kodiko_desktop.services.demo.setting_up import set_up
from kodiko_desktop.services.demo.workshops import write_workshops
from kodiko_desktop.services.laptop import sitting

_OPENED = -260
"""The antenna opened so many days ago: before everybody's story."""


@dataclass(frozen=True)
class Demonstration:
    """What was made: who sits at the laptop, how many people, how many things happened to them."""

    staff_id: str
    antenna_id: str
    people: int
    happenings: int


def make_antenna(store: Store, *, progress: Progress = silent) -> Demonstration:
    """Fill an empty store with the demonstration antenna, told up to the present moment of the store's own clock, which
    it finds again at the end. Always the same for the same day."""
    usual_clock = store.now
    present = usual_clock()
    today = present.date()
    clock = StoryClock(present, today + datetime.timedelta(days=_OPENED))
    store.now = clock
    try:
        agenda = Agenda(store, clock)
        scene = set_up(store, agenda, today)
        write_stories(scene)
        write_workshops(scene)
        write_hires(scene)
        with second_laptop(scene):
            happenings = agenda.play(progress, _("L’antenne de démonstration se prépare…"))
    finally:
        store.now = usual_clock
    sitting.code_was_proved(store)
    return Demonstration(scene.author, scene.antenna_id, len(scene.people), happenings)
