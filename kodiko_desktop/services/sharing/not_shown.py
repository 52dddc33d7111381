"""What was received and cannot be shown, each in a sentence: what it is, about whom, by whom, why, what will happen."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from db import heads
from db.catalogue import tables
from db.connection import Connection
from db.merging.not_shown import BAD_VALUE, UNKNOWN_FIELD, UNKNOWN_TABLE, accepts
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.sharing.record_places import place
from kodiko_desktop.services.sharing.record_words import said
from kodiko_desktop.services.sharing.value_words import name_of

_MOST_NAMES = 3


@dataclass(frozen=True)
class NotShown:
    """`sentence`: for people; `reason`: unknown_table, unknown_field or bad_value, for scripts; `subject_id`: the
    person, "" for nobody or several; `opens`: (kind, row id) of the page where it would stand, or ("", ""); `count`:
    how many values it speaks of."""

    sentence: str
    reason: str
    subject_id: str
    opens: tuple[str, str]
    count: int


def not_shown(connection: Connection, *, most: int | None = None) -> tuple[NotShown, ...]:
    """Everything that could not be shown; of single values, the `most` oldest (None: all), then how many more there
    are. Nothing of it is lost: it is kept as it came, and passed on."""
    rows = connection.execute(
        "SELECT table_name, row_id, field, reason FROM projection_failure ORDER BY noted_at, table_name, row_id, field"
    ).fetchall()
    unknown_rows: list[tuple[str, str]] = []
    unknown_fields: dict[tuple[str, str], list[str]] = defaultdict(list)
    bad: list[tuple[str, str, str]] = []
    for table, row_id, field, reason in rows:
        if reason == UNKNOWN_TABLE:
            unknown_rows.append((table, row_id))
        elif reason == UNKNOWN_FIELD:
            unknown_fields[table, row_id].append(field)
        else:
            bad.append((table, row_id, field))
    refused = [_refused(connection, *each) for each in bad[:most]]
    if len(refused) < len(bad):
        refused.append(_more(len(bad) - len(refused)))
    fields = [_unknown_fields(connection, *row, names) for row, names in unknown_fields.items()]
    return (*refused, *fields, *([_unknown_rows(connection, unknown_rows)] if unknown_rows else ()))


def _refused(connection: Connection, table: str, row_id: str, field: str) -> NotShown:
    where, told = place(connection, table, row_id, field), said(table, field)
    sentence = _(
        "{about}, {where}\u00a0: la valeur de «\u00a0{field}\u00a0» écrite par {author} n’est pas de celles que cette "
        "version de Kodiko comprend. Elle est gardée\u00a0; la page montre une valeur plus ancienne, ou rien. Mettez "
        "Kodiko à jour pour la voir, ou écrivez la bonne valeur sur la page."
    ).format(
        about=where.about,
        where=where.where,
        field=_(told.title) if told is not None else _("Un renseignement"),
        author=_authors(connection, table, row_id, {field}),
    )
    return NotShown(sentence, BAD_VALUE, where.subject_id, where.opens, 1)


def _more(count: int) -> NotShown:
    sentence = ngettext(
        "Et {count} autre valeur que cette version de Kodiko ne comprend pas. Elle est gardée.",
        "Et {count} autres valeurs que cette version de Kodiko ne comprend pas. Elles sont gardées.",
        count,
    ).format(count=count)
    return NotShown(sentence, BAD_VALUE, "", ("", ""), count)


def _unknown_fields(connection: Connection, table: str, row_id: str, fields: Collection[str]) -> NotShown:
    where = place(connection, table, row_id)
    sentence = ngettext(
        "{about}, {where}\u00a0: {count} renseignement écrit par {author} vient d’une version plus récente de Kodiko. "
        "Il est gardé, et se montrera quand cet ordinateur sera mis à jour.",
        "{about}, {where}\u00a0: {count} renseignements écrits par {author} viennent d’une version plus récente de "
        "Kodiko. Ils sont gardés, et se montreront quand cet ordinateur sera mis à jour.",
        len(fields),
    ).format(
        about=where.about,
        where=where.where,
        count=len(fields),
        author=_authors(connection, table, row_id, set(fields)),
    )
    return NotShown(sentence, UNKNOWN_FIELD, where.subject_id, where.opens, len(fields))


def _unknown_rows(connection: Connection, rows: list[tuple[str, str]]) -> NotShown:
    people = _people_of(connection, rows)
    about = _named(name for person in people if (name := name_of(connection, "person", person)))
    authors = {
        piece.author for table, row_id in rows[:_LOOKED_AT] for piece in heads.fragments(connection, table, row_id)
    }
    sentence = ngettext(
        "{count} fiche d’un genre que cette version de Kodiko ne connaît pas encore, écrite par {author}{about}. Elle "
        "est gardée, et se montrera quand cet ordinateur sera mis à jour.",
        "{count} fiches d’un genre que cette version de Kodiko ne connaît pas encore, écrites par {author}{about}. "
        "Elles sont gardées, et se montreront quand cet ordinateur sera mis à jour.",
        len(rows),
    ).format(
        count=len(rows),
        author=_author_names(connection, authors),
        about=_(" (à propos de\u00a0: {names})").format(names=about) if about else "",
    )
    subject = people[0] if len(people) == 1 else ""
    return NotShown(sentence, UNKNOWN_TABLE, subject, ("person", subject) if subject and about else ("", ""), len(rows))


_LOOKED_AT = 200
"""Rows of unknown kinds whose authors are looked for: a newer version may have sent thousands."""


def _people_of(connection: Connection, rows: list[tuple[str, str]]) -> list[str]:
    """Whom rows of unknown kinds speak of, as far as the latest news tell."""
    found: dict[str, None] = {}
    for table, row_id in rows[:_LOOKED_AT]:
        told = connection.execute(
            "SELECT DISTINCT subject FROM sync_news WHERE table_name = ? AND row_id = ? AND subject <> ''",
            (table, row_id),
        )
        found.update(dict.fromkeys(row[0] for row in told))
    return list(found)


def _authors(connection: Connection, table: str, row_id: str, fields: set[str]) -> str:
    """Who wrote what is not shown: for a field this version knows, the values it refuses."""
    known = tables().get(table)
    found = set()
    for piece in heads.fragments(connection, table, row_id):
        for name in fields & piece.fields.keys():
            if known is None or not accepts(known, name, piece.fields[name]):
                found.add(piece.author)
    return _author_names(connection, found)


def _author_names(connection: Connection, authors: Iterable[str]) -> str:
    names = {name_of(connection, "staff", author) for author in authors}
    return _named(sorted(name for name in names if name)) or _("quelqu’un de l’équipe")


def _named(names: Iterable[str]) -> str:
    listed = list(dict.fromkeys(names))
    return ", ".join([*listed[:_MOST_NAMES], *(["…"] if len(listed) > _MOST_NAMES else [])])
