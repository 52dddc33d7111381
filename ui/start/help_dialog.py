"""Help that needs no network (F1): every key of the window, where the data are, what to do in case of trouble."""

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QTextBrowser, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.start.cover import button
from ui.theme import tokens as scale
from ui.widgets.fitting import open_at

Keys = tuple[tuple[str, str], ...]


def show_help(parent: QWidget) -> QDialog:
    """Open the help over `parent`, without stopping it."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(_("Aide et raccourcis du clavier"))
    text = QTextBrowser()
    text.setAccessibleName(_("Aide et raccourcis du clavier"))
    text.setHtml(_page())
    close = button(_("&Fermer"), kind="primary")
    close.clicked.connect(lambda _checked=False: dialog.close())
    column = QVBoxLayout(dialog)
    column.setContentsMargins(scale.SPACE_4, scale.SPACE_4, scale.SPACE_4, scale.SPACE_4)
    column.addWidget(text)
    column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    open_at(dialog, 720, 620)
    dialog.show()
    text.setFocus()
    return dialog


def shortcuts() -> tuple[tuple[str, Keys], ...]:
    """Where one stands, and the keys that work there: what they are called, what they do."""
    return (
        (
            _("Partout"),
            (
                ("Ctrl+K", _("chercher une personne, une entreprise, une séance, une action")),
                ("Ctrl+1 … Ctrl+7", _("aller à une page")),
                ("Alt+← · Alt+→", _("page précédente, page suivante")),
                ("Ctrl+N", _("nouvelle personne")),
                ("Ctrl+Z", _("annuler le dernier acte")),
                ("Ctrl+D", _("mode discret\u00a0: les noms deviennent des initiales")),
                ("F5", _("synchroniser maintenant")),
                ("Ctrl+L", _("verrouiller")),
                ("F11", _("plein écran")),
                ("F1", _("cette aide")),
                ("Ctrl+Q", _("quitter")),
            ),
        ),
        (
            _("Fiches et formulaires"),
            (
                ("Tab · Maj+Tab", _("champ suivant, champ précédent\u00a0; quitter un champ l’enregistre")),
                (_("Entrée"), _("passer au champ suivant, ou presser le bouton encadré")),
                (_("Ctrl+Entrée"), _("terminer la fenêtre\u00a0: inscrire, enregistrer, ajouter")),
                (_("Échap"), _("fermer la fenêtre")),
                ("1 … 9", _("répondre à la question en cours\u00a0; Entrée passe à la suivante")),
                ("Alt+↓", _("ouvrir le calendrier d’un champ de date")),
                ("Ctrl+Tab", _("onglet suivant\u00a0; avec Maj, le précédent")),
                ("Ctrl+Maj+N", _("noter un contact sur une fiche, prévoir une séance sur la page Séances")),
                ("Ctrl+C", _("copier un tableau, pour un tableur")),
            ),
        ),
        (
            _("Présences et papiers"),
            (
                ("P · 1 … 7 · H", _("présent·e, motif d’absence, en partie\u00a0; passe à la personne suivante")),
                (_("Espace"), _("présent·e, ou rien")),
                ("Maj+P", _("tout le monde présent")),
                ("+", _("ajouter une personne à la séance")),
                ("Ctrl+P", _("imprimer")),
                ("Ctrl+S", _("enregistrer un papier en PDF")),
                ("Ctrl++ · Ctrl+-", _("agrandir, réduire un papier")),
            ),
        ),
    )


def _page() -> str:
    parts = [f"<h3>{escape(_('Au clavier'))}</h3>"]
    parts += [f"<h4>{escape(where)}</h4>{_table(keys)}" for where, keys in shortcuts()]
    for title, sentences in _advice():
        parts += [f"<h3>{escape(title)}</h3>", *(f"<p>{escape(sentence)}</p>" for sentence in sentences)]
    return "".join(parts)


def _table(keys: Keys) -> str:
    rows = (
        f"<tr><td style='white-space: pre; padding: 2px 16px 2px 0'><b>{escape(key)}</b></td>"
        f"<td style='padding: 2px 0'>{escape(what)}</td></tr>"
        for key, what in keys
    )
    return f"<table cellspacing='0'>{''.join(rows)}</table>"


def _advice() -> Iterable[tuple[str, tuple[str, ...]]]:
    yield (
        _("Rien ne se perd"),
        (
            _(
                "Chaque réponse est enregistrée dès que vous quittez le champ\u00a0: il n’y a pas de bouton "
                "«\u00a0Enregistrer\u00a0». Rien n’est supprimé\u00a0: ce qui ne sert plus est archivé."
            ),
        ),
    )
    yield (
        _("En cas de problème"),
        (
            _(
                "Une sauvegarde chiffrée est faite chaque jour et vérifiée. Pour en restaurer une\u00a0: Réglages, "
                "Sauvegardes. Si la phrase secrète ou le trousseau sont perdus, le code de secours imprimé au premier "
                "démarrage ouvre vos données."
            ),
            _(
                "Ordinateur volé ou perdu\u00a0: prévenez tout de suite votre coordination. Les données sont "
                "chiffrées, et illisibles sans votre session ou votre phrase secrète."
            ),
        ),
    )
