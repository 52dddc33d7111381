"""Every widget of the toolkit, with invented people, to be looked at: `python tests/gui/gallery.py FOLDER`.

Writes PNG files at the sizes and themes a page must stand: 1366×768 and 683×384 (200 % on the smallest laptop).
"""

import sys
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.application import make_application
from ui.shell.main_frame import MainFrame
from ui.shell.page import Page, PageEntry
from ui.theme.theme import Theme
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.columns import Columns
from ui.widgets.date_field import DateField, TimeField
from ui.widgets.empty_state import EmptyState
from ui.widgets.form import Form
from ui.widgets.phone_field import PhoneField
from ui.widgets.progress_row import ProgressRow
from ui.widgets.radar import RadarAxis, RadarChart
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs
from ui.widgets.scroll import Scroll
from ui.widgets.search_field import SearchField
from ui.widgets.table import Column, DataTable
from ui.widgets.tabs import Tabs
from ui.widgets.text import label
from ui.widgets.text_area import TextArea

RAIL = (
    ("today", "Aujourd’hui", "calendar-check"),
    ("people", "Personnes", "users"),
    ("sessions", "Séances", "calendar-days"),
    ("work", "Emploi", "briefcase"),
    ("mentors", "Binômes", "handshake"),
    ("sites", "Sites", "map-pin"),
    ("partners", "Partenaires", "building-2"),
    ("figures", "Indicateurs", "chart-column"),
    ("exchange", "Synchronisation", "refresh-cw"),
    ("settings", "Réglages", "settings"),
)


def today_card() -> Card:
    """A pile of lines as « Aujourd’hui » shows them."""
    card = Card("À faire", "4")
    lines = (
        (
            "en retard",
            "Samira Haidari",
            "{name} — fin de première semaine, employeur",
            "Prévu jeudi 7 mai · Matériaux du Val, M. Klein",
            ("4 jours", "danger"),
        ),
        (
            "08:00",
            "Awa Diallo",
            "{name} — premier jour chez Charpentes du Val",
            "J1 : rencontre à trois · Mme Roth, tutrice · tram B, arrêt Vaucanson",
            ("J1 · ouvrir la fiche", "accent"),
        ),
        (
            "à signer",
            "Tesfay Gebremedhin",
            "{name} — contrat d’engagement PAR-2026-3F-0017",
            "Imprimé le 6 mai, français et tigrinya",
            ("Pas encore signé", "warning"),
        ),
        (
            "19 mai",
            "محمد أحمد",
            "{name} — bilan d’essai avec l’employeur",
            "Fin de l’essai le 28 mai · prévenance 48 h",
            ("reçu", "done"),
        ),
    )
    for lead, name, sentence, subtitle, badge in lines:
        card.add_row(Row(runs(sentence, name=Bold(name)), lead=lead, subtitle=subtitle, badge=badge))
    return card


def question_card() -> Card:
    """Questions with their answers, as a form shows them."""
    card = Card("Auto-diagnostic — mi-parcours", "enregistré à 10:42 · 9 sur 20")
    choices = ("Pas du tout", "Un peu", "Plutôt oui", "Oui, seul")
    for number, (question, chosen) in enumerate(
        (("Je connais des gens de mon métier.", "1"), ("Je peux demander conseil.", ""))
    ):
        card.add(label(question))
        answers = [Answer(str(place), text, str(place)) for place, text in enumerate(choices, start=1)]
        buttons = AnswerButtons(question, [*answers, Answer("unknown", "Ne sait pas")])
        buttons.set_value([chosen])
        buttons.setObjectName(f"question{number}")
        card.add(buttons)
    words = TextArea("Ce que la personne en dit, avec ses mots")
    words.set_text("« Mon cousin travaille à la serre de Vouvray, il peut parler au chef. »")
    card.add(label("Ce que la personne en dit, avec ses mots"))
    card.add(words)
    return card


def radar_card() -> Card:
    """Then and now."""
    card = Card("Évolution", "3 févr. → 11 mai")
    radar = RadarChart()
    radar.show_axes(
        (
            RadarAxis("Autonomie", 0.67, 0.3, "67"),
            RadarAxis("Projet", 0.6, 0.45, "60"),
            RadarAxis("Réseau", 0.53, 0.38, "53"),
            RadarAxis("Langue", 0.3, 0.25, "A1.1"),
        )
    )
    card.add(radar)
    return card


