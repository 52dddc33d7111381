"""How objectives, actions and papers are said on screen."""

import datetime

from db.queries.plans import ContractRow
from db.tables import Action, Objective
from kodiko_desktop.domain.dates_in_words import date_seen_from, short_date_with_year
from kodiko_desktop.domain.wording import N_, _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.plan.plan_view import ActionView

IDEA_WORDS = {"personne": N_("la personne"), "conseiller": N_("l’association"), "ensemble": N_("ensemble")}
OBJECTIVE_WORDS = {"en_cours": N_("en cours"), "atteint": N_("atteint"), "abandonne": N_("abandonné")}
_OBJECTIVE_KINDS = {"en_cours": "accent", "atteint": "done", "abandonne": "neutral"}
_ACTION_KINDS = {"faite": "done", "en_cours": "accent"}
PAPER_WORDS = {
    "brouillon": (N_("brouillon"), "neutral"),
    "imprime": (N_("à signer"), "warning"),
    "signe": (N_("signé"), "done"),
    "annule": (N_("annulé"), "neutral"),
}


def who(code: str) -> str:
    """« la personne », or a name as it was typed."""
    return _(IDEA_WORDS[code]) if code in IDEA_WORDS else code


def objective_badge(row: Objective) -> tuple[str, str]:
    """The word of an objective's status and the kind of its badge."""
    return _(OBJECTIVE_WORDS.get(row.status, row.status)), _OBJECTIVE_KINDS.get(row.status, "neutral")


def objective_line(row: Objective) -> str:
    """« idée de la personne · résultat attendu : … »."""
    parts = [_("idée\u00a0: {who}").format(who=who(row.idea_of))]
    if row.result:
        parts.append(_("résultat\u00a0: {result}").format(result=row.result))
    return " · ".join(parts)


def action_badge(view: ActionView, today: datetime.date) -> tuple[str, str]:
    """« en retard », or the word of its status."""
    if view.late and view.row.due_on is not None:
        days = (today - view.row.due_on).days
        return ngettext("en retard de {count} jour", "en retard de {count} jours", days).format(count=days), "warning"
    word = vocabulary("action_status").label(view.row.status).lower()
    return word, _ACTION_KINDS.get(view.row.status, "neutral")


def action_line(row: Action, today: datetime.date) -> str:
    """« la personne · avec France Travail · pour le vendredi 12 juin »."""
    parts = [who(row.by_whom)] if row.by_whom else []
    if row.partner:
        parts.append(_("avec {partner}").format(partner=row.partner))
    if row.done_on is not None:
        parts.append(_("fait le {day}").format(day=date_seen_from(row.done_on, today)))
    elif row.due_on is not None:
        parts.append(_("pour le {day}").format(day=date_seen_from(row.due_on, today)))
    if row.result:
        parts.append(row.result)
    return " · ".join(parts)


def paper_line(row: ContractRow) -> str:
    """« CTR-2026-01-0004 · français et roumain · signé le 11 mai 2026 »."""
    parts = [row.number]
    if row.language != "fr":
        parts.append(language(row.language))
    if row.amends_number:
        parts.append(_("change le {number}").format(number=row.amends_number))
    if row.signed_on is not None:
        parts.append(_("signé le {day}").format(day=short_date_with_year(row.signed_on)))
        parts.append(_("papier joint") if row.has_scan else _("papier signé à joindre"))
    elif row.printed_on is not None:
        day = short_date_with_year(row.printed_on)
        if row.version > 1:
            parts.append(_("imprimé depuis le {day} (v{version})").format(day=day, version=row.version))
        else:
            parts.append(_("imprimé le {day} (v{version})").format(day=day, version=row.version))
    return " · ".join(parts)


def language(code: str) -> str:
    """« français seul », « français et roumain »."""
    if code == "fr":
        return _("français seul")
    name = vocabulary("languages").label(code).lower()
    return _("français et {language}").format(language=name)
