"""The index of the search, made again from what is stored: for data in which somebody is not found any more."""

from db import search_index
from db.store import Store


def index_again(store: Store, *, author: str) -> int:
    """Index every person, company and session again; how many. Nothing travels: the index belongs to this laptop."""
    with store.act("search.rebuild", author=author) as act:
        return search_index.rebuild(act.connection)
