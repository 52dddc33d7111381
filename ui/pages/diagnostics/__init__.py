"""Diagnostics: the one widget that fills in any form, and the tab of a person."""

from PySide6.QtWidgets import QWidget

from ui.desk import Desk


def build_tab(desk: Desk, person_id: str) -> QWidget:
    """The tab of one person; call `load()` when it is first shown."""
    from ui.pages.diagnostics.person_tab import PersonDiagnosticsTab

    return PersonDiagnosticsTab(desk, person_id)
