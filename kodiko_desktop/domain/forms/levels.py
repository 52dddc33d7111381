"""The answers that every form shares without writing them: yes, no, and the levels of French.

The levels and their ranks 0 to 7 follow the scale of the Council of Europe, with the two steps below A1 that French
language courses for migrants use.
"""

from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.forms.model import Choice, Kind
from kodiko_desktop.domain.wording import N_

YES, NO, UNKNOWN, DECLINED = "oui", "non", "ne_sait_pas", "ne_repond_pas"

LANGUAGE_LEVELS: tuple[tuple[str, str], ...] = (
    ("infra-a1.1", N_("moins que A1.1")),
    ("a1.1", "A1.1"),
    ("a1", "A1"),
    ("a2", "A2"),
    ("b1", "B1"),
    ("b2", "B2"),
    ("c1", "C1"),
    ("c2", "C2"),
)
HIGHEST_LEVEL = len(LANGUAGE_LEVELS) - 1

BUILT_IN: dict[Kind, tuple[Choice, ...]] = {
    Kind.YES_NO_UNKNOWN: (
        Choice(YES, Text(N_("Oui")), pictogram="circle-check"),
        Choice(NO, Text(N_("Non")), pictogram="circle-x"),
        Choice(UNKNOWN, Text(N_("Ne sait pas")), pictogram="circle-help"),
    ),
    Kind.LANGUAGE_LEVEL: tuple(
        Choice(code, Text(label), value=float(rank)) for rank, (code, label) in enumerate(LANGUAGE_LEVELS)
    ),
}
DECLINED_CHOICE = Choice(DECLINED, Text(N_("Ne souhaite pas répondre")), alone=True)
CHOICE_KINDS = frozenset({Kind.SCALE, Kind.SINGLE, Kind.MULTIPLE, Kind.YES_NO_UNKNOWN, Kind.LANGUAGE_LEVEL})
