"""Papers: a sheet against a bare ReportLab canvas that draws the same strings, lines and codes, in turns.

The floor is honest: what our pen sends to the canvas is recorded once, then replayed on a plain canvas with the same
fonts already chosen, shaped and broken into lines; so the ratio is the price of laying out, and nothing else.
"""

import datetime
import io
import itertools
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING

import resources
from kodiko_desktop.documents import attendance_sheet, contract, sheet
from kodiko_desktop.documents import pen as pen_module
from kodiko_desktop.documents.attendance_rows import Attendee, HalfDay
from kodiko_desktop.documents.models import Funder, Organisation, Rendered
from kodiko_desktop.documents.pen import Pen
from kodiko_desktop.documents.qr_code import draw_qr
from kodiko_desktop.documents.text import Line
from kodiko_desktop.domain.attendance import Part
from kodiko_desktop.domain.contracts.fill import fill
from kodiko_desktop.domain.contracts.filled import ContractValues
from kodiko_desktop.domain.contracts.parse import parse_template
from kodiko_desktop.domain.contracts.template import ContractTemplate
from tests.bench.measure import Result, result, side_by_side

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

DAY = datetime.date(2026, 5, 11)
_NAMES = ("DIALLO Awa", "HAIDARI Samira", "KRAVETS Olena", "MUNTEANU Ștefan", "GEBREMEDHIN Tesfay")
_SCRIPTS = ("", "سمیرا حیدری", "Олена Кравець", "", "ተስፋይ ገብረመድህን")
_RUNS = 15
_FIRST = """
import time
started = time.perf_counter()
from tests.bench import bench_documents
bench_documents.{work}()
print((time.perf_counter() - started) * 1000)
"""
_RECORDED = (
    "line", "lines", "rect", "circle", "drawPath", "setDash", "setFillColorRGB", "setStrokeColorRGB", "setLineWidth",
    "showPage",
)  # fmt: skip
_turns = itertools.count(1000)
"""Numbers and names change at each paper, so that nothing kept from the paper before makes the next one cheaper."""


def run() -> list[Result]:
    """Attendance sheet of 25 people, contract in French and beside Arabic, and the first paper after start."""
    found = []
    for what, work in (
        ("feuille d’émargement, 25 personnes", attendance),
        ("contrat en français", contract_in_french),
        ("contrat français et arabe", contract_beside_arabic),
    ):
        ours, bare = side_by_side(work, _bare(work), runs=_RUNS, warm=3)
        pages = work().pages
        rate = pages * 1000 / statistics.median(ours)
        remark = f"{pages} pages, {rate:.0f} pages/s ; plancher : canvas ReportLab nu, mêmes chaînes et mêmes traits"
        found.append(result(what, ours, floor=bare, most_ratio=2.0, remark=remark))
    for what, work in (
        ("premier émargement après démarrage", "attendance"),
        ("premier contrat après démarrage", "contract_in_french"),
    ):
        program = [sys.executable, "-c", _FIRST.format(work=work)]
        values = [
            float(subprocess.run(program, capture_output=True, text=True, check=True).stdout) for _run in range(5)
        ]
        found.append(result(what, values, most=400.0, remark="imports et polices compris"))
    return found


def attendance() -> Rendered:
    """The sheet of a day for 25 people never printed before."""
    turn = next(_turns)
    half_days = tuple(
        HalfDay(part.value, DAY, part, datetime.time(start), datetime.time(start + 3))
        for part, start in ((Part.MORNING, 9), (Part.AFTERNOON, 14))
    )
    people = tuple(Attendee(f"p{rank}", f"{_NAMES[rank % 5]} {turn} {rank}", _SCRIPTS[rank % 5]) for rank in range(25))
    return attendance_sheet.render(
        attendance_sheet.AttendanceSheet(
            number=f"SEA-2026-{turn}",
            version=1,
            printed_on=DAY,
            organisation=_ORGANISATION,
            programme_title="Parcours de co-training",
            session_title="Atelier CV",
            half_days=half_days,
            attendees=people,
            funders=(Funder("Union européenne", european_union=True),),
            place="Salle 2, antenne de Tours",
        )
    )


