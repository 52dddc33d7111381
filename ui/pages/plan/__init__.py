"""Plan and contract: what the person wants to reach, what is done for it, and the papers that say so."""

from PySide6.QtWidgets import QWidget

from ui.desk import Desk


def build_tab(desk: Desk, person_id: str) -> QWidget:
    """The tab of one person; call `load()` when it is first shown."""
    from ui.pages.plan.person_tab import PersonPlanTab

    return PersonPlanTab(desk, person_id)
