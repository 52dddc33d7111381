"""A programme in another language of the interface: one block a language at the end of its file, by the same keys.

Papers name a programme by its French title, the one its funder knows; screens speak the coordinator's language. A text
that has no translation stays French, and a translation of nothing is refused: it is a mistake in a key.
"""

from typing import Any

from kodiko_desktop.domain.data_files.reader import Table
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.programmes.model import Programme
from kodiko_desktop.domain.wording import _

TOP = ("title", "short_title", "summary", "referent_title")
GROUPS = {
    "stages": ("stages", "title"),
    "criteria": ("criteria", "title"),
    "strands": ("strands", "title"),
    "audiences": ("strands", "audience"),
    "modules": ("modules", "title"),
    "after_exit": ("after_exit", "title"),
}
"""The blocks of a translation: which list of the programme they follow by key, and which text of it they say."""


def translated(programme: Programme, root: Table, language: str) -> Programme:
    """`programme` in `language` where its file says how; every language of the file is checked on the way."""
    blocks = root.table("translation")
    found = programme
    for code in blocks.values if blocks else ():
        block = blocks.table(code) if blocks else None
        if block is None:
            continue
        if code == FRENCH:
            block.refuse(None, _("le français est le texte du programme lui-même."), _("supprimez ce bloc."))
            continue
        block.only((*TOP, *GROUPS))
        spoken = _in(programme, block)
        found = spoken if code == language else found
    return found


def texts(programme: Programme) -> dict[str, str]:
    """Every text that a translation may replace, by its place ("title", "stages.rencontre"): what a test compares."""
    said = {name: getattr(programme, name) for name in TOP}
    for group, (items, field) in GROUPS.items():
        said |= {f"{group}.{item.key}": getattr(item, field) for item in getattr(programme, items)}
    return {place: text for place, text in said.items() if text}


def _in(programme: Programme, block: Table) -> Programme:
    changes: dict[str, Any] = {name: text for name in TOP if (text := block.text(name, required=False))}
    if "title" in changes and "short_title" not in changes and programme.short_title == programme.title:
        changes["short_title"] = changes["title"]
    for group, (items, field) in GROUPS.items():
        table = block.table(group)
        if table is None:
            continue
        known = changes.get(items, getattr(programme, items))
        _refuse_unknown(table, {item.key for item in known})
        changes[items] = tuple(
            item._replace(**{field: table.text(item.key)}) if item.key in table else item for item in known
        )
    return programme._replace(**changes)


def _refuse_unknown(table: Table, known: set[str]) -> None:
    for key in table.values:
        if key not in known:
            table.refuse(
                key,
                _("la traduction «\u00a0{key}\u00a0» ne correspond à rien dans le programme.").format(key=key),
                _("reprenez exactement la clé du bloc à traduire."),
            )