def contract_in_french() -> Rendered:
    """The reciprocal contract, French alone."""
    return _contract("fr")


def contract_beside_arabic() -> Rendered:
    """The reciprocal contract, French beside Arabic."""
    return _contract("ar")


_ORGANISATION = Organisation("Association Horizons Partagés", "123 456 789 00012")


def _contract(language: str) -> Rendered:
    turn = next(_turns)
    values = ContractValues(
        texts={
            "person_name": f"Samira HAIDARI {turn}",
            "contract_number": f"PAR-2026-{turn}",
            "situation": f"S {turn}",
        },
        facts=frozenset({"interpreter"}),
    )
    filled = fill(_template(), values, language)
    return contract.render(contract.ContractSheet(filled, f"PAR-2026-{turn}", 1, DAY, _ORGANISATION))


@cache
def _template() -> ContractTemplate:
    return parse_template(resources.read_text("contracts", "engagement.toml"), "engagement.toml")


def _bare(work: Callable[[], Rendered]) -> Callable[[], bytes]:
    """What `work` sends to its canvas, as a function that sends it to a plain canvas."""
    from reportlab.pdfgen.canvas import Canvas

    steps: list[tuple[str, tuple, dict]] = []
    sizes: list[tuple[float, float]] = []

    class Recorder(Canvas):
        """A canvas that remembers what is asked from outside, not what it asks itself."""

    def remember(name: str) -> None:
        original = getattr(Canvas, name)

        def recorded(self: Canvas, *arguments: object, **options: object) -> object:
            steps.append((name, arguments, options))
            return original(self, *arguments, **options)

        setattr(Recorder, name, recorded)

    for name in _RECORDED:
        remember(name)

    def canvas(buffer: io.BytesIO, size: tuple[float, float], layout: sheet.Layout) -> Canvas:
        sizes.append(size)
        return Recorder(buffer, pagesize=size, invariant=1, pageCompression=1)

    def draw_line(canvas: Canvas, line: Line, x: float, y: float, size: float) -> None:
        steps.append(("@line", (line, x, y, size), {}))

    def draw_code(pen: Pen, payload: str, x: float, y: float, side: float) -> None:
        pen.forget_colors()
        steps.append(("@code", (payload, x, y, side), {}))

    with (
        _in_place_of(sheet, "_canvas", canvas),
        _in_place_of(sheet, "draw_qr", draw_code),
        _in_place_of(pen_module, "draw_line", draw_line),
    ):
        work()
    return lambda: _replay(steps, sizes[0])


@contextmanager
def _in_place_of(module: ModuleType, name: str, other: object) -> Iterator[None]:
    original = getattr(module, name)
    setattr(module, name, other)
    try:
        yield
    finally:
        setattr(module, name, original)


def _replay(steps: list[tuple[str, tuple, dict]], size: tuple[float, float]) -> bytes:
    """Draw what was recorded; codes say something else each time, as they do in real papers."""
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=size, invariant=1, pageCompression=1)
    pen = Pen(canvas)
    turn = next(_turns)
    for name, arguments, options in steps:
        if name == "@line":
            _bare_line(canvas, *arguments)
        elif name == "@code":
            payload, x, y, side = arguments
            draw_qr(pen, f"{payload[:-4]}{turn:04d}", x, y, side)
        else:
            getattr(canvas, name)(*arguments, **options)
    canvas.save()
    return buffer.getvalue()


def _bare_line(canvas: "Canvas", line: Line, x: float, y: float, size: float) -> None:
    for part in line.pieces:
        canvas.setFont(part.face.name, size)
        if part.face.shaped:
            block = canvas.beginText(x, y)
            block.textOut(part.text)
            canvas.drawText(block)
        else:
            canvas.drawString(x, y, part.text)
        x += part.width * size / 1000
