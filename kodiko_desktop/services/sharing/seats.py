"""Who sits at a laptop that has just joined a team: somebody the team knows already, or a new colleague."""

from db.store import Store
from db.tables import Staff
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM, natural_id
from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import teams


class SeatNotTaken(KodikoError):
    """Who sits here, or for which antenna, is not clear enough."""


def take_seat(store: Store, *, name: str, antenna_id: str = "") -> str:
    """Say who works on this laptop: the member of the team of that name, else a new one. `antenna_id`: for which
    antenna (the only one this laptop reads, or that person's, when nothing is said). Returns the id of the person.
    Raises SeatNotTaken."""
    said = " ".join(name.split())
    if not said:
        raise SeatNotTaken(_("Écrivez le nom de la personne qui travaille sur cet ordinateur."), for_log="no name")
    rows = store.read().execute("SELECT id, name, antenna_id FROM staff WHERE archived_at IS NULL ORDER BY id")
    known = next(((row[0], row[2]) for row in rows.fetchall() if fold(row[1]) == fold(said)), None)
    antenna = antenna_id or _antenna(store, known[1] if known else None)
    if known is not None:
        staff_id = known[0]
    else:
        staff_id = natural_id("first staff", store.device)
        with store.act("staff.create", author=staff_id) as act:
            act.create(Staff, stream=ORGANISATION_STREAM, id=staff_id, name=said, antenna_id=antenna)
    access.sit_down(store, staff_id=staff_id, antenna_id=antenna)
    return staff_id


def _antenna(store: Store, usual: str | None) -> str:
    own = next((laptop for laptop in teams.devices(store) if laptop.this_one), None)
    reads = dict(own.antennas) if own else teams.antenna_names(store.read())
    if usual and usual in reads:
        return usual
    if len(reads) != 1:
        raise SeatNotTaken(
            _("Dites pour quelle antenne\u00a0: {names}.").format(names=", ".join(sorted(reads.values())) or "—"),
            for_log="antenna not said",
        )
    return next(iter(reads))
