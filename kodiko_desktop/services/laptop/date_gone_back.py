"""A laptop whose date went back: what is due is reckoned from its date, so that somebody must be told it is wrong."""

import datetime

from db.store import Store
from kodiko_desktop.domain.dates_in_words import long_date_with_year
from kodiko_desktop.domain.wording import _

_ALLOWED = datetime.timedelta(days=1)
"""A journey across time zones moves a date by one day; nothing else does."""


def date_gone_back(store: Store) -> str:
    """A sentence when this laptop's date is earlier than the last act written on it, else "". Acts of other laptops are
    not looked at: their dates may be the wrong ones."""
    today = store.now().date()
    found = (
        store.read()
        .execute("SELECT at FROM act WHERE device = ? ORDER BY position DESC LIMIT 1", (store.device,))
        .fetchone()
    )
    if found is None:
        return ""
    last = datetime.datetime.fromisoformat(found[0]).date()
    if last - today <= _ALLOWED:
        return ""
    return _(
        "Cet ordinateur se croit le {today}, mais la dernière saisie est du {last}. Rien n’est perdu\u00a0; les "
        "retards et les échéances, eux, sont faux tant que la date l’est. Corrigez-la dans les réglages du système."
    ).format(today=long_date_with_year(today), last=long_date_with_year(last))
