"""A real registration spreadsheet comes in: bad cells named and corrected, nothing twice, undone as a whole."""

import datetime

import openpyxl
import pytest

from db.queries.people import count, page
from db.records import find, rows_where
from db.search import search
from db.store import Store
from db.tables import Note, Person, Site
from kodiko_desktop.domain.progress import Cancelled
from kodiko_desktop.exchange.bring_in import bring_in
from kodiko_desktop.exchange.export import people_table
from kodiko_desktop.exchange.failures import (
    TableEmpty,
    TableLocked,
    TableOfAnotherKind,
    TableTooLarge,
    TableUnreadable,
)
from kodiko_desktop.exchange.mapping import guess_mapping, remembered_mapping
from kodiko_desktop.exchange.preview import Choice, Standing, correct, decide, preview
from kodiko_desktop.exchange.reading import read_table
from kodiko_desktop.exchange.tables import as_csv, write_table
from kodiko_desktop.services.association.antennas import set_up
from kodiko_desktop.services.people.journeys import open_journey
from kodiko_desktop.services.people.people import change_person, register_person

TODAY = datetime.date(2026, 5, 11)
LEAST = ["Nom", "Prénom", "Date de naissance", "Téléphone"]


@pytest.fixture
def here(store: Store):
    return set_up(store, organisation_name="Kodiko", antenna_name="Paris", staff_name="Awa")


@pytest.fixture
def workbook(tmp_path):
    """Writes an .xlsx file from lines, with merged areas ("A1:B1")."""

    def write(*lines, merged=(), name="inscriptions.xlsx", hidden=()):
        book = openpyxl.Workbook()
        sheet = book.active
        for line in lines:
            sheet.append(line)
        for area in merged:
            sheet.merge_cells(area)
        for title in hidden:
            extra = book.create_sheet(title, 0)
            extra.append(["Nom", "Prénom"])
            extra.append(["Caché", "Xavier"])
            extra.sheet_state = "hidden"
        path = tmp_path / name
        book.save(path)
        return path

    return write


def look(store, path, mapping=None):
    table = read_table(path)
    remembered = remembered_mapping(store.read(), table.headers)
    chosen = mapping or guess_mapping(table.headers, remembered)
    return preview(table, chosen, connection=store.read(), today=TODAY)


def bring(store, here, seen, **options):
    return bring_in(store, seen, author=here.staff_id, antenna_id=here.antenna_id, **options)


def people(store) -> list[Person]:
    return rows_where(store.read(), Person, "1 ORDER BY number")


def test_a_registration_sheet_as_coordinators_keep_them(store, here, workbook):
    path = workbook(
        ["Registre des inscriptions – antenne de Paris"],
        [],
        ["Identité", None, None, None, "Contact", None, "Référent", None, "Situation", None, None],
        ["Nom", "Prénom", "Né(e) le", "Sexe", "Téléphone", "Mail", "Nom", "Téléphone", "Statut", "Langues", "Site"],
        [
            "DIALLO",
            "Amina",
            datetime.date(1990, 3, 12),
            "F",
            612345678,
            "a@ex.fr",
            "Awa",
            1,
            "réfugiée",
            "peul",
            "Nord",
        ],
        ["Rahimi", "Karim", "3 mars 1988", "H", "+33 7 11 22 33 44", None, "Awa", 1, "PS", "dari, pachto", "nord "],
        [None] * 11,
        ["Popescu", "Ștefan", 32935, "M.", "06.99.88.77.66", None, None, None, None, "roumain / romani", None],
        ["Total : 3"],
        merged=["A1:K1", "A3:D3", "E3:F3", "G3:H3", "I3:K3"],
    )
    seen = look(store, path)
    assert [seen.table.headers[column].whole for column in seen.mapping][:2] == ["Identité – Nom", "Identité – Prénom"]
    assert 6 not in seen.mapping and 7 not in seen.mapping
    assert [row.line for row in seen.rows] == [5, 6, 8]
    assert {row.standing for row in seen.rows} == {Standing.NEW}
    report = bring(store, here, seen)
    assert (report.created, report.sites_created, report.left_out) == (3, ("Nord",), ())
    amina, karim, stefan = people(store)
    assert (amina.birth_date, amina.phone, amina.protection) == (
        datetime.date(1990, 3, 12),
        "06 12 34 56 78",
        "refugie",
    )
    assert (karim.birth_date, karim.phone, karim.languages) == (
        datetime.date(1988, 3, 3),
        "07 11 22 33 44",
        ["fa-AF", "ps"],
    )
    assert (stefan.birth_date, stefan.sex, stefan.languages) == (datetime.date(1990, 3, 3), "H", ["ro", "rom"])
    assert amina.site_id == karim.site_id == rows_where(store.read(), Site, "1")[0].id
    assert [row.family_name for row in page(store.read(), today=TODAY).rows] == ["DIALLO", "Popescu", "Rahimi"]


