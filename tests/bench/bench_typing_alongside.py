"""An answer saved while 5,000 operations of a colleague come in, and how long the window stands still meanwhile."""

import os
import tempfile
from pathlib import Path

from tests.bench.measure import Result

COUNT = 5000
"""Operations that come in: people, and contacts about them."""


def run() -> list[Result]:
    """One window, offscreen, on a store of its own; the floor is the same answer with nothing beside."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from kodiko_desktop.services.sharing import exchanges
    from tests.gui.two_laptops import shown_laptops
    from tests.gui.typing_alongside import much_work, save_alone, type_alongside
    from ui.application import STYLE_ARGUMENTS
    from ui.theme.theme import Theme

    application = QApplication.instance() or QApplication(["kodiko-bench", *STYLE_ARGUMENTS])
    Theme(application, "light")
    with tempfile.TemporaryDirectory() as made, shown_laptops(Path(made)) as both:
        much_work(both.nadia, both.ids.antenna_id, COUNT)
        person = both.people["Awa Diallo"]
        alone = save_alone(both.window, person, 40)
        exchanges.exchange_all(both.nadia)
        found = type_alongside(both.window, person)
        waits = sorted(wait * 1000 for wait in found.waits)
        (came,) = both.store.read().execute("SELECT count(*) FROM contact").fetchone()
        if came < COUNT * 4 // 5:
            raise RuntimeError("what was to come did not come")
    middle, p95 = waits[len(waits) // 2], waits[int(len(waits) * 0.95)]
    floor = sorted(alone)[len(alone) // 2] * 1000
    remark = f"{len(waits)} réponses en {found.lasted:.1f} s, dont {found.alongside} avant la fin de l’échange"
    return [
        Result("réponse enregistrée pendant un échange", middle, p95, floor, most=100, judged="p95", remark=remark),
        Result("plus long arrêt de la fenêtre pendant un échange", found.gap * 1000, found.gap * 1000, most=30),
    ]
