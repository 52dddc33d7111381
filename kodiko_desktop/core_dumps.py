"""A crash must not write the memory of the application, hence the key and what was on the screen, on the disk."""

import sys


def forbid_core_dumps() -> None:
    """No core file of this process, nor of those it starts, until it ends (systems other than Linux and macOS keep
    their own rules). Harmless twice, and where the system refuses."""
    if sys.platform == "win32":
        return
    import resource

    try:
        _soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
    except (OSError, ValueError):
        return
