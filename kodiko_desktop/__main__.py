"""The entry: `kodiko` opens the window, `kodiko --demo` a demonstration, `kodiko <command>` the command line."""

import sys
from typing import TYPE_CHECKING

from kodiko_desktop.core_dumps import forbid_core_dumps

if TYPE_CHECKING:
    from kodiko_desktop.services.laptop.opening import OpenProfile


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; returns the exit code."""
    forbid_core_dumps()
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] == "--demo":
        from kodiko_desktop.cli import demo

        return demo.run(given[1:], open_window=_window)
    if given and not given[0].startswith("--profil"):
        from kodiko_desktop import cli

        return cli.main(given)
    from kodiko_desktop import app

    return app.run(given)


def _window(opened: "OpenProfile") -> int:
    """The window on data that are open already."""
    from kodiko_desktop import app

    return app.run([], profile=opened.profile, opened=opened)


if __name__ == "__main__":
    sys.exit(main())
