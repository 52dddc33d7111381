"""One line of the spreadsheet under the keyboard: each bad cell corrected in place, or whom it resembles."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from kodiko_desktop.exchange.preview import CellProblem, Choice, PreviewRow, Standing
from ui.pages.import_people.words import field_title, row_name, standing_word, value_words
from ui.theme import tokens as scale
from ui.widgets.answers import Answer, AnswerButtons
from ui.widgets.card import Card
from ui.widgets.form import FieldRow
from ui.widgets.line_field import LineField
from ui.widgets.text import label


class LinePanel(Card):
    """`corrected` carries (line, field, text); `decided` (line, Choice); `person_asked` the id of whom it resembles."""

    corrected = Signal(int, str, str)
    decided = Signal(int, object)
    person_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Ligne"), " ", parent)
        self.row: PreviewRow | None = None
        self.fields: dict[str, LineField] = {}
        self.choices: AnswerButtons | None = None

    def show_row(self, row: PreviewRow | None) -> None:
        """Show a line; None for an empty list."""
        self.row, self.choices = row, None
        self.fields = {}
        self.clear()
        self.setVisible(row is not None)
        if row is None:
            return
        self.set_title(row_name(row))
        self.set_meta(_("ligne {line}").format(line=row.line))
        self.add(label(row.why.capitalize() if row.why else standing_word(row).capitalize(), tone="muted"))
        for problem in row.problems:
            self.add(self._problem(problem))
        if row.differences:
            self.add(_differences(row))
        if row.person_id:
            opener = QPushButton(_("Ouvrir la fiche déjà là"))
            opener.clicked.connect(lambda _checked=False: self.person_asked.emit(row.person_id))
            self.add(opener)
        if row.standing not in (Standing.BAD, Standing.ALREADY):
            self._offer_choices(row)
        if not row.problems and not row.differences:
            self.add(_said(row))

    def _problem(self, problem: CellProblem) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, scale.SPACE_2)
        column.setSpacing(scale.SPACE_1)
        title = _("{cell} · {field}").format(cell=problem.cell, field=field_title(problem.field))
        field = LineField(title)
        field.set_value(problem.read)
        line = self.row.line if self.row else 0
        field.edited.connect(lambda text: self.corrected.emit(line, problem.field, text))
        row = FieldRow(title, field)
        row.set_error(problem.sentence)
        column.addWidget(row)
        self.fields[problem.field] = field
        if problem.suggestion:
            button = QPushButton(_("Mettre «\u00a0{text}\u00a0»").format(text=problem.suggestion))
            button.clicked.connect(lambda _checked=False: self.corrected.emit(line, problem.field, problem.suggestion))
            column.addWidget(button)
        empty = QPushButton(_("Laisser cette case vide"))
        empty.setProperty("kind", "quiet")
        empty.setAccessibleDescription(title)
        empty.clicked.connect(lambda _checked=False: self.corrected.emit(line, problem.field, ""))
        column.addWidget(empty)
        return holder

    def _offer_choices(self, row: PreviewRow) -> None:
        answers = [
            Answer(Choice.CREATE.value, _("Créer la fiche"), "1"),
            Answer(Choice.SKIP.value, _("Laisser de côté"), "2"),
        ]
        if row.differences:
            answers.append(Answer(Choice.UPDATE.value, _("Mettre à jour la fiche déjà là"), "3"))
        self.choices = AnswerButtons(_("Que faire de cette ligne\u00a0?"), answers)
        self.choices.set_value((row.choice.value,))
        line = row.line
        self.choices.answered.connect(lambda values: values and self.decided.emit(line, Choice(values[0])))
        self.add(self.choices)

    def focus_first(self) -> bool:
        """Put the keyboard on the first cell to correct, or on the choices."""
        if self.fields:
            field = next(iter(self.fields.values()))
            field.setFocus()
            field.selectAll()
            return True
        if self.choices is not None:
            self.choices.focus_first()
            return True
        return False


def _differences(row: PreviewRow) -> QWidget:
    """Side by side: what the spreadsheet says and what the file says."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(scale.SPACE_3)
    for place, title in enumerate(("", _("Tableau"), _("Fiche déjà là"))):
        grid.addWidget(label(title, scale="small", tone="muted"), 0, place)
        grid.setColumnStretch(place, 1)
    for place, difference in enumerate(row.differences, start=1):
        grid.addWidget(label(field_title(difference.field), scale="small"), place, 0)
        grid.addWidget(label(value_words(difference.field, difference.in_file), scale="small"), place, 1)
        grid.addWidget(label(value_words(difference.field, difference.in_store), scale="small"), place, 2)
    return holder


def _said(row: PreviewRow) -> QWidget:
    """What the line says, field by field."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, scale.SPACE_2, 0, 0)
    column.setSpacing(2)
    for name, value in row.values.items():
        said = _("{title}\u00a0: {value}").format(title=field_title(name), value=value_words(name, value))
        column.addWidget(label(said, scale="small"))
    return holder
