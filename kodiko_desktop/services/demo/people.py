"""One person's story: met, registered, engaged in a programme, heard of again and again, sometimes away or gone."""

import datetime
import random
from functools import partial
from typing import Any

from kodiko_desktop.services.demo import papers, plan, responses
from kodiko_desktop.services.demo.cast import Scene, Someone, read, say
from kodiko_desktop.services.people import contacts, households, journeys, notes, people

_CHANNELS = ("telephone", "telephone", "sur_place", "bureau", "messagerie", "sms")
_MEETS_AGAIN = 0.4
"""Share of contacts at the end of which an appointment is fixed for the next one."""
_COMES = 0.85


def write_stories(scene: Scene) -> None:
    """Put everybody's story in the agenda."""
    stories = read("stories")
    seen_in: dict[str, int] = {}
    for rank, values in enumerate(read("people")["people"]):
        key = values["story"]
        story, position = stories[key], seen_in.setdefault(key, 0)
        seen_in[key] += 1
        started_on = scene.day(min(0, story["started"] + position * story.get("spread", 0)))
        someone = Someone(rank, values, story, random.Random(rank), started_on - datetime.timedelta(days=2), started_on)
        scene.people.append(someone)
        scene.agenda.at(someone.met_on, 9, partial(_register, scene, someone))
        scene.agenda.at(started_on, 10, partial(_engage, scene, someone))


def _register(scene: Scene, someone: Someone) -> None:
    values, chance = someone.values, someone.chance
    site = scene.sites.get(values.get("site", ""))
    someone.id = people.register_person(
        scene.store,
        author=scene.referent_of(someone),
        antenna_id=scene.antenna_id,
        family_name=values["family"],
        given_names=values["given"],
        name_in_own_script=values.get("script", ""),
        how_to_say=values.get("say", ""),
        birth_date=datetime.date(values["born"], chance.randint(1, 12), chance.randint(1, 28)),
        sex=values["sex"],
        phone=f"06 39 98 {30 + someone.rank // 100} {someone.rank % 100:02d}",
        languages=values["languages"],
        print_language=values["languages"][0],
        needs_interpreter=values.get("interpreter", False),
        reads=values.get("reads", "lit"),
        french_level=values["french"],
        nationality_group=values.get("nationality", "hors_ue"),
        protection=values.get("protection", "sans_objet"),
        residence_document=_residence(values),
        permit_ends_on=scene.day(values["permit"]) if "permit" in values else None,
        education=values.get("education", ""),
        situation="recherche_emploi",
        housing=_housing(values.get("site", "")),
        site_id=site,
        referred_by=say(someone, ["association", "france_travail", "cph", "aller_vers", "bouche_a_oreille"]),
        notice_given_on=someone.met_on,
    )
    _join_household(scene, someone)


def _residence(values: dict[str, Any]) -> str:
    if values.get("nationality") == "ue":
        return "piece_ue"
    long = values.get("permit", 0) > 1460
    return "carte_resident" if long else "carte_pluriannuelle"


def _housing(site: str) -> str:
    kinds = {each["key"]: each["kind"] for each in read("antenna")["site"]}
    return {"bidonville": "bidonville", "hebergement": "hebergement_social"}.get(kinds.get(site, ""), "tiers")


def _join_household(scene: Scene, someone: Someone) -> None:
    name = someone.values.get("household")
    if not name:
        return
    author = scene.referent_of(someone)
    if name not in scene.households:
        scene.households[name] = households.create_household(
            scene.store,
            author=author,
            name=name,
            member_ids=[someone.id],
            site_id=scene.sites.get(someone.values.get("site", "")),
        )
    else:
        households.join_household(
            scene.store,
            author=author,
            person_id=someone.id,
            household_id=scene.households[name],
            seen=scene.seen("person", someone.id),
        )


