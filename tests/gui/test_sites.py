"""Lieux: noting a place, its facts, its diagnostic on screen and on paper."""

import datetime
from collections.abc import Callable

import pypdfium2
import pytest
from PySide6.QtWidgets import QWidget

from db import records
from db.tables import Diagnostic
from kodiko_desktop.services.diagnostics import diagnostics, paper_forms
from kodiko_desktop.services.people import households, people
from kodiko_desktop.services.places import site_files, sites
from ui.desk import Desk, Place
from ui.pages import sites as area
from ui.pages.sites.sites_page import SitesPage
from ui.paper.preview import PaperPreview
from ui.shell.main_frame import MainFrame
from ui.widgets.row import Row
from ui.widgets.text_area import TextArea

MONDAY = datetime.date(2026, 5, 11)
RESTRICTED = "Deux familles décident"


@pytest.fixture
def page(qtbot, frame: MainFrame, desk: Desk) -> SitesPage:
    """The page of places in a frame, wired as the window wires it."""
    for entry in area.entries(desk):
        frame.register(entry)
    desk.going.connect(lambda place: frame.go(place.page, place))
    desk.changed.connect(frame.refresh)
    desk.go("sites")
    qtbot.waitQuiet(desk.jobs)
    return frame.page()


@pytest.fixture
def site_id(desk: Desk) -> str:
    here = desk.here()
    return sites.create_site(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        name="Rue des Tanneurs",
        kind="bidonville",
        city="Tours",
        since=datetime.date(2024, 3, 1),
    )


@pytest.fixture
def form(desk: Desk, site_id: str) -> str:
    """The form about a site that is shipped."""
    (startable,) = site_files.read_site(desk.here().store, site_id).startable
    return startable.form


def _rows(widget: QWidget) -> list[Row]:
    return [row for row in widget.findChildren(Row) if row.isVisible()]


def _said(widget: QWidget) -> list[str]:
    return [row.accessibleName() for row in _rows(widget)]


def _lives_there(desk: Desk, site_id: str) -> str:
    here = desk.here()
    person_id = people.register_person(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name="Munteanu",
        given_names="Ștefan",
        site_id=site_id,
    )
    households.create_household(
        here.store, author=here.staff_id, name="Les Munteanu", member_ids=[person_id], site_id=site_id
    )
    return person_id


def _value(desk: Desk, name: str) -> list[object]:
    rows = desk.here().store.read().execute(f"SELECT {name} FROM site WHERE archived_at IS NULL ORDER BY rowid")
    return [row[0] for row in rows]