def test_a_windows_csv_with_semicolons_reads_the_same(store, here, tmp_path):
    path = tmp_path / "inscriptions.csv"
    text = "Nom;Prénom;Date de naissance;Téléphone\r\nN’Guessan;Élodie;03/03/90;612345678\r\n"
    path.write_bytes(text.encode("cp1252"))
    bring(store, here, look(store, path))
    (elodie,) = people(store)
    assert (elodie.family_name, elodie.given_names, elodie.phone) == ("N’Guessan", "Élodie", "06 12 34 56 78")


def test_each_bad_cell_is_named_and_its_line_is_left_out_whole(store, here, workbook):
    path = workbook(
        LEAST, ["Diallo", "Amina", "31/02/1990", "06 12"], ["Barry", "Fatou", "12/03/1991", "07 11 22 33 44"]
    )
    seen = look(store, path)
    (bad,) = seen.with_standing(Standing.BAD)
    assert [(problem.cell, problem.read) for problem in bad.problems] == [("C2", "31/02/1990"), ("D2", "06 12")]
    assert all(problem.sentence for problem in bad.problems)
    report = bring(store, here, seen)
    assert [row.line for row in report.left_out] == [2]
    assert [person.family_name for person in people(store)] == ["Barry"]
    assert any("à corriger" in sentence for sentence in report.sentences())


def test_a_bad_cell_is_corrected_in_place(store, here, workbook):
    seen = look(store, workbook(LEAST, ["Diallo", "Amina", "31/02/1990", "06 12"]))
    assert correct(seen, 2, "birth_date", "28 février 1990").standing == Standing.BAD
    assert correct(seen, 2, "phone", "").standing == Standing.NEW
    bring(store, here, seen)
    (amina,) = people(store)
    assert (amina.birth_date, amina.phone) == (datetime.date(1990, 2, 28), "")


def test_a_line_without_a_name_is_said(store, here, workbook):
    seen = look(store, workbook(LEAST, [None, None, "12/03/1990", None], ["Barry", None, None, None]))
    (bad,) = seen.with_standing(Standing.BAD)
    assert "nom" in bad.problems[0].sentence
    assert bad.problems[0].cell == "A2"


def test_nothing_is_imported_twice(store, here, workbook):
    path = workbook(LEAST, ["Diallo", "Amina", "12/03/1990", "0612345678"])
    bring(store, here, look(store, path))
    again = look(store, path)
    assert [row.standing for row in again.rows] == [Standing.ALREADY]
    report = bring(store, here, again)
    assert (report.created, report.act_id) == (0, "")
    assert any("déjà reprise" in sentence for sentence in report.sentences())
    assert len(people(store)) == 1


def test_a_line_that_repeats_another_is_said_to(store, here, workbook):
    amina = ["Diallo", "Amina", "12/03/1990", "0612345678"]
    report = bring(store, here, look(store, workbook(LEAST, amina, amina)))
    assert report.created == 1
    assert any("répète une autre ligne" in sentence for sentence in report.sentences())
    assert not any("ressemble" in sentence for sentence in report.sentences())


def test_the_rest_of_a_corrected_file_comes_in_alone(store, here, workbook):
    amina, fatou = ["Diallo", "Amina", "12/03/1990", None], ["Barry", "Fatou", "demain", None]
    bring(store, here, look(store, workbook(LEAST, amina, fatou)))
    fatou[2] = "01/01/1991"
    report = bring(store, here, look(store, workbook(LEAST, amina, fatou)))
    assert (report.created, len(report.skipped)) == (1, 1)
    assert [person.given_names for person in people(store)] == ["Amina", "Fatou"]


def test_a_line_repeated_in_the_file_comes_in_once(store, here, workbook):
    path = workbook(
        LEAST,
        ["Diallo", "Amina", "12/03/1990", "0612345678"],
        ["DIALLO", "AMINA", "12 mars 1990", None],
        ["Diallo", "Amina", "13/03/1990", None],
    )
    seen = look(store, path)
    assert [row.standing for row in seen.rows] == [Standing.NEW, Standing.TWICE, Standing.NEW]
    assert seen.rows[1].like_line == 2
    assert bring(store, here, seen).created == 2


