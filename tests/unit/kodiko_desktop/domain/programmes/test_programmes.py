"""Programmes said in their files: the shipped ones, one never seen, and mistakes told at their line."""

import datetime
import re

import pytest

import resources
from kodiko_desktop.domain.follow_up import schedule
from kodiko_desktop.domain.placement import PlacementFacts
from kodiko_desktop.domain.programmes import Asked, ProgrammeErrors, StageKind, parse_programme

NAMES = resources.names("programmes")
FORMS = frozenset(name.removesuffix(".toml") for name in resources.names("forms"))
CONTRACTS = frozenset(name.removesuffix(".toml") for name in resources.names("contracts"))
NAME = "resources/programmes/atelier.toml"
GOOD = """key = "atelier-velo"
version = 2
title = "Atelier vélo : réparer et travailler"
contracts = ["engagement"]

[duration]
weeks = 10
renewals = 1

[suspension]
maximum_months = 2

[[criterion]]
key = "envie"
title = "Envie de réparer"
asked = "required"

[[rhythm]]
days = 30
from_month = 2
[[rhythm]]
days = 7

[[strand]]
key = "atelier"
title = "Atelier"
leads_to = ["boutique"]
[[strand]]
key = "boutique"
title = "Boutique"

[[form]]
form = "auto-diagnostic"
moment = "entree"

[[follow_up]]
key = "J2"
title = "Deuxième jour"
rule = "worked_day"
n = 2
voices = ["personne"]
form = "point-suivi"
[[follow_up]]
key = "S{n}"
title = "Semaine {n}"
rule = "weekly"
first = 2
last = 3
form = "point-suivi"
"""


def read(name):
    return parse_programme(
        resources.read_text("programmes", f"{name}.toml"),
        resources.source_name("programmes", f"{name}.toml"),
        forms=FORMS,
        contracts=CONTRACTS,
    )


@pytest.mark.parametrize("name", [name.removesuffix(".toml") for name in NAMES])
def test_each_programme_is_read_and_its_points_can_be_planned(name):
    programme = read(name)
    assert programme.key == name
    assert not re.search(r" [:;?!»]|« |\w'\w", programme.title + programme.summary)
    facts = PlacementFacts(datetime.date(2026, 5, 11), "cdi", "employe", trial_written=True)
    planned = {key for point in schedule(facts, programme.follow_up) for key in point.keys}
    assert planned == {point.key for point in programme.follow_up}


def test_the_programmes_asked_for_are_all_there():
    expected = (
        "kodiko-cotraining aere-socle aere-avec mediation-emploi-bidonville combo77 parcours-3d demarre-ta-story "
        "adventus dest1 premier-niveau-qualification daq-bfc prepa-bretagne mobil-emploi fil-vers promo-16-18 ips"
    )
    assert {name.removesuffix(".toml") for name in NAMES} >= set(expected.split())


def test_a_programme_never_seen_is_read_whole():
    programme = parse_programme(GOOD, NAME, forms=FORMS, contracts={"engagement"})
    assert (programme.duration.weeks, programme.duration.renewals, programme.duration.unlimited) == (10, 1, False)
    assert programme.suspension.maximum_months == 2
    assert programme.criteria[0].asked is Asked.REQUIRED
    assert [(point.key, point.said, point.n) for point in programme.follow_up] == [
        ("J2", "Deuxième jour", 2),
        ("S2", "Semaine 2", 2),
        ("S3", "Semaine 3", 3),
    ]
    assert programme.follow_up[0].voices == ("personne",)
    assert programme.follow_up[1].voices == ("personne", "employeur", "ensemble")


def test_the_rhythm_of_contacts_changes_with_time():
    programme = parse_programme(GOOD, NAME)
    assert [programme.contact_days(month) for month in (0, 1, 2, 12)] == [7, 7, 30, 30]


def test_co_training_lasts_six_months_twice_with_sixty_hours_and_ten_meetings():
    programme = read("kodiko-cotraining")
    assert (programme.duration.months, programme.duration.renewals) == (6, 1)
    assert programme.workshop_hours == 60
    assert (programme.pairs.meetings, programme.pairs.every_days, programme.pairs.hours) == (10, 14, 2)
    assert programme.pairs.ceiling_days == 3.5
    assert sum(stage.kind is StageKind.ADMISSION for stage in programme.stages) == 4
    asked = {criterion.key: criterion.asked for criterion in programme.criteria}
    assert asked["francais-oral-a2"] is Asked.REQUIRED
    assert asked["logement-stable"] is Asked.WATCHED
    assert [(contact.months, contact.by) for contact in programme.after_exit] == [(3, "konnecteur"), (6, "konnecteur")]
    assert programme.targets[0].percent == 50


