"""The window: a rail, a header, one page at a time, the way back, and everything the keyboard can ask for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeyEvent, QKeySequence, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from ui.keys import digit_shortcuts
from ui.shell.commands import Commands
from ui.shell.header import Header
from ui.shell.history import History
from ui.shell.notices import Notices
from ui.shell.page import Page, PageEntry
from ui.shell.page_stack import PageStack
from ui.shell.rail import Rail
from ui.turns import in_turns

if TYPE_CHECKING:
    from ui.shell.command_palette import CommandPalette
    from ui.widgets.notice import NoticeBar

_FOLD_BELOW = 1000
"""Narrower than this, in logical pixels, the rail shows icons alone."""

# Pixels a title bar may take above the window: none is known before the window is shown.
_TITLE_BAR = 40


class MainFrame(QMainWindow):
    """The frame. It shows pages and passes on what is asked; it knows no person and writes nothing."""

    new_person_asked = Signal()
    undo_asked = Signal()
    lock_asked = Signal()
    help_asked = Signal()
    discreet_changed = Signal(bool)
    page_shown = Signal(str)
    painted = Signal()
    closing = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Kodiko")
        # Set by hand: the layout would otherwise refuse the widths at which the rail folds.
        self.setMinimumSize(480, 340)
        self.resize(1366, 768)
        self._history = History()
        self._was_painted = False
        self._covered_focus: QWidget | None = None
        self._cover: QWidget | None = None
        self._actions: list[QAction] = []
        self.rail = Rail()
        self.header = Header()
        self._stack = PageStack(self._prepare)
        self._build()
        self.notices = Notices(self._body, self.rail)
        self.commands = Commands()
        self._palette_box: CommandPalette | None = None
        self._connect()
        self._add_actions()

    def open_on_screen(self) -> None:
        """Show the window; on a screen with no room for it and its title bar, it fills the screen instead."""
        room = self.screen().availableGeometry()
        if room.width() <= self.width() or room.height() <= self.height() + _TITLE_BAR:
            self.showMaximized()
        else:
            self.show()

    # Pages

    def register(self, entry: PageEntry) -> None:
        """Announce a page; those in the rail get Ctrl+1, Ctrl+2… in the order they are announced."""
        place = self._stack.announce(entry)
        go = self._goer(entry.key)
        if entry.in_rail:
            shortcut = f"Ctrl+{place}" if place <= 9 else ""
            self.rail.add(entry.key, entry.title, entry.icon, shortcut)
            if place <= 9:
                self._action(entry.title, go, digit_shortcuts(place))
            self.commands.add_action(
                f"page:{entry.key}",
                entry.title,
                go,
                detail=shortcut,
                words=_("aller à la page"),
                group=_("page"),
                first=True,
            )

    def go(self, key: str, target: object = None) -> None:
        """Show the page called `key` on `target`. KeyError for a page never announced."""
        self._history.visit((key, target))
        self._show(key, target)

    def back(self) -> None:
        """Return to the place before, if any."""
        place = self._history.back()
        if place:
            self._show(*place)

    def forward(self) -> None:
        """Return to the place we came back from, if any."""
        place = self._history.forward()
        if place:
            self._show(*place)

    def page(self) -> Page | None:
        """The page on top, None before the first."""
        place = self._history.here()
        return self._stack.built(place[0]) if place else None

    def place(self) -> tuple[str, object] | None:
        """The key of the page on top and its target, None before the first."""
        return self._history.here()

    def refresh(self, changes: object) -> None:
        """Something was written: the page on top shows it now, the others when they come back on top."""
        self._stack.refresh(self.page(), changes)

    def forget_pages(self) -> None:
        """Drop every page with what it shows: the store is locked, so `flush` was called before it closed.
        The place is kept (`place`)."""
        self._stack.forget()
        self.commands.forget_recents()
        self.notices.forget()
        if self._palette_box is not None:
            self._palette_box.hide()
            self._palette_box.deleteLater()
            self._palette_box = None
        self._show_title()

    def flush(self) -> None:
        """Have every page hand over what is still being typed."""
        self._stack.flush()

    # Command palette

    def open_palette(self, text: str = "") -> None:
        """Open the command palette with `text` typed in it."""
        self.palette_box().open(text)

    def palette_box(self) -> CommandPalette:
        """The box of the command palette, made the first time it is asked for: the first paint does not wait for it."""
        if self._palette_box is None:
            from ui.shell.command_palette import CommandPalette

            self._palette_box = CommandPalette(self._body, self.commands)
        return self._palette_box

    # Words

    def notify(
        self,
        sentence: str,
        *,
        kind: str = "neutral",
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Say something without stopping anyone; see `NoticeBar.say`."""
        self.notices.say(sentence, kind=kind, action=action, on_action=on_action)

    def notice_bar(self) -> NoticeBar:
        """The bar of the notices."""
        return self.notices.bar()

    def notify_failure(self, failure: KodikoError) -> None:
        """Say what happened, that nothing is lost, and what to do; the sentence stays until it is closed."""
        self.notify(failure.sentence, kind="danger")

    def is_discreet(self) -> bool:
        """True while names are shown as initials."""
        return self.header.discreet_button.isChecked()

    def set_waiting(self, waiting: bool) -> None:
        """Nothing can be asked yet (True): the store is being opened behind the painted window."""
        self.rail.setEnabled(not waiting)
        self.header.setEnabled(not waiting)
        for action in self._actions:
            action.setEnabled(not waiting)

    # Cover

    def cover(self, widget: QWidget) -> None:
        """Hide the whole window behind `widget` (lock, first start); the keyboard reaches nothing else."""
        if self._cover is None:
            self._covered_focus = self.focusWidget()
        else:
            self._drop_cover()
        self._close_palette()
        self._cover = widget
        self._layers.addWidget(widget)
        self._layers.setCurrentWidget(widget)
        for action in self._actions:
            action.setEnabled(False)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)

    def uncover(self) -> None:
        """Show the window again and give the keyboard back to the control that had it, if it still exists."""
        if self._cover is None:
            return
        self._drop_cover()
        self._layers.setCurrentWidget(self._body)
        for action in self._actions:
            action.setEnabled(True)
        if self._covered_focus is not None and isValid(self._covered_focus):
            self._covered_focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._covered_focus = None

    # Inside

    def _build(self) -> None:
        self._body = QWidget()
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.header)
        right.addWidget(self._stack, 1)
        line = QHBoxLayout(self._body)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(self.rail)
        line.addLayout(right, 1)
        self._layers = QStackedWidget()
        self._layers.addWidget(self._body)
        self.setCentralWidget(self._layers)

    def _connect(self) -> None:
        self.rail.chosen.connect(self.go)
        self.header.search_asked.connect(self.open_palette)
        self.header.back_asked.connect(self.back)
        self.header.new_person_asked.connect(self.new_person_asked)
        self.header.discreet_toggled.connect(self._set_discreet)

    def _add_actions(self) -> None:
        key = QKeySequence.StandardKey
        self._action(_("Rechercher"), self.open_palette, [QKeySequence("Ctrl+K")])
        self._action(_("Page précédente"), self.back, [QKeySequence("Alt+Left")])
        self._action(_("Page suivante"), self.forward, [QKeySequence("Alt+Right")])
        offered = (
            ("undo", _("Annuler le dernier acte"), self.undo_asked.emit, [QKeySequence(key.Undo)]),
            ("new", _("Nouvelle personne"), self.new_person_asked.emit, [QKeySequence(key.New)]),
            ("lock", _("Verrouiller"), self.lock_asked.emit, [QKeySequence("Ctrl+L")]),
            ("discreet", _("Mode discret"), self.header.discreet_button.toggle, [QKeySequence("Ctrl+D")]),
            ("help", _("Aide et raccourcis du clavier"), self.help_asked.emit, [QKeySequence("F1")]),
            ("full", _("Plein écran"), self._toggle_full_screen, [QKeySequence("F11")]),
            ("quit", _("Quitter Kodiko"), self.close, [QKeySequence("Ctrl+Q")]),
        )
        for name, title, run, keys in offered:
            self._action(title, run, keys)
            self.commands.add_action(f"action:{name}", title, run, detail=keys[0].toString())

    def _action(self, title: str, run: Callable[[], None], keys: list[QKeySequence]) -> None:
        action = QAction(title, self)
        action.setShortcuts(keys)
        action.triggered.connect(lambda _checked=False: run())
        self.addAction(action)
        self._actions.append(action)

    def _goer(self, key: str) -> Callable[[], None]:
        return lambda: self.go(key)

    def _show(self, key: str, target: object) -> None:
        entry = self._stack.entry(key)
        page = self._stack.bring_up(key)
        self.notices.page_left()
        self.rail.light(key if entry.in_rail else entry.under)
        self.header.setVisible(not entry.own_header)
        self.header.back_button.setVisible(self._history.can_go_back())
        self._fit()
        page.load(target)
        self._stack.catch_up(key)
        self._show_title()
        page.focus_first()
        self.page_shown.emit(key)

    def _prepare(self, page: Page) -> None:
        page.go_asked.connect(self.go)
        page.notice_asked.connect(self._page_says)
        page.title_changed.connect(self._show_title)
        page.discreet_asked.connect(self.header.discreet_button.setChecked)
        page.set_discreet(self.is_discreet())

    def _page_says(self, sentence: str, kind: str, action: str, on_action: Callable[[], None] | None) -> None:
        self.notify(sentence, kind=kind or "neutral", action=action, on_action=on_action)

    def _show_title(self) -> None:
        page = self.page()
        title = page.title() if page else ""
        self.setWindowTitle(f"{title} — Kodiko" if title else "Kodiko")

    def _set_discreet(self, discreet: bool) -> None:
        for page in self._stack.pages():
            page.set_discreet(discreet)
        self.commands.forget_recents()
        self._show_title()
        self.discreet_changed.emit(discreet)

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)

    def _drop_cover(self) -> None:
        if self._cover is not None:
            self._layers.removeWidget(self._cover)
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None

    def _close_palette(self) -> None:
        if self._palette_box is not None and self._palette_box.isVisible():
            self._palette_box.close_and_return()

    def _fit(self) -> None:
        place = self._history.here()
        own_header = bool(place and self._stack.entry(place[0]).own_header)
        self.rail.fold(own_header or self.width() < _FOLD_BELOW)
        self.header.fit(self.width() - self.rail.width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the keyboard, as it does in a dialog: Qt leaves it to Space alone."""
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, (QPushButton, QToolButton)):
            # Once this key is dealt with: a menu opened inside it would keep it.
            QTimer.singleShot(0, focused, focused.showMenu if focused.menu() is not None else focused.click)
            event.accept()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """When the control that had the keyboard goes away, Qt hands it to the next one: a notice is never that one."""
        left = QApplication.focusWidget()
        gone = left is None or not left.isVisible() or not left.isEnabled()
        moved = super().focusNextPrevChild(forwards)
        while moved and gone and self.notices.holds(QApplication.focusWidget()):
            moved = super().focusNextPrevChild(forwards)
        if moved and not gone:
            from ui.widgets.columns import begin_where_columns_begin

            begin_where_columns_begin(left, forwards)
        return moved

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
        self.notices.place()
        self._close_palette()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self, self._after_first_paint)

    def _after_first_paint(self) -> None:
        # The store first: while its worker opens it, icons are drawn, in turns of their own.
        self.painted.emit()
        in_turns(self, (self.rail.draw_icons, self.header.draw_icons))

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.flush()
        super().changeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.flush()
        self.closing.emit()
        super().closeEvent(event)
