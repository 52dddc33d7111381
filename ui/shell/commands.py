"""Everything Ctrl+K can do: actions, pages, and whatever providers find. Recents first, and only what can run."""

from collections.abc import Callable
from typing import NamedTuple

from kodiko_desktop.domain.wording import _
from ui.widgets.folding import folded

_MOST_RECENT = 8


class PaletteEntry(NamedTuple):
    """One thing that can be done now: `key` is stable (recents), `group` a word such as « personne » or « action »."""

    key: str
    title: str
    run: Callable[[], None]
    detail: str = ""
    group: str = ""


class _Action(NamedTuple):
    entry: PaletteEntry
    can_run: Callable[[], bool] | None
    words: str
    first: bool


Deliver = Callable[[list[PaletteEntry]], None]
Provider = Callable[[str, Deliver], None]


class Commands:
    """What the palette offers. It knows no widget: the palette shows what `found` answers."""

    def __init__(self) -> None:
        self._actions: list[_Action] = []
        self._providers: list[Provider] = []
        self._recent: list[PaletteEntry] = []

    def add_action(
        self,
        key: str,
        title: str,
        run: Callable[[], None],
        *,
        detail: str = "",
        can_run: Callable[[], bool] | None = None,
        words: str = "",
        group: str = "",
        first: bool = False,
    ) -> None:
        """Offer an action. It is left out while `can_run()` is False; `words` are other words it is found by.

        `first` puts it before those that are not: with nothing typed, Enter must open a page rather than undo an act.
        """
        entry = PaletteEntry(key, title, run, detail, group or _("action"))
        self._actions.append(_Action(entry, can_run, f"{title} {words}", first))

    def add_provider(self, provider: Provider) -> None:
        """Ask `provider(text, deliver)` at each keystroke; `deliver(entries)` may come later."""
        self._providers.append(provider)

    def found(self, text: str) -> list[PaletteEntry]:
        """What can be done now about `text`, best first, each key once; with nothing typed, recents come first."""
        text = text.strip()
        words = folded(text).split()
        found = [] if text else list(self._recent)
        actions = sorted(self._actions, key=lambda action: not action.first)
        found += [action.entry for action in actions if _matches(action, words)]
        return unique(found)

    def ask_late(self, text: str, deliver: Deliver) -> None:
        """Ask the providers; `deliver` is called once for each that answers."""
        for provider in self._providers:
            provider(text.strip(), deliver)

    def with_late(self, text: str, shown: list[PaletteEntry], late: list[PaletteEntry]) -> list[PaletteEntry]:
        """`shown` with `late` added above the actions: a name is typed more often than a command."""
        recent = [] if text.strip() else list(self._recent)
        return unique(recent + late + shown)

    def note(self, entry: PaletteEntry) -> None:
        """Remember that `entry` was just run."""
        self._recent = [entry, *(known for known in self._recent if known.key != entry.key)][:_MOST_RECENT]

    def forget_recents(self) -> None:
        """Forget what was run: they may name people."""
        self._recent.clear()


def unique(entries: list[PaletteEntry]) -> list[PaletteEntry]:
    """The entries in their order, each key once."""
    kept: dict[str, PaletteEntry] = {}
    for entry in entries:
        kept.setdefault(entry.key, entry)
    return list(kept.values())


def _matches(action: _Action, words: list[str]) -> bool:
    if action.can_run is not None and not action.can_run():
        return False
    known = folded(action.words)
    return all(word in known for word in words)
