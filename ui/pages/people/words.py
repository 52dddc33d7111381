"""How the pages of people say things: an age, a status, a week, a line of what happened."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.queries.people import PersonRow, Portfolio
from db.queries.person import Happening, JourneyLine, PersonHeader
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.dates_in_words import (
    hour_in_words,
    month_and_year,
    numeric_date,
    short_date,
    short_date_with_year,
    weekday_name,
)
from kodiko_desktop.domain.names import display_name
from kodiko_desktop.domain.wording import N_, _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from ui.widgets.runs import Bold, Runs, runs

STATUS_KINDS = {"actif": "done", "candidat": "accent", "suspendu": "warning", "perdu_de_vue": "warning"}
PRESENCE_WORDS = {
    "present": N_("présent·e"),
    "partiel": N_("présent·e en partie"),
    "absent": N_("absent·e"),
}
CONTRACT_WORDS = {
    "brouillon": N_("brouillon"),
    "imprime": N_("imprimé, à signer"),
    "signe": N_("signé"),
    "annule": N_("annulé"),
}


def age(born: datetime.date | None, today: datetime.date) -> str:
    """« 29 ans »; "" when the birth date is unknown."""
    if born is None:
        return ""
    years = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    return ngettext("{count} an", "{count} ans", years).format(count=years)


def joined(parts: Iterable[str]) -> str:
    """The parts that say something, with a middle dot between them."""
    return " · ".join(part for part in parts if part)


def listed(parts: Iterable[str]) -> str:
    """The parts that say something, with commas."""
    return ", ".join(part for part in parts if part)


def language_names(codes: Iterable[str]) -> str:
    """« roumain, romani »; English keeps the capitals of languages."""
    names = [vocabulary("languages").label(code) for code in codes]
    return listed(names if wording.language() == "en" else [within(name) for name in names])


def within(words: str) -> str:
    """A label as it reads inside a sentence: « appel », but « SMS »."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def french(level: str) -> str:
    """« français A1.1 »; "" when the level is unknown."""
    return _("français {level}").format(level=vocabulary("french_levels").label(level)) if level else ""


def day(when: datetime.date | None, today: datetime.date) -> str:
    """« 11 mai », with the year when it is another one; "" for none."""
    if when is None:
        return ""
    return short_date(when) if when.year == today.year else short_date_with_year(when)


def full_name(header: PersonHeader) -> str:
    """The name as one says it; the person's own script when there is no other."""
    return display_name(header.given_names, header.family_name) or header.name_in_own_script


def facts(header: PersonHeader, today: datetime.date) -> str:
    """« 29 ans · roumain, français A1.1 · Terrain du Canal »."""
    spoken = listed((language_names(code for code in header.languages if code != "fr"), french(header.french_level)))
    return joined((age(header.birth_date, today), spoken, header.site_name))


def status_badge(journey: JourneyLine | None, today: datetime.date) -> tuple[str, str]:
    """« Parcours actif · semaine 14 », and the kind of its badge."""
    if journey is None:
        return _("Pas de parcours ouvert"), "neutral"
    kind = STATUS_KINDS.get(journey.status, "neutral")
    if journey.status == "actif":
        week = weeks_since(journey.started_on, today)
        return (_("Parcours actif · semaine {week}").format(week=week) if week else _("Parcours actif")), kind
    if journey.status == "suspendu" and journey.suspended_until:
        return _("Parcours suspendu jusqu’au {day}").format(day=day(journey.suspended_until, today)), kind
    if journey.status == "sorti" and journey.ended_on:
        return _("Sorti·e le {day}").format(day=day(journey.ended_on, today)), kind
    return _("Parcours\u00a0: {status}").format(status=within(status_name(journey.status))), kind


def status_name(status: str) -> str:
    """« Perdu de vue »; "" without a journey."""
    return vocabulary("journey_status").label(status)


def weeks_since(started: datetime.date | None, today: datetime.date) -> int:
    """Which week of the journey this is, counted from 1; 0 when it has not begun."""
    return (today - started).days // 7 + 1 if started and started <= today else 0


def row_status(row: PersonRow) -> str:
    """The status of a line of the list."""
    return status_name(row.status) if row.status else _("Sans parcours")


def load_words(load: Portfolio) -> str:
    """The load of a portfolio, in words (practice: 15–20 people truly active, 40–50 in all)."""
    return _(
        "{active} en accompagnement actif (repère\u00a0: 15 à 20) · {distant} à distance · {candidates} candidat·e·s · "
        "{total} en tout (repère\u00a0: 40 à 50)"
    ).format(active=load.active, distant=load.distant, candidates=load.candidates, total=load.total)


@dataclass(frozen=True)
class Said:
    """A line of the timeline, said: the month it stands under, the day in it, the whole date as one reads it aloud, the
    sentence, the quiet line under it, and a badge (word, kind)."""

    month: str
    lead: str
    spoken_day: str
    title: Runs
    subtitle: str
    badge: tuple[str, str] | None


