"""The commands of the README: prepare everything a machine lacks, then start the application, its tests, its benchmarks
or its packaging. Standard library only, so that a fresh machine with Python can run it.

    python3 packaging/go.py demo      the application on a throw-away demonstration antenna
    python3 packaging/go.py test      the tests (arguments after it go to pytest)
    python3 packaging/go.py run       the application on this computer's own data
    python3 packaging/go.py bench     the measures, against floors taken in the same run
    python3 packaging/go.py freeze    a bundle that needs no Python
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 (this file must speak to the Python it is given)
    sys.exit("Kodiko demande Python 3.11 ou plus récent\u00a0; celui-ci est le {}.{}.".format(*sys.version_info[:2]))

import environment
import system_packages
from failure import Failure

ROOT = Path(__file__).resolve().parent.parent
VIRTUAL_SCREEN = ("xvfb-run", "-a", "-s", "-screen 0 1366x768x24 -nolisten tcp")


def demo(arguments: list[str]) -> int:
    """The application on a demonstration store that can be thrown away."""
    return _application(["--demo", *arguments])


def run(arguments: list[str]) -> int:
    """The application on this computer's own data."""
    return _application(arguments)


def _application(arguments: list[str]) -> int:
    system_packages.provide(system_packages.WINDOW)
    python = environment.provide(ROOT, environment.RUNTIME)
    return subprocess.call([python, "-m", "kodiko_desktop", *arguments], cwd=ROOT)


def test(arguments: list[str]) -> int:
    """The tests: house rules, unit, property, storage, documents, windows, end to end. Returns pytest's exit code."""
    system_packages.provide(system_packages.for_tests())
    python = environment.provide(ROOT, environment.TEST)
    command = [python, "-m", "pytest", *(arguments or ["-n", "2"])]
    if sys.platform == "linux":
        if shutil.which(VIRTUAL_SCREEN[0]) is None:
            raise Failure(
                "Les tests ont besoin d’un écran virtuel\u00a0: installez «\u00a0xvfb\u00a0», puis recommencez."
            )
        command = [*VIRTUAL_SCREEN, *command]
    return subprocess.call(command, cwd=ROOT, stdin=subprocess.DEVNULL)


def bench(arguments: list[str]) -> int:
    """The measures of tests/bench, as a table. Returns 0 even when a target is missed: the table says so."""
    system_packages.provide(system_packages.WINDOW)
    python = environment.provide(ROOT, environment.TEST)
    surroundings = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    return subprocess.call([python, "-m", "tests.bench", *arguments], cwd=ROOT, env=surroundings)


def freeze(arguments: list[str]) -> int:
    """A bundle in dist/ and its compressed archive. Returns 1 when it is too heavy."""
    import bundle

    system_packages.provide(system_packages.for_a_bundle())
    return bundle.build(ROOT, environment.provide(ROOT, environment.TEST), arguments)


COMMANDS = {"demo": demo, "test": test, "run": run, "bench": bench, "freeze": freeze}


def main(arguments: list[str]) -> int:
    """Run one command. Returns its exit code; 1 with a sentence on stderr when the machine cannot be prepared."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")
    if not arguments or arguments[0] not in COMMANDS:
        print(
            "Commandes\u00a0: " + ", ".join(COMMANDS) + ". Exemple\u00a0: python3 packaging/go.py demo", file=sys.stderr
        )
        return 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except Failure as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrompu.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