def _text(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    said = "\n".join(sheet.get_textpage().get_text_range() for sheet in document)
    document.close()
    return said


def test_empty_page_says_what_to_do_and_a_name_creates_the_place(qtbot, desk: Desk, page: SitesPage) -> None:
    assert page.list.empty.isVisible()
    page.list.empty.button.click()
    fields = page.site.facts.fields
    assert not page.site.diagnostics.isVisible()
    fields["name"].setText("Rue  des Tanneurs")
    fields["name"].settle()
    fields["city"].setText("Tours")  # while the place is being created
    fields["city"].settle()
    qtbot.waitUntil(lambda: page.site.diagnostics.isVisible())
    qtbot.waitQuiet(desk.jobs)
    assert (_value(desk, "name"), _value(desk, "city")) == (["Rue des Tanneurs"], ["Tours"])
    assert page.title() == "Rue des Tanneurs · Lieux"
    page.site.back_button.click()
    qtbot.waitUntil(lambda: _said(page) == ["Rue des Tanneurs. Tours. 0 personne"])


def test_list_counts_people_and_sets_partners_apart(qtbot, desk: Desk, page: SitesPage, site_id: str) -> None:
    here = desk.here()
    sites.create_site(
        here.store, author=here.staff_id, antenna_id=here.antenna_id, name="Mission locale", kind="partenaire"
    )
    _lives_there(desk, site_id)
    qtbot.waitUntil(lambda: len(_rows(page)) == 2 and "1 personne" in _said(page)[0])
    assert _said(page.list._living) == ["Rue des Tanneurs. Bidonville · Tours · depuis mars 2024. 1 personne"]
    assert _said(page.list._partners) == ["Mission locale. Site partenaire. 0 personne"]
    page.list.search.setText("mission")
    qtbot.waitUntil(lambda: len(_rows(page)) == 1)


def test_the_keyboard_is_in_the_search_once_the_places_are_read(
    qtbot, desk: Desk, page: SitesPage, site_id: str
) -> None:
    page.list.show_sites(())
    page.focus_first()
    assert page.list.empty.button.hasFocus()
    page.load()
    qtbot.waitUntil(lambda: page.list.search.hasFocus())


def test_facts_are_kept_as_they_are_left_and_never_dispute_each_other(
    qtbot, desk: Desk, page: SitesPage, site_id: str
) -> None:
    desk.go("sites", site_id)
    fields = page.site.facts.fields
    qtbot.waitUntil(lambda: fields["city"].text() == "Tours")
    for typed in ("Amboise", "Vouvray", "Joué-lès-Tours"):
        fields["city"].setText(typed)
        fields["city"].settle()
    qtbot.waitUntil(lambda: page.site.facts._state.text().startswith("Enregistré à"))
    qtbot.waitQuiet(desk.jobs)
    fields["city"].setText("Saint-Avertin")
    page.flush()
    qtbot.waitQuiet(desk.jobs)
    assert _value(desk, "city") == ["Saint-Avertin"]
    assert desk.here().store.read().execute("SELECT count(*) FROM conflict").fetchone()[0] == 0


def test_emptied_name_is_refused_in_words_and_comes_back(qtbot, desk: Desk, page: SitesPage, site_id: str) -> None:
    desk.go("sites", site_id)
    fields = page.site.facts.fields
    qtbot.waitUntil(lambda: fields["city"].text() == "Tours")
    fields["name"].setText("")
    fields["name"].settle()
    qtbot.waitUntil(lambda: page.site.facts._state.text().startswith("Donnez un nom"))
    assert fields["name"].text() == "Rue des Tanneurs"


def test_diagnostic_is_begun_filled_in_and_listed(qtbot, desk: Desk, page: SitesPage, site_id: str) -> None:
    desk.go("sites", site_id)
    qtbot.waitUntil(lambda: bool(page.site.begin_menu.actions()))
    (action,) = page.site.begin_menu.actions()
    assert action.text() == "Diagnostic de site"
    action.trigger()
    qtbot.waitUntil(lambda: page.response is not None and page.response.form.form is not None)
    qtbot.waitQuiet(desk.jobs)
    page.response.form._rows["acces"].findChild(TextArea).setPlainText("Arrêt Tanneurs")
    page.flush()
    qtbot.waitQuiet(desk.jobs)
    (row,) = records.rows_where(desk.here().store.read(), Diagnostic, "about = 'site' AND about_id = ?", (site_id,))
    assert (row.on_date, row.stream, row.form_version) == (MONDAY, desk.here().antenna_id, "1")
    assert diagnostics.read_response(desk.here().store, row.id).answers == {"acces": "Arrêt Tanneurs"}
    kept = desk.here().store.read().execute("SELECT key FROM definition WHERE kind = 'form'").fetchall()
    assert [key for (key,) in kept] == [row.form]
    page.response.left.emit()
    qtbot.waitUntil(lambda: page.response is None and any("11 mai 2026" in said for said in _said(page.site)))
    (line,) = [each for each in _rows(page.site) if "11 mai 2026" in each.accessibleName()]
    places: list[Place] = []
    desk.going.connect(places.append)
    line.click()
    assert places == [Place("sites", site_id, field=row.id)]
    qtbot.waitUntil(lambda: page.response is not None)


def test_people_of_the_place_lead_to_their_file_and_hide_in_discreet_mode(
    qtbot, desk: Desk, page: SitesPage, site_id: str
) -> None:
    person_id = _lives_there(desk, site_id)
    desk.go("sites", site_id)
    qtbot.waitUntil(lambda: any("Munteanu" in said for said in _said(page)))
    assert "Les Munteanu. 1 personne" in _said(page)
    desk.set_discreet(True)
    page.set_discreet(True)
    qtbot.waitUntil(lambda: any(said.startswith("Ș. M.") for said in _said(page)))
    assert not any("Munteanu" in said for said in _said(page))
    desk.going.disconnect()
    places: list[Place] = []
    desk.going.connect(places.append)
    next(row for row in _rows(page) if row.accessibleName().startswith("Ș. M.")).click()
    assert places == [Place("person", person_id)]


def test_paper_names_the_place_and_leaves_out_who_holds_sway(
    qtbot, desk: Desk, page: SitesPage, site_id: str, form: str
) -> None:
    here = desk.here()
    row_id = site_files.begin(here.store, author=here.staff_id, site_id=site_id, form=form, on_date=MONDAY)
    diagnostics.answer_all(
        here.store,
        author=here.staff_id,
        diagnostic_id=row_id,
        answers={"emprise": RESTRICTED, "leviers": "Une cuisine commune"},
    )
    filled = _text(paper_forms.filled_form(here.store, diagnostic_id=row_id, today=MONDAY).pdf)
    assert "Rue des Tanneurs" in filled and "Une cuisine commune" in filled
    assert RESTRICTED not in filled and "emprise" not in filled.lower()
    desk.go("sites", site_id)
    qtbot.waitUntil(lambda: bool(page.site.blank_menu.actions()))
    page.site.blank_menu.actions()[0].trigger()
    qtbot.waitUntil(lambda: bool(page.site.findChildren(PaperPreview)))
    (preview,) = page.site.findChildren(PaperPreview)
    blank = _text(preview.paper.pdf)
    preview.close()
    qtbot.waitQuiet(desk.jobs)
    assert "Rue des Tanneurs" in blank and "Personnes relais" in blank
    assert "emprise" not in blank.lower()


def test_place_put_away_leaves_the_list_and_can_come_back(qtbot, desk: Desk, page: SitesPage, site_id: str) -> None:
    desk.go("sites", site_id)
    qtbot.waitUntil(lambda: page.site.archive_button.isVisible())
    page.site.archive_button.click()
    qtbot.waitUntil(lambda: page.site is None and page.list.empty.isVisible())
    desk.undo(receiver=page)
    qtbot.waitUntil(lambda: len(_rows(page)) == 1)


def test_every_control_has_a_name_and_nothing_overflows(
    qtbot,
    frame: MainFrame,
    desk: Desk,
    page: SitesPage,
    site_id: str,
    form: str,
    nameless: Callable[[QWidget], list[str]],
    overflowing: Callable[[QWidget], list[str]],
) -> None:
    _lives_there(desk, site_id)
    here = desk.here()
    row_id = site_files.begin(here.store, author=here.staff_id, site_id=site_id, form=form, on_date=MONDAY)
    for place in (Place("sites"), Place("sites", site_id), Place("sites", site_id, field=row_id)):
        desk.going.emit(place)
        qtbot.waitUntil(lambda place=place: (page.response is not None) == bool(place.field))
        qtbot.waitQuiet(desk.jobs)
        assert nameless(page) == []
        for size in ((1366, 768), (683, 384)):
            frame.resize(*size)
            qtbot.wait(20)
            assert overflowing(page) == []
