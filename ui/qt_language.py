"""Qt's own words (calendar, print and file dialogs, context menus) in the language of the interface."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from kodiko_desktop.domain.wording import N_, _

FRENCH_LEFT_OUT = {
    "&Look in:": N_("&Chercher dans\u00a0:"),
    "Files of &type:": N_("Fichiers de &type\u00a0:"),
    "Page &Set:": N_("&Jeu de pages\u00a0:"),
    "Drive": N_("Lecteur"),
    "File": N_("Fichier"),
    "%1 File": N_("Fichier %1"),
    "File Folder": N_("Dossier"),
    "Folder": N_("Dossier"),
    "Shortcut": N_("Raccourci"),
    "Unknown": N_("Inconnu"),
    "%1 byte(s)": N_("%1 octets"),
    "%1 bytes": N_("%1 octets"),
    "locally connected": N_("branchée ici"),
    "Automatic": N_("Automatique"),
}
"""Words of the dialogs we show that Qt's French catalogue has not followed (Qt 6.11): source, French."""


class LeftOut(QTranslator):
    """Asked last, for the words no catalogue has."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:
        if source not in FRENCH_LEFT_OUT or not context.startswith(("QFile", "QAbstractFile", "QPrint")):
            return ""
        return _(FRENCH_LEFT_OUT[source])


def locale_of(language: str) -> QLocale:
    """How dates and numbers are written in "fr" or "en": as in Europe, weeks begin on Monday in both."""
    if language == "en":
        return QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    return QLocale(QLocale.Language.French, QLocale.Country.France)


def speak(app: QApplication, language: str) -> bool:
    """Load Qt's catalogue for "fr" (English is built in). False when this installation of Qt does not carry it."""
    QLocale.setDefault(locale_of(language))
    if language == "en":
        return True
    # The one installed last is asked first.
    app.installTranslator(LeftOut(app))
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{language}", folder):
        return False
    return app.installTranslator(translator)
