"""The papers one may draft, by their kind: no template is named in the program, an association adds its own."""

from dataclasses import dataclass

from db.connection import Connection
from kodiko_desktop.domain import wording
from kodiko_desktop.services.association import definitions

ENGAGEMENT, AMENDMENT, TRIPARTITE = "engagement", "amendment", "tripartite"
MENTOR, NOTICE, IMAGE_RIGHTS = "mentor", "notice", "image_rights"

PREFIXES = {ENGAGEMENT: "CTR", AMENDMENT: "AVE", TRIPARTITE: "TRI", MENTOR: "BIN", NOTICE: "NOT", IMAGE_RIGHTS: "IMG"}
"""What the number of each kind of paper begins with; the kinds are in the order in which a journey meets them."""


READ_BY_OTHERS = frozenset({TRIPARTITE, MENTOR})
"""Kinds of papers signed by somebody else than the person, who keeps a copy."""
AMENDABLE = frozenset({ENGAGEMENT, TRIPARTITE, MENTOR})
"""Kinds of papers that an amendment changes; a notice or an answer about images is given again."""


@dataclass(frozen=True)
class TemplateLine:
    """A template one may choose: its key, its kind, its title, and what tells it from the others (its subtitle, without
    its numbers; "" for none)."""

    key: str
    kind: str
    title: str
    about: str = ""


def templates(connection: Connection, *kinds: str) -> tuple[TemplateLine, ...]:
    """The templates of these kinds (all when none is given), read at the top of their files, in the order in which
    a journey meets their kinds."""
    found = []
    for key in definitions.keys(connection, definitions.CONTRACT):
        source = definitions.newest_source(connection, definitions.CONTRACT, key)
        kind = definitions.top_value(source.text, "kind")
        if not kinds or kind in kinds:
            title = definitions.title(connection, definitions.CONTRACT, key)
            found.append(TemplateLine(key, kind, title, _about(source.text)))
    order = {kind: place for place, kind in enumerate(PREFIXES)}
    return tuple(sorted(found, key=lambda line: (order.get(line.kind, len(order)), line.key)))


def _about(text: str) -> str:
    """« Version simple » of « Version simple · numéro {contract_number} », in the language spoken, else in French."""
    names = (rf"subtitle\.{wording.language()}", r"subtitle(?:\.fr)?")
    subtitle = next((found for name in names if (found := definitions.top_value(text, name))), "")
    return " · ".join(part for part in subtitle.split(" · ") if "{" not in part)


def kind_of(connection: Connection, template: str) -> str:
    """The kind of a template. Raises DefinitionMissing."""
    return definitions.top_value(definitions.newest_source(connection, definitions.CONTRACT, template).text, "kind")
