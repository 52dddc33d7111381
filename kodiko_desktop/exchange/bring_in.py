"""Brings a previewed table in: one act for the whole, undone as a whole; a cancel leaves nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.bulk import collector_kept_out
from db.changes import Act
from db.queries.organisation import number_prefix
from db.store import Store
from db.tables import Note, Person, Site
from kodiko_desktop.domain.former_numbers import former_number_in_words
from kodiko_desktop.domain.names import fold
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.mapping import remember_mapping
from kodiko_desktop.exchange.preview import Choice, ImportPreview, PreviewRow, Standing

_AT_ONCE = 2000
"""Lines written between two looks at « Annuler »."""
_NOT_OF_A_PERSON = frozenset({"note", "former_number", "site_name"})


@dataclass(frozen=True)
class ImportReport:
    """What an import did. `act_id` undoes it all ("" when nothing was written); `left_out`: lines with a bad cell;
    `skipped`: lines already imported, repeated, or known, that nobody chose to write."""

    act_id: str
    created: int
    updated: int
    left_out: tuple[PreviewRow, ...]
    skipped: tuple[PreviewRow, ...]
    sites_created: tuple[str, ...]

    def sentences(self) -> tuple[str, ...]:
        """The report in French, a sentence for each thing that happened."""
        already = sum(row.standing == Standing.ALREADY for row in self.skipped)
        twice = sum(row.standing == Standing.TWICE for row in self.skipped)
        others = len(self.skipped) - already - twice
        said = [ngettext("{count} fiche créée.", "{count} fiches créées.", self.created).format(count=self.created)]
        if self.updated:
            said.append(
                ngettext("{count} fiche mise à jour.", "{count} fiches mises à jour.", self.updated).format(
                    count=self.updated
                )
            )
        if already:
            said.append(
                ngettext(
                    "{count} ligne déjà reprise, laissée de côté.",
                    "{count} lignes déjà reprises, laissées de côté.",
                    already,
                ).format(count=already)
            )
        if twice:
            said.append(
                ngettext(
                    "{count} ligne qui répète une autre ligne du tableau, laissée de côté.",
                    "{count} lignes qui répètent d’autres lignes du tableau, laissées de côté.",
                    twice,
                ).format(count=twice)
            )
        if others:
            said.append(
                ngettext(
                    "{count} ligne qui ressemble à une autre fiche, laissée de côté.",
                    "{count} lignes qui ressemblent à d’autres fiches, laissées de côté.",
                    others,
                ).format(count=others)
            )
        if self.left_out:
            count = len(self.left_out)
            said.append(
                ngettext(
                    "{count} ligne a une case à corriger : elle n’a pas été reprise.",
                    "{count} lignes ont une case à corriger : elles n’ont pas été reprises.",
                    count,
                ).format(count=count)
            )
        return tuple(said)


@collector_kept_out()
def bring_in(
    store: Store, preview: ImportPreview, *, author: str, antenna_id: str, progress: Progress = silent
) -> ImportReport:
    """Write the lines chosen for it, in one act; remember the mapping and the lines. Cancelled, or failed, it leaves
    nothing at all. Raises StoreUnwritable."""
    create = [row for row in preview.rows if row.choice == Choice.CREATE]
    update = [row for row in preview.rows if row.choice == Choice.UPDATE]
    sites_created: tuple[str, ...] = ()
    act_id = ""
    if create or update:
        with store.act("people.import", author=author) as act:
            sites, sites_created = _sites(act, antenna_id, [*create, *update])
            _create(act, antenna_id, create, sites, author, progress)
            _update(act, update, sites, author, progress, len(create))
            remember_mapping(act.connection, preview.table.headers, preview.mapping, at=act.at)
            progress(len(create) + len(update), len(create) + len(update), _("Enregistrement"))
            act_id = act.id
    else:
        with store.note() as connection:
            at = store.now().astimezone().isoformat(timespec="seconds")
            remember_mapping(connection, preview.table.headers, preview.mapping, at=at)
    return ImportReport(
        act_id=act_id,
        created=len(create),
        updated=len(update),
        left_out=preview.with_standing(Standing.BAD),
        skipped=tuple(row for row in preview.rows if row.choice == Choice.SKIP and row.standing != Standing.BAD),
        sites_created=sites_created,
    )


def _create(
    act: Act, antenna_id: str, rows: list[PreviewRow], sites: Mapping[str, str], author: str, progress: Progress
) -> None:
    numbers = act.numbers(number_prefix(act.connection, antenna_id), len(rows)) if rows else []
    for start in range(0, len(rows), _AT_ONCE):
        progress(start, len(rows), _("Enregistrement"))
        some = rows[start : start + _AT_ONCE]
        numbered = zip(some, numbers[start : start + _AT_ONCE], strict=True)
        people = [(None, {**_person(row.values, sites), "number": number}) for row, number in numbered]
        ids = act.create_many(Person, stream=antenna_id, rows=people)
        _write_notes(act, antenna_id, list(zip(ids, some, strict=True)), author)
        _remember(act, list(zip(ids, some, strict=True)))


def _update(
    act: Act, rows: list[PreviewRow], sites: Mapping[str, str], author: str, progress: Progress, before: int
) -> None:
    for position, row in enumerate(rows):
        if position % _AT_ONCE == 0:
            progress(before + position, before + len(rows), _("Enregistrement"))
        changed = {difference.field: difference.in_file for difference in row.differences}
        act.change(Person, row.person_id, values=_person(changed, sites), seen=row.seen)
        _remember(act, [(row.person_id, row)])


def _person(values: Mapping[str, Any], sites: Mapping[str, str]) -> dict[str, Any]:
    person = {name: value for name, value in values.items() if name not in _NOT_OF_A_PERSON}
    site = values.get("site_name")
    return {**person, "site_id": sites[site]} if site else person


def _sites(act: Act, antenna_id: str, rows: list[PreviewRow]) -> tuple[dict[str, str], tuple[str, ...]]:
    """(id of each site by its name as it is written in the rows, names of those that had to be created)."""
    known = {
        fold(name): site_id
        for site_id, name in act.connection.execute("SELECT id, name FROM site WHERE archived_at IS NULL")
    }
    written = dict.fromkeys(row.values["site_name"] for row in rows if row.values.get("site_name"))
    folded = {name: fold(name) for name in written}
    missing: dict[str, str] = {}
    for name, key in folded.items():
        if key not in known:
            missing.setdefault(key, name)
    ids = act.create_many(Site, stream=antenna_id, rows=[(None, {"name": name}) for name in missing.values()])
    known.update(zip(missing, ids, strict=True))
    return {name: known[key] for name, key in folded.items()}, tuple(missing.values())


def _write_notes(act: Act, antenna_id: str, people: list[tuple[str, PreviewRow]], author: str) -> None:
    notes = [
        (
            None,
            {
                "person_id": person_id,
                "about": "person",
                "about_id": person_id,
                "written_on": act.now.date(),
                "text": text,
                "author_id": author,
            },
        )
        for person_id, row in people
        for text in _lines(row.values)
    ]
    act.create_many(Note, stream=antenna_id, rows=notes)


def _lines(values: Mapping[str, Any]) -> list[str]:
    former = values.get("former_number")
    return [text for text in (values.get("note"), former and former_number_in_words(former)) if text]


def _remember(act: Act, people: list[tuple[str, PreviewRow]]) -> None:
    act.connection.executemany(
        "INSERT OR REPLACE INTO imported_row (fingerprint, person_id, act_id) VALUES (?, ?, ?)",
        [(row.fingerprint, person_id, act.id) for person_id, row in people],
    )