def happening(line: Happening, titles: Mapping[str, str], today: datetime.date) -> Said:
    """How a line of the timeline is said; `titles`: of forms and contract templates, by code."""
    say = _SAYERS.get(line.kind, _other)
    title, subtitle, badge = say(line, titles, today)
    if line.on_date is None:
        return Said(_("Sans date"), "", "", title, subtitle, badge)
    month = month_and_year(line.on_date)
    return Said(
        month[:1].upper() + month[1:], _short_day(line.on_date), day(line.on_date, today), title, subtitle, badge
    )


def _short_day(when: datetime.date) -> str:
    """« lun. 22 »: what stands at the head of a line, under its month."""
    return _("{weekday}. {day}").format(weekday=weekday_name(when)[:3], day=when.day)


_Parts = tuple[Runs, str, tuple[str, str] | None]


def _contact(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    agreed = _("Convenu\u00a0: {what}").format(what=line.detail) if line.detail else ""
    how = vocabulary("contact_channels").label(line.code)
    title = runs(_("{what} — {how}"), what=Bold(_("Contact")), how=within(how)) if how else (Bold(_("Contact")),)
    badge = (_("sans réponse"), "neutral") if line.kind == "attempt" else None
    return title, joined((_short(line.text), _short(agreed), line.by)), badge


def _appointment(line: Happening, _titles: Mapping[str, str], today: datetime.date) -> _Parts:
    to_come = line.on_date is not None and line.on_date >= today
    badge = (vocabulary("appointment_outcomes").label(line.code), "accent" if to_come else "neutral")
    if line.code == "a_venir" and not to_come:
        badge = (_("à compléter"), "warning")
    elif line.code == "honore":
        badge = (badge[0], "done")
    title = runs(_("{what} — {why}"), what=Bold(_("Rendez-vous")), why=line.text or _("sans objet noté"))
    return title, joined((hour_in_words(line.at_time), line.detail, line.by)), badge


def _note(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    return runs(_("{what} — {text}"), what=Bold(_("Note")), text=_short(line.text)), line.by, None


def _status(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    reasons = "suspension_reasons" if line.code == "suspendu" else "exit_reasons"
    why = vocabulary(reasons).label(line.detail) if line.detail else ""
    title = runs(_("{what}\u00a0: {status}"), what=Bold(_("Parcours")), status=within(status_name(line.code)))
    return title, joined((why, _short(line.text), line.by)), None


def _referent(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    return runs(_("{what}\u00a0: {name}"), what=Bold(_("Référent·e")), name=line.by or "?"), _short(line.text), None


def _document(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    return runs(_("{what} — {title}"), what=Bold(_("Pièce")), title=line.text), line.by, None


def _diagnostic(line: Happening, titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    moment = vocabulary("moments").label(line.text) if line.text else ""
    return (Bold(titles.get(line.code, line.code)),), joined((moment, line.by)), None


def _contract(line: Happening, titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    word = _(CONTRACT_WORDS[line.code]) if line.code in CONTRACT_WORDS else line.code
    kind = {"signe": "done", "imprime": "warning"}.get(line.code, "neutral")
    return (Bold(titles.get(line.detail, line.detail)),), line.text, (word, kind) if word else None


def _session(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    states = dict.fromkeys(line.code.split(",")) if line.code else {}
    said = listed(_(PRESENCE_WORDS[state]) for state in states if state in PRESENCE_WORDS)
    return runs(_("{what} — {title}"), what=Bold(_("Séance")), title=line.text), joined((said, line.detail)), None


def _placement(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    title = runs(_("{what} — {job}"), what=Bold(_("Prise de poste")), job=line.text or line.detail)
    kind = vocabulary("contracts").label(line.code) if line.code else ""
    return title, joined((line.detail if line.text else "", kind)), None


def _check_in(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    title = (Bold(_("Point de suivi dans l’emploi")),)
    return title, joined((_short(line.text), line.by)), None


def _other(line: Happening, _titles: Mapping[str, str], _today: datetime.date) -> _Parts:
    return (line.text or line.kind,), line.detail, None


def _short(text: str, most: int = 220) -> str:
    """A long text on one line, cut at a word."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1].rsplit(" ", 1)[0] + "…"


_SAYERS = {
    "contact": _contact,
    "attempt": _contact,
    "appointment": _appointment,
    "note": _note,
    "status": _status,
    "referent": _referent,
    "document": _document,
    "diagnostic": _diagnostic,
    "contract": _contract,
    "session": _session,
    "placement": _placement,
    "check_in": _check_in,
}


def permit_words(header: PersonHeader, today: datetime.date) -> str:
    """« Carte de résident, jusqu’au 3 mars 2027 »; "" when nothing is known."""
    named = vocabulary("residence_documents").label(header.residence_document)
    if header.permit_ends_on is None:
        return named
    if header.permit_ends_on < today:
        return listed((named, _("terminé le {day}").format(day=numeric_date(header.permit_ends_on))))
    return listed((named, _("jusqu’au {day}").format(day=numeric_date(header.permit_ends_on))))
