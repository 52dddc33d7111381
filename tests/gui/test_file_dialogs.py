"""Files and printers are asked for in French whole, and where people keep their files."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QFileDialog, QGroupBox, QLabel, QTreeView, QWidget

from ui.qt_language import speak
from ui.widgets import file_choice

SAME_IN_BOTH = {"Type", "Type:", "Pages", "Options", "&Options >>", "Portrait", "...", "…"}


@pytest.fixture
def in_french(qapp):
    """Speak French for the time of a test: what is installed is taken away."""
    yield lambda: speak(qapp, "fr")
    for each in qapp.findChildren(QTranslator):
        qapp.removeTranslator(each)
        each.deleteLater()


def save_dialog() -> QDialog:
    made = QFileDialog(None, "", "papier.pdf", "PDF (*.pdf)")
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    return made


def folder_dialog() -> QDialog:
    made = QFileDialog()
    made.setOption(QFileDialog.Option.DontUseNativeDialog)
    made.setFileMode(QFileDialog.FileMode.Directory)
    return made


def print_dialog() -> QDialog:
    return QPrintDialog()


def words_of(qtbot, dialog: QDialog) -> set[str]:
    qtbot.addWidget(dialog)
    dialog.show()
    said = set()
    for part in dialog.findChildren(QWidget):
        if isinstance(part, (QLabel, QAbstractButton)):
            said |= {part.text(), part.toolTip()}
        elif isinstance(part, QGroupBox):
            said.add(part.title())
        elif isinstance(part, QComboBox) and part.objectName() != "lookInCombo":
            said |= {part.itemText(place) for place in range(part.count())}
        elif isinstance(part, QTreeView) and part.model():
            model = part.model()
            said |= {model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())}
    dialog.hide()
    return {each for each in said if each and any(letter.isalpha() for letter in each) and "PDF (" not in each}


@pytest.mark.parametrize("make", [save_dialog, folder_dialog, print_dialog])
def test_dialogs_of_qt_say_nothing_in_english(qtbot, theme, in_french, make) -> None:
    english = words_of(qtbot, make())
    assert len(english) > 5
    assert in_french()
    assert words_of(qtbot, make()) & (english - SAME_IN_BOTH) == set()


def test_files_are_asked_for_in_documents_then_where_the_last_one_was(monkeypatch, tmp_path) -> None:
    documents, elsewhere = tmp_path / "Documents", tmp_path / "Contrats"
    for folder in (documents, elsewhere):
        folder.mkdir()
    monkeypatch.setattr(file_choice, "_last", None)
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _place: str(documents))
    asked: list[str] = []

    def choose(_parent: object, _title: str, begins: str, *_more: str) -> tuple[str, str]:
        asked.append(begins)
        return str(elsewhere / "signé.pdf"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    assert file_choice.file_to_save(None, "", "PAR-2026.pdf") == elsewhere / "signé.pdf"
    file_choice.file_to_save(None, "", "PAR-2027.pdf")
    assert [Path(each) for each in asked] == [documents / "PAR-2026.pdf", elsewhere / "PAR-2027.pdf"]
    elsewhere.rmdir()
    assert file_choice.starting_folder() == documents


def test_nothing_chosen_changes_nothing(monkeypatch) -> None:
    monkeypatch.setattr(file_choice, "_last", None)
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_more: ("", ""))
    assert file_choice.file_to_open(None, "") is None
    assert file_choice._last is None
