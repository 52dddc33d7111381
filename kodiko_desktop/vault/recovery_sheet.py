"""The words of the recovery sheet, printed at first start; `documents` draws it, the terminal can show it as it is."""

from datetime import date

from kodiko_desktop.domain.wording import _
from kodiko_desktop.vault.profiles import Profile


def recovery_sheet_lines(code: str, profile: Profile, today: date) -> tuple[str, ...]:
    """The sheet, a paragraph a line, the code on two lines of four groups. `code` as `write_code` gives it."""
    groups = code.split("-")
    half = len(groups) // 2
    return (
        _("Code de secours de Kodiko"),
        _("Profil : {name}").format(name=profile.name),
        _("Feuille imprimée le {day}").format(day=today.strftime("%d/%m/%Y")),
        "  ".join(groups[:half]),
        "  ".join(groups[half:]),
        _("Ce code ouvre vos données si la phrase secrète et le trousseau de l’ordinateur sont perdus."),
        _("Sans lui, personne ne pourra les ouvrir : ni vous, ni l’association, ni les auteurs de Kodiko."),
        _("Rangez cette feuille sous clé, loin de l’ordinateur. Ne la photographiez pas."),
        _("Une nouvelle feuille remplace celle-ci : détruisez alors cette feuille."),
        _("Le code n’a ni I, ni L, ni O, ni U : 0 est toujours le chiffre zéro, 1 le chiffre un."),
    )
