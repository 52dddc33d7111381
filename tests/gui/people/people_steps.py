"""What tests of the pages of people do again and again."""

from datetime import date

from PySide6.QtWidgets import QLabel, QWidget

from kodiko_desktop.services.people import journeys, people
from ui.desk import Desk
from ui.pages.people.list_page import PeopleListPage

MONDAY = date(2026, 5, 11)


def register(desk: Desk, family_name: str, given_names: str, **details: object) -> str:
    here = desk.here()
    return people.register_person(
        here.store,
        author=here.staff_id,
        antenna_id=here.antenna_id,
        family_name=family_name,
        given_names=given_names,
        **details,
    )


def open_journey(desk: Desk, person_id: str, **details: object) -> str:
    here = desk.here()
    given = {"programme": "mediation-emploi-bidonville", "started_on": date(2026, 2, 3), **details}
    return journeys.open_journey(here.store, author=here.staff_id, person_id=person_id, **given)


def settle(qtbot, desk: Desk) -> None:
    """Wait until nothing is being read or written, and what it brought is on screen."""
    for _turn in range(4):
        qtbot.waitUntil(lambda: desk.jobs.busy() == 0)
        qtbot.wait(10)


def said(widget: QWidget) -> str:
    return " | ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisible())


def names(page: PeopleListPage) -> list[str]:
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]
