"""What a script can rely on: one exit code for each way a command can end."""

from enum import IntEnum

from kodiko_desktop.domain.errors import KodikoError


class ExitCode(IntEnum):
    """Documented in docs/ligne-de-commande.md; never renumbered."""

    DONE = 0
    FAILED = 1
    """A known failure; the sentence is on stderr."""
    USAGE = 2
    """The command line itself is wrong (argparse)."""
    LOCKED = 3
    """No key: wrong or missing pass-phrase, no keyring."""
    IN_USE = 4
    """Another window has these data open."""
    DAMAGED = 5
    """The store, a key file or a backup is damaged, or was written by a newer version."""
    PARTLY_DONE = 6
    """Done except for lines that need a correction."""
    AWAY = 7
    """No shared folder is there: nothing was exchanged, nothing is wrong."""
    WAITING = 8
    """Asked to join a team; nobody has answered yet."""
    INTERRUPTED = 130

    @classmethod
    def of(cls, failure: KodikoError) -> "ExitCode":
        """The code of a known failure."""
        return _CODES.get(type(failure).__name__, cls.FAILED)


_CODES = {
    "ProfileNameRefused": ExitCode.USAGE,
    "WrongPassphrase": ExitCode.LOCKED,
    "NoPassphrase": ExitCode.LOCKED,
    "PassphraseNeeded": ExitCode.LOCKED,
    "RecoveryCodeMistyped": ExitCode.LOCKED,
    "WrongRecoveryCode": ExitCode.LOCKED,
    "SecretNeeded": ExitCode.LOCKED,
    "AlreadyOpen": ExitCode.IN_USE,
    "KeysDamaged": ExitCode.DAMAGED,
    "StoreIncomplete": ExitCode.DAMAGED,
    "StoreUnreadable": ExitCode.DAMAGED,
    "StoreNewer": ExitCode.DAMAGED,
    "CodeMistyped": ExitCode.LOCKED,
    "InviteUnusable": ExitCode.LOCKED,
    "FolderAway": ExitCode.AWAY,
    "BackupTorn": ExitCode.DAMAGED,
    "ExportUnusable": ExitCode.DAMAGED,
}
"""By class name, so that no command loads the modules of the others. Every other known failure is FAILED."""
