"""An answer saved while 5,000 operations of a colleague come in, and how long the window stands still meanwhile."""

import os
import statistics
import tempfile
from pathlib import Path

from tests.bench.measure import Result

ROUNDS = 3
COUNT = 5000
"""Operations that come in: people, and contacts about them."""


def run() -> list[Result]:
    """One window, offscreen, on a store of its own; the floor is the same answer with nothing beside."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from kodiko_desktop.services.sharing import exchanges
    from tests.gui.two_laptops import shown_laptops
    from tests.gui.typing_alongside import much_work, type_alone, type_alongside
    from ui.application import STYLE_ARGUMENTS
    from ui.theme.theme import Theme

    application = QApplication.instance() or QApplication(["kodiko-bench", *STYLE_ARGUMENTS])
    Theme(application, "light")
    alone, alongside = [], []
    with tempfile.TemporaryDirectory() as made, shown_laptops(Path(made)) as both:
        person = both.people["Awa Diallo"]
        for number in range(ROUNDS):
            much_work(both.nadia, both.ids.antenna_id, COUNT, first=number * COUNT)
            alone.append(type_alone(both.window, person, 30))
            exchanges.exchange_all(both.nadia)
            alongside.append(type_alongside(both.window, person))
        (came,) = both.store.read().execute("SELECT count(*) FROM contact").fetchone()
        if came < ROUNDS * COUNT * 4 // 5:
            raise RuntimeError("what was to come did not come")
    waits = sorted(wait * 1000 for found in alongside for wait in found.waits)
    gaps = sorted(found.gap * 1000 for found in alongside)
    floor = statistics.median(wait * 1000 for found in alone for wait in found.waits)
    still = statistics.median(found.gap * 1000 for found in alone)
    early = sum(found.alongside for found in alongside)
    remark = f"{early} réponses pendant {ROUNDS} échanges de {sum(found.lasted for found in alongside):.1f} s en tout"
    p95 = waits[int(len(waits) * 0.95)]
    return [
        Result(
            "réponse enregistrée pendant un échange",
            *(statistics.median(waits), p95, floor),
            most=100,
            judged="p95",
            remark=remark,
        ),
        Result("plus long arrêt de la fenêtre pendant un échange", statistics.median(gaps), gaps[-1], still, most=30),
    ]
