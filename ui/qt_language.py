"""Qt's own words (calendar, print and file dialogs, context menus) in the language of the interface."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication


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
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if not translator.load(f"qtbase_{language}", folder):
        return False
    return app.installTranslator(translator)
