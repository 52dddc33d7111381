"""A coordinator at the window of the frozen bundle: a keyboard, and what a screen reader tells of what is there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.end_to_end.frozen import Bundle
from tests.end_to_end.seen_from_outside import Outside, Part, outside
from tests.end_to_end.virtual_screen import VirtualScreen, running, virtual_screen

IN_ARABIC = "سمیرا حیدری"


class Coordinator:
    """`screen` is their keyboard, `seen` what is on screen, `process` the number of the program."""

    def __init__(self, screen: VirtualScreen, seen: Outside, process: int) -> None:
        self.screen, self.seen, self.process = screen, seen, process

    def title(self, wanted: str) -> Part:
        """Wait until the window bears that title."""
        return self.seen.wait("frame", f"{wanted} — Kodiko")

    def fill(self, name: str, text: str) -> None:
        """Type in the field that has the keyboard, which must be `name`, and go to the next with Enter."""
        self.seen.until(lambda parts: _with_keyboard(parts, name), f"« {name} » with the keyboard")
        self.screen.type(text)
        self.screen.keys("Return")

    def go_to(self, name: str, *, role: str = "text") -> None:
        """Give the keyboard to the control called `name`."""
        self.seen.focus(self.seen.wait(role, name))
        self.seen.wait_focus(role, name)

    def pick(self, name: str, begins: str, whole: str) -> None:
        """In the list called `name`: type what the choice begins with, take the first found, which must be `whole`."""
        self.go_to(name)
        self.screen.keys("ctrl+a")
        self.screen.type(begins)
        self.screen.keys("Return")
        self.seen.wait("combo box", whole)

    def find(self, name: str, begins: str, found: str) -> None:
        """In the field called `name`: type the beginning of what is looked for, and take `found` from what comes."""
        self.go_to(name)
        self.screen.type(begins)
        self.seen.wait("list item", found)
        self.screen.keys("Return")
        self.seen.until(lambda parts: not any(part.role == "list item" for part in parts), "list taken away")

    def press(self, name: str) -> None:
        """Press a button."""
        self.seen.press(self.seen.wait("push button", name))

    def choose(self, button: str, *keys: str) -> None:
        """Open the menu of a button by keyboard, move in it with `keys` and choose."""
        self.go_to(button, role="button menu")
        before = self.screen.windows(self.process)
        self.screen.keys("space")
        # A menu does not say that it is there on the accessibility bus, but it is a window of its own.
        self.seen.until(lambda _parts: self.screen.windows(self.process) - before, f"menu of « {button} »")
        self.screen.keys(*keys, "Return")

    def tab(self, name: str) -> None:
        """Go to a tab of the page with Ctrl+Tab, as many times as it takes."""
        tabs = [part.name for part in self.seen.parts() if part.role == "page tab"]
        here = self.seen.wait("page tab list", "…").name
        for _step in range((tabs.index(name) - tabs.index(here)) % len(tabs)):
            self.screen.keys("ctrl+Tab")
        self.seen.wait("page tab list", name)

    def page(self, number: int, title: str) -> None:
        """Go to a page of the rail by its number."""
        self.screen.keys(f"ctrl+{number}")
        self.title(title)

    def closed(self) -> None:
        """Wait until no dialog is open."""
        self.seen.until(lambda parts: not any(part.role == "dialog" for part in parts), "window without a dialog")

    def save_paper(self, folder: Path) -> Path:
        """In the preview of a paper: save it in `folder` under the name it proposes. Returns the file."""
        self.seen.wait_focus("push button", "Imprimer")
        before = set(folder.glob("*.pdf"))
        self.screen.keys("ctrl+s")
        self.seen.wait_focus("text", "Nom de fichier…")
        self.screen.keys("Return")
        self.seen.wait("label", "Enregistré dans…")
        self.screen.keys("Escape")
        self.closed()
        (saved,) = set(folder.glob("*.pdf")) - before
        return saved


@contextmanager
def at_the_window(bundle: Bundle, home: Path) -> Iterator[Coordinator]:
    """The program just started, on a screen of its own, with `home` for home folder."""
    with (
        virtual_screen(home) as screen,
        running([str(bundle.program)], screen.surroundings, cwd=bundle.folder) as program,
        outside(screen.bus) as seen,
    ):
        yield Coordinator(screen, seen, program.pid)


def register(at: Coordinator) -> None:
    """Register Samira Haidari, with her name as she writes it, and wait for her file."""
    at.screen.keys("ctrl+n")
    at.fill("Prénom", "Samira")
    at.fill("Nom de famille", "Haidari")
    at.seen.write(at.seen.wait("text", "Nom dans son écriture"), IN_ARABIC)
    at.go_to("Date de naissance")
    at.fill("Date de naissance", "12/03/1990")
    at.press("Inscrire")
    at.title("Samira Haidari")


def _with_keyboard(parts: list[Part], name: str) -> Part | None:
    return next((part for part in parts if part.focused and part.name == name), None)
