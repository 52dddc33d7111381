"""What is typed stays in the encrypted store: a visit and a few failures leave no word of it in the log, in temporary
files, nor beside the store in the clear."""

import datetime
import logging
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from kodiko_desktop import log_file
from kodiko_desktop.exchange.reading import read_table
from kodiko_desktop.services.demo.cast import read
from kodiko_desktop.services.people import documents, people
from kodiko_desktop.services.visit import play_visit
from tests.unit.kodiko_desktop.sync.test_confidential import forms
from ui.desk import Desk

TYPED_BY_MISTAKE = "Zafiraka-Canari"


@pytest.fixture
def log(antenna_store: Any) -> Iterator[Path]:
    """The log as the application keeps it, beside the store."""
    hooks, level = (sys.excepthook, threading.excepthook), logging.getLogger().level
    folder = antenna_store.path.parent
    handler = log_file.keep_log(folder)
    yield log_file.log_path(folder)
    logging.getLogger().removeHandler(handler)
    handler.close()
    sys.excepthook, threading.excepthook = hooks
    logging.getLogger().setLevel(level)


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder for temporary files, the only one the program knows."""
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(folder))
    return folder


def personal_words() -> set[str]:
    """What the visit types about people and what it says of them."""
    script = read("visit")
    person = script["person"]
    told = {person["family_name"], person["given_names"], person["name_in_own_script"], person["phone"]}
    told |= {script["contact"]["summary"], script["contact"]["agreed"], script["tutor"]["name"]}
    told |= {script["signed"]["interpreter"], script["signed"]["witness"], script["company"]["name"]}
    told |= {objective["title"] for objective in script["objective"]}
    return told | {person["phone"].replace(" ", ""), TYPED_BY_MISTAKE}


def failing_acts(desk: Desk, folder: Path) -> list[Any]:
    """Acts that fail with a person's words in hand: known failures, and a bug whose message quotes them."""
    here = desk.here()
    named = folder / f"{TYPED_BY_MISTAKE}.csv"
    named.write_bytes(b"\x00\x01" + TYPED_BY_MISTAKE.encode())
    far = datetime.date(2999, 1, 1)
    who = {"author": here.staff_id, "antenna_id": here.antenna_id, "family_name": TYPED_BY_MISTAKE}
    return [
        lambda: read_table(named),
        lambda: documents.keep_file(here.store, author=here.staff_id, path=named),
        lambda: documents.keep_file(here.store, author=here.staff_id, path=folder / f"{TYPED_BY_MISTAKE}.pdf"),
        lambda: people.register_person(here.store, **who, birth_date=far),
        lambda: people.register_person(here.store, **who, sex={TYPED_BY_MISTAKE}),
        lambda: here.store.read().execute(f"SELECT '{TYPED_BY_MISTAKE}' FROM \"{TYPED_BY_MISTAKE}\""),
    ]


@pytest.mark.expects_log("ui.jobs")
def test_a_visit_and_its_failures_leave_no_word_in_the_clear(
    qtbot: Any, desk: Desk, log: Path, temporary: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    store, papers, outside = desk.here().store, tmp_path_factory.mktemp("papers"), tmp_path_factory.mktemp("outside")
    jobs = [desk.jobs.run(lambda: play_visit(store, papers, desk.today()))]
    qtbot.waitUntil(lambda: jobs[0].ended_as == "success")
    contract = next(papers.glob("CTR-*.pdf"))
    with PdfDocument(contract) as drawn:
        assert "Karimi" in drawn[0].get_textpage().get_text_range()  # the words looked for were typed

    failing = [desk.jobs.run(act) for act in failing_acts(desk, outside)]
    qtbot.waitUntil(lambda: all(job.ended_as for job in failing))
    assert {job.ended_as for job in failing} == {"failure"}
    told = log.read_text(encoding="utf-8")
    assert told.count("failed:") == len(failing)

    left = [path for folder in (store.path.parent, temporary) for path in folder.rglob("*") if path.is_file()]
    assert log in left and store.path in left
    for word in personal_words():
        assert all(word not in path.name for path in left)
        for form in forms(word):
            assert [path.name for path in left if form in path.read_bytes()] == [], word
