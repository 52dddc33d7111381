"""Values of every wrong shape in every column of every shared table, as a laptop of ill will signs them: those that
cannot be shown are kept and told, the tables hold none of them, and everything that lists or prints still does."""

import datetime
import json

import pytest

from db.catalogue import InvalidValue, tables
from db.merging.not_shown import accepts
from db.store import open_store
from kodiko_desktop.cli.commands import list_rows
from kodiko_desktop.domain.attendance import AbsenceReason, Part, PresenceState
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.services import agenda, list_exports
from kodiko_desktop.services.demo.antenna import make_antenna
from kodiko_desktop.services.sessions import attendance_paper
from kodiko_desktop.services.sharing import conflicts, not_shown
from kodiko_desktop.services.today import read_day
from kodiko_desktop.sync.exchange import index_what_came
from tests.storage.conftest import KEY, TurnableClock
from tests.storage.poisoned import poison, spoil
from tests.unit.kodiko_desktop.sync.laptops import empty_store


@pytest.fixture(scope="module")
def victim(tmp_path_factory):
    """The demonstration antenna, which has merged values of every wrong shape (made once: tests of this file only
    read); what was merged."""
    path = tmp_path_factory.mktemp("victim") / "store.kodiko"
    path.write_bytes(empty_store().read_bytes())
    store = open_store(path, KEY, now=TurnableClock())
    with store.not_flushing():
        make_antenna(store)
        made = poison(store)
        spoil(store, 1)
        spoil(store, 2)
        index_what_came(store)
    yield store, made
    store.close()


@pytest.mark.parametrize("name", sorted(tables()))
def test_what_has_a_wrong_shape_is_kept_and_told_and_never_in_the_tables(victim, name):
    store, made = victim
    table, read = tables()[name], store.read()
    for column in table.columns.values():
        for (stored,) in read.execute(f'SELECT DISTINCT "{column.name}" FROM "{name}"'):
            plain = column.loaded(stored)
            assert accepts(table, column.name, plain) or plain == column.default, (column.name, str(plain)[:80])
            column.python(stored)
    told = set(
        read.execute(
            "SELECT row_id, field FROM projection_failure WHERE table_name = ? AND reason = 'bad_value'", (name,)
        )
    )
    wrong = {(row_id, field) for row_id, field, value in made[name] if not accepts(table, field, value)}
    assert wrong and wrong <= told
    assert not {(row_id, field) for row_id, field, value in made[name] if accepts(table, field, value)} & told
    for row_id, field, value in made[name][:: max(1, len(made[name]) // 40)]:
        [(kept,)] = read.execute("SELECT fields FROM sync_head WHERE table_name = ? AND row_id = ?", (name, row_id))
        assert json.loads(kept)[field] == value


def test_everything_is_still_listed_and_taken_out(victim, tmp_path):
    store, _made = victim
    today = store.now().date()
    first, last = datetime.date(2000, 1, 1), datetime.date(2100, 1, 1)
    for _columns, read in list_rows._LISTS.values():
        read(store, "")
    assert list_exports.export_sessions(store, path=tmp_path / "s.csv", first=first, last=last)
    assert list_exports.export_presences(store, path=tmp_path / "p.csv", first=first, last=last)
    assert list_exports.export_hires(store, path=tmp_path / "h.csv", today=today)
    for (staff,) in store.read().execute("SELECT id FROM staff LIMIT 20").fetchall():
        assert read_day(store.read(), today=today, staff_id=staff) is not None
    antenna = store.read().execute("SELECT stream FROM person WHERE stream <> 'org' LIMIT 1").fetchone()[0]
    assert agenda.my_agenda(store, staff_id="", antenna_id=antenna, today=today) is not None
    for (person,) in store.read().execute("SELECT id FROM person WHERE id NOT LIKE 'mauvais-%' LIMIT 20").fetchall():
        assert agenda.person_agenda(store, person, today=today, named=True) is not None


def test_it_is_told_in_a_sentence_and_the_rest_is_counted(victim):
    store, _made = victim
    told = not_shown.not_shown(store.read(), most=10)
    assert len(told) == 11 and told[-1].count > 1000
    assert all(len(each.sentence) < 1000 for each in told)
    every = not_shown.not_shown(store.read())
    assert len(every) == 10 + told[-1].count


def test_a_disagreement_with_a_value_that_is_none_can_be_read(victim):
    store, _made = victim
    found = conflicts.conflicts(store.read())
    texts = {version.text for each in found for version in each.versions}
    assert "(une valeur que cette version de Kodiko ne comprend pas)" in texts
    assert len(found) > 100


def test_papers_are_printed_or_refused_in_a_sentence(victim):
    store, _made = victim
    printed = 0
    for (session_id,) in store.read().execute("SELECT id FROM session WHERE number <> '' LIMIT 6").fetchall():
        try:
            printed += attendance_paper.prepare(store, session_id=session_id).pdf.startswith(b"%PDF")
        except KodikoError:
            continue
    assert printed


def test_the_words_of_columns_are_those_of_the_rules():
    """The tables are declared without the rules: both say the same words."""
    columns = {name: tables()[name].columns for name in ("presence", "half_day")}
    for word in PresenceState:
        assert columns["presence"]["state"].plain(word.value)
    for word in AbsenceReason:
        assert columns["presence"]["reason"].plain(word.value)
    for word in Part:
        assert columns["half_day"]["part"].plain(word.value)
    with pytest.raises(InvalidValue):
        columns["half_day"]["part"].plain("soir")
