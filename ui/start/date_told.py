"""Says that the date of the laptop went back, once the first page is there."""

from ui.desk import Desk
from ui.shell.main_frame import MainFrame


def tell_a_date_gone_back(desk: Desk, frame: MainFrame) -> None:
    """Look at the date in the store's worker; nothing is said of a date that holds."""
    if not desk.is_open:
        return
    from kodiko_desktop.services.laptop.date_gone_back import date_gone_back

    desk.read(
        date_gone_back,
        receiver=frame,
        then=lambda sentence: sentence and frame.notify(sentence, kind="warning"),
    )
