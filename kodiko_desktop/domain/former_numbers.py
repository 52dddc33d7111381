"""A number that a person no longer has is still on papers they signed: it stays in their journal, where a search finds
it."""

import re

from kodiko_desktop.domain.wording import _

_WHOLE = re.compile(r"\s*([A-Za-z]{2,6})-?(\d{4})-?([0-9A-Za-z]{2,})-(\d{4,})\s*")


def former_number_in_words(number: str) -> str:
    """The line of the journal that keeps it."""
    return _("Numéro de dossier précédent\u00a0: {number}. Des feuilles déjà signées le portent.").format(
        number=number.strip()
    )


def whole_number(typed: str) -> str:
    """`PAR-2026-01-0017` when a whole human number was typed, "" for anything else."""
    found = _WHOLE.fullmatch(typed)
    return "-".join(found.groups()).upper() if found else ""
