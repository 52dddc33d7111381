"""The reminder of an appointment, written for the telephone or the mail of the person, in their language.

Kodiko sends nothing: the words go to the coordinator's own program. A telephone is read by others: neither what the
appointment is about, nor the association, nor anybody's status is told (resources/messages).
"""

import datetime
import tomllib
from typing import NamedTuple
from urllib.parse import quote

import resources
from db.connection import Connection
from kodiko_desktop.domain.dates_in_words import numeric_date

FRENCH = "fr"


class Reminder(NamedTuple):
    """What is written to a person: `text` in their language; `subject` and `mail_text`, where French follows when it
    is another one. `phone` and `email` as noted in their file, "" when there is none."""

    phone: str
    email: str
    text: str
    subject: str
    mail_text: str

    @property
    def sms_link(self) -> str:
        """Opens the system's program for short messages (RFC 5724); "" without a telephone."""
        number = "".join(sign for sign in self.phone if sign.isdigit() or sign == "+")
        return f"sms:{number}?body={quote(self.text)}" if number else ""

    @property
    def mail_link(self) -> str:
        """Opens the system's mail program (RFC 6068); "" without an address."""
        body = quote(self.mail_text.replace("\n", "\r\n"))
        return f"mailto:{quote(self.email, safe='@')}?subject={quote(self.subject)}&body={body}" if self.email else ""


def next_reminder(connection: Connection, person_id: str, *, today: datetime.date, sender: str) -> Reminder | None:
    """The reminder of the next appointment of a person, signed by `sender`; None when nothing is fixed."""
    row = connection.execute(
        "SELECT phone, email, print_language, on_date, at_time, place FROM appointment "
        "JOIN person ON person.id = appointment.person_id WHERE appointment.person_id = ? "
        "AND appointment.archived_at IS NULL AND outcome IN ('a_venir', 'a_preciser') AND on_date >= ? "
        "ORDER BY on_date, at_time LIMIT 1",
        (person_id, today.isoformat()),
    ).fetchone()
    if row is None:
        return None
    phone, email, language, day, time, place = row
    words = tomllib.loads(resources.read_text("messages", "rappel.toml"))
    said = {"day": numeric_date(datetime.date.fromisoformat(day)), "time": time, "place": place, "sender": sender}
    theirs = words.get(language, words[FRENCH])
    texts = [_written(each, said) for each in (theirs, words[FRENCH])]
    both = texts[0] if theirs is words[FRENCH] else "\n\n".join(texts)
    return Reminder(phone, email, texts[0], theirs["subject"].format(**said), both)


def _written(words: dict[str, str], said: dict[str, str]) -> str:
    parts = [words["with_time" if said["time"] else "without_time"]]
    if said["place"]:
        parts.append(words["place"])
    return " ".join(part.format(**said) for part in (*parts, words["answer"], words["sender"]))
