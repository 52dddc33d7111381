"""What can go wrong when a contract is filled or read back, each with a sentence that says what to do.

Mistakes in a template file are `DataFileErrors`, like those of every file an association writes.
"""

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class ContractLanguageUnavailable(KodikoError):
    """The template holds no courtesy translation in the language asked for."""

    def __init__(self, key: str, language: str, offered: tuple[str, ...]) -> None:
        self.language = language
        sentence = _(
            "Le modèle « {key} » n’a pas de traduction « {language} ». Langues prêtes : {offered}. "
            "Imprimez le français seul, ou choisissez une de ces langues."
        ).format(key=key, language=language, offered=", ".join(("fr", *offered)))
        super().__init__(sentence, for_log=f"contract template {key} has no translation {language}")


class FrozenContractUnreadable(KodikoError):
    """The stored text of a signed contract is not one this version can redraw."""

    def __init__(self, reason: str) -> None:
        sentence = _(
            "Le texte gardé de ce contrat ne peut pas être relu par cette version. Rien n’est perdu : "
            "le contrat signé reste enregistré. Mettez l’application à jour, ou ouvrez le papier numérisé."
        )
        super().__init__(sentence, for_log=f"frozen contract unreadable: {reason}")


class TooManyContractRows(KodikoError):
    """A table of the contract holds more rows than its template allows (five objectives at most)."""

    def __init__(self, source: str, found: int, allowed: int) -> None:
        sentence = _(
            "Ce document a {found} lignes dans son tableau, le modèle en accepte {allowed}. Rien n’est perdu. "
            "Gardez les plus importantes, les autres iront dans un avenant."
        ).format(found=found, allowed=allowed)
        super().__init__(sentence, for_log=f"contract table {source}: {found} rows, {allowed} allowed")
