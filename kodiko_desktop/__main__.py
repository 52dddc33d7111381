"""The entry: `kodiko` opens the window, `kodiko --demo` a demonstration, `kodiko <command>` the command line."""

import sys


def main(arguments: list[str] | None = None) -> int:
    """Run what the command line asks for; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given and given[0] == "--demo":
        from kodiko_desktop.cli import demo

        return demo.run(given[1:])
    if given and not given[0].startswith("--profil"):
        from kodiko_desktop import cli

        return cli.main(given)
    from kodiko_desktop import app

    return app.run(given)


if __name__ == "__main__":
    sys.exit(main())
