"""Why a spreadsheet cannot be read or brought in: one class each, and the sentence that says what to do."""

from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class TableUnreadable(KodikoError):
    """The file is missing, torn, or is not what its name says."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            _(
                "Ce tableau ne s’ouvre pas : le fichier est abîmé ou n’est pas un tableau. Ouvrez-le dans votre "
                "tableur, enregistrez-le de nouveau en .xlsx ou en .csv, puis recommencez. Rien n’a été ajouté."
            ),
            for_log=f"table unreadable: {reason}",
        )


class TableOfAnotherKind(KodikoError):
    """The file is not a spreadsheet."""

    def __init__(self, suffix: str) -> None:
        super().__init__(
            _(
                "Kodiko lit les tableaux .xlsx, .xls, .ods et .csv. Ce fichier est d’un autre genre : enregistrez-le "
                "en .xlsx ou en .csv, puis recommencez. Rien n’a été ajouté."
            ),
            for_log=f"not a table: {suffix}",
        )


class TableLocked(KodikoError):
    """The spreadsheet is protected by a password."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Ce tableau est protégé par un mot de passe. Ouvrez-le dans votre tableur, enregistrez-en une copie "
                "sans mot de passe, puis choisissez cette copie. Rien n’a été ajouté."
            ),
            for_log="table protected by a password",
        )


class TableEmpty(KodikoError):
    """There is no line to bring in."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce tableau n’a aucune ligne à reprendre : il faut une ligne de titres et une personne par ligne."),
            for_log="empty table",
        )


class TableTooLarge(KodikoError):
    """More lines or bytes than an antenna can have."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce tableau est trop grand : gardez une feuille de 50 000 lignes au plus, puis recommencez."),
            for_log="table too large",
        )


class MappingRefused(KodikoError):
    """The columns chosen cannot make a person."""
