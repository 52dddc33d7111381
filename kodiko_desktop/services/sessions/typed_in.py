"""Is the sheet of a session typed in? Kept true by whatever marks presences or brings somebody more."""

from db.changes import Act
from db.tables import Session


def settle(act: Act, session_id: str, *, opens_again: bool) -> None:
    """Keep "the sheet is typed in" true: every person expected, at every half-day, none of them to come.
    `opens_again`: a mark was taken back or somebody came more, so a sheet with a hole is to type in once more."""
    marked_on, cells, marked, last_day = act.connection.execute(
        "SELECT marked_on, (SELECT count(*) FROM participant WHERE session_id = ?1 AND archived_at IS NULL) "
        "* (SELECT count(*) FROM half_day WHERE session_id = ?1 AND archived_at IS NULL), "
        "(SELECT count(*) FROM presence JOIN half_day ON half_day.id = presence.half_day_id "
        " JOIN participant ON participant.session_id = ?1 AND participant.person_id = presence.person_id "
        " WHERE presence.session_id = ?1 AND state <> '' AND presence.archived_at IS NULL "
        " AND half_day.archived_at IS NULL AND participant.archived_at IS NULL), "
        "(SELECT max(on_date) FROM half_day WHERE session_id = ?1 AND archived_at IS NULL) "
        "FROM session WHERE id = ?1",
        (session_id,),
    ).fetchone()
    today = act.now.date()
    whole = cells > 0 and marked >= cells and last_day <= today.isoformat()
    if (whole and marked_on is None) or (opens_again and not whole and marked_on is not None):
        values = {"marked_on": today if whole else None}
        act.change(Session, session_id, values=values, seen=act.seen(Session, session_id))
