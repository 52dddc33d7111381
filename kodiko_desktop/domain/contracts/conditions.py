"""When a block of a contract is printed: one tiny grammar, so that a template needs no code.

A condition is a name (`interpreter`), its contrary (`not interpreter`), or several joined by `or`
(`interpreter or non_reader`). The empty condition always holds.
"""

import re
from collections.abc import Collection

from kodiko_desktop.domain.wording import N_

KNOWN_CONDITIONS: dict[str, str] = {
    "interpreter": N_("un interprète a lu le document à la personne"),
    "non_reader": N_("la personne ne lit pas : lecture à voix haute devant témoin"),
    "renewable": N_("le programme peut être renouvelé"),
    "suspended": N_("le parcours est en pause, ou une pause est prévue"),
    "phone_shared": N_("la personne accepte que son téléphone soit dit aux autres signataires"),
    "minor": N_("la personne a moins de 18 ans"),
    "trial_period": N_("le contrat de travail écrit prévoit une période d’essai"),
    "points_changed": N_("avenant : un point du contrat change, écrit dans le brouillon"),
    "objectives_changed": N_("avenant : des objectifs sont nouveaux, changés ou finis depuis la signature"),
    "objectives_kept": N_("avenant : des objectifs signés ne changent pas"),
    "changes_said": N_("avenant : le brouillon ou le plan dit déjà ce qui change"),
    "objectives_said": N_("avenant : rien à écrire à la main des objectifs (déjà dit, ou le papier n’en a pas)"),
    "with_person": N_("avenant : la personne a signé le papier changé"),
    "with_company": N_("avenant : l’entreprise a signé le papier changé"),
    "with_training_body": N_("avenant : l’organisme de formation a signé le papier changé"),
    "with_mentor": N_("avenant : un mentor a signé le papier changé"),
    "has_dpo": N_("l’association a désigné un délégué à la protection des données"),
}
"""Names a condition may use, with what each means (French, for the guide and for error messages)."""

LEFT_TO_THE_PEN = frozenset(
    {
        "interpreter",
        "non_reader",
        "renewable",
        "suspended",
        "minor",
        "trial_period",
        "phone_shared",
        "with_company",
        "with_training_body",
        "with_mentor",
    }
)
"""What a paper printed blank cannot know: it depends on who will fill it. What such a condition governs is printed
with a box to tick."""

_TERM = re.compile(r"^(?:(not)\s+)?([a-z][a-z0-9_]*)$")


def terms_of(condition: str) -> tuple[tuple[bool, str], ...]:
    """The terms of `condition` as (wanted, name) pairs; `not a or b` gives ((False, "a"), (True, "b")).

    Raises ValueError with the faulty part when the grammar is not followed.
    """
    if not condition.strip():
        return ()
    terms = []
    for part in re.split(r"\s+or\s+", condition.strip()):
        found = _TERM.match(part.strip())
        if found is None or found[2] in {"or", "not"}:
            raise ValueError(part.strip())
        terms.append((found[1] is None, found[2]))
    return tuple(terms)


def may_hold(condition: str) -> bool:
    """Whether only the person who fills a blank paper can tell if `condition` is true."""
    return any(name in LEFT_TO_THE_PEN for _wanted, name in terms_of(condition))


def holds(condition: str, facts: Collection[str]) -> bool:
    """Whether `condition` is true when exactly the names in `facts` are."""
    terms = terms_of(condition)
    return not terms or any((name in facts) is wanted for wanted, name in terms)
