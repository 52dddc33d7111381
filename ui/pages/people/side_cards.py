"""What stands beside the timeline: the journey and what may be done with it, what comes next, how to reach."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from db.queries.person import JourneyLine, PersonHeader
from kodiko_desktop.domain.dates_in_words import distance_in_words, long_date, short_date_with_year
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.people.person_files import PersonFile
from ui.desk import Desk
from ui.pages.people.person_acts import PersonActs
from ui.pages.people.words import joined, language_names, listed, permit_words, status_name, within
from ui.theme import tokens as scale
from ui.theme.icons import set_icon
from ui.widgets.card import Card
from ui.widgets.flow import FlowLayout
from ui.widgets.phone_field import written_phone
from ui.widgets.text import label


def journey_card(desk: Desk, acts: PersonActs, file: PersonFile) -> Card:
    """The journey under way (or the latest), the earlier ones in brief, and what may be done now."""
    journeys = file.header.journeys
    card = Card(_("Parcours"), journeys[0].number if journeys else "")
    if not journeys:
        card.add(label(_("Aucun parcours n’est ouvert."), tone="muted"))
        card.add(_line(_button(_("&Ouvrir un parcours"), "route", acts.open_journey, primary=True)))
        return card
    first = journeys[0]
    card.add(label(file.titles.get(first.programme, first.programme), scale="section"))
    for line in _journey_lines(desk, first):
        card.add(label(line, scale="small"))
    card.add(_line(_journey_menu(acts, first)))
    for earlier in journeys[1:]:
        said = joined((file.titles.get(earlier.programme, earlier.programme), within(status_name(earlier.status))))
        card.add(label(said, scale="small", tone="muted"))
    return card


def _journey_lines(desk: Desk, journey: JourneyLine) -> list[str]:
    today = desk.today()
    lines = [_("Référent·e\u00a0: {name}").format(name=journey.referent_name or _("à désigner"))]
    if journey.cohort_name:
        lines.append(_("Promotion\u00a0: {name}").format(name=journey.cohort_name))
    if journey.started_on:
        start, end = short_date_with_year(journey.started_on), journey.planned_end_on
        said = _("Commencé le {start}, fin prévue le {end}") if end else _("Commencé le {start}")
        lines.append(said.format(start=start, end=short_date_with_year(end) if end else ""))
    if journey.status == "suspendu" and journey.suspended_until:
        lines.append(
            _("Reprise prévue {when}, le {day}").format(
                when=distance_in_words(journey.suspended_until, today),
                day=short_date_with_year(journey.suspended_until),
            )
        )
    if journey.renewals:
        lines.append(
            ngettext("Renouvelé {count} fois", "Renouvelé {count} fois", journey.renewals).format(
                count=journey.renewals
            )
        )
    if journey.status == "sorti":
        lines.append(vocabulary("exit_reasons").label(journey.exit_reason))
    return [line for line in lines if line]


def _journey_menu(acts: PersonActs, journey: JourneyLine) -> QPushButton:
    """What the status of the journey allows, and nothing else."""
    button = _button(_("&Gérer le parcours"), "route")
    button.setProperty("menued", "true")
    menu = QMenu(button)
    offers: list[tuple[str, Callable[[], None]]] = []
    if journey.status == "candidat":
        offers.append((_("&Commencer l’accompagnement…"), lambda: acts.resume(journey)))
    if journey.status in ("suspendu", "perdu_de_vue"):
        offers.append((_("&Reprendre…"), lambda: acts.resume(journey)))
    if journey.status in ("actif", "perdu_de_vue"):
        offers.append((_("&Suspendre…"), lambda: acts.suspend(journey)))
    if journey.status in ("actif", "suspendu"):
        offers.append((_("Personne &perdue de vue…"), lambda: acts.lose_sight(journey)))
    if journey.status != "sorti":
        offers.append((_("Re&nouveler…"), lambda: acts.renew(journey)))
        offers.append((_("Passer le re&lais…"), lambda: acts.hand_over(journey)))
        offers.append((_("&Déclarer une sortie…"), lambda: acts.declare_exit(journey)))
    else:
        offers.append((_("&Annuler la sortie…"), lambda: acts.take_back(journey)))
    offers.append((_("&Ouvrir un autre parcours…"), acts.open_journey))
    for title, act in offers:
        menu.addAction(title, act)
    button.setMenu(menu)
    return button


def next_card(desk: Desk, acts: PersonActs, file: PersonFile) -> Card:
    """When one last spoke, and what is fixed."""
    header, today = file.header, desk.today()
    card = Card(_("Nouvelles"))
    if header.last_contact_on is None:
        card.add(label(_("Aucun échange n’est encore noté.")))
    else:
        card.add(label(_("Dernier échange {when}").format(when=distance_in_words(header.last_contact_on, today))))
    if header.next_appointment_on is None:
        card.add(label(_("Aucun rendez-vous n’est fixé."), tone="muted"))
    else:
        card.add(
            label(
                _("Prochain rendez-vous {when}, {day}").format(
                    when=distance_in_words(header.next_appointment_on, today), day=long_date(header.next_appointment_on)
                )
            )
        )
        by_phone = _button(_("Préparer un &SMS"), "smartphone", partial(acts.remind, by_mail=False), quiet=True)
        by_mail = _button(_("Préparer un &courriel"), "mail", partial(acts.remind, by_mail=True), quiet=True)
        card.add(_line(by_phone, by_mail))
    return card


def reach_card(desk: Desk, acts: PersonActs, file: PersonFile) -> Card:
    """How to reach the person, and the facts one checks often. Hidden from onlookers in discreet mode."""
    header = file.header
    card = Card(_("Fiche"), header.number)
    if desk.discreet:
        card.add(label(_("Masquée en mode discret."), tone="muted"))
    else:
        for title, value in _reach_lines(desk, header):
            if value:
                card.add(_fact(title, value))
    edit = _button(_("Modifier la &fiche"), "pencil", acts.edit)
    if header.archived:
        away = _button(_("Rouvrir"), "undo-2", acts.bring_back, quiet=True)
    else:
        away = _button(_("Archiver"), "archive", acts.archive, quiet=True)
    card.add(_line(edit, away))
    return card


def _reach_lines(desk: Desk, header: PersonHeader) -> list[tuple[str, str]]:
    phones = listed((written_phone(header.phone), written_phone(header.second_phone)))
    papers = language_names([header.print_language])
    interpreter = _("interprète nécessaire") if header.needs_interpreter else ""
    return [
        (_("Téléphone"), phones),
        (_("Courriel"), header.email),
        (_("Langues"), joined((language_names(header.languages), interpreter))),
        (
            _("Papiers en"),
            _("français et {language}").format(language=papers) if header.print_language != "fr" else "",
        ),
        (_("Lecture"), vocabulary("reading").label(header.reads)),
        (_("Protection"), vocabulary("administrative_status").label(header.protection)),
        (_("Titre"), permit_words(header, desk.today())),
        (_("Foyer"), joined((header.household_name, listed(header.household)))),
    ]


def _fact(title: str, value: str) -> QWidget:
    return label(_("{title}\u00a0: {value}").format(title=title, value=value), scale="small")


def _button(
    text: str, icon_name: str, act: Callable[[], None] | None = None, *, primary: bool = False, quiet: bool = False
) -> QPushButton:
    button = QPushButton(text)
    if primary or quiet:
        button.setProperty("kind", "primary" if primary else "quiet")
    set_icon(button, icon_name, "on_accent" if primary else "accent" if quiet else "text", 16)
    if act is not None:
        button.clicked.connect(lambda _checked=False: act())
    return button


def _line(*buttons: QPushButton) -> QWidget:
    """Buttons from the left, on as many lines as they need."""
    holder = QWidget()
    flow = FlowLayout(holder, gap=scale.SPACE_2)
    for button in buttons:
        flow.addWidget(button)
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder
