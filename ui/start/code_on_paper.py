"""A code shown once: to print, to keep away from the laptop, and to prove by typing two groups back from the paper."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kodiko_desktop.domain.wording import _
from ui.jobs import Jobs
from ui.start.cover import Remark, button, buttons
from ui.theme import tokens as scale
from ui.widgets.code_groups import CodeGroups
from ui.widgets.file_choice import file_to_save
from ui.widgets.form import FieldRow
from ui.widgets.text import label


class CodeOnPaper(QWidget):
    """Emits `confirmed` when both groups are typed as printed. `printed` tells that the sheet went to paper or to a
    file.

    `draw()` gives the PDF of the sheet, off the window's thread; `asked`: the groups typed back, from 1; `read_groups`
    tidies what is typed (lookalikes) and cuts it in groups; `file_name`: the one offered for the PDF.
    """

    confirmed = Signal()
    printed = Signal()

    def __init__(
        self,
        code: str,
        draw: Callable[[], bytes],
        jobs: Jobs,
        *,
        name: str,
        file_name: str,
        asked: tuple[int, int],
        read_groups: Callable[[str], list[str]],
        columns: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._code, self._sheet, self._jobs, self._asked = code, draw, jobs, asked
        self._read_groups, self._file_name = read_groups, file_name
        self._printing: QObject | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scale.SPACE_4)
        column.addWidget(CodeGroups(code, name, columns=columns))
        self.print_button = button(_("&Imprimer la feuille…"), kind="primary")
        self.print_button.clicked.connect(lambda _checked=False: self._draw(self._print))
        self.save_button = button(_("Enregistrer le &PDF…"))
        self.save_button.clicked.connect(lambda _checked=False: self._draw(self._save))
        column.addLayout(buttons(self.print_button, self.save_button))
        self.remark = Remark()
        column.addWidget(self.remark)
        column.addWidget(
            label(
                _("Pour vérifier que la feuille est lisible, recopiez deux groupes depuis le papier\u00a0:"), wrap=True
            )
        )
        line = QHBoxLayout()
        line.setSpacing(scale.SPACE_4)
        self.fields: list[QLineEdit] = []
        self._rows: list[FieldRow] = []
        for number in asked:
            field = QLineEdit()
            field.setMaxLength(8)
            row = FieldRow(_("Groupe {number}").format(number=number), field)
            self.fields.append(field)
            self._rows.append(row)
            line.addWidget(row)
        line.addStretch(1)
        column.addLayout(line)
        self.confirm_button = button(_("La &feuille est rangée, continuer"))
        self.confirm_button.clicked.connect(lambda _checked=False: self._confirm())
        self.fields[0].returnPressed.connect(self.fields[1].setFocus)
        self.fields[1].returnPressed.connect(self._confirm)
        column.addLayout(buttons(self.confirm_button))

    def _confirm(self) -> None:
        groups = self._code.split("-")
        wrong = []
        for number, field, row in zip(self._asked, self.fields, self._rows, strict=True):
            right = "".join(self._read_groups(field.text())) == groups[number - 1]
            row.set_error("" if right else _("Ce n’est pas le groupe {number}\u00a0: comparez.").format(number=number))
            if not right:
                wrong.append(field)
        if wrong:
            wrong[0].setFocus()
        else:
            self.confirmed.emit()

    def _draw(self, then: Callable[[bytes], None]) -> None:
        self._jobs.run(
            self._sheet,
            receiver=self,
            on_success=then,
            on_failure=lambda failure: self.remark.say(failure.sentence),
            store=False,
        )

    def _print(self, pdf: bytes) -> None:
        from ui.paper.printing import print_pdf

        self._printing = print_pdf(pdf, parent=self)
        if self._printing is not None:
            self._printing.sent.connect(self.printed)
            self._printing.failed.connect(self.remark.say)

    def _save(self, pdf: bytes) -> None:
        path = file_to_save(self, _("Enregistrer la feuille"), self._file_name, _("PDF (*.pdf)"))
        if path:
            self._jobs.run(
                _write,
                path,
                pdf,
                receiver=self,
                on_success=lambda _nothing: self.printed.emit(),
                on_failure=lambda failure: self.remark.say(failure.sentence),
                store=False,
            )


def _write(path: Path, pdf: bytes) -> None:
    from kodiko_desktop.vault.durable import write_durably
    from kodiko_desktop.vault.failures import BackupFolderUnwritable

    try:
        write_durably(path, pdf)
    except OSError as error:
        raise BackupFolderUnwritable(type(error).__name__) from error
