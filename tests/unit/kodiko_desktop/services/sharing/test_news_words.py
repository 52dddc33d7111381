"""The words of what a colleague did."""

from db.catalogue import tables
from kodiko_desktop.services.sharing.news_words import RECORDS, told


def test_every_shared_table_has_words():
    assert set(RECORDS) == set(tables())


def test_the_act_says_more_than_the_record_and_something_unknown_is_still_told():
    assert told("contract.sign", "signature") == "contrat signé"
    assert told("journey.open", "journey") == "parcours ouvert"
    assert told("plan.action.add", "action") == "plan d’action modifié"
    assert told("later.act", "later_table") == "autre changement"
