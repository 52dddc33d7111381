"""The diagnostics of a person seen together: what was filled in, what can be, what has changed, what is in the way."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.connection import Connection
from db.queries import diagnostics as queries
from db.store import Store
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Comparison, Form, Role, Subject, by_role, compare, needs, progress
from kodiko_desktop.domain.wording import uncapitalised
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.streams import stream_of_person
from kodiko_desktop.services.association.vocabularies import vocabulary
from kodiko_desktop.services.diagnostics import diagnostics

PERSON = Subject.PERSON.value


@dataclass(frozen=True)
class ResponseLine:
    """A response in the list. `asked` is 0 when its form is not on this laptop."""

    id: str
    form: str
    title: str
    moment: str
    on_date: datetime.date | None
    finished_on: datetime.date | None
    answered: int
    asked: int
    by: str


@dataclass(frozen=True)
class Startable:
    """A form one can begin: (code, label) of each moment, the one that comes next first."""

    form: str
    title: str
    moments: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Evolution:
    """A form whose scores can be drawn, and its responses, the oldest first."""

    form: str
    title: str
    responses: tuple[ResponseLine, ...]


@dataclass(frozen=True)
class Obstacle:
    """What holds the person back, in words: the subject, the boxes ticked, the word of the level. `heavy`: in the upper
    half of what the form can say."""

    title: str
    details: str
    word: str
    heavy: bool


@dataclass(frozen=True)
class Overview:
    """Everything the tab shows beside a form. `obstacles_from`: the title of the form they come from, "" for none."""

    responses: tuple[ResponseLine, ...]
    startable: tuple[Startable, ...]
    evolutions: tuple[Evolution, ...]
    obstacles: tuple[Obstacle, ...]
    obstacles_from: str


def read_overview(store: Store, person_id: str) -> Overview:
    """The diagnostics of a person."""
    connection = store.read()
    rows = queries.responses(connection, about=PERSON, about_id=person_id)
    forms = {(row.form, row.form_version): _form(connection, row.form, row.form_version) for row in rows}
    lines = tuple(_line(connection, row, forms[row.form, row.form_version]) for row in rows)
    return Overview(
        responses=lines,
        startable=startable(connection, lines, about=PERSON),
        evolutions=_evolutions(lines, forms),
        **_obstacles(connection, rows, forms),
    )


def response_lines(connection: Connection, *, about: str, about_id: str) -> tuple[ResponseLine, ...]:
    """The responses about a person, a site…, as lists show them, the latest first."""
    rows = queries.responses(connection, about=about, about_id=about_id)
    return tuple(_line(connection, row, _form(connection, row.form, row.form_version)) for row in rows)


def begin(
    store: Store, *, author: str, person_id: str, form: str, moment: str, on_date: datetime.date, **details: Any
) -> str:
    """Begin a form with a person, in its latest version, whose text is kept. Returns the response's id.

    Raises NotHere, DefinitionMissing, DataFileErrors (the form's file has mistakes).
    """
    connection = store.read()
    stream = stream_of_person(connection, person_id)
    version = definitions.keep(store, author=author, kind=definitions.FORM, key=form)
    journey = connection.execute(
        "SELECT id FROM journey WHERE person_id = ? AND archived_at IS NULL ORDER BY status = 'sorti', started_on DESC",
        (person_id,),
    ).fetchone()
    return diagnostics.start_diagnostic(
        store,
        author=author,
        stream=stream,
        about=PERSON,
        about_id=person_id,
        person_id=person_id,
        form=form,
        form_version=version,
        on_date=on_date,
        moment=moment,
        journey_id=journey[0] if journey else None,
        **details,
    )


def read_comparison(store: Store, *, then_id: str | None, now_id: str) -> Comparison:
    """Two responses laid over each other (`then_id` None: the second alone). Raises DiagnosticMissing."""
    now_form, now_answers = _filling(store, now_id)
    then_form, then_answers = _filling(store, then_id) if then_id else (now_form, {})
    return compare(then_form, then_answers, now_form, now_answers)


def moment_label(code: str) -> str:
    """« Mi-parcours »."""
    return vocabulary("moments").label(code)


def _form(connection: Connection, key: str, version: str) -> Form | None:
    """The form an answer was given to; None when it is not on this laptop: its responses are listed all the same."""
    try:
        return definitions.of_version(connection, definitions.FORM, key, version)
    except KodikoError:
        return None


def _filling(store: Store, diagnostic_id: str) -> tuple[Form, dict[str, Any]]:
    row = diagnostics.find_diagnostic(store, diagnostic_id).row
    connection = store.read()
    form = definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    return form, queries.answers(connection, diagnostic_id)


def _line(connection: Connection, row: queries.ResponseRow, form: Form | None) -> ResponseLine:
    far = progress(form, queries.answers(connection, row.id)) if form else None
    return ResponseLine(
        id=row.id,
        form=row.form,
        title=form.title.shown if form else row.form,
        moment=moment_label(row.moment),
        on_date=row.on_date,
        finished_on=row.finished_on,
        answered=far.answered if far else row.answered,
        asked=far.asked if far else 0,
        by=row.by,
    )


def startable(connection: Connection, lines: Sequence[ResponseLine], *, about: str) -> tuple[Startable, ...]:
    """The forms whose subject is `about` (a person, a site…), by title; `lines`: the responses there are already."""
    found = []
    for key in definitions.keys(connection, definitions.FORM):
        source = definitions.newest_source(connection, definitions.FORM, key)
        if definitions.top_value(source.text, "subject") != about:
            continue
        try:
            form = definitions.parsed(source)
        except KodikoError:
            continue  # a form with mistakes is told where forms are kept, it is not offered here
        done = {line.moment for line in lines if line.form == key}
        moments = [(code, moment_label(code)) for code in form.moments]
        moments.sort(key=lambda moment: moment[1] in done)
        found.append(Startable(key, form.title.shown, tuple(moments)))
    return tuple(sorted(found, key=lambda each: each.title))


def _evolutions(lines: Sequence[ResponseLine], forms: dict[tuple[str, str], Form | None]) -> tuple[Evolution, ...]:
    drawn = {key for (key, _version), form in forms.items() if form and any(s.chart != "none" for s in form.scores)}
    found = []
    for key in dict.fromkeys(line.form for line in lines if line.form in drawn):
        same = [line for line in lines if line.form == key and line.answered]
        if same:
            found.append(Evolution(key, same[0].title, tuple(reversed(same))))
    return tuple(found)


def _obstacles(
    connection: Connection, rows: Sequence[queries.ResponseRow], forms: dict[tuple[str, str], Form | None]
) -> dict[str, Any]:
    """From the latest response that says what is in the way."""
    for row in rows:
        form = forms[row.form, row.form_version]
        if form is None or not any(question.role is Role.LEVEL for question in form.questions):
            continue
        answers = queries.answers(connection, row.id)
        if by_role(form, answers, Role.LEVEL):
            return {"obstacles": obstacles(form, answers), "obstacles_from": form.title.shown}
    return {"obstacles": (), "obstacles_from": ""}


def obstacles(form: Form, answers: dict[str, Any]) -> tuple[Obstacle, ...]:
    """The subjects whose level says that something is in the way, the heaviest first."""
    choices = {
        question.section_key: (question, question.choice(value))
        for question, value in by_role(form, answers, Role.LEVEL)
        if not question.restricted
    }
    found = []
    for need in needs(form, answers):
        question, choice = choices.get(need.section_key, (None, None))
        if question is None or choice is None or choice.value is None:
            continue
        values = [each.value for each in question.choices if each.value is not None]
        if choice.value <= min(values):
            continue
        heavy = choice.value > (min(values) + max(values)) / 2
        details = ", ".join(uncapitalised(text.shown) for text in need.details)
        found.append((choice.value, Obstacle(need.title.shown, details, uncapitalised(choice.text.shown), heavy)))
    return tuple(obstacle for _value, obstacle in sorted(found, key=lambda pair: -pair[0]))
