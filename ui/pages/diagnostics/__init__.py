"""The tab of a person where her diagnostics are: filled in, compared, what they bring to light."""

from PySide6.QtWidgets import QWidget

from ui.desk import Desk


def build_tab(desk: Desk, person_id: str) -> QWidget:
    """The tab of one person; call `load()` when it is first shown."""
    from ui.pages.diagnostics.person_tab import PersonDiagnosticsTab

    return PersonDiagnosticsTab(desk, person_id)
