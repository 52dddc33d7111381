"""How two texts are compared when somebody types: without case nor accents."""

import unicodedata


def folded(text: str) -> str:
    """`text` without case nor accents: « Érythréen » → « erythreen »."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
