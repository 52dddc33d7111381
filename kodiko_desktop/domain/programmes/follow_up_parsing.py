"""Reading the follow-up after a hire: which points, by which rule, with whose voice, on which sheet."""

from kodiko_desktop.domain.data_files.reader import Table
from kodiko_desktop.domain.follow_up import VOICES, FollowUpPoint
from kodiko_desktop.domain.wording import _

RULES_WITH_NUMBER = ("worked_day", "weekly", "monthly", "within_days")
RULES_ALONE = ("end_of_week_1", "trial_review", "week_before")
FOLLOW_UP_FIELDS = ("key", "title", "rule", "n", "first", "last", "voices", "form")


def read_follow_up(root: Table) -> tuple[FollowUpPoint, ...]:
    """The points in the order of the file. A block with `first` and `last` gives one point a week or a month, `{n}`
    standing for its number in the key and the title."""
    points: list[FollowUpPoint] = []
    for table in root.tables("follow_up"):
        table.only(FOLLOW_UP_FIELDS)
        rule = table.option("rule", (*RULES_WITH_NUMBER, *RULES_ALONE))
        for number in _numbers(table, rule):
            point = _point(table, rule, number)
            if any(other.key == point.key for other in points):
                table.refuse(
                    "key",
                    _("le point «\u00a0{key}\u00a0» est écrit deux fois.").format(key=point.key),
                    _("donnez une clé différente à chaque point\u00a0; avec first et last, mettez {n} dans la clé."),
                )
            points.append(point)
    return tuple(points)


def _point(table: Table, rule: str, number: int | None) -> FollowUpPoint:
    key = table.text("key") if number is None else table.text("key").replace("{n}", str(number))
    voices = table.options("voices", VOICES)
    return FollowUpPoint(
        key=key,
        title=table.text("title"),
        rule=rule,
        n=number,
        voices=voices or VOICES,
        form=table.text("form", required=False),
    )


def _numbers(table: Table, rule: str) -> tuple[int | None, ...]:
    number, first, last = (table.whole(name, minimum=1) for name in ("n", "first", "last"))
    if rule in RULES_ALONE:
        for name in ("n", "first", "last"):
            if name in table:
                table.refuse(name, _("cette règle n’a pas de nombre."), _("supprimez cette ligne."))
        return (None,)
    if first is not None and last is not None and number is None:
        if last < first:
            table.refuse(
                "last", _("«\u00a0last\u00a0» vient avant «\u00a0first\u00a0»."), _("échangez les deux nombres.")
            )
        return tuple(range(first, last + 1))
    if number is None and rule:
        table.refuse(
            None,
            _("la règle «\u00a0{rule}\u00a0» a besoin d’un nombre.").format(rule=rule),
            _("ajoutez n = 1, ou first = 2 et last = 4."),
        )
    return (number,)
