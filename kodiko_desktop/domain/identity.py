"""What makes the identity of a person acceptable, whoever types it: a form, or the line of a spreadsheet."""

import datetime
from collections.abc import Mapping
from typing import Any

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _

OLDEST = 120
"""Nobody is older than this, in years: a birth date beyond it is a typing error."""

NAMES = ("family_name", "given_names", "name_in_own_script")


class PersonRefused(KodikoError):
    """What was typed about a person cannot be kept as it is."""


def tidy(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values, texts without spaces around or doubled inside. Case and script stay as they were given."""
    return {name: " ".join(value.split()) if isinstance(value, str) else value for name, value in values.items()}


def check_names(values: Mapping[str, Any]) -> None:
    """Raise PersonRefused unless one of NAMES is there."""
    if not any(values.get(field) for field in NAMES):
        raise PersonRefused(
            _("Il manque un nom : écrivez au moins un nom ou un prénom, dans l’écriture de votre choix."),
            for_log="person without a name",
        )


def check_birth_date(born: datetime.date | None, *, today: datetime.date) -> None:
    """Raise PersonRefused for a birth date in the future, or so old that it is a typing error."""
    if born is None:
        return
    if born > today:
        raise PersonRefused(_("La date de naissance est dans le futur : vérifiez l’année."), for_log="birth in future")
    if today.year - born.year > OLDEST:
        raise PersonRefused(_("La date de naissance est trop ancienne : vérifiez l’année."), for_log="birth too old")