def test_job_mediation_follows_1_3_5_to_six_months():
    keys = [point.key for point in read("mediation-emploi-bidonville").follow_up]
    assert set(keys) == {"J1", "J3", "J5", "S1-personne", "S1-employeur", "essai", *("S2", "S3", "S4")} | {
        f"M{month}" for month in range(2, 7)
    }


def test_ips_has_no_end_and_its_own_cadence():
    programme = read("ips")
    assert programme.duration.unlimited
    assert [(point.rule, point.n) for point in programme.follow_up][:3] == [
        ("week_before", None),
        ("within_days", 3),
        ("weekly", 1),
    ]
    assert max(point.n for point in programme.follow_up if point.rule == "monthly") >= 12


@pytest.mark.parametrize(
    ("name", "fact", "value"),
    [
        ("demarre-ta-story", lambda p: (p.duration.weeks, p.duration.renewals), (13, 2)),
        ("premier-niveau-qualification", lambda p: (p.duration.months, p.suspension.maximum_months), (24, 6)),
        ("dest1", lambda p: (p.duration.months, p.duration.ends_at_hire), (15, False)),
        ("adventus", lambda p: (p.duration.months, p.duration.as_needed), (24, True)),
        ("combo77", lambda p: (len(p.modules), p.returns_within_months, len(p.after_exit)), (6, 3, 3)),
        ("parcours-3d", lambda p: [contact.months for contact in p.after_exit], [1, 2, 3]),
        ("mobil-emploi", lambda p: {strand.key: len(strand.leads_to) for strand in p.strands}["insertion"], 2),
        ("fil-vers", lambda p: (p.duration.months, len(p.modules)), (18, 8)),
        ("promo-16-18", lambda p: max(contact.months for contact in p.after_exit), 6),
        ("prepa-bretagne", lambda p: (p.duration.months, p.contracts), (6, ("tripartite",))),
        ("aere-socle", lambda p: [strand.audience for strand in p.strands], ["", "femmes"]),
        ("daq-bfc", lambda p: max(contact.months for contact in p.after_exit), 6),
    ],
)
def test_what_makes_each_programme_itself_is_said(name, fact, value):
    assert fact(read(name)) == value


@pytest.mark.parametrize(
    ("written", "instead", "line", "sentence"),
    [
        ("weeks = 10", "weeks = 10\nmonths = 3", 6, "une fois et une seule"),
        ("[duration]\nweeks = 10\nrenewals = 1\n", "", 1, "durée du parcours n’est pas dite"),
        ('asked = "required"', 'asked = "requis"', 16, "« requis »"),
        ('leads_to = ["boutique"]', 'leads_to = ["magasin"]', 27, "« magasin »"),
        ('form = "auto-diagnostic"', 'form = "auto-diagnostique"', 33, "« auto-diagnostique » n’existe pas"),
        ('contracts = ["engagement"]', 'contracts = ["bail"]', 4, "« bail » n’existe pas"),
        ('rule = "worked_day"\nn = 2', 'rule = "worked_day"', 36, "a besoin d’un nombre"),
        ('rule = "worked_day"\nn = 2', 'rule = "trial_review"\nn = 2', 40, "n’a pas de nombre"),
        ('rule = "worked_day"', 'rule = "workday"', 39, "« workday »"),
        ('key = "S{n}"', 'key = "S"', 44, "écrit deux fois"),
        ("first = 2\nlast = 3", "first = 3\nlast = 2", 48, "vient avant"),
        ('key = "boutique"', 'key = "atelier"', 29, "sert deux fois"),
        ("maximum_months = 2", "maximum_months = 2\nallowed = false", 11, "n’a pas de durée"),
    ],
)
def test_a_mistake_is_told_at_its_line(written, instead, line, sentence):
    assert GOOD.count(written) == 1
    with pytest.raises(ProgrammeErrors) as refused:
        parse_programme(GOOD.replace(written, instead), NAME, forms=FORMS, contracts={"engagement"})
    found = [p.line for p in refused.value.problems if sentence in p.sentence.replace("\u00a0", " ")]
    assert found == [line], refused.value.sentence
    assert all(problem.remedy for problem in refused.value.problems)
