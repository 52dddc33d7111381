"""The piles of the first screen as cards, and the words above them."""

from collections.abc import Iterator, Sequence

from PySide6.QtWidgets import QPushButton

from kodiko_desktop.domain.dates_in_words import long_date
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.today import Day, Line, Pile, Urgency
from ui.desk import Desk
from ui.widgets.card import Card
from ui.widgets.keyboard import give_keyboard
from ui.widgets.row import Row
from ui.widgets.runs import Bold, Runs, runs
from ui.widgets.text import label

_SHOWN = 12
"""Lines a pile shows at once: the rest is counted, and one press away."""
_KINDS = {Urgency.LATE: "danger", Urgency.NOW: "accent", Urgency.SOON: "warning"}


def show_pile(day: Day, desk: Desk, unfolded: set[str]) -> Iterator[tuple[bool, Card]]:
    """The cards of a day: (True for the side column, the card). « Tout est à jour » when nothing is due. `unfolded`
    remembers what was opened: it stays open when the day is read again."""
    titles = {
        Pile.TO_DO: (False, _("À faire")),
        Pile.TO_SIGN: (False, _("À signer")),
        Pile.SOON: (False, _("Bientôt")),
        Pile.UNHEARD: (True, _("Sans nouvelles")),
        Pile.DEADLINES: (True, _("Échéances")),
    }
    if not day.due:
        yield False, _all_done(day)
    for pile, (side, title) in titles.items():
        lines = day.pile(pile)
        if lines:
            yield side, _card(title, lines, desk, unfolded)


def summary(day: Day) -> tuple[str, str]:
    """The day in words, and what it holds in a line."""
    points = sum(line.target.page == "placement" for line in day.pile(Pile.TO_DO))
    sessions = [line for line in day.pile(Pile.TO_DO) if line.target.page == "session"]
    parts = [
        _("{what} à {time}").format(what=line.who, time=line.lead) if line.lead else line.who
        for line in sessions[:2]
        if line.urgency is not Urgency.LATE
    ]
    if points:
        parts.append(
            ngettext("{count} point de suivi à faire", "{count} points de suivi à faire", points).format(count=points)
        )
    return _capital(long_date(day.on)), " · ".join(parts)


def portfolio_words(day: Day) -> str:
    """« 18 actifs · 41 en tout »."""
    active = ngettext("{count} parcours actif", "{count} parcours actifs", day.portfolio.active).format(
        count=day.portfolio.active
    )
    return _("{active} · {count} en tout").format(active=active, count=day.portfolio.everybody)


def code_to_print(desk: Desk) -> Card:
    """The recovery code was never read back from paper: until it is, losing the laptop is losing the data."""
    card = Card(_("Code de secours"))
    row = Row(
        _("Imprimer la feuille du code de secours"),
        subtitle=_("Sans elle, une phrase secrète oubliée ou un trousseau perdu ferme vos données pour toujours."),
    )
    row.setProperty("line", "settings/keys")
    row.clicked.connect(lambda _checked=False: desk.go("settings", tab="keys"))
    card.add_row(row)
    return card


def _card(title: str, lines: tuple[Line, ...], desk: Desk, unfolded: set[str]) -> Card:
    card = Card(title, str(len(lines)))
    lately = [line for line in lines if not line.old]
    for line in lately[:_SHOWN]:
        card.add_row(_row(line, desk))
    rest = lately[_SHOWN:]
    words = ngettext("Voir {count} autre ligne", "Voir {count} autres lignes", len(rest)).format(count=len(rest))
    _fold(card, f"more/{title}", words, rest, desk, unfolded)
    old = [line for line in lines if line.old]
    _fold(card, f"old/{title}", _("Plus anciens ({count})").format(count=len(old)), old, desk, unfolded)
    return card


def _fold(card: Card, key: str, words: str, lines: Sequence[Line], desk: Desk, unfolded: set[str]) -> None:
    """A button that shows these lines in its own place; the lines themselves once it was pressed."""
    if key in unfolded:
        for line in lines:
            card.add_row(_row(line, desk))
    elif lines:
        more = QPushButton(words)
        more.setProperty("kind", "quiet")
        more.setProperty("line", key)

        def show() -> None:
            unfolded.add(key)
            rows = [_row(line, desk) for line in lines]
            card.put_rows(more, rows)
            give_keyboard(rows[0])

        more.clicked.connect(lambda _checked=False: show())
        card.add(more)


def _row(line: Line, desk: Desk) -> Row:
    row = Row(
        _title(line, desk),
        lead=line.lead,
        subtitle=line.why,
        badge=(line.badge, _KINDS[line.urgency]) if line.badge else None,
    )
    target = line.target
    row.setProperty("line", "/".join((target.page, target.row_id, target.tab, target.field)))
    row.clicked.connect(lambda _checked=False: desk.go(target.page, target.row_id, tab=target.tab, field=target.field))
    return row


def _title(line: Line, desk: Desk) -> Runs:
    who = Bold(desk.name(line.who) if line.who_is_a_person else line.who)
    if not line.what:
        return runs("{who}", who=who)
    return runs(_("{who} — {what}"), who=who, what=line.what)


def _all_done(day: Day) -> Card:
    card = Card(_("Tout est à jour"))
    said = (
        _("Rien n’est en retard. Ce qui vient est annoncé ci-dessous.")
        if day.pile(Pile.SOON)
        else _("Rien n’est en retard, rien n’attend de signature, tout le monde a donné des nouvelles.")
    )
    card.add(label(said, tone="done"))
    return card


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
