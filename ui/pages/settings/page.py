"""Réglages: each card reads and writes what it shows; a field is kept when it is left."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.settings import Settings, read_settings
from ui.desk import Desk, Place
from ui.pages.settings.antennas_card import AntennasCard
from ui.pages.settings.backups_card import BackupsCard
from ui.pages.settings.keys_card import KeysCard
from ui.pages.settings.laptop_card import LaptopCard
from ui.pages.settings.organisation_cards import AntennaCard, OrganisationCard
from ui.pages.settings.team_card import TeamCard
from ui.shell.page import Page
from ui.start.gatekeeper import Gatekeeper
from ui.theme import tokens as scale
from ui.theme.theme import Theme
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.page_body import fill
from ui.widgets.scroll import Scroll
from ui.widgets.text import label


class SettingsPage(Page):
    """`Place.tab` names a card to come to: organisation, antenna, antennas, team, laptop, keys, backups."""

    def __init__(self, desk: Desk, gate: Gatekeeper, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self.cards: dict[str, Card] = {
            "organisation": OrganisationCard(desk),
            "antenna": AntennaCard(desk),
            "antennas": AntennasCard(desk),
            "team": TeamCard(desk),
            "laptop": LaptopCard(desk, gate, theme),
            "keys": KeysCard(desk, gate),
            "backups": BackupsCard(desk, gate),
        }
        self._build()

    def title(self) -> str:
        return _("Réglages")

    def load(self, target: object = None) -> None:
        self._read()
        self.cards["backups"].look()
        self.cards["keys"].look()
        if isinstance(target, Place) and target.tab in self.cards:
            # Once laid out: a card has no place before.
            QTimer.singleShot(0, self, lambda: self._come_to(self.cards[target.tab]))

    def refresh(self, changes: object) -> None:
        if any(changes.touches(table) for table in ("organisation", "antenna", "staff")):
            self._read()

    def flush(self) -> None:
        for card in (self.cards["organisation"], self.cards["antenna"], self.cards["team"]):
            card.flush()

    def focus_first(self) -> None:
        self.cards["organisation"].focus_first()

    def ask_for_phrase(self) -> None:
        """Come to what opens the data, and ask for a new pass-phrase at once."""
        self.cards["keys"].ask_phrase_when_known()

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, scale.SPACE_5)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(label(_("Réglages"), scale="page"))
        columns = Columns(side_width=480)
        for key in ("organisation", "antenna", "antennas", "team"):
            columns.main.addWidget(self.cards[key])
        for key in ("laptop", "keys", "backups"):
            columns.side.addWidget(self.cards[key])
        column.addWidget(columns)
        column.addStretch(1)
        self._scroll = Scroll(inside)
        fill(self, self._scroll)

    def _come_to(self, card: Card) -> None:
        self._scroll.ensureWidgetVisible(card)
        card.focus_first()

    def _read(self) -> None:
        self._desk.read(lambda store: read_settings(store.read()), receiver=self, then=self._show)

    def _show(self, settings: Settings) -> None:
        for key in ("organisation", "antenna", "antennas", "team", "laptop"):
            self.cards[key].show_settings(settings)
