"""The antenna before its first person: the association, its team, who pays, its sites, its employers, its cohort."""

import datetime
from typing import Any

from db.store import Store
from kodiko_desktop.domain.dates_in_words import month_and_year
from kodiko_desktop.domain.months import add_months
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import antennas, definitions
from kodiko_desktop.services.demo.agenda import Agenda
from kodiko_desktop.services.demo.cast import Scene, read
from kodiko_desktop.services.places import sites
from kodiko_desktop.services.sessions import cohorts, funders
from kodiko_desktop.services.work import companies


def set_up(store: Store, agenda: Agenda, today: datetime.date) -> Scene:
    """Write everything that stands before the first person comes, at the moment the clock says."""
    data = read("antenna")
    first = antennas.set_up(store, **data["association"])
    scene = Scene(store, agenda, today, first.antenna_id, first.staff_id)
    seen = scene.seen("staff", scene.author)
    antennas.change_staff(store, author=scene.author, staff_id=scene.author, values=data["first_staff"], seen=seen)
    for each in data["staff"]:
        scene.staff[each["key"]] = antennas.create_staff(
            store, author=scene.author, antenna_id=scene.antenna_id, **_without_key(each)
        )
    for each in data["funder"]:
        scene.funders[each["key"]] = funders.create_funder(store, author=scene.author, **_without_key(each))
    for each in data["site"]:
        scene.sites[each["key"]] = sites.create_site(
            store, author=scene.author, antenna_id=scene.antenna_id, **_without_key(each)
        )
    for each in data["company"]:
        scene.companies[each["key"]] = _company(scene, each)
    scene.cohort_id = _cohort(scene, data["cohort"])
    return scene


def _company(scene: Scene, values: dict[str, Any]) -> tuple[str, str]:
    facts = _without_key(values)
    contact = facts.pop("contact")
    company_id = companies.register_company(scene.store, author=scene.author, **facts)
    contact_id = companies.add_company_contact(scene.store, author=scene.author, company_id=company_id, **contact)
    return company_id, contact_id


def _cohort(scene: Scene, values: dict[str, Any]) -> str:
    starts_on = scene.day(values["days"])
    months = definitions.latest(scene.store.read(), definitions.PROGRAMME, values["programme"]).duration.months
    return cohorts.create_cohort(
        scene.store,
        author=scene.author,
        antenna_id=scene.antenna_id,
        name=_("Promotion {month}").format(month=month_and_year(starts_on)),
        programme=values["programme"],
        starts_on=starts_on.isoformat(),
        ends_on=add_months(starts_on, months).isoformat() if months else None,
        funder_ids=[scene.funders[key] for key in values["funders"]],
    )


def _without_key(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name != "key"}
