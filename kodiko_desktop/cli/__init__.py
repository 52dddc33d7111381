"""The command line, over the same services as the window."""

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
        return int(commands.run(parsed))
    except KodikoError as failure:
        print(failure.sentence, file=sys.stderr)
        return int(ExitCode.of(failure))
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return int(ExitCode.INTERRUPTED)
    except BrokenPipeError:
        sys.stderr.close()
        return int(ExitCode.FAILED)
