"""Who is in charge of a journey: exactly one referent at any date, and every earlier one kept.

A handover is an act: what is under way, what is promised, what must not be asked again.
"""

import datetime

from db.store import Store
from db.tables import Journey, JourneyReferent
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association.streams import stream_of_journey

_ONE_DAY = datetime.timedelta(days=1)


class HandoverRefused(KodikoError):
    """A handover that would leave a date without a referent, or give it two."""


def hand_over(
    store: Store, *, author: str, journey_id: str, to_staff_id: str, since: datetime.date, handover: str = ""
) -> str:
    """Give a journey to another referent since a date: the present one's period ends the day before.

    `handover`: what the next one must know. On the very day the present one began, the period is theirs and the
    earlier one keeps no day. Returns the id of the new period. Raises HandoverRefused, NotHere.
    """
    with store.act("journey.hand_over", author=author) as act:
        stream, person_id = stream_of_journey(act.connection, journey_id)
        row = act.connection.execute(
            "SELECT id, staff_id, since FROM journey_referent WHERE journey_id = ? AND until IS NULL "
            "AND archived_at IS NULL ORDER BY since DESC LIMIT 1",
            (journey_id,),
        ).fetchone()
        if row is not None:
            period_id, staff_id, began = row[0], row[1], datetime.date.fromisoformat(row[2])
            if staff_id == to_staff_id:
                raise HandoverRefused(_("Cette personne est déjà référente de ce parcours."), for_log="same referent")
            if since < began:
                raise HandoverRefused(
                    _("La référence actuelle a commencé le {date} : le relais ne peut pas la précéder.").format(
                        date=numeric_date(began)
                    ),
                    for_log="handover before the present period",
                )
            act.change(
                JourneyReferent,
                period_id,
                values={"until": since - _ONE_DAY},
                seen=act.seen(JourneyReferent, period_id),
            )
        new_id = act.create(
            JourneyReferent,
            stream=stream,
            journey_id=journey_id,
            person_id=person_id,
            staff_id=to_staff_id,
            since=since,
            handover=handover.strip(),
        )
        act.change(Journey, journey_id, values={"referent_id": to_staff_id}, seen=act.seen(Journey, journey_id))
    return new_id
