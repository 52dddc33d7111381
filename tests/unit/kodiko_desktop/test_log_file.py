"""The log helps whoever repairs, and names nobody."""

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kodiko_desktop import log_file


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    hooks, level = (sys.excepthook, threading.excepthook), logging.getLogger().level
    handler = log_file.keep_log(tmp_path)
    yield log_file.log_path(tmp_path)
    logging.getLogger().removeHandler(handler)
    handler.close()
    sys.excepthook, threading.excepthook = hooks
    logging.getLogger().setLevel(level)


@pytest.mark.expects_log("essai")
def test_an_error_is_told_by_its_kind_and_its_lines_never_by_its_message(log: Path) -> None:
    def stumble() -> None:
        raise ValueError("Awa Diallo, 06 12 34 56 78")

    try:
        stumble()
    except ValueError:
        logging.getLogger("essai").exception("something went wrong")
    text = log.read_text(encoding="utf-8")
    assert "something went wrong" in text
    assert "ValueError" in text and "stumble" in text and "test_log_file.py" in text
    assert "Awa" not in text and "06 12" not in text


@pytest.mark.expects_log("kodiko_desktop")
def test_what_nobody_caught_is_in_the_log(log: Path) -> None:
    try:
        raise KeyError("Awa Diallo")
    except KeyError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    text = log.read_text(encoding="utf-8")
    assert "uncaught" in text and "KeyError" in text
    assert "Awa" not in text


def test_a_long_log_is_put_aside_at_the_next_start(tmp_path: Path) -> None:
    log_file.log_path(tmp_path).write_text("x" * 300_000)
    level = logging.getLogger().level
    hooks = (sys.excepthook, threading.excepthook)
    handler = log_file.keep_log(tmp_path)
    logging.getLogger().removeHandler(handler)
    handler.close()
    sys.excepthook, threading.excepthook = hooks
    logging.getLogger().setLevel(level)
    assert log_file.log_path(tmp_path).stat().st_size == 0
    assert (tmp_path / "kodiko.1.log").stat().st_size == 300_000


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    in_the_way = tmp_path / "fichier"
    in_the_way.write_text("")
    assert log_file.keep_log(in_the_way) is None
