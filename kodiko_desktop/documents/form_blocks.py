"""Any questionnaire as blocks of paper: blank with boxes and lines, or filled, French beside its translation.

Nothing here knows a form by name: what is asked, in which order and how, is the form's own (resources/forms).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from kodiko_desktop.documents.bidi import first_strong, isolated
from kodiko_desktop.documents.blocks import (
    BODY,
    PICTOGRAM,
    SMALL,
    Heading,
    Labelled,
    Pictured,
    Tick,
    Ticks,
    WritingLines,
    words,
)
from kodiko_desktop.documents.choice_grid import ChoiceGrid, GridRow
from kodiko_desktop.documents.flow import Beside, Block, Stack
from kodiko_desktop.documents.sheet import text_width_of
from kodiko_desktop.documents.table import CellText
from kodiko_desktop.documents.text import Style, text_width
from kodiko_desktop.domain.contracts.template import RIGHT_TO_LEFT
from kodiko_desktop.domain.data_files.texts import FRENCH, Text
from kodiko_desktop.domain.forms import Answers, Form, Kind, Question, Section, answer_text, visible
from kodiko_desktop.domain.forms.levels import CHOICE_KINDS
from kodiko_desktop.domain.wording import _

_ASKED = Style(size=BODY.size, leading=BODY.leading, bold=True)
_WIDEST_GRID = 9
_QUESTION_SHARE = 0.36
_SHORT = 44
"""Letters that still hold in half the width."""


class FormDrafting:
    """Draws `form`. `answers` None prints it blank, every question included, conditional ones too; else only what was
    asked. Restricted questions are left out unless `restricted` says otherwise."""

    def __init__(
        self, form: Form, answers: Answers | None, *, language: str = FRENCH, restricted: bool = False
    ) -> None:
        self.form = form
        self.answers = answers or {}
        self.language = language
        self.rtl = language in RIGHT_TO_LEFT
        asked = form.questions if answers is None else visible(form, answers)
        self.asked = [question for question in asked if restricted or not question.restricted]

    def sections(self, keep: "Sequence[Section] | None" = None) -> Iterator[Block]:
        """The blocks of each section that still has a question to show; only those of `keep` when given."""
        for section in self.form.sections if keep is None else keep:
            questions = [question for question in self.asked if question.section_key == section.key]
            if questions:
                yield from self._section(section, questions)

    def _section(self, section: Section, questions: list[Question]) -> Iterator[Block]:
        pictogram = section.pictogram or ""
        yield Heading(section.title.french, self._other(section.title), self.rtl, pictogram=pictogram)
        if section.help:
            said = self._face_to_face(section.help, SMALL)
            said.keep_with_next = True
            yield said
        for list_name, group in groupby(questions, key=_grid_name):
            together = list(group)
            if list_name and len(together) > 1:
                yield self._grid(together)
            else:
                yield from self._one_by_one(together)

    def _other(self, text: Text) -> str:
        """The translation of `text`, empty in French or where there is none."""
        if self.language == FRENCH:
            return ""
        return text.translation(self.language) or ""

    def _face_to_face(self, text: Text, style: Style) -> Block:
        french = words(text.french, style)
        other = self._other(text)
        return Beside(french, words(other, style, rtl=self.rtl), space_after=2.0) if other else french

    def _grid(self, questions: list[Question]) -> Block:
        choices = [(choice.code, self._cell(choice.text, choice.pictogram)) for choice in questions[0].choices]
        rows = [
            GridRow(self._cell(each.text, each.pictogram), str(self.answers.get(each.key) or "")) for each in questions
        ]
        return ChoiceGrid(choices, rows, self.rtl)

    def _cell(self, text: Text, pictogram: str | None) -> CellText:
        other = self._other(text)
        return CellText(text.french, "" if other == text.french else other, pictogram or "")

    def _one_by_one(self, questions: list[Question]) -> Iterator[Block]:
        """Each question under the other; two short ones that wait for the same hand stand side by side."""
        waiting: Question | None = None
        for question in questions:
            if waiting is None:
                waiting = question
            elif self._is_short(waiting) and self._is_short(question) and self._same_state(waiting, question):
                yield Beside(self._written(waiting), self._written(question), space_after=4.0)
                waiting = None
            else:
                yield self._question(waiting)
                waiting = question
        if waiting is not None:
            yield self._question(waiting)

    def _is_short(self, question: Question) -> bool:
        written = question.kind not in CHOICE_KINDS and question.lines == 1 and not self._helps(question)
        length = len(question.text.french) + len(self._answer(question))
        return written and not self._other(question.text) and length < _SHORT

    def _same_state(self, one: Question, other: Question) -> bool:
        return bool(self._answer(one)) == bool(self._answer(other))

    def _helps(self, question: Question) -> bool:
        return bool(question.help) and not self._answer(question)

    def _question(self, question: Question) -> Block:
        if question.kind not in CHOICE_KINDS:
            written = self._written(question)
            written.space_after = 5.0
            return written
        ticks = self._ticks(question)
        if self._holds_on_one_line(question, ticks):
            asked = _pictured(question, words(question.text.french, _ASKED))
            return Beside(asked, ticks, share=_QUESTION_SHARE, space_after=4.0)
        parts = [_pictured(question, self._face_to_face(question.text, _ASKED))]
        if self._helps(question):
            parts.append(self._face_to_face(question.help, SMALL))
        return Stack([*parts, ticks], space_after=5.0)

    def _holds_on_one_line(self, question: Question, ticks: Ticks) -> bool:
        """Can the boxes stand behind the question?"""
        left, right = Beside(ticks, ticks, share=_QUESTION_SHARE).columns(text_width_of(False))
        if question.pictogram:
            left -= PICTOGRAM + 5.0
        if self._other(question.text) or self._helps(question) or text_width(question.text.french, _ASKED) > left:
            return False
        return ticks.height(right) < 2 * BODY.leading

    def _answer(self, question: Question) -> str:
        return answer_text(question, self.answers.get(question.key))

    def _ticks(self, question: Question) -> Ticks:
        value = self.answers.get(question.key)
        chosen = set(value) if isinstance(value, list) else {value}
        ticks = []
        for choice in question.choices:
            other = self._other(choice.text)
            note = isolated(other) if other != choice.text.french else ""
            ticks.append(Tick(choice.text.french, choice.code in chosen, note, choice.pictogram or ""))
        known = {choice.code for choice in question.choices}
        ticks += [Tick(str(code), True) for code in sorted(chosen - known - {None}, key=str)]
        return Ticks(ticks, inline=True)

    def _written(self, question: Question) -> Block:
        """A label with what was answered, or with room for it."""
        answer = self._answer(question)
        if answer and question.kind is Kind.OWN_WORDS:
            answer = _("«\u00a0{words}\u00a0»").format(words=answer)
        label = question.text.french.removesuffix(".")
        unit = question.unit.read(self.language) if question.unit and not answer else ""
        if unit:
            label = f"{label} ({unit})"
        other = self._other(question.text)
        if not other and not self._helps(question):
            return _pictured(question, Labelled(label, answer, question.lines))
        asked = words(label, _ASKED)
        both = Beside(asked, words(other, _ASKED, rtl=self.rtl)) if other else asked
        parts: list[Block] = [_pictured(question, both)]
        if self._helps(question):
            parts.append(self._face_to_face(question.help, SMALL))
        parts.append(words(answer, rtl=bool(first_strong(answer))) if answer else WritingLines(question.lines))
        return Stack(parts)


def _pictured(question: Question, block: Block) -> Block:
    """What is asked, behind its drawing when it has one."""
    return Pictured(question.pictogram, block) if question.pictogram else block


def _grid_name(question: Question) -> str:
    """What makes neighbours share a grid: the same list of answers, one of which is chosen."""
    if question.kind is Kind.MULTIPLE or not question.choices or len(question.choices) > _WIDEST_GRID:
        return ""
    return question.list_name or ""
