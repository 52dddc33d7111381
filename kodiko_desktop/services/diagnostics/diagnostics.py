"""Answers to forms: each one kept as soon as it is given, with the version of the form it was given to."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import records
from db.store import Store
from db.tables import Answer, Diagnostic
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import natural_id
from kodiko_desktop.domain.wording import _


class DiagnosticMissing(KodikoError):
    """The response is not in this store."""


@dataclass(frozen=True)
class Response:
    """A response as displayed: its row, its answers by question (JSON values), its comments, and what was seen of each
    answer (by question)."""

    diagnostic: Diagnostic
    seen: Seen
    answers: dict[str, Any]
    comments: dict[str, str]
    seen_answers: dict[str, Seen]


def start_diagnostic(
    store: Store,
    *,
    author: str,
    stream: str,
    about: str,
    about_id: str,
    form: str,
    form_version: str,
    on_date: datetime.date,
    person_id: str | None = None,
    id: str | None = None,
    **details: Any,
) -> str:
    """Open a response to a form (`details`: moment, journey_id, with_interpreter, answered_by). Returns its id. With a
    natural `id` that exists already (the voice of a check-in), the response is opened again as it is."""
    if id is not None and records.find(store.read(), Diagnostic, id) is not None:
        return id
    with store.act("diagnostic.start", author=author) as act:
        return act.create(
            Diagnostic,
            stream=stream,
            id=id,
            about=about,
            about_id=about_id,
            person_id=person_id,
            form=form,
            form_version=form_version,
            on_date=on_date,
            author_id=author,
            **details,
        )


def answer(
    store: Store,
    *,
    author: str,
    diagnostic_id: str,
    question: str,
    value: Any,
    comment: str | None = None,
    seen: Seen | None = None,
) -> Seen:
    """Keep one answer at once (durable when this returns). `value` None takes it back. `seen`: what the page displayed
    of this answer (None: nothing was there). Returns what is to be seen from now on. Raises DiagnosticMissing."""
    found = find_diagnostic(store, diagnostic_id)
    answer_id = natural_id("answer", diagnostic_id, question)
    values = {"value": value} | ({"comment": comment} if comment is not None else {})
    with store.act("diagnostic.answer", author=author) as act:
        known = act.connection.execute("SELECT archived_at FROM answer WHERE id = ?", (answer_id,)).fetchone()
        if known and known[0] is not None:  # undone since: the page showed nothing there
            act.change(Answer, answer_id, values={**values, "archived_at": None}, seen=act.seen(Answer, answer_id))
        elif known:
            act.change(Answer, answer_id, values=values, seen=seen or {})
        else:
            act.create(
                Answer,
                stream=found.row.stream,
                id=answer_id,
                diagnostic_id=diagnostic_id,
                person_id=found.row.person_id,
                question=question,
                **values,
            )
        return act.seen(Answer, answer_id)


def answer_all(store: Store, *, author: str, diagnostic_id: str, answers: Mapping[str, Any]) -> None:
    """Keep in one act the answers of a sheet, by question, over those that are there. Raises DiagnosticMissing."""
    found = records.find(store.read(), Diagnostic, diagnostic_id)
    if found is None:
        raise DiagnosticMissing(_("Ce diagnostic n’est pas (ou plus) sur cet ordinateur."), for_log="no diagnostic")
    about = {"diagnostic_id": diagnostic_id, "person_id": found.row.person_id}
    rows = [
        (natural_id("answer", diagnostic_id, question), {**about, "question": question, "value": value})
        for question, value in answers.items()
    ]
    with store.act("diagnostic.answer", author=author) as act:
        act.create_many(Answer, stream=found.row.stream, rows=rows)


def finish_diagnostic(store: Store, *, author: str, diagnostic_id: str, on_date: datetime.date | None) -> None:
    """Say that a response is complete (None: open it again). Answers can be corrected all the same."""
    with store.act("diagnostic.finish", author=author) as act:
        seen = act.seen(Diagnostic, diagnostic_id)
        act.change(Diagnostic, diagnostic_id, values={"finished_on": on_date}, seen=seen)


def change_diagnostic(store: Store, *, author: str, diagnostic_id: str, values: dict[str, Any], seen: Seen) -> Seen:
    """Change what surrounds a response: its date, its moment, the interpreter. Returns what is to be seen from now
    on."""
    with store.act("diagnostic.change", author=author) as act:
        act.change(Diagnostic, diagnostic_id, values=values, seen=seen)
        return act.seen(Diagnostic, diagnostic_id)


def archive_diagnostic(store: Store, *, author: str, diagnostic_id: str) -> None:
    """Put a response away (opened by mistake)."""
    with store.act("diagnostic.archive", author=author) as act:
        act.archive(Diagnostic, diagnostic_id)


def find_diagnostic(store: Store, diagnostic_id: str) -> "records.Record[Diagnostic]":
    """The row of a response, with what is seen of it. Raises DiagnosticMissing."""
    found = records.find(store.read(), Diagnostic, diagnostic_id)
    if found is None:
        raise DiagnosticMissing(_("Ce diagnostic n’est pas (ou plus) sur cet ordinateur."), for_log="no diagnostic")
    return found


def read_response(store: Store, diagnostic_id: str) -> Response:
    """The response and its answers, with what is seen of each. Raises DiagnosticMissing."""
    from db import heads

    connection = store.read()
    found = find_diagnostic(store, diagnostic_id)
    rows = records.rows_where(connection, Answer, "diagnostic_id = ?", (diagnostic_id,))
    return Response(
        diagnostic=found.row,
        seen=found.seen,
        answers={row.question: row.value for row in rows if row.value is not None},
        comments={row.question: row.comment for row in rows if row.comment},
        seen_answers={row.question: heads.seen(connection, "answer", row.id) for row in rows},
    )
