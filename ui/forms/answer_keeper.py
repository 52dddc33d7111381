"""Keeps each answer as soon as it is given: no button to forget, no answer that silently stays behind."""

from typing import Any

from PySide6.QtCore import QObject, QTime, Signal

from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Value
from kodiko_desktop.services.diagnostics import diagnostics
from kodiko_desktop.services.diagnostics.filled_forms import FilledForm
from ui.desk import Desk


class AnswerKeeper(QObject):
    """The answers of one response as the page holds them, and what was seen of each.

    `kept(question, time)`: durable now; `failed(question, sentence)`: not kept, the page still shows it.
    """

    kept = Signal(str, str)
    failed = Signal(str, str)

    def __init__(self, desk: Desk, filled: FilledForm, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self.diagnostic_id = filled.response.diagnostic.id
        self.answers: dict[str, Value] = dict(filled.response.answers)
        self.comments: dict[str, str] = dict(filled.response.comments)
        self._seen: dict[str, Seen] = dict(filled.response.seen_answers)
        self._waiting: dict[str, int] = {}
        self._refused: set[str] = set()

    def answer(self, question: str, value: Value) -> None:
        """Keep an answer; None takes it back."""
        if value is None:
            self.answers.pop(question, None)
        else:
            self.answers[question] = value
        self._keep(question, None)

    def comment(self, question: str, text: str) -> None:
        """Keep what is noted beside an answer."""
        self.comments[question] = text
        self._keep(question, text)

    def retry(self) -> None:
        """Try again to keep what was refused."""
        for question in tuple(self._refused):
            self._keep(question, self.comments.get(question))

    def look_again(self, filled: FilledForm) -> set[str]:
        """The response was read again: take what others wrote. Returns the questions whose display changes; what waits
        to be kept stays as it is here."""
        given, seen = filled.response.answers, filled.response.seen_answers
        free = {key for key in {*self.answers, *given} if key not in self._waiting and key not in self._refused}
        changed = {key for key in free if self.answers.get(key) != given.get(key)}
        for key in free:
            self.answers.pop(key, None)
            if key in given:
                self.answers[key] = given[key]
            self._seen.pop(key, None)
            if key in seen:
                self._seen[key] = seen[key]
        return changed

    def _keep(self, question: str, comment: str | None) -> None:
        value, seen = self.answers.get(question), self._seen
        self._waiting[question] = self._waiting.get(question, 0) + 1
        self._refused.discard(question)

        def write(store: Any, *, author: str) -> None:
            # The worker runs writes in order: each one sees what the one before it left.
            seen[question] = diagnostics.answer(
                store,
                author=author,
                diagnostic_id=self.diagnostic_id,
                question=question,
                value=value,
                comment=comment,
                seen=seen.get(question),
            )

        self._desk.write(
            write,
            receiver=self,
            then=lambda _nothing: self._done(question),
            failed=lambda failure: self._not_done(question, failure),
        )

    def _done(self, question: str) -> None:
        self._settle(question)
        self.kept.emit(question, QTime.currentTime().toString("HH:mm"))

    def _not_done(self, question: str, failure: KodikoError) -> None:
        self._settle(question)
        self._refused.add(question)
        self.failed.emit(question, failure.sentence)

    def _settle(self, question: str) -> None:
        self._waiting[question] -= 1
        if not self._waiting[question]:
            del self._waiting[question]