def test_somebody_already_registered_is_shown_and_left_alone(store, here, workbook):
    register_person(
        store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name="Diallo",
        given_names="Mohamed",
        birth_date=datetime.date(1990, 3, 12),
    )
    seen = look(store, workbook(LEAST, ["Diallo", "Mouhamed", "12/03/1990", "0612345678"]))
    (row,) = seen.rows
    assert (row.standing, row.choice) == (Standing.RESEMBLES, Choice.SKIP)
    assert {difference.field for difference in row.differences} == {"given_names", "phone"}
    assert bring(store, here, seen).created == 0
    decide(seen, row.line, Choice.CREATE)
    assert bring(store, here, seen).created == 1


def test_a_line_changed_since_is_proposed_as_an_update(store, here, workbook):
    line = ["Diallo", "Amina", "12/03/1990", "0612345678"]
    bring(store, here, look(store, workbook(LEAST, line)))
    line[3] = "0699999999"
    seen = look(store, workbook(LEAST, line))
    (row,) = seen.rows
    assert (row.standing, row.choice) == (Standing.CHANGED, Choice.SKIP)
    decide(seen, row.line, Choice.UPDATE)
    report = bring(store, here, seen)
    assert (report.created, report.updated) == (0, 1)
    (amina,) = people(store)
    assert amina.phone == "06 99 99 99 99"
    assert look(store, workbook(LEAST, line)).rows[0].standing == Standing.ALREADY


def test_an_update_does_not_overwrite_in_silence_what_was_typed_meanwhile(store, here, workbook):
    line = ["Diallo", "Amina", "12/03/1990", "0612345678"]
    bring(store, here, look(store, workbook(LEAST, line)))
    line[3] = "0699999999"
    seen = look(store, workbook(LEAST, line))
    (amina,) = people(store)
    record = find(store.read(), Person, amina.id)
    change_person(store, author=here.staff_id, person_id=amina.id, values={"phone": "06 00 00 00 00"}, seen=record.seen)
    decide(seen, 2, Choice.UPDATE)
    bring(store, here, seen)
    assert store.read().execute("SELECT row_id, field FROM conflict").fetchall() == [(amina.id, "phone")]


def test_a_decision_that_cannot_be_carried_out_is_refused(store, here, workbook):
    seen = look(store, workbook(LEAST, ["Diallo", "Amina", "jamais", None], ["Barry", "Fatou", None, None]))
    for line, choice in ((2, Choice.CREATE), (3, Choice.UPDATE)):
        with pytest.raises(ValueError):
            decide(seen, line, choice)
    assert decide(seen, 3, Choice.SKIP).choice == Choice.SKIP
    assert bring(store, here, seen).created == 0


def test_an_import_is_undone_as_a_whole_and_may_be_made_again(store, here, workbook):
    headers = [*LEAST, "Site", "Remarques"]
    lines = [[f"Nom{chr(97 + index)}", "Amina", None, None, "Nord", "dispo le matin"] for index in range(20)]
    path = workbook(headers, *lines)
    report = bring(store, here, look(store, path))
    assert len(rows_where(store.read(), Note, "1")) == 20
    store.undo(report.act_id, author=here.staff_id)
    assert (people(store), count(store.read()), rows_where(store.read(), Site, "1")) == ([], 0, [])
    assert bring(store, here, look(store, path)).created == 20


def test_a_number_given_elsewhere_stays_in_the_journal_and_finds_its_person(store, here, workbook):
    """Two laptops that worked alone gave PAR-2026-01-0001 to two people: one of them comes in by a table."""
    own = register_person(store, author=here.staff_id, antenna_id=here.antenna_id, family_name="Kidane")
    number = find(store.read(), Person, own).row.number
    headers = [*LEAST, "Numéro de dossier", "Remarques"]
    bring(store, here, look(store, workbook(headers, ["Diallo", "Amina", None, None, number, "dispo le matin"])))
    (amina,) = [person for person in rows_where(store.read(), Person, "1") if person.family_name == "Diallo"]
    assert amina.number != number
    assert [number in note.text for note in rows_where(store.read(), Note, "1")].count(True) == 1
    assert {hit.row_id for hit in search(store.read(), number)} == {own, amina.id}
    assert {hit.row_id for hit in search(store.read(), number.lower().replace("-", "", 2))} == {own, amina.id}
    assert [hit.row_id for hit in search(store.read(), amina.number)] == [amina.id]