def _engage(scene: Scene, someone: Someone) -> None:
    story, author = someone.story, scene.referent_of(someone)
    someone.journey_id = journeys.open_journey(
        scene.store,
        author=author,
        person_id=someone.id,
        programme=story["programme"],
        started_on=someone.started_on,
        status=story.get("status", "actif"),
        cohort_id=scene.cohort_id if story.get("cohort") else None,
    )
    notes.write_note(scene.store, author=author, person_id=someone.id, text=say(someone, read("words")["notes"]))
    _plan_contacts(scene, someone)
    for moment in story.get("forms", ()):
        responses.plan(scene, someone, moment)
    if story.get("objectives"):
        plan.write_objectives(scene, someone)
    if "contract" in story:
        papers.write_contract(scene, someone)
    for change in story.get("change", ()):
        scene.agenda.at(scene.day(change["on"]), 16, partial(_change, scene, someone, change))
    if "meet" in someone.values:
        scene.agenda.at(scene.day(min(0, someone.values["meet"]["in"] - 5)), 15, partial(_fix, scene, someone))


def _plan_contacts(scene: Scene, someone: Someone) -> None:
    rhythm = someone.story["contacts"]
    days = []
    offset = rhythm["last"]
    while scene.day(offset) > someone.started_on:
        days.append(scene.day(offset))
        offset -= rhythm["every"] + someone.chance.randint(-1, 2)
    if days:
        _expect(scene, someone, days[::-1], "")


def _expect(scene: Scene, someone: Someone, days: list[datetime.date], appointment_id: str) -> None:
    scene.agenda.at(days[0], 11, partial(_hear_of, scene, someone, days, appointment_id))


def _hear_of(scene: Scene, someone: Someone, days: list[datetime.date], appointment_id: str) -> None:
    """The contact of the first of `days`, by the appointment fixed for it if there is one; then wait for the next."""
    store, author, words = scene.store, scene.referent_of(someone), read("words")
    said = {"summary": say(someone, words["contacts"]), "agreed": say(someone, words["agreed"])}
    seen = scene.seen("appointment", appointment_id)
    if not appointment_id:
        channel = say(someone, list(_CHANNELS))
        contacts.note_contact(store, author=author, person_id=someone.id, on_date=days[0], channel=channel, **said)
    elif someone.chance.random() < _COMES:
        contacts.honour_appointment(
            store, author=author, appointment_id=appointment_id, channel="sur_place", seen=seen, **said
        )
    else:
        contacts.record_outcome(store, author=author, appointment_id=appointment_id, outcome="absence", seen=seen)
    if len(days) > 1:
        again = someone.chance.random() < _MEETS_AGAIN
        _expect(scene, someone, days[1:], _fix_next(scene, someone, days[1]) if again else "")


def _fix_next(scene: Scene, someone: Someone, day: datetime.date) -> str:
    return contacts.fix_appointment(
        scene.store,
        author=scene.referent_of(someone),
        person_id=someone.id,
        on_date=day,
        at_time=say(someone, ["09:30", "10:30", "14:00", "16:00"]),
        purpose=say(someone, read("words")["appointments"]),
    )


def _fix(scene: Scene, someone: Someone) -> None:
    meet = someone.values["meet"]
    contacts.fix_appointment(
        scene.store,
        author=scene.referent_of(someone),
        person_id=someone.id,
        on_date=scene.day(meet["in"]),
        at_time=meet["at"],
        purpose=meet["purpose"],
        place=meet["place"],
    )


def _change(scene: Scene, someone: Someone, change: dict[str, Any]) -> None:
    on_date, author = scene.day(change["on"]), scene.referent_of(someone)
    known = {"author": author, "journey_id": someone.journey_id, "explanation": change.get("explanation", "")}
    if change["status"] == "suspendu":
        until = scene.day(change["until"])
        journeys.suspend(scene.store, since=on_date, until=until, reason=change["reason"], **known)
    elif change["status"] == "sorti":
        journeys.declare_exit(
            scene.store, ended_on=on_date, reason=change["reason"], destination=change["destination"], **known
        )
    else:
        journeys.change_status(scene.store, status=change["status"], since=on_date, **known)
