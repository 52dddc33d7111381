"""Synchronisation: three tabs once in a team; before that, two sentences and the two ways in."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing.state import SharingState, read_state
from kodiko_desktop.services.sharing.teams import MEMBER
from ui.desk import Desk, Place
from ui.pages.sharing.exchange_tab import ExchangeTab
from ui.pages.sharing.no_team import NoTeam
from ui.pages.sharing.settle_tab import SettleTab
from ui.pages.sharing.team_tab import TeamTab
from ui.sharing.in_window import SHORTCUT, SharingInWindow
from ui.shell.page import Page
from ui.theme import tokens as scale
from ui.widgets.scroll import Scroll
from ui.widgets.tabs import LazyStack, Tabs
from ui.widgets.text import label

_SOON_MS = 200


class SharingPage(Page):
    """`Place.tab`: exchange, settle or team."""

    def __init__(self, desk: Desk, sharing: SharingInWindow) -> None:
        super().__init__()
        self._desk, self._sharing = desk, sharing
        self.state: SharingState | None = None
        self._first = True
        self._wanted = ""
        self.tabs = Tabs(_("Parties de la page"))
        for key, title in (("exchange", _("Échanges")), ("settle", _("À décider")), ("team", _("Équipe"))):
            self.tabs.add(key, title)
        self.parts = LazyStack(
            {
                "exchange": lambda: ExchangeTab(desk, sharing),
                "settle": lambda: SettleTab(desk),
                "team": lambda: TeamTab(desk, written=sharing.exchanger.acted),
            }
        )
        self.alone = NoTeam(desk, sharing)
        self._build()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON_MS)
        self._soon.timeout.connect(self._read)
        sharing.exchanger.turned.connect(lambda _turn: self._soon.start())
        sharing.exchanger.running_changed.connect(self._show_running)

    # -- what the frame asks --------------------------------------------------------------------------------------

    def title(self) -> str:
        """The name of the page."""
        return _("Synchronisation")

    def load(self, target: object = None) -> None:
        """Read the state, and look whether the folders are there."""
        if isinstance(target, Place) and target.tab:
            self._wanted = target.tab
        self._read()
        self._sharing.exchanger.look()

    def refresh(self, changes: object) -> None:
        """Something was written."""
        self._soon.start()

    def set_discreet(self, discreet: bool) -> None:
        """Show names, or their initials."""
        # The frame and the desk are told by the same signal, in an order of its own.
        QTimer.singleShot(0, self, lambda: [part.show_again() for part in self.parts.built()])

    def focus_first(self) -> None:
        """The first control of what is shown."""
        if self.state is None:
            self.setFocus()
        elif self._stack.currentWidget() is self.alone:
            self.alone.focus_first()
        else:
            self.parts.page(self.tabs.key()).focus_first()

    # -- inside ---------------------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.now_button = QPushButton(_("&Synchroniser maintenant"))
        self.now_button.setProperty("kind", "primary")
        self.now_button.setToolTip(SHORTCUT)
        self.now_button.hide()
        self.now_button.clicked.connect(lambda _checked=False: self._sharing.now())
        head = QHBoxLayout()
        head.setContentsMargins(scale.SPACE_5, scale.SPACE_4, scale.SPACE_5, 0)
        head.addWidget(label(_("Synchronisation"), scale="page", wrap=False))
        head.addStretch(1)
        head.addWidget(self.now_button)
        self._body = QStackedWidget()
        self._stack = QStackedWidget()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        line = QHBoxLayout()
        line.setContentsMargins(scale.SPACE_5, scale.SPACE_2, scale.SPACE_5, 0)
        line.addWidget(self.tabs, 1)
        column.addLayout(line)
        column.addWidget(self._body, 1)
        self._inside = inside
        self._stack.addWidget(QWidget())  # nothing is offered before one knows whether there is a team
        self._stack.addWidget(self.alone)
        self._stack.addWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addLayout(head)
        whole.addWidget(self._stack, 1)
        self.tabs.turned.connect(self._turn)
        self.tabs.answer_from(self)
        self.tabs.stepped.connect(self.focus_first)
        self._holders: dict[str, QWidget] = {}

    def _read(self) -> None:
        if self._desk.is_open:
            self._desk.read(read_state, receiver=self, then=self._show)

    def _show(self, state: SharingState) -> None:
        self.state = state
        alone = state.team.standing != MEMBER
        self.now_button.setVisible(not alone)
        if alone:
            self.alone.show_state(state)
            self._stack.setCurrentWidget(self.alone)
        else:
            self._stack.setCurrentWidget(self._inside)
            self._count(state)
            wanted, self._wanted = self._wanted or self.tabs.key(), ""
            if wanted != self.tabs.key():
                self.tabs.turn_to(wanted)
            self._turn(wanted)
        if self._first:
            self._first = False
            self.focus_first()

    def _turn(self, key: str) -> None:
        part = self.parts.page(key)
        if key not in self._holders:
            self._holders[key] = Scroll(part)
            self._body.addWidget(self._holders[key])
        self._body.setCurrentWidget(self._holders[key])
        if self.state is not None:
            part.show_state(self.state)

    def _count(self, state: SharingState) -> None:
        """The numbers of the tabs make that of the rail (`SharingInWindow`)."""
        waiting, alarms = state.to_decide.count, state.alarms
        self.tabs.retitle("settle", _("À décider ({count})").format(count=waiting) if waiting else _("À décider"))
        self.tabs.retitle("exchange", _("Échanges ({count})").format(count=alarms) if alarms else _("Échanges"))

    def _show_running(self, running: bool) -> None:
        self.now_button.setEnabled(not running)
        self.now_button.setText(_("Échange en cours…") if running else _("&Synchroniser maintenant"))
