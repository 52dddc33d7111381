"""Cohorts (promotions): people who start a programme together, and the funders of what they do together."""

from collections.abc import Iterable, Mapping
from typing import Any

from db.store import Store
from db.tables import Cohort, Journey
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _


class CohortRefused(KodikoError):
    """A cohort that cannot be kept as asked."""


def create_cohort(store: Store, *, author: str, antenna_id: str, name: str, **details: Any) -> str:
    """A new cohort of an antenna (`details`: fields of Cohort; days as ISO texts). Returns its id. Raises
    CohortRefused."""
    _check({"name": name, **details})
    with store.act("cohort.create", author=author) as act:
        return act.create(Cohort, stream=antenna_id, name=" ".join(name.split()), **details)


def change_cohort(store: Store, *, author: str, cohort_id: str, values: Mapping[str, Any], seen: Seen) -> None:
    """Change what is said of a cohort, as its author saw it. Raises CohortRefused."""
    _check(values)
    with store.act("cohort.change", author=author) as act:
        act.change(Cohort, cohort_id, values=values, seen=seen)


def archive_cohort(store: Store, *, author: str, cohort_id: str) -> None:
    """Put a cohort away; journeys and sessions keep its name."""
    with store.act("cohort.archive", author=author) as act:
        act.archive(Cohort, cohort_id)


def join(store: Store, *, author: str, cohort_id: str, person_ids: Iterable[str]) -> int:
    """Put people in a cohort, through the journey each has under way (in the cohort's programme when it names one).

    Returns how many journeys joined. Raises CohortRefused when somebody has no such journey: nobody is moved then.
    """
    with store.act("cohort.join", author=author) as act:
        row = act.connection.execute("SELECT programme FROM cohort WHERE id = ?", (cohort_id,)).fetchone()
        if row is None:
            raise CohortRefused(_("Cette promotion n’est pas (ou plus) sur cet ordinateur."), for_log="no such cohort")
        joined = 0
        for person_id in dict.fromkeys(person_ids):
            journey = act.connection.execute(
                "SELECT id FROM journey WHERE person_id = ? AND archived_at IS NULL AND (? = '' OR programme = ?) "
                "AND status IN ('actif', 'suspendu', 'candidat') ORDER BY started_on DESC LIMIT 1",
                (person_id, row[0], row[0]),
            ).fetchone()
            if journey is None:
                raise CohortRefused(
                    _(
                        "Cette personne n’a pas de parcours en cours dans ce programme\u00a0: "
                        "ouvrez-le d’abord sur sa fiche."
                    ),
                    for_log="no journey to join a cohort",
                )
            act.change(Journey, journey[0], values={"cohort_id": cohort_id}, seen=act.seen(Journey, journey[0]))
            joined += 1
    return joined


def leave(store: Store, *, author: str, cohort_id: str, person_id: str) -> None:
    """Take a person out of a cohort; their journey goes on."""
    with store.act("cohort.leave", author=author) as act:
        for (journey_id,) in act.connection.execute(
            "SELECT id FROM journey WHERE person_id = ? AND cohort_id = ? AND archived_at IS NULL",
            (person_id, cohort_id),
        ).fetchall():
            act.change(Journey, journey_id, values={"cohort_id": None}, seen=act.seen(Journey, journey_id))


def _check(values: Mapping[str, Any]) -> None:
    if "name" in values and not str(values["name"]).strip():
        raise CohortRefused(_("Écrivez le nom de la promotion."), for_log="cohort without name")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        raise CohortRefused(
            _("La promotion finit avant de commencer\u00a0: vérifiez les dates."), for_log="cohort dates"
        )
