"""The widgets of the toolkit, by keyboard first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from tests.gui.widget_alone import press, shown
from ui.widgets.badge import Badge
from ui.widgets.card import Card
from ui.widgets.columns import Columns
from ui.widgets.notice import NoticeBar
from ui.widgets.progress_row import ProgressRow
from ui.widgets.radar import RadarAxis, RadarChart
from ui.widgets.row import Row
from ui.widgets.runs import Bold, runs
from ui.widgets.table import Column, DataTable
from ui.widgets.tabs import Tabs

pytestmark = pytest.mark.usefixtures("theme")


def test_row_opens_by_enter_and_arrows_reach_the_next(qtbot) -> None:
    card = Card("À faire", "2")
    rows = [
        Row(runs("{name} — essai", name=Bold(name)), lead="08:00", badge=("J1", "accent")) for name in ("Awa", "Mihai")
    ]
    opened = []
    for row in rows:
        card.add_row(row)
        row.clicked.connect(lambda _checked=False, row=row: opened.append(row))
    shown(qtbot, card)
    assert card.focus_first()
    press(QApplication.focusWidget(), Qt.Key.Key_Down)
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert opened == [rows[1]]
    assert rows[0].accessibleName() == "08:00. Awa — essai. J1"


def test_row_grows_rather_than_clips(qtbot) -> None:
    row = shown(qtbot, Row("Un titre assez long pour passer à la ligne " * 3, badge=("à signer", "warning")))
    assert row.heightForWidth(1000) >= 36
    assert row.heightForWidth(300) > row.heightForWidth(1000)


def test_cleared_card_keeps_its_title_line(qtbot) -> None:
    card = shown(qtbot, Card("À faire", "1"))
    card.add_row(Row("Ligne"))
    card.clear()
    qtbot.wait(1)
    assert not card.findChildren(Row)
    card.set_meta("0")
    assert card.accessibleName() == "À faire"


def test_badge_needs_a_word_and_a_known_kind(qtbot) -> None:
    with pytest.raises(ValueError):
        Badge("", "done")
    with pytest.raises(ValueError):
        Badge("Reçu", "red")


PEOPLE = [("Awa Diallo", 31), ("Ștefan\tMunteanu", 29)]
COLUMNS = (Column("Nom", lambda one: one[0]), Column("Âge", lambda one: str(one[1]), lambda one: one[1]))


def test_table_copies_lines_for_a_spreadsheet(qtbot) -> None:
    table = shown(qtbot, DataTable("Personnes", COLUMNS))
    table.show_lines(PEOPLE)
    table.selectAll()
    qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Nom\tÂge\nAwa Diallo\t31\nȘtefan Munteanu\t29\n"


def test_table_always_has_a_current_cell_and_enter_opens_it(qtbot) -> None:
    table = shown(qtbot, DataTable("Personnes", COLUMNS))
    opened = []
    table.opened.connect(opened.append)
    press(table, Qt.Key.Key_Return)
    table.show_lines(PEOPLE)
    assert table.current_line() == PEOPLE[0]
    table.sortByColumn(1, Qt.SortOrder.AscendingOrder)
    table.selectRow(0)
    press(table, Qt.Key.Key_Return)
    assert opened == [PEOPLE[1]]
    table.show_lines([])
    assert table.current_line() is None
    assert QAccessible.queryAccessibleInterface(table).text(QAccessible.Text.Name) == "Personnes"


def test_tabs_turn_by_key_and_arrow(qtbot) -> None:
    tabs = Tabs("Parties")
    for key, title in (("path", "Parcours"), ("forms", "Diagnostics & suivi")):
        tabs.add(key, title)
    shown(qtbot, tabs)
    turned = []
    tabs.turned.connect(turned.append)
    tabs.setFocus()
    press(tabs, Qt.Key.Key_Right)
    assert turned == ["forms"]
    tabs.turn_to("path")
    assert tabs.key() == "path"
    with pytest.raises(ValueError):
        tabs.turn_to("missing")


def test_radar_is_described_in_words(qtbot) -> None:
    radar = shown(qtbot, RadarChart())
    radar.show_axes(
        [RadarAxis("Réseau", 0.53, 0.3, "53"), RadarAxis("Projet", None), RadarAxis("Langue", 0.2, 0.2, "A1.1")]
    )
    assert radar.accessibleDescription() == (
        "Réseau\u00a0: 53, plus qu’avant; Projet\u00a0: pas encore renseigné; Langue\u00a0: A1.1, comme avant"
    )
    assert not radar.grab().isNull()


def test_notice_offers_undo_once_and_stays_for_a_failure(qtbot) -> None:
    holder = shown(qtbot, QWidget())
    holder.resize(400, 300)
    bar = NoticeBar(holder, shown_ms=20)
    bar.move(100, 200)
    undone = []
    bar.say("Séance enregistrée.", action="Annuler", on_action=lambda: undone.append(True))
    bar.action_button.click()
    assert undone == [True]
    assert bar.sentence() == ""
    bar.say("Le dossier est plein.", kind="danger")
    qtbot.wait(80)
    assert bar.sentence() == "Le dossier est plein."
    bar.close_button.setFocus()
    bar.say("Lu pendant que le clavier est dessus.")
    qtbot.wait(80)
    assert bar.sentence()
    bar.close_button.clearFocus()
    qtbot.waitUntil(lambda: bar.sentence() == "")


def test_progress_row_asks_once_to_stop(qtbot) -> None:
    row = shown(qtbot, ProgressRow("Impression"))
    asked = []
    row.cancel_asked.connect(lambda: asked.append(True))
    row.show_progress(3, 12, "3 feuilles sur 12")
    row.cancel_button.click()
    row.cancel_button.click()
    assert asked == [True]


def test_columns_stack_when_narrow(qtbot) -> None:
    columns = Columns()
    columns.main.addWidget(Card("Un"))
    columns.side.addWidget(Card("Deux"))
    shown(qtbot, columns)
    columns.resize(1100, 400)
    assert not columns.is_stacked()
    columns.resize(600, 400)
    assert columns.is_stacked()
