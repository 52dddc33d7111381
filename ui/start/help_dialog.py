"""Help that needs no network (F1): the keys of the window, where the data are, what to do when something goes wrong."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.start.cover import button, buttons
from ui.theme import tokens as scale


def show_help(parent: QWidget) -> QDialog:
    """Open the help over `parent`, without stopping it."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Aide"))
    text = QTextBrowser()
    text.setAccessibleName(_("Aide"))
    text.setMarkdown(_text())
    close = button(_("&Fermer"), kind="primary")
    close.clicked.connect(lambda _checked=False: dialog.close())
    column = QVBoxLayout(dialog)
    column.setContentsMargins(scale.SPACE_4, scale.SPACE_4, scale.SPACE_4, scale.SPACE_4)
    column.addWidget(text)
    column.addLayout(buttons(close))
    dialog.resize(680, 560)
    dialog.show()
    text.setFocus()
    return dialog


def _text() -> str:
    parts = (
        "## " + _("Au clavier"),
        *(
            f"- **{keys}** : {what}"
            for keys, what in (
                ("Ctrl+K", _("chercher une personne, une entreprise, une séance, une action")),
                ("Ctrl+1 … Ctrl+7", _("aller à une page")),
                ("Ctrl+Tab", _("onglet suivant de la fiche d’une personne\u00a0; avec Maj, le précédent")),
                ("Ctrl+N", _("nouvelle personne")),
                ("Ctrl+Z", _("annuler le dernier acte")),
                ("Ctrl+D", _("mode discret\u00a0: les noms deviennent des initiales")),
                ("F5", _("synchroniser maintenant")),
                ("Ctrl+L", _("verrouiller")),
                ("Alt+←", _("revenir à la page précédente")),
                ("1 … 5", _("répondre à la question en cours\u00a0; Entrée passe à la suivante")),
            )
        ),
        "## " + _("Rien ne se perd"),
        _(
            "Chaque réponse est enregistrée dès que vous quittez le champ\u00a0: il n’y a pas de bouton "
            "«\u00a0Enregistrer\u00a0». Rien n’est supprimé\u00a0: ce qui ne sert plus est archivé."
        ),
        "## " + _("En cas de problème"),
        _(
            "Une sauvegarde chiffrée est faite chaque jour et vérifiée. Pour en restaurer une\u00a0: Réglages, "
            "Sauvegardes. Si la phrase secrète ou le trousseau sont perdus, le code de secours imprimé au premier "
            "démarrage ouvre vos données."
        ),
        _(
            "Ordinateur volé ou perdu\u00a0: prévenez tout de suite votre coordination. Les données sont chiffrées, et "
            "illisibles sans votre session ou votre phrase secrète."
        ),
    )
    return "\n\n".join(parts)
