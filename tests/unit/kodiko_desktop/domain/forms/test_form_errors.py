"""Whoever breaks a form file is told the file, the line and what to write."""

import pytest

from kodiko_desktop.domain.forms import FormErrors, parse

NAME = "resources/forms/essai.toml"
GOOD = """key = "essai"
version = 1
title = "Essai"
subject = "person"

[choices]
accord = [
  { code = "1", label = "Non", value = 1 },
  { code = "2", label = "Oui", value = 2 },
]

[[section]]
key = "une"
title = "Une"

[[section.question]]
key = "premiere"
type = "scale"
choices = "accord"
text = "Première"

[[section.question]]
key = "seconde"
type = "text"
text = "Seconde"
show_if = 'premiere == "2"'

[[score]]
key = "axe"
title = "Axe"
kind = "mean"
questions = ["premiere"]

[translation.ro]
[translation.ro.questions]
premiere = "Prima"
"""


def problems_of(written, instead):
    assert GOOD.count(written) == 1
    with pytest.raises(FormErrors) as refused:
        parse(GOOD.replace(written, instead), NAME)
    assert all(problem.file == NAME and problem.remedy for problem in refused.value.problems)
    return refused.value.problems


def test_the_sample_is_right():
    assert parse(GOOD, NAME).question("premiere").text.read("ro") == "Prima"


@pytest.mark.parametrize(
    ("written", "instead", "line", "sentence", "remedy"),
    [
        ('type = "scale"', 'type = "scal"', 18, "« scal » n’est pas connu ici", "écrivez « scale »"),
        ('choices = "accord"', 'choices = "acord"', 19, "« acord » n’est pas connu", "écrivez « accord »"),
        ('text = "Seconde"', 'texte = "Seconde"', 25, "« texte » n’existe pas", "écrivez « text »"),
        ('text = "Première"', 'text = ""', 20, "« text » est vide", "écrivez un texte"),
        ("version = 1", 'version = "1"', 2, "un nombre entier", "version = 1"),
        ("version = 1", "version = 0", 2, "vaut 0", "au moins 1"),
        ('key = "essai"', 'key = "Mon essai"', 1, "ne peut pas servir de clé", "lettres minuscules"),
        ('key = "seconde"', 'key = "premiere"', 23, "sert déjà", "clé différente"),
        ('key = "seconde"', 'key = "2e"', 23, "ne commence pas par un chiffre", "q2e"),
        ("'premiere == \"2\"'", "'premier == \"2\"'", 26, "« premier », qui n’existe pas", "plus haut"),
        ("'premiere == \"2\"'", "'premiere == \"3\"'", 26, "n’a pas de choix « 3 »", "1, 2"),
        ("'premiere == \"2\"'", "'premiere contains \"2\"'", 26, "ne convient pas", "contains pour un choix multiple"),
        ("'premiere == \"2\"'", "'premiere = \"2\"'", 26, "à partir de « = »", "show_if ="),
        ("'premiere == \"2\"'", "'premiere =='", 26, "s’arrête trop tôt", "show_if ="),
        ("'premiere == \"2\"'", "'seconde answered'", 26, "posée qu’ensuite", "après « seconde »"),
        ("'premiere == \"2\"'", "'__import__(\"os\")'", 26, "ne se lit pas", "show_if ="),
        ('questions = ["premiere"]', 'questions = ["seconde"]', 32, "ne peut pas entrer", "scale"),
        ('questions = ["premiere"]', 'questions = ["premiere"]\nat_least = 2', 33, "demande 2 réponses", "1"),
        ('premiere = "Prima"', 'premier = "Prima"', 36, "ne correspond à rien", "exactement la clé"),
        ("[translation.ro]\n", "[translation.roumain]\n", 34, "code de langue", "fa-AF"),
        ('  { code = "2",', '  { code = "1",', 9, "sert deux fois", "code différent"),
        (", value = 2 }", " }", 19, "au moins deux choix qui ont une valeur", "value = 1"),
        ('type = "text"', 'type = "text"\nminimum = 1', 25, "ne vaut que pour un nombre", "number"),
        ('subject = "person"', 'subject = "personne"', 4, "« personne » n’est pas connu", "person"),
    ],
)
def test_a_mistake_is_told_at_its_line_with_its_remedy(written, instead, line, sentence, remedy):
    found = [
        problem
        for problem in problems_of(written, instead)
        if sentence in problem.sentence.replace("\u00a0", " ") and remedy in problem.remedy.replace("\u00a0", " ")
    ]
    assert [problem.line for problem in found] == [line], problems_of(written, instead)


def test_the_sentence_reads_as_the_staff_will_see_it():
    with pytest.raises(FormErrors) as refused:
        parse(GOOD.replace('type = "scale"', 'type = "scal"'), NAME)
    assert refused.value.sentence.split("\n")[1].replace("\u00a0", " ") == (
        "resources/forms/essai.toml, ligne 18 : « scal » n’est pas connu ici. Remède : écrivez « scale »."
    )


def test_a_file_that_is_not_toml_is_told_too():
    with pytest.raises(FormErrors) as refused:
        parse(GOOD.replace('title = "Une"', 'title = "Une'), NAME)
    assert refused.value.problems[0].line == 14


def test_several_mistakes_are_told_at_once():
    with pytest.raises(FormErrors) as refused:
        parse(GOOD.replace('type = "text"', 'type = "txt"').replace("version = 1", ""), NAME)
    assert len(refused.value.problems) == 2
    assert "2 erreurs" in refused.value.sentence


@pytest.mark.parametrize("text", ["", "x = 1", "[[section]]", "section = 3", "[choices]\na = 1", 'title = ["x"]'])
def test_nonsense_never_crashes(text):
    with pytest.raises(FormErrors):
        parse(text, NAME)


def test_a_part_apart_says_who_speaks_alone() -> None:
    (problem,) = problems_of('title = "Une"\n', 'title = "Une"\napart = true\n')
    assert problem.line == 15 and "qui parle seul" in problem.sentence
