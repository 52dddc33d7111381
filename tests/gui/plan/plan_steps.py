"""What the tests of the tab do: add an objective, prepare a paper, open it, read the rows."""

import datetime

from db import records
from kodiko_desktop.services.contracts import contract_paper, contracts
from kodiko_desktop.services.contracts import contract_templates as templates
from ui.desk import Desk
from ui.pages.plan.person_tab import PersonPlanTab

TODAY = datetime.date(2026, 5, 11)


def rows(desk: Desk, cls: type):
    return records.rows_where(desk.here().store.read(), cls, "1 ORDER BY created_at, rowid")


def add_objective(qtbot, desk: Desk, tab: PersonPlanTab, title: str):
    tab.add_line.field.setText(title)
    qtbot.keyClick(tab.add_line.field, "\r")
    qtbot.waitUntil(lambda: any(block.view.row.title == title for block in tab.blocks.values()))
    return next(block for block in tab.blocks.values() if block.view.row.title == title)


def draft(desk: Desk, person_id: str, kind: str = templates.ENGAGEMENT, **more) -> str:
    here = desk.here()
    template = templates.templates(here.store.read(), kind)[0].key
    return contracts.draft_contract(here.store, author=here.staff_id, person_id=person_id, template=template, **more)


def printed(desk: Desk, person_id: str, kind: str = templates.ENGAGEMENT) -> str:
    contract = draft(desk, person_id, kind)
    contract_paper.print_contract(desk.here().store, author=desk.here().staff_id, contract_id=contract, today=TODAY)
    return contract


def opened(qtbot, desk: Desk, tab: PersonPlanTab, contract_id: str):
    tab.load()
    tab.go_to(contract_id)
    qtbot.waitUntil(lambda: tab.paper is not None and tab.paper.view is not None)
    return tab.paper
