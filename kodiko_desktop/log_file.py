"""The log of this laptop: a small file beside the data, with no personal data in it, for whoever helps."""

import logging
import sys
import threading
from pathlib import Path
from types import TracebackType

_BYTES = 256 * 1024
"""Size past which the next start begins a new file; the one before is kept."""
_NAME = "kodiko.log"


class _NoMessageOfErrors(logging.Formatter):
    """An error's own message may quote what was typed: only its kind and the lines it went through are written."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        kind, _error, trace = ei
        steps = []
        while trace is not None:
            code = trace.tb_frame.f_code
            steps.append(f"{Path(code.co_filename).name}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        return f"{kind.__name__ if kind else '?'} < " + " < ".join(reversed(steps))

    def format(self, record: logging.LogRecord) -> str:
        # Another handler may have kept the whole traceback on the record.
        kept, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = kept


def log_path(folder: Path) -> Path:
    """Where the log is, in the data folder."""
    return folder / _NAME


def keep_log(folder: Path) -> logging.Handler | None:
    """Write records of level INFO and above to the log, bugs nobody caught included. The handler, to be removed at the
    end; None where the folder cannot be written: the application does without."""
    path = log_path(folder)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # By hand, at the start only: `logging.handlers` loads a network library, before the first page.
        if path.is_file() and path.stat().st_size > _BYTES:
            path.replace(path.with_suffix(".1.log"))
        handler = logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(_NoMessageOfErrors())
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(root.level or logging.INFO, logging.INFO))
    logging.getLogger("fontTools").setLevel(logging.WARNING)
    _watch_uncaught()
    return handler


def _watch_uncaught() -> None:
    log = logging.getLogger("kodiko_desktop")

    def in_main(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            log.error("uncaught", exc_info=(kind, error, trace))

    def in_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            log.error(
                "uncaught in a thread", exc_info=(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)
            )

    sys.excepthook = in_main
    threading.excepthook = in_thread
