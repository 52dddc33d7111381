"""The lines of the first screen: what each says, in which pile, and the act it opens."""

import datetime
from enum import StrEnum
from typing import NamedTuple

from kodiko_desktop.domain.wording import ngettext


class Pile(StrEnum):
    """The piles of the first screen, in order."""

    TO_DO = "a_faire"
    SOON = "bientot"
    TO_SIGN = "a_signer"
    UNHEARD = "sans_nouvelles"
    DEADLINES = "echeances"


class Urgency(StrEnum):
    """What the badge says, with a word; never a judgement on a person."""

    LATE = "en_retard"
    NOW = "maintenant"
    SOON = "bientot"


class Target(NamedTuple):
    """The act a line opens: a page, a row, a tab, a field."""

    page: str
    row_id: str
    tab: str = ""
    field: str = ""


class Line(NamedTuple):
    """A line of the first screen. `lead`: hour or « en retard »; `who` is a person (hidden in discreet mode) or a
    session; `what`: what is to be done; `why`: why it is there; `badge`: a word; `moment` sorts. `old`: it has waited
    so long that it stands folded, counted, at the foot of its pile."""

    pile: Pile
    moment: tuple[datetime.date, str]
    lead: str
    who: str
    who_is_a_person: bool
    what: str
    why: str
    badge: str
    urgency: Urgency
    target: Target
    old: bool = False


def days_late(days: int) -> str:
    """« 3 jours »."""
    return ngettext("{count} jour", "{count} jours", days).format(count=days)
