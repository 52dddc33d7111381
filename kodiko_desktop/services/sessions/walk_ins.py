"""Somebody nobody expected, whose name alone is known yet: on the sheet and present in one act, the rest later."""

from db import records
from db.queries.organisation import number_prefix
from db.store import Store
from db.tables import HalfDay, Participant, Person, Presence, Session
from kodiko_desktop.domain.attendance import PresenceState
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.identity import check_names, tidy
from kodiko_desktop.domain.names import named_in_one_line
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sessions.sessions import SessionRefused
from kodiko_desktop.services.sessions.typed_in import settle


def register_walk_in(store: Store, *, author: str, session_id: str, name: str, half_day_id: str = "") -> str:
    """Register a person by their name as typed (« Awa Diallo », « DIALLO Awa »), put them on the session as come
    unexpected, and present at a half-day when one is given. One act: undone as a whole. Returns the person’s id.
    Raises PersonRefused, SessionRefused."""
    given, family = named_in_one_line(name)
    values = tidy({"family_name": family, "given_names": given})
    check_names(values)
    connection = store.read()
    session, half_day = records.find(connection, Session, session_id), records.find(connection, HalfDay, half_day_id)
    if session is None:
        raise SessionRefused(_("Cette séance n’est pas (ou plus) sur cet ordinateur."), for_log="session missing")
    stream = session.row.stream
    with store.act("session.walk_in", author=author) as act:
        number = act.number(number_prefix(act.connection, stream))
        person_id = act.create(Person, stream=stream, **{**values, "number": number})
        act.create(
            Participant,
            stream=stream,
            id=natural_id("participant", session_id, person_id),
            session_id=session_id,
            person_id=person_id,
            walk_in=True,
        )
        if half_day is not None:
            act.create(
                Presence,
                stream=stream,
                id=natural_id("presence", half_day_id, person_id),
                session_id=session_id,
                half_day_id=half_day_id,
                person_id=person_id,
                state=PresenceState.PRESENT.value,
            )
        settle(act, session_id, opens_again=True)
        return person_id
