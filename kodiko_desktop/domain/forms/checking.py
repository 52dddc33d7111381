"""What can only be checked once the whole form is read: keys, and the questions that conditions speak of."""

from collections.abc import Mapping

from kodiko_desktop.domain.data_files.reader import Table
from kodiko_desktop.domain.forms.conditions import ORDER_OPERATORS, Comparison, Condition, comparisons
from kodiko_desktop.domain.forms.model import Form, Kind, Question
from kodiko_desktop.domain.wording import _

_ORDERED = (Kind.SCALE, Kind.LANGUAGE_LEVEL, Kind.NUMBER, Kind.DATE)


def check_keys(form: Form, places: Mapping[str, Table], root: Table) -> None:
    """Refuse two sections or two scores of the same key."""
    for name, keys in (
        ("section", [section.key for section in form.sections]),
        ("score", [score.key for score in form.scores]),
    ):
        for position, key in enumerate(keys):
            if key and key in keys[:position]:
                root.document.refuse(
                    (name, position, "key"),
                    _("la clé «\u00a0{key}\u00a0» sert deux fois.").format(key=key),
                    _("donnez une clé différente à chaque bloc."),
                )


def check_conditions(form: Form, places: Mapping[str, Table], root: Table) -> None:
    """Refuse a condition on a question that does not exist, that comes later, or that cannot be so compared."""
    earlier: dict[str, Question] = {}
    for position, section in enumerate(form.sections):
        if section.show_if is not None:
            place = Table(root.document, ("section", position), {})
            _check(section.show_if, earlier, form, place)
        for question in section.questions:
            if question.show_if is not None:
                _check(question.show_if, earlier, form, places[question.key])
            earlier[question.key] = question


def _check(condition: Condition, earlier: Mapping[str, Question], form: Form, place: Table) -> None:
    for comparison in comparisons(condition):
        question = earlier.get(comparison.name)
        if question is not None:
            _check_comparison(comparison, question, place)
        elif form.question(comparison.name) is None:
            place.refuse(
                "show_if",
                _("la condition parle de «\u00a0{name}\u00a0», qui n’existe pas.").format(name=comparison.name),
                _("reprenez la clé d’une question placée plus haut."),
            )
        else:
            place.refuse(
                "show_if",
                _("la condition dépend de «\u00a0{name}\u00a0», qui n’est posée qu’ensuite.").format(
                    name=comparison.name
                ),
                _("placez cette question après «\u00a0{name}\u00a0».").format(name=comparison.name),
            )


def _check_comparison(comparison: Comparison, question: Question, place: Table) -> None:
    operator, kind = comparison.operator, question.kind
    fits = {
        "answered": True,
        "contains": kind is Kind.MULTIPLE,
        "in": kind is not Kind.MULTIPLE,
        "==": kind is not Kind.MULTIPLE,
        "!=": kind is not Kind.MULTIPLE,
    }.get(operator, kind in _ORDERED)
    if not fits:
        place.refuse(
            "show_if",
            _("«\u00a0{operator}\u00a0» ne convient pas à la question «\u00a0{name}\u00a0».").format(
                operator=operator, name=comparison.name
            ),
            _("employez contains pour un choix multiple, == ou in pour un choix, >= pour un nombre ou une échelle."),
        )
        return
    if not question.choices:
        return
    for literal in comparison.literals:
        values = [choice.value for choice in question.choices]
        known = (
            literal in values or operator in ORDER_OPERATORS
            if isinstance(literal, float)
            else question.choice(literal) is not None
        )
        if not known:
            shown = f"{literal:g}" if isinstance(literal, float) else literal
            place.refuse(
                "show_if",
                _("«\u00a0{name}\u00a0» n’a pas de choix «\u00a0{literal}\u00a0».").format(
                    name=comparison.name, literal=shown
                ),
                _("choisissez parmi\u00a0: {codes}.").format(
                    codes=", ".join(choice.code for choice in question.choices)
                ),
            )
