"""The pages of the window, one on top: each is built when first shown, and told what was written while it was away."""

from collections.abc import Callable, Iterator

from PySide6.QtWidgets import QStackedWidget

from ui.shell.page import Page, PageEntry


class PageStack(QStackedWidget):
    """`prepare` is called with each page just built, before it is shown."""

    def __init__(self, prepare: Callable[[Page], None]) -> None:
        super().__init__()
        self._prepare = prepare
        self._entries: dict[str, PageEntry] = {}
        self._pages: dict[str, Page] = {}
        self._stale: dict[str, list[object]] = {}

    def announce(self, entry: PageEntry) -> int:
        """Learn of a page. Returns its place in the rail, from 1 (that of the last one when it is not in the rail)."""
        self._entries[entry.key] = entry
        return sum(known.in_rail for known in self._entries.values())

    def entry(self, key: str) -> PageEntry:
        """What was announced of a page. KeyError for an unknown one."""
        return self._entries[key]

    def built(self, key: str) -> Page | None:
        """The page of that key, None before it is first shown."""
        return self._pages.get(key)

    def bring_up(self, key: str) -> Page:
        """Put a page on top, built if need be; the one before hands over what is being typed. KeyError if unknown."""
        entry = self._entries[key]
        leaving = self.currentWidget()
        if isinstance(leaving, Page):
            leaving.flush()
        page = self._pages.get(key)
        if page is None:
            page = self._pages[key] = entry.factory()
            self._prepare(page)
            self.addWidget(page)
        self.setCurrentWidget(page)
        return page

    def catch_up(self, key: str) -> None:
        """Tell the page of that key what was written while another was on top."""
        for changes in self._stale.pop(key, ()):
            self._pages[key].refresh(changes)

    def refresh(self, on_top: Page | None, changes: object) -> None:
        """Something was written: the page on top shows it now, the others when they come back on top."""
        for key, page in self._pages.items():
            if page is on_top:
                page.refresh(changes)
            else:
                self._stale.setdefault(key, []).append(changes)

    def forget(self) -> None:
        """Drop every page with what it shows."""
        for page in self._pages.values():
            self.removeWidget(page)
            page.hide()
            page.deleteLater()
        self._pages.clear()
        self._stale.clear()

    def flush(self) -> None:
        """Have every page hand over what is still being typed."""
        for page in self.pages():
            page.flush()

    def pages(self) -> Iterator[Page]:
        """The pages built so far."""
        yield from self._pages.values()
