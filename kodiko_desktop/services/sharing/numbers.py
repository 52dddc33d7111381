"""One number for two people: seen, explained, and one of them given another. The number on papers stays findable."""

from db import records
from db.changes import Act
from db.queries.numbers_twice import Bearer, bearers
from db.queries.organisation import number_prefix
from db.store import Store
from db.tables import Note, Person
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.former_numbers import former_number_in_words
from kodiko_desktop.domain.wording import _


class NumberIsTheirs(KodikoError):
    """Nobody else bears that number (any more)."""


def numbers_twice(store: Store) -> tuple[tuple[Bearer, ...], ...]:
    """Who bears each number that several people bear; the first of each keeps it best (it has the most papers)."""
    return bearers(store.read())


def give_new_number(store: Store, *, author: str, person_id: str) -> str:
    """Give somebody the next number of this laptop; the one they had goes in their journal, by which it is found. One
    act. Returns the new number. Raises NumberIsTheirs when no other person shown bears it."""
    others = {each.person_id: each.number for pair in bearers(store.read()) for each in pair}
    found = records.find(store.read(), Person, person_id)
    if found is None or person_id not in others:
        raise NumberIsTheirs(
            _("Ce numéro n’est plus qu’à une personne. Rien n’a été modifié."), for_log="number single"
        )
    with store.act("person.number", author=author) as act:
        number = _free_number(act, number_prefix(act.connection, found.row.stream))
        act.change(Person, person_id, values={"number": number}, seen=found.seen)
        act.append(
            Note,
            stream=found.row.stream,
            person_id=person_id,
            about="person",
            about_id=person_id,
            written_on=store.now().date(),
            text=former_number_in_words(others[person_id]),
            author_id=author,
        )
    return number


def _free_number(act: Act, prefix: str) -> str:
    while True:
        number = act.number(prefix)
        if act.connection.execute("SELECT 1 FROM person WHERE number = ?", (number,)).fetchone() is None:
            return number
