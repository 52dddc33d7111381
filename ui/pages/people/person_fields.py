"""The fields of a person's file, in the order one asks for them, and the control each is typed in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from kodiko_desktop.domain.wording import N_, _
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.pages.people.languages_field import LanguagesField
from ui.widgets.choice_field import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.line_field import LineField
from ui.widgets.phone_field import PhoneField


@dataclass(frozen=True, slots=True)
class Asked:
    """A field of Person: its name, title, kind of control, list of words, and a line of help. Titles and help are
    translated when they are shown."""

    name: str
    title: str
    kind: str = "line"
    words: str = ""
    help_text: str = ""


IDENTITY = (
    Asked("given_names", N_("Prénom")),
    Asked("family_name", N_("Nom de famille")),
    Asked("name_in_own_script", N_("Nom dans son écriture")),
    Asked(
        "how_to_say",
        N_("Comment le dire"),
        help_text=N_("À la lecture\u00a0: «\u00a0Chté-fane\u00a0», «\u00a0Mounir\u00a0»…"),
    ),
    Asked("birth_date", N_("Date de naissance"), "past_date"),
    Asked("sex", N_("Sexe"), "words", "sex"),
)
REACH = (
    Asked("phone", N_("Téléphone"), "phone"),
    Asked("second_phone", N_("Autre téléphone"), "phone"),
    Asked("email", N_("Adresse électronique")),
    Asked("address", N_("Adresse")),
    Asked("postcode", N_("Code postal")),
    Asked("city", N_("Ville")),
    Asked("housing", N_("Hébergement"), "words", "housing"),
)
LANGUAGES = (
    Asked("languages", N_("Langues parlées"), "languages"),
    Asked("french_level", N_("Niveau de français"), "words", "french_levels"),
    Asked("print_language", N_("Langue des papiers"), "print_language", help_text=N_("À côté du français.")),
    Asked("reads", N_("Lecture"), "words", "reading"),
    Asked("needs_interpreter", N_("Besoin d’un interprète"), "yes_no"),
)
STATUS = (
    Asked("nationality_group", N_("Nationalité (groupe)"), "words", "nationality_groups"),
    Asked("protection", N_("Protection, situation administrative"), "words", "administrative_status"),
    Asked("residence_document", N_("Titre de séjour"), "words", "residence_documents"),
    Asked("permit_ends_on", N_("Fin de validité du titre"), "date"),
)
BACKGROUND = (
    Asked("situation", N_("Situation actuelle"), "words", "situations"),
    Asked("education", N_("Niveau d’études"), "words", "education"),
    Asked("referred_by", N_("Orienté·e par"), "words", "referrers"),
)


def control(asked: Asked, today: Callable[[], date]) -> QWidget:
    """A control for a field; it has `value`, `set_value` and `edited`."""
    name = _(asked.title)
    if asked.kind in ("past_date", "date"):
        return DateField(name, today=today, past=asked.kind == "past_date")
    if asked.kind == "phone":
        return PhoneField(name)
    if asked.kind == "languages":
        return LanguagesField(name, vocabulary("languages").choices())
    if asked.kind == "print_language":
        return ChoiceField(name, printable_languages())
    if asked.kind == "yes_no":
        return ChoiceField(name, [(True, _("Oui")), (False, _("Non"))])
    if asked.kind == "words":
        return ChoiceField(name, vocabulary(asked.words).choices())
    return LineField(name)


def stored(asked: Asked, value: object) -> object:
    """What a control holds, as the file keeps it: no choice is an empty text, languages are a list."""
    if asked.kind == "languages":
        return list(value or ())
    if asked.kind in ("past_date", "date"):
        return value
    if asked.kind == "yes_no":
        return bool(value)
    if asked.kind == "print_language":
        return value or "fr"
    return value or ""


def printable_languages() -> Sequence[tuple[str, str]]:
    """The languages papers can be printed in."""
    return [(term.code, term.text.shown) for term in vocabulary("languages").with_attribute("printable")]