@pytest.mark.parametrize("after", [1, 2])
def test_a_cancelled_import_leaves_nothing(store, here, workbook, after):
    path = workbook(
        LEAST, *([f"Nom{index:04d}".translate(str.maketrans("0123456789", "abcdefghij"))] for index in range(30))
    )
    seen = look(store, path)
    calls = []

    def cancel(*_progress) -> None:
        calls.append(1)
        if len(calls) == after:
            raise Cancelled

    with pytest.raises(Cancelled):
        bring(store, here, seen, progress=cancel)
    assert (people(store), count(store.read())) == ([], 0)
    assert store.read().execute("SELECT count(*) FROM imported_row").fetchone() == (0,)
    assert remembered_mapping(store.read(), seen.table.headers) is None
    assert bring(store, here, seen).created == 30


def test_the_mapping_chosen_is_remembered_for_the_same_titles(store, here, workbook):
    path = workbook(["Alpha", "Nom"], ["Diallo", "Amina"])
    bring(store, here, look(store, path, {0: "family_name", 1: "given_names"}))
    again = workbook(["ALPHA", "nom"], ["Barry", "Fatou"], name="juin.xlsx")
    bring(store, here, look(store, again))
    assert [(person.family_name, person.given_names) for person in people(store)] == [
        ("Diallo", "Amina"),
        ("Barry", "Fatou"),
    ]


def test_hidden_sheets_are_not_read(workbook):
    path = workbook(["Nom"], ["Diallo"], ["Barry"], hidden=["Archives"])
    table = read_table(path)
    assert (table.sheet, table.sheets, len(table.rows)) == ("Sheet", ("Sheet",), 2)


def test_titles_repeated_at_each_printed_page_are_not_people(workbook):
    table = read_table(workbook(["Nom", "Prénom"], ["Diallo", "Amina"], ["Nom", "Prénom"], ["Barry", "Fatou"]))
    assert table.lines == (2, 4)


@pytest.mark.parametrize(
    ("name", "content", "failure"),
    [
        ("vide.xlsx", b"", TableEmpty),
        ("vide.csv", b"\r\n\r\n", TableEmpty),
        ("titres.csv", "Nom;Prénom\r\n".encode(), TableEmpty),
        ("faux.xlsx", b"<html>not a workbook</html>", TableUnreadable),
        ("faux.csv", b"\x00\x01\x02\x03", TableUnreadable),
        ("liste.docx", b"PK", TableOfAnotherKind),
        ("secret.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), TableLocked),
        ("long.csv", b"Nom;Sexe\r\n" + b"Diallo;F\r\n" * 50_001, TableTooLarge),
    ],
)
def test_a_file_that_cannot_be_read_says_why_in_french(tmp_path, name, content, failure):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(failure) as raised:
        read_table(path)
    assert raised.value.sentence.endswith(".")


def test_a_torn_workbook_says_so(workbook):
    path = workbook(LEAST, *(["Diallo", "Amina", None, None] for _ in range(50)))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(TableUnreadable):
        read_table(path)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(TableUnreadable):
        read_table(tmp_path / "parti.xlsx")


@pytest.mark.parametrize("name", ["محمد ديالو", "ተስፋይ", "Олена", "N" * 80, "X"])
def test_names_of_any_script_come_in_as_written(store, here, workbook, name):
    bring(store, here, look(store, workbook(LEAST, [name, None, None, None])))
    assert [person.family_name for person in people(store)] == [name]


@pytest.mark.parametrize("name", ["liste.csv", "liste.xlsx"])
def test_an_exported_list_comes_back_as_the_same_people(store, here, workbook, tmp_path, name):
    lines = [["Diallo", "Amina", "12/03/1990", "0612345678"], ["Ștefănescu", "Ion", "03/03/1988", None]]
    bring(store, here, look(store, workbook(LEAST, *lines)))
    for person in people(store):
        open_journey(store, author=here.staff_id, person_id=person.id, programme="essai", started_on=TODAY)
    path = tmp_path / name
    rows = page(store.read(), today=TODAY).rows
    write_table(path, people_table(rows, labels={"status": {"actif": "Parcours actif"}}))
    assert "Parcours actif" in repr(read_table(path))
    assert [row.standing for row in look(store, path).rows] == [Standing.ALREADY, Standing.ALREADY]


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+33", "-1", "@SUM(A1)"])
def test_an_exported_name_is_never_a_formula(store, here, name):
    register_person(store, author=here.staff_id, antenna_id=here.antenna_id, family_name=name)
    exported = as_csv(people_table(page(store.read(), today=TODAY).rows)).decode("utf-8-sig")
    assert f";'{name};" in exported
