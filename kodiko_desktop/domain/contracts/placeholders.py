"""The blanks of a contract (`{person_name}`, `{word:meeting_rhythm}`, `{tick:copy_given}`) and their names."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterator

from kodiko_desktop.domain.wording import N_

DOTTED = "……………………"
"""What is printed where nothing is known: a line to write on, never a hole and never the word None."""
BOX_EMPTY = "☐"
BOX_TICKED = "☑"

PLACEHOLDER = re.compile(r"\{(?:(word|tick):)?([a-z][a-z0-9_]*)\}")
_ANY_BRACE = re.compile(r"[{}]")
_BIDI_CONTROLS = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]")
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"

KNOWN_PLACEHOLDERS: dict[str, str] = {
    "contract_number": N_("numéro du contrat"),
    "contract_date": N_("date de signature du contrat"),
    "amendment_number": N_("numéro de l’avenant"),
    "association_name": N_("nom de l’association"),
    "association_address": N_("adresse de l’association"),
    "association_siret": N_("SIRET de l’association"),
    "association_phone": N_("téléphone de l’association"),
    "association_email": N_("adresse électronique de l’association"),
    "antenna_name": N_("nom de l’antenne"),
    "programme_name": N_("nom du programme"),
    "person_name": N_("prénom et nom de la personne accompagnée"),
    "person_phone": N_("téléphone de la personne"),
    "file_number": N_("numéro de dossier"),
    "referent_name": N_("nom de la personne référente"),
    "referent_phone": N_("téléphone de la personne référente"),
    "contributors": N_("personnes qui ont participé à l’écriture du contrat"),
    "legal_representative_name": N_("nom du représentant légal d’une personne mineure"),
    "diagnostic_date": N_("date du diagnostic"),
    "situation": N_("situation de la personne, en bref"),
    "strengths": N_("atouts de la personne"),
    "person_words": N_("ce que la personne dit, avec ses mots"),
    "obstacles": N_("ce qui bloque aujourd’hui"),
    "target_jobs": N_("emploi ou emplois visés"),
    "target_area": N_("zone de recherche"),
    "availability": N_("jours et heures possibles"),
    "start_date": N_("date de début"),
    "end_date": N_("date de fin"),
    "duration": N_("durée, en mois ou en semaines"),
    "weekly_hours": N_("nombre d’heures par semaine"),
    "meeting_rhythm": N_("rythme des rendez-vous (mot : weekly, fortnightly, monthly)"),
    "suspension_reason": N_("motif de la pause, si la personne veut le dire"),
    "suspension_date": N_("date du début de la pause"),
    "resumption_date": N_("date de reprise prévue"),
    "review_date": N_("date à laquelle on relit le contrat"),
    "interpreter_language": N_("langue de l’interprète"),
    "interpreter_name": N_("nom de l’interprète"),
    "interpreter_reference": N_("référence de l’appel d’interprétariat"),
    "witness_name": N_("nom du témoin"),
    "signature_place": N_("lieu de signature"),
    "signature_date": N_("date de signature"),
    "change_reason": N_("raison du changement"),
    "change_author": N_("qui a demandé le changement (mot : idea_person, idea_adviser)"),
    "effective_date": N_("date d’effet du changement"),
    "company_name": N_("nom de l’entreprise"),
    "company_siret": N_("SIRET de l’entreprise"),
    "company_address": N_("adresse de l’entreprise"),
    "company_signatory": N_("nom et fonction de la personne qui signe pour l’entreprise"),
    "tutor_name": N_("nom de la personne qui accueille au travail (tutorat)"),
    "tutor_phone": N_("téléphone de la personne qui accueille au travail"),
    "job_title": N_("intitulé du poste"),
    "employment_contract": N_("type de contrat de travail"),
    "work_start_date": N_("premier jour de travail"),
    "work_end_date": N_("dernier jour de travail, s’il est connu"),
    "work_hours": N_("jours et horaires de travail"),
    "work_place": N_("lieu de travail"),
    "trial_end_date": N_("fin de la période d’essai"),
    "tasks": N_("tâches"),
    "protective_equipment": N_("équipements de protection fournis"),
    "instructions": N_("consignes importantes"),
    "integration_path": N_("étapes de l’intégration"),
    "training_body": N_("nom de l’organisme de formation"),
    "training_title": N_("intitulé de la formation"),
    "mentor_name": N_("nom de la personne qui accompagne (mentor)"),
    "mentor_role": N_("métier ou fonction du mentor"),
    "mentor_phone": N_("téléphone du mentor"),
    "konnecteur_name": N_("nom du Konnecteur"),
    "meeting_count": N_("nombre de rencontres du binôme"),
    "meeting_length": N_("durée d’une rencontre"),
    "mentor_ceiling": N_("nombre maximum de jours du mentor"),
    "controller_name": N_("responsable du traitement"),
    "legal_basis": N_("base légale (mot : public_interest, legitimate_interest)"),
    "recipients": N_("partenaires qui reçoivent des données"),
    "funders": N_("financeurs du programme"),
    "funding_retention": N_("durée de conservation des preuves pour le financeur"),
    "dpo_name": N_("nom du délégué à la protection des données"),
    "dpo_contact": N_("adresse du délégué à la protection des données"),
    "image_event": N_("occasion des images"),
    "image_duration": N_("durée de l’accord pour les images"),
    "row_number": N_("numéro de la ligne d’un tableau"),
    "objective": N_("tableau : objectif, avec les mots de la personne"),
    "idea": N_("tableau : qui a eu l’idée (mot : idea_person, idea_adviser, idea_both)"),
    "action": N_("tableau : ce qu’on fait"),
    "who": N_("tableau : qui le fait"),
    "due_date": N_("tableau : pour quelle date"),
    "result": N_("tableau : résultat attendu"),
    "objective_change": N_("tableau : ce que devient un objectif (mot : new, before, now, reached, stopped)"),
    "unchanged_objectives": N_("avenant : objectifs qui ne changent pas"),
    "step_date": N_("tableau : date d’une étape"),
    "step_name": N_("tableau : nom d’une étape"),
    "step_place": N_("tableau : lieu d’une étape"),
    "step_people": N_("tableau : qui est présent"),
    "change_point": N_("tableau : point du contrat qui change"),
    "change_before": N_("tableau : ce qui était écrit"),
    "change_after": N_("tableau : ce qui est écrit maintenant"),
}
"""Every name a template may use, with what it stands for (French, printed in the guide)."""


def placeholders_in(text: str) -> tuple[tuple[str, str], ...]:
    """The blanks of `text` as (sort, name) pairs in order; sort is "", "word" or "tick".

    Raises ValueError with the faulty part when a brace opens or closes nothing.
    """
    found = tuple((match[1] or "", match[2]) for match in PLACEHOLDER.finditer(text))
    rest = PLACEHOLDER.sub("", text)
    if stray := _ANY_BRACE.search(rest):
        raise ValueError(rest[max(0, stray.start() - 10) : stray.start() + 15])
    return found


def closest_known(name: str, also: tuple[str, ...] = ()) -> str:
    """The known placeholder that looks most like `name`, or an empty string."""
    near = difflib.get_close_matches(name, [*KNOWN_PLACEHOLDERS, *also], n=1)
    return near[0] if near else ""


def replace(text: str, resolve: Callable[[str, str], str]) -> str:
    """`text` with each blank replaced once by `resolve(sort, name)`; what was put in is never read again."""
    return PLACEHOLDER.sub(lambda match: resolve(match[1] or "", match[2]), text)


def clean_value(value: str | None) -> str:
    """A value as it may be printed: trimmed, without control characters that would break a line or its direction."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"a contract value is text, not {type(value).__name__}")
    without_bidi = _BIDI_CONTROLS.sub("", value.replace("\r\n", "\n"))
    return "".join(_printable(without_bidi)).strip()


def isolated(value: str) -> str:
    """`value` fenced so that a Latin name or a telephone number keeps its order inside a right-to-left sentence."""
    return f"{FIRST_STRONG_ISOLATE}{value}{POP_ISOLATE}"


def _printable(text: str) -> Iterator[str]:
    for character in text:
        yield " " if character != "\n" and unicodedata.category(character) == "Cc" else character
