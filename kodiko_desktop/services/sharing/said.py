"""How a field is said to people: its title, and what kind of value it holds.

The words are those of the screens where the field is typed, so that one catalogue translates both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kodiko_desktop.domain.wording import N_

LINE, LONG, DAY, MOMENT, YES_NO, NUMBER, MINUTES = "line", "long", "day", "moment", "yes_no", "number", "minutes"
WORDS, CHOICE, ROW, DEFINITION, ANSWER = "words", "choice", "row", "definition", "answer"
HOLIDAYS, WEEK, ABSENCE, MADE = "holidays", "week", "absence", "made"
"""The kinds of values. WORDS: codes of a list of resources/vocabularies; CHOICE: codes with words of their own; ROW:
the name of a record; DEFINITION: the title of a form, programme or template; ANSWER: what a question was answered;
MADE: what the program makes itself, which has no words."""


@dataclass(frozen=True)
class Said:
    """How a field is said: its title, the kind of its values, and what they need (`of`: the lists, table or kind of
    definition; `choices`: words by code)."""

    title: str
    kind: str = LINE
    of: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


def from_list(title: str, vocabulary: str) -> Said:
    """A field that holds codes of a list of words."""
    return Said(title, WORDS, vocabulary)


def named(title: str, table: str) -> Said:
    """A field that points to another record, said by its name."""
    return Said(title, ROW, table)


AUTHOR = named(N_("Écrit par"), "staff")
PERSON = named(N_("Personne accompagnée"), "person")
JOURNEY = named(N_("Parcours"), "journey")
HOUR = Said(N_("Heure"))
LOGO = named(N_("Logo"), "document")
PUT_AWAY = Said(N_("Mis de côté"), MOMENT)
ADDRESS = {
    "address": Said(N_("Adresse")),
    "postcode": Said(N_("Code postal")),
    "city": Said(N_("Ville")),
}
