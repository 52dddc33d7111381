"""Runs every `bench_*.py` of this folder and prints one table: what, median, p95, floor, ratio, target, held or missed.

Each runs in a process of its own: one that keeps Qt loaded would share its pages with the windows measured after it,
and make their memory look smaller than it is.

python -m tests.bench [word …]      only the files whose name contains one of the words
python -m tests.bench growth        the growth of the shared folder: some minutes, so that it runs only when named
"""

import multiprocessing
import platform
import sys
import traceback
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tests.bench.measure import Result, run_one

HERE = Path(__file__).parent
ONLY_WHEN_NAMED = {"bench_sync_growth"}
HEADS = ("mesure", "médiane", "p95", "plancher", "rapport", "cible", "")


def main(words: list[str]) -> int:
    """Returns 0; 1 when a benchmark could not run at all (a missed target is a figure, not a failure)."""
    print(f"{platform.platform()} · Python {platform.python_version()}\n", flush=True)
    results: list[Result] = []
    broken = []
    for path in sorted(HERE.glob("bench_*.py")):
        named = any(word in path.stem for word in words)
        if not named and (words or path.stem in ONLY_WHEN_NAMED):
            continue
        try:
            results += _measured(path.stem)
        except Exception:
            broken.append(path.stem)
            traceback.print_exc()
    _print(results)
    for name in broken:
        print(f"{name} : n’a pas pu être mesuré (voir ci-dessus)", file=sys.stderr)
    return 1 if broken else 0


def _measured(name: str) -> list[Result]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(run_one, name).result()


def _print(results: list[Result]) -> None:
    lines = [HEADS, *(_line(found) for found in results)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    for line in lines:
        cells = [
            line[0].ljust(widths[0]),
            *(text.rjust(width) for text, width in zip(line[1:], widths[1:], strict=True)),
        ]
        print("  ".join(cells).rstrip())
    judged = [found for found in results if found.held is not None]
    print(f"\n{sum(found.held for found in judged)} cibles tenues sur {len(judged)}")
    for found in results:
        if found.remark:
            print(f"  {found.what} : {found.remark}")


def _line(found: Result) -> tuple[str, ...]:
    ratio = "" if found.ratio is None else f"× {found.ratio:.2f}"
    floor = "" if found.floor is None else _figure(found.floor, found.unit)
    verdict = {True: "tenu", False: "manqué", None: ""}[found.held]
    return (
        *(found.what, _figure(found.median, found.unit), _figure(found.p95, found.unit), floor, ratio, _target(found)),
        verdict,
    )


def _target(found: Result) -> str:
    said = []
    if found.most is not None:
        said.append(("p95 " if found.judged == "p95" else "") + f"≤ {found.most:g} {found.unit}")
    if found.most_ratio is not None:
        said.append(f"≤ × {found.most_ratio:g}")
    return ", ".join(said)


def _figure(value: float, unit: str) -> str:
    return f"{value:.2f} {unit}" if value < 10 else f"{value:.0f} {unit}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
