"""`kodiko --demo`: the demonstration antenna in the window, or the same visit on paper where there is no screen."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.cli.french_parser import FrenchParser
from kodiko_desktop.cli.screen import Screen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.laptop.opening import OpenProfile

FOLDER = "visite"
"""Folder of the demonstration's profile where the visit leaves its papers."""


def run(arguments: list[str], *, open_window: Callable[[OpenProfile], int]) -> int:
    """Make or find the demonstration, then open the window on it, or play the visit where no window can open.

    `open_window(opened)` shows the window until it is closed. Returns the exit code; known failures are sentences on
    stderr."""
    parsed = parser().parse_args(arguments)
    try:
        return _run(parsed, open_window)
    except KodikoError as failure:
        print(failure.sentence, file=sys.stderr)
        return int(ExitCode.of(failure))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return int(ExitCode.INTERRUPTED)


def parser() -> FrenchParser:
    """What can be typed after `kodiko --demo`."""
    about = _("Une antenne inventée, à jeter\u00a0: rien de ce qu’on y fait ne compte.")
    made = FrenchParser(prog="kodiko --demo", description=about)
    made.add_argument("--sans-fenetre", action="store_true", help=_("jouer la visite sur papier, sans fenêtre"))
    made.add_argument("--vers", type=Path, help=_("dossier où la visite laisse ses PDF"))
    made.add_argument("--nouvelle", action="store_true", help=_("refaire l’antenne, même si elle est d’aujourd’hui"))
    return made


def _run(parsed: argparse.Namespace, open_window: Callable[[OpenProfile], int]) -> int:
    screen = None if parsed.sans_fenetre else Screen()
    opened = _opened(fresh=parsed.nouvelle)
    try:
        obstacle = screen.obstacle() if screen is not None else ""
        if obstacle:
            print(obstacle)
        if screen is None or obstacle:
            return _play(opened, parsed.vers or opened.profile.folder / FOLDER)
        return open_window(opened)
    finally:
        opened.close()


def _opened(*, fresh: bool) -> OpenProfile:
    from kodiko_desktop.services.demo import profile

    told = False

    def tell(_done: int, _total: int, sentence: str = "") -> None:
        nonlocal told
        if not told:
            print(sentence, flush=True)
        told = True

    opened = profile.open_demonstration(fresh=fresh, progress=tell)
    sentence = _("Démonstration\u00a0: tout y est inventé. Phrase secrète, si elle se verrouille\u00a0: {secret}")
    print(sentence.format(secret=profile.PASSPHRASE), flush=True)
    return opened


def _play(opened: OpenProfile, folder: Path) -> int:
    from kodiko_desktop.services.visit import play_visit

    summary = play_visit(opened.store, folder, opened.store.now().date())
    print("\n".join(summary.sentences()))
    return int(ExitCode.DONE)
