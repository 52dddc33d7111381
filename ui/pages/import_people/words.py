"""How the import says the standing of a line, what will be done with it, and a value of a file."""

import datetime
from typing import Any

from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.names import listed_name
from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.exchange.fields import import_fields, label_of
from kodiko_desktop.exchange.preview import Choice, PreviewRow, Standing

STANDING_WORDS = {
    Standing.BAD: N_("À corriger"),
    Standing.RESEMBLES: N_("Ressemblent"),
    Standing.CHANGED: N_("Ont changé"),
    Standing.TWICE: N_("En double"),
    Standing.ALREADY: N_("Déjà repris"),
    Standing.NEW: N_("Nouveaux"),
}
"""In the order they ask for somebody’s eye."""
_ONE = {
    Standing.BAD: N_("à corriger"),
    Standing.RESEMBLES: N_("ressemble à une fiche"),
    Standing.CHANGED: N_("a changé depuis"),
    Standing.TWICE: N_("en double"),
    Standing.ALREADY: N_("déjà reprise"),
    Standing.NEW: N_("nouvelle"),
}
_CHOICES = {
    Choice.CREATE: N_("créer la fiche"),
    Choice.SKIP: N_("laisser de côté"),
    Choice.UPDATE: N_("mettre à jour"),
}


def row_name(row: PreviewRow) -> str:
    """The name a line would give, or what its first cells say."""
    values = row.values
    named = listed_name(values.get("given_names", ""), values.get("family_name", ""))
    return named or values.get("name_in_own_script", "") or _("ligne {line}").format(line=row.line)


def standing_word(row: PreviewRow) -> str:
    """« ressemble à une fiche »."""
    return _(_ONE[row.standing])


def choice_word(row: PreviewRow) -> str:
    """« créer la fiche »; nothing can be decided of a line to correct."""
    return "" if row.standing is Standing.BAD else _(_CHOICES[row.choice])


def why(row: PreviewRow) -> str:
    """The reason of a standing, or the cells to correct."""
    if row.problems:
        return ", ".join(
            _("{cell} «\u00a0{text}\u00a0»").format(cell=problem.cell, text=problem.read) for problem in row.problems
        )
    return row.why


def field_title(name: str) -> str:
    """The title of a field of the import."""
    field = import_fields().get(name)
    return field.title if field else name


def value_words(name: str, value: Any) -> str:
    """A value as one reads it: the label of a code, a French date, languages one after the other."""
    field = import_fields().get(name)
    if value in (None, "", []):
        return _("rien")
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, (list, tuple)):
        return ", ".join(label_of("languages", code) for code in value)
    if field is not None and field.vocabulary:
        return label_of(field.vocabulary, str(value))
    if field is not None and "date" in field.kind:
        day = value if isinstance(value, datetime.date) else datetime.date.fromisoformat(str(value))
        return numeric_date(day)
    return str(value)
