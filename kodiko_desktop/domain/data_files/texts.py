"""A text of a data file: French, which alone counts, and the translations that stand beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

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

    def translation(self, language: str) -> str | None:
        """The text in `language`, or None when it was never translated: nothing is guessed."""
        return self.french if language == FRENCH else self.translations.get(language)

    def read(self, language: str = FRENCH) -> str:
        """The text in `language`, else in French."""
        return self.translation(language) or self.french


NO_TEXT = Text("")
