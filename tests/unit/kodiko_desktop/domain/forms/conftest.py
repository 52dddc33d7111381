"""Forms for the tests: those that are shipped, and one that the code has never seen."""

import pytest

import resources
from kodiko_desktop.domain.forms import Form, parse

INVENTED = """
key = "verger-partage"
version = 3
title = "Le verger partagé"
subject = "site"

[choices]
soin = [
  { code = "a", label = "Jamais", value = 10 },
  { code = "b", label = "Parfois", value = 20 },
  { code = "c", label = "Souvent", value = 30 },
  { code = "z", label = "Sans avis" },
]

[[block]]
key = "suite"
[[block.question]]
key = "envie"
type = "yes_no_unknown"
role = "wish"
text = "Envie de continuer ?"
[[block.question]]
key = "quoi"
type = "own_words"
role = "action"
text = "Faire quoi ?"
show_if = 'envie == "oui"'

[[section]]
key = "arbres"
title = "Les arbres"
thematics = ["jardin--arbres"]
[[section.question]]
key = "taille"
type = "scale"
choices = "soin"
role = "level"
text = "On taille les arbres."
[[section.question]]
key = "arrosage"
type = "scale"
choices = "soin"
text = "On arrose."
[[section.question]]
key = "fruits"
type = "multiple"
text = "Quels fruits ?"
choices = [
  { code = "aucun", label = "Aucun", alone = true },
  { code = "poire", label = "Poire" },
  { code = "figue", label = "Figue", thematics = ["jardin--figuier"] },
]
[[section.question]]
key = "kilos"
type = "number"
minimum = 0
maximum = 500
unit = "kg"
text = "Combien ?"
show_if = 'fruits answered and not (fruits contains "aucun")'
required = true
[[section.question]]
use = "suite"

[[section]]
key = "voisins"
title = "Les voisins"
restricted = true
show_if = 'taille >= 20 or arrosage == "c"'
[[section.question]]
key = "depuis"
type = "date"
text = "Depuis quand ?"
[[section.question]]
key = "langue"
type = "language_level"
text = "Langue commune"

[[score]]
key = "soins"
title = "Soins"
kind = "mean"
questions = ["taille", "arrosage"]
at_least = 1
[[score]]
key = "entente"
title = "Entente"
kind = "language"
questions = ["langue"]

[translation.es]
title = "El huerto compartido"
[translation.es.questions]
taille = "Podamos los árboles."
envie = "¿Ganas de seguir?"
[translation.es.choices.soin]
a = "Nunca"
[translation.es.choices.fruits]
poire = "Pera"
"""


@pytest.fixture
def orchard() -> Form:
    """A form about something no line of code knows."""
    return parse(INVENTED, "verger.toml")


@pytest.fixture
def shipped():
    """Read a shipped form by the name of its file."""

    def read(name: str) -> Form:
        return parse(resources.read_text("forms", f"{name}.toml"), resources.source_name("forms", f"{name}.toml"))

    return read
