"""What the answers of a follow-up sheet already say of its decision, so that nobody types it twice."""

import datetime
from typing import Any

from db import records
from db.store import Store
from db.tables import Answer, Diagnostic
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.forms import Role, by_role
from kodiko_desktop.services.association import definitions

_FIELDS = {
    Role.DECISION: "decision",
    Role.WHO: "decision_by",
    Role.BY_WHEN: "decision_due_on",
    Role.NEXT_DATE: "next_on",
}
"""The field of a point that each role of a form feeds."""
_BETWEEN = "\u00a0; "


def decisions(store: Store, check_in_id: str) -> dict[str, Any]:
    """The fields of a point that its sheets answer: decision, who, by when, next date. Several sheets of one meeting:
    texts are joined (one said twice, once), the earliest date counts."""
    found: dict[str, Any] = {}
    for response in responses(store, check_in_id):
        form = _form(store, response)
        if form is None:
            continue
        rows = records.rows_where(store.read(), Answer, "diagnostic_id = ?", (response.id,))
        answers = {row.question: row.value for row in rows}
        for role, field in _FIELDS.items():
            for _question, value in by_role(form, answers, role):
                _gather(found, field, str(value))
    return found


def fields_asked(store: Store, check_in_id: str) -> frozenset[str]:
    """The fields of a point that the forms of its sheets ask themselves: a screen need not ask them again."""
    asked = set()
    for response in responses(store, check_in_id):
        form = _form(store, response)
        if form is not None:
            asked |= {_FIELDS[question.role] for question in form.questions if question.role in _FIELDS}
    return frozenset(asked)


def responses(store: Store, check_in_id: str) -> list[Diagnostic]:
    """The responses of the sheets of a point, in the order they were opened."""
    return records.rows_where(
        store.read(), Diagnostic, "about = 'check_in' AND about_id = ? ORDER BY created_at, rowid", (check_in_id,)
    )


def _form(store: Store, response: Diagnostic) -> Any:
    try:
        return definitions.of_version(store.read(), definitions.FORM, response.form, response.form_version)
    except KodikoError:
        return None


def _gather(found: dict[str, Any], field: str, value: str) -> None:
    if field.endswith("_on"):
        try:
            day = datetime.date.fromisoformat(value)
        except ValueError:
            return
        found[field] = min(day, found.get(field, day))
    else:
        said = found[field].split(_BETWEEN) if found.get(field) else []
        found[field] = _BETWEEN.join(dict.fromkeys([*said, value]))
