"""What can go wrong with a contract template, each with a sentence that says where and what to do."""

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class ContractTemplateError(KodikoError):
    """A template file does not follow the language of `docs/contrats.md`. Knows its file and line (1-based)."""

    def __init__(self, source_name: str, line: int, problem: str, remedy: str) -> None:
        self.source_name = source_name
        self.line = line
        self.problem = problem
        self.remedy = remedy
        sentence = _("Le modèle {file} ne peut pas être lu, ligne {line} : {problem} {remedy}").format(
            file=source_name, line=line, problem=problem, remedy=remedy
        )
        super().__init__(sentence, for_log=f"contract template {source_name} refused at line {line}")


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
