"""`kodiko importer`: people from a spreadsheet, each bad cell named; nothing is imported twice."""

from argparse import Namespace

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.exchange.bring_in import bring_in
from kodiko_desktop.exchange.fields import import_fields
from kodiko_desktop.exchange.mapping import guess_mapping, remembered_mapping
from kodiko_desktop.exchange.preview import ImportPreview, Standing, preview
from kodiko_desktop.exchange.raw_table import RawTable, column_name
from kodiko_desktop.exchange.reading import read_table
from kodiko_desktop.services.association import access


class ColumnRefused(KodikoError):
    """A `--colonne` that names no column or no field."""


def run(parsed: Namespace) -> ExitCode:
    """Preview, then bring in what can be (unless `--apercu`)."""
    read = read_table(parsed.fichier, sheet=parsed.feuille)
    with profile.opened(parsed) as held:
        store = held.store
        connection = store.read()
        present = access.present(connection)
        mapping = guess_mapping(read.headers, remembered_mapping(connection, read.headers))
        mapping.update(_chosen(parsed.colonne, read))
        found = preview(
            read,
            {column: name for column, name in mapping.items() if name},
            connection=connection,
            today=store.now().date(),
        )
        problems = _problems(found)
        if parsed.apercu:
            ready = len(found.with_standing(Standing.NEW))
            sentences = [_ready(ready), *problems]
            answers.say(parsed, sentences, ready=ready, problems=_facts(found))
        else:
            report = bring_in(store, found, author=present.staff_id, antenna_id=present.antenna_id)
            answers.say(
                parsed,
                (*report.sentences(), *problems),
                created=report.created,
                updated=report.updated,
                skipped=len(report.skipped),
                problems=_facts(found),
            )
    return ExitCode.PARTLY_DONE if problems else ExitCode.DONE


def _ready(count: int) -> str:
    said = ngettext("{count} ligne prête.", "{count} lignes prêtes.", count).format(count=count)
    return _("{said} Rien n’a été enregistré.").format(said=said)


def _problems(found: ImportPreview) -> tuple[str, ...]:
    return tuple(
        _("{cell}\u00a0: {sentence}").format(cell=problem.cell, sentence=problem.sentence)
        for row in found.with_standing(Standing.BAD)
        for problem in row.problems
    )


def _facts(found: ImportPreview) -> list[dict[str, object]]:
    return [
        {"line": row.line, "cell": problem.cell, "field": problem.field, "sentence": problem.sentence}
        for row in found.with_standing(Standing.BAD)
        for problem in row.problems
    ]


def _chosen(given: list[str], read: RawTable) -> dict[int, str]:
    columns = {column_name(index): index for index in range(len(read.headers))}
    chosen = {}
    for each in given:
        column, _equals, name = each.partition("=")
        if column.upper() not in columns or (name and name not in import_fields()):
            raise ColumnRefused(
                _(
                    "«\u00a0{given}\u00a0» ne désigne pas une colonne et un champ. Champs possibles\u00a0: {fields}."
                ).format(given=each, fields=", ".join(import_fields()))
            )
        chosen[columns[column.upper()]] = name
    return chosen
