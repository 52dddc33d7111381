"""The dialogs open before the window, when it locks: what is typed in them is saved, then they go."""

from PySide6.QtWidgets import QApplication, QDialog


def save_open_dialogs() -> None:
    """Have each dialog keep what is being typed in it."""
    for dialog in _open_dialogs():
        flush = getattr(dialog, "flush", None)
        if flush is not None:
            flush()


def dismiss_open_dialogs() -> None:
    """Take them away: nothing of what they show stays."""
    for dialog in _open_dialogs():
        dialog.hide()
        dialog.deleteLater()


def _open_dialogs() -> list[QDialog]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QDialog) and each.isVisible()]
