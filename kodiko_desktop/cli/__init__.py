"""The command line, over the same services as the window."""

import os
import sys

from kodiko_desktop.cli.exit_codes import ExitCode


def main(arguments: list[str]) -> int:
    """Run one command; returns its exit code. Errors are sentences on stderr."""
    from kodiko_desktop.cli.arguments import parser

    parsed = parser().parse_args(arguments)
    return run(parsed)


def run(parsed: object) -> int:
    """Run a parsed command and turn each known failure into its sentence and its exit code."""
    from kodiko_desktop.cli import commands
    from kodiko_desktop.domain.errors import KodikoError

    try:
        code = int(commands.run(parsed))
        sys.stdout.flush()  # a reader that left is noticed here, not when Python ends
        return code
    except KodikoError as failure:
        print(failure.sentence, file=sys.stderr)
        return int(ExitCode.of(failure))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return int(ExitCode.FAILED)
