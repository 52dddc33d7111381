"""The proofs of the shared folder, for as long as one likes, with ever new seeds:

    python -m tests.property.long_run [minutes] [processes]        10 minutes, one process

Histories of two to six laptops (each example is one), of laptops taken out of the team, SIGKILL of a process that
writes and exchanges, every byte of every kind of file altered. A seed that fails is kept in tests/property/seeds/, with
what it said; the ordinary tests try it again from then on. Returns 1 when there is one.
"""

import logging
import multiprocessing
import os
import random
import sys
import time
import traceback
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from pathlib import Path

from tests.property import campaigns

KEPT = Path(__file__).parent / "seeds"
WEIGHTS = {"convergence": 4, "retraits": 2, "arrets-brutaux": 3, "octets-alteres": 1}
"""How often each campaign is drawn."""


def main(minutes: float, processes: int) -> int:
    """Draw campaigns until the time is over, then say what was tried."""
    until = time.monotonic() + minutes * 60
    chance, counts, runs, failed = random.SystemRandom(), Counter(), Counter(), 0
    with ProcessPoolExecutor(processes, mp_context=multiprocessing.get_context("spawn"), initializer=quietly) as pool:
        under_way: dict[Future, tuple[str, int]] = {}
        while under_way or time.monotonic() < until:
            while len(under_way) < processes and time.monotonic() < until:
                [kind] = chance.choices(list(WEIGHTS), list(WEIGHTS.values()))
                number = chance.randrange(1, 2**31)
                under_way[pool.submit(tried, kind, number)] = kind, number
            for future in wait(under_way, return_when=FIRST_COMPLETED).done:
                kind, number = under_way.pop(future)
                count, why = future.result()
                counts[kind] += count
                runs[kind] += 1
                if why:
                    failed += 1
                    keep(kind, number, why)
    for kind in WEIGHTS:
        print(f"{kind} : {runs[kind]} graines, {counts[kind]} essais")
    print(f"{failed} graines en échec" if failed else "aucun échec")
    return 1 if failed else 0


def quietly() -> None:
    """Low priority, and no log: failures are told by their traceback."""
    logging.disable()
    if hasattr(os, "nice"):
        os.nice(10)


def tried(kind: str, number: int) -> tuple[int, str]:
    """One campaign with one seed: (how many things were tried, what went wrong or nothing)."""
    try:
        return campaigns.CAMPAIGNS[kind](number), ""
    except Exception:
        return 0, traceback.format_exc()


def keep(kind: str, number: int, why: str) -> None:
    """Write a failing seed where the ordinary tests look for it."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"{kind}-{number}.txt"
    path.write_text(why, encoding="utf-8")
    print(f"échec : {path.name}\n{why}", flush=True)


if __name__ == "__main__":
    sys.exit(main(float((sys.argv[1:2] or ["10"])[0]), int((sys.argv[2:3] or ["1"])[0])))
