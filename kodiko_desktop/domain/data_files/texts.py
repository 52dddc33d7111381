"""A text of a data file: French, which alone counts, and the translations that stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from kodiko_desktop.domain.wording import language

FRENCH = "fr"


@dataclass(frozen=True)
class Text:
    """`french` and its courtesy translations by language code ("ar", "fa-AF", "ro" …)."""

    french: str
    translations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __bool__(self) -> bool:
        return bool(self.french)

    def __str__(self) -> str:
        return self.french

    @property
    def shown(self) -> str:
        """The text in the language one speaks now: that of the interface on a screen, French on a paper."""
        return self.read(language())

    def translation(self, code: str) -> str | None:
        """The text in the language `code`, or None when it was never translated: nothing is guessed."""
        return self.french if code == FRENCH else self.translations.get(code)

    def read(self, code: str = FRENCH) -> str:
        """The text in the language `code`, else in French."""
        return self.translation(code) or self.french


NO_TEXT = Text("")
