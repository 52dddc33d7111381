"""One start of the real window in a process of its own, told as JSON: first paint, first page, gaps, memory.

Run by `bench_start.py`: `python -m tests.bench.window_run STARTED`.
"""

import json
import os
import sys
import time

started = float(sys.argv[1])


def main() -> None:
    """Start as `kodiko` does."""
    from kodiko_desktop import app
    from ui.shell.main_frame import MainFrame

    told: dict[str, float] = {}
    beats: list[tuple[float, float]] = []
    paint = MainFrame.paintEvent

    def painted(frame: MainFrame, event: object) -> None:
        paint(frame, event)
        if "paint" not in told:
            told["paint"] = since()
            MainFrame.paintEvent = paint
            frame.painted.connect(watch)

    def watch() -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication

        from ui.start.rest_of_program import MODULES

        frame = next(window for window in QApplication.topLevelWidgets() if isinstance(window, MainFrame))
        heart = QTimer(frame)
        last = [time.perf_counter()]

        def beat() -> None:
            now = time.perf_counter()
            beats.append((since(), (now - last[0]) * 1000))
            last[0] = now
            page = frame.page()
            if "page" not in told and page is not None and page.cards() and page.isVisible():
                QTimer.singleShot(0, lambda: told.setdefault("page", since()))
            if "page" in told and MODULES[-1] in sys.modules:
                told.setdefault("loaded", since())
            if since() > told.get("loaded", 8000) + 700:
                heart.stop()
                finish()

        heart.timeout.connect(beat)
        heart.start(1)

    def finish() -> None:
        loaded = told.get("loaded", 0)
        told["gap"] = max(gap for at, gap in beats if at <= loaded)
        told["gap_after"] = max(gap for at, gap in beats if at > loaded)
        told["memory"] = memory()
        print(json.dumps(told), flush=True)
        os._exit(0)

    MainFrame.paintEvent = painted
    app.run([])


def since() -> float:
    """Milliseconds from the start of the process."""
    return (time.time() - started) * 1000


def memory() -> float:
    """PSS of this process, in MiB."""
    with open("/proc/self/smaps_rollup") as lines:
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:"))


main()