def form_card() -> Card:
    """Every kind of field, one of them wrong."""
    card = Card("Fiche")
    form = Form(columns=2)
    born = DateField(today=lambda: date(2026, 5, 11), past=True)
    form.add("Date de naissance", born, help_text="Comme sur le titre de séjour.")
    born.setText("31 février")
    born.settle()
    form.add("Heure", TimeField())
    form.add(
        "Langue à imprimer",
        ChoiceField(choices=[("ar", "Arabe"), ("fa-AF", "Dari"), ("ro", "Roumain")], placeholder="Tapez une langue"),
    )
    form.add("Téléphone", PhoneField())
    card.add(form)
    card.add(ProgressRow("Impression de 12 feuilles…"))
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    for text, kind in (
        ("Neutre", "neutral"),
        ("À trancher", "warning"),
        ("Bloquant", "danger"),
        ("Reçu", "done"),
        ("J1", "accent"),
    ):
        row.addWidget(Badge(text, kind))
    row.addStretch(1)
    card.add(line)
    return card


class GalleryPage(Page):
    """Two columns of cards."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 0)
        column.addWidget(label("Lundi 11 mai", scale="page"))
        column.addWidget(
            label("Terrain du Canal le matin · atelier CV à 14 h · 3 points de suivi à faire", tone="muted")
        )
        tabs = Tabs("Parties de la page")
        for key, title in (
            ("path", "Parcours"),
            ("forms", "Diagnostics"),
            ("plan", "Plan et contrat"),
            ("jobs", "Emploi · 1-3-5"),
        ):
            tabs.add(key, title)
        tabs.turn_to("forms")
        column.addWidget(tabs)
        inside = QWidget()
        columns = Columns()
        for card in (today_card(), question_card()):
            columns.main.addWidget(card)
        for card in (radar_card(), form_card()):
            columns.side.addWidget(card)
        whole = QVBoxLayout(inside)
        whole.setContentsMargins(0, 8, 12, 16)
        whole.addWidget(columns)
        column.addWidget(Scroll(inside), 1)

    def title(self) -> str:
        return "Aujourd’hui"


class TablePage(Page):
    """A table, an empty state, the steps of a path."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.addWidget(label("Personnes", scale="page"))
        line = QHBoxLayout()
        line.addWidget(SearchField("Filtrer les personnes"), 1)
        line.addWidget(QPushButton("Importer"))
        column.addLayout(line)
        columns = (
            Column("Nom", lambda person: person[0]),
            Column("Site", lambda person: person[1]),
            Column("Âge", lambda person: str(person[2]), lambda person: person[2], to_the_right=True),
            Column("Parcours", lambda person: person[3]),
        )
        self.table = DataTable("Personnes", columns)
        self.table.show_lines(
            [
                ("Awa Diallo", "Terrain du Canal", 31, "actif"),
                ("Ștefan Munteanu", "Terrain du Canal", 29, "actif"),
                ("محمد أحمد", "Rue des Ateliers", 44, "suspendu"),
            ]
        )
        column.addWidget(self.table, 1)
        low = QHBoxLayout()
        low.addWidget(
            EmptyState(
                "users",
                "Personne ici pour l’instant. Commencez par inscrire une première personne.",
                "Nouvelle personne",
            ),
            1,
        )
        column.addLayout(low)

    def focus_first(self) -> None:
        self.table.setFocus()


def build() -> MainFrame:
    """The frame with the two pages of the gallery."""
    frame = MainFrame()
    for key, title, icon_name in RAIL:
        frame.register(PageEntry(key, title, icon_name, TablePage if key == "people" else GalleryPage))
    frame.rail.set_place("Antenne de Tours")
    frame.rail.set_network_words("Hors ligne", "14 modifications gardées ici · dernier échange hier 17:42")
    frame.rail.set_count("today", 9)
    frame.rail.set_count("exchange", 1)
    return frame


def main(folder: Path) -> None:
    """Draw the gallery into PNG files of `folder`."""
    app = make_application()
    theme = Theme(app, "light")
    frame = build()
    for choice in ("light", "dark"):
        theme.choose(choice)
        for width, height in ((1366, 768), (683, 384)):
            frame.resize(width, height)
            frame.show()
            frame.notice_bar().hide()
            for key in ("today", "people"):
                frame.go(key)
                if key == "people":
                    frame.notify(
                        "La séance du 12 mai est enregistrée.", kind="done", action="Annuler", on_action=frame.back
                    )
                app.processEvents()
                app.processEvents()
                frame.grab().save(str(folder / f"{key}-{choice}-{width}.png"))
            frame.go("today")
            frame.open_palette()
            app.processEvents()
            frame.grab().save(str(folder / f"palette-{choice}-{width}.png"))
            frame.palette_box().close_and_return()
            print(choice, width, frame.minimumSizeHint(), frame.size() == QSize(width, height))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
