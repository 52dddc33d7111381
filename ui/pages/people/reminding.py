"""« Préparer un SMS », « Préparer un courriel »: the words go to the clipboard and to the person's own program."""

from functools import partial

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.people.reminders import Reminder, next_reminder
from ui.desk import Desk


def prepare(desk: Desk, person_id: str, receiver: QObject, *, by_mail: bool) -> None:
    """Write the reminder of the next appointment, copy it, and open the program that sends it. Nothing is sent here."""
    sender, today = desk.here().staff_name, desk.today()
    desk.read(
        lambda store: next_reminder(store.read(), person_id, today=today, sender=sender),
        receiver=receiver,
        then=partial(_hand_over, desk, by_mail),
    )


def _hand_over(desk: Desk, by_mail: bool, reminder: Reminder | None) -> None:
    if reminder is None:
        return
    QGuiApplication.clipboard().setText(reminder.mail_text if by_mail else reminder.text)
    link = reminder.mail_link if by_mail else reminder.sms_link
    if link and QDesktopServices.openUrl(QUrl(link, QUrl.ParsingMode.StrictMode)):
        desk.told.emit(_("Le texte est prêt dans votre programme, et copié. Rien ne part sans vous."), None)
    else:
        desk.told.emit(_("Le texte est copié\u00a0: collez-le dans votre programme de messages."), None)
