"""Papers to look at, and eyes to read them: text by PDFium, codes by a barcode reader, ink by pixels."""

import datetime
import re
import shutil
import subprocess
import unicodedata
from collections import Counter
from collections.abc import Callable

import pytest

import resources
from kodiko_desktop.documents.attendance_rows import Attendee, HalfDay
from kodiko_desktop.documents.attendance_sheet import AttendanceSheet
from kodiko_desktop.documents.models import Funder, Organisation, Rendered
from kodiko_desktop.domain.attendance import Part
from kodiko_desktop.domain.forms import Form, Kind, parse

DAY = datetime.date(2026, 5, 11)
LONG_NAME = "RAKOTOMALALA-ANDRIANAMPOINIMERINA Jean-Baptiste Maximilien Hery Tahina Fanomezan"
NAMES = (
    ("DIALLO Awa", ""),
    ("GEBREMEDHIN Tesfay", "ተስፋይ ገብረመድህን"),
    ("HAIDARI Samira", "سمیرا حیدری"),
    ("KRAVETS Olena", "Олена Кравець"),
    ("MUNTEANU Ștefan", ""),
    (LONG_NAME, ""),
    ("O", ""),
)


def words_of(text: str) -> set[str]:
    """The words of `text`, vowel marks and joiners left out: PDF readers do not all give them back in one order."""
    plain = "".join(
        each for each in unicodedata.normalize("NFC", text) if unicodedata.category(each) not in ("Mn", "Cf")
    )
    return set(re.findall(r"[^\W_]+", plain))


class Reader:
    """A finished paper, read the way others read it."""

    def __init__(self, rendered: Rendered) -> None:
        import pypdfium2

        self.rendered = rendered
        self.document = pypdfium2.PdfDocument(rendered.pdf)

    def text(self, page: int = 0) -> str:
        """The text of a page (from 1), of all of them by default; spaces and line ends made one space."""
        pages = [self.document[page - 1]] if page else list(self.document)
        found = " ".join(each.get_textpage().get_text_range() for each in pages)
        return " ".join(unicodedata.normalize("NFC", found).replace("\ufffe", "").split())

    def lost(self, text: str) -> set[str]:
        """The words of `text` that are not on the paper. Around Arabic vowel marks and joiners PDFium gives pieces of
        words in an order of its own: there every letter is counted, and Poppler, where it is installed, reads the words
        without vowel marks."""
        missing = words_of(text) - words_of(self.text())
        plain = {word for word in missing if unicodedata.bidirectional(word[0]) != "AL"}
        printed, expected = Counter(self.text()), Counter("".join(words_of(text)))
        letters = {each for each in expected if expected[each] > printed[each]}
        if not shutil.which("pdftotext"):
            return plain | letters
        marked = {word for token in text.split() if any(map(unicodedata.combining, token)) for word in words_of(token)}
        mixed = {word for word in missing if any(map(str.isdigit, word))}
        return plain | letters | (missing - plain - marked - mixed - self._words_by_poppler())

    def _words_by_poppler(self) -> set[str]:
        command = ["pdftotext", "-enc", "UTF-8", "-", "-"]
        return words_of(
            subprocess.run(command, input=self.rendered.pdf, capture_output=True, check=True).stdout.decode()
        )

    def image(self, page: int, dpi: int = 200):
        """The page as a greyscale picture."""
        return self.document[page - 1].render(scale=dpi / 72).to_pil().convert("L")

    def codes(self, page: int) -> list[str]:
        """What the QR codes of a page say, read on a 200-dpi picture."""
        import zxingcpp

        found = zxingcpp.read_barcodes(self.image(page), formats=zxingcpp.BarcodeFormat.QRCode)
        return [code.text for code in found]


@pytest.fixture
def read() -> Callable[[Rendered], Reader]:
    """Opens a paper."""
    return Reader


@pytest.fixture
def organisation() -> Organisation:
    return Organisation(
        "Association Horizons Partagés", "123 456 789 00012", "24 37 01234 37", "12 rue des Tanneurs, 37000 Tours"
    )


@pytest.fixture
def funders() -> tuple[Funder, ...]:
    return (
        Funder("Plan d’investissement dans les compétences", "Action financée par le Plan d’investissement."),
        Funder("Union européenne", european_union=True),
    )


@pytest.fixture
def attendance(organisation, funders) -> Callable[..., AttendanceSheet]:
    """An attendance sheet of `people` over `days` whole days; other fields as given."""

    def build(people: int = 7, days: int = 1, **others: object) -> AttendanceSheet:
        half_days = tuple(
            HalfDay(
                f"d{day}-{part.value}",
                DAY + datetime.timedelta(days=day),
                part,
                datetime.time(9 if part is Part.MORNING else 14),
                datetime.time(12 if part is Part.MORNING else 17),
            )
            for day in range(days)
            for part in Part
        )
        attendees = tuple(Attendee(f"p{rank}", *NAMES[rank % len(NAMES)]) for rank in range(people))
        known = {
            "number": "SEA-2026-0042",
            "version": 1,
            "printed_on": datetime.date(2026, 5, 4),
            "organisation": organisation,
            "programme_title": "Parcours de co-training vers l’emploi",
            "session_title": "Atelier CV",
            "half_days": half_days,
            "attendees": attendees,
            "funders": funders,
            "module": "Outils et méthode",
            "place": "Salle 2, antenne de Tours",
            "trainer_name": "Claire Meunier",
        }
        return AttendanceSheet(**{**known, **others})

    return build


@pytest.fixture
def form() -> Callable[[str], Form]:
    """A form shipped with the application, by its file name."""
    return lambda name: parse(resources.read_text("forms", name), name)


@pytest.fixture
def answers() -> Callable[[Form], dict]:
    """An answer to every question: the first choice that counts, or words."""

    def build(form: Form, rank: int = 1) -> dict:
        found: dict = {}
        for question in form.questions:
            if question.kind is Kind.MULTIPLE:
                found[question.key] = [choice.code for choice in question.choices if not choice.alone][:2]
            elif question.choices:
                found[question.key] = question.choices[min(rank, len(question.choices) - 1)].code
            elif question.kind is Kind.NUMBER:
                found[question.key] = 12
            elif question.kind is Kind.DATE:
                found[question.key] = "2026-06-12"
            else:
                found[question.key] = f"réponse à {question.key}"
        return found

    return build
