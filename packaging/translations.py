"""Keeps the catalogues of the interface: `python packaging/translations.py update|compile|check` (needs Babel).

update   read the French sentences in the source, write kodiko.pot, bring en.po up to date, compile it
compile  write en.mo from en.po
check    list the sentences that have no English yet; exit code 1 if there are any
"""

import io
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
SOURCES = ("kodiko_desktop", "ui", "db")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
LANGUAGES = ("en",)
_HEADER = "# Sentences of Kodiko Desktop; the source is French. AGPL-3.0-or-later."
_EMPTY_FIELDS = ("Report-Msgid-Bugs-To", "Last-Translator", "Language-Team", "Project-Id-Version")


def extracted() -> Catalog:
    """The sentences of the source, in the order of the files, without line numbers (they would change at each edit)."""
    catalog = Catalog(charset="utf-8", header_comment=_HEADER, fuzzy=False, project="Kodiko Desktop")
    for source in SOURCES:
        found = extract_from_dir(
            str(ROOT / source), method_map=[("**.py", "python")], keywords=KEYWORDS, comment_tags=("i18n:",)
        )
        for name, _line, message, comments, context in found:
            catalog.add(message, None, [(f"{source}/{name}", 0)], auto_comments=comments, context=context)
    for name, title in follow_up_titles():
        catalog.add(title, None, [(f"resources/programmes/{name}", 0)])
    return catalog


def follow_up_titles() -> Iterator[tuple[str, str]]:
    """File and title of each point that the shipped programmes plan after a hire: they stand on the first screen."""
    for path in sorted((ROOT / "resources" / "programmes").glob("*.toml")):
        for point in tomllib.loads(path.read_text(encoding="utf-8")).get("follow_up", ()):
            yield path.name, point["title"]


def po_path(language: str) -> Path:
    """Where the catalogue of `language` is kept for translators."""
    return FOLDER / f"{language}.po"


def read(language: str) -> Catalog:
    """The catalogue of `language`; an empty one when there is no file yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Kodiko Desktop", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def compiled(language: str) -> bytes:
    """The bytes of the .mo file that `language`.po deserves."""
    catalog = read(language)
    # Dates would make each compilation a new file.
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    written = io.BytesIO()
    write_mo(written, catalog)
    return written.getvalue()


def write(catalog: Catalog, path: Path) -> None:
    """Write a .pot or .po file, the same bytes each time."""
    written = io.BytesIO()
    write_po(
        written, catalog, width=110, omit_header=False, ignore_obsolete=True, include_lineno=False, sort_by_file=True
    )
    lines = written.getvalue().decode().splitlines(keepends=True)
    unsteady = ("POT-Creation-Date", "PO-Revision-Date", "Generated-By", *_EMPTY_FIELDS)
    path.write_text("".join(line for line in lines if not any(word in line for word in unsteady)), encoding="utf-8")


def update() -> None:
    """Bring every catalogue up to date with the source, keeping what is translated, and compile it."""
    template = extracted()
    write(template, FOLDER / "kodiko.pot")
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(template, no_fuzzy_matching=True)
        catalog.header_comment, catalog.fuzzy = _HEADER, False
        write(catalog, po_path(language))
    compile_all()


def compile_all() -> None:
    """Write the .mo of every language."""
    for language in LANGUAGES:
        (FOLDER / f"{language}.mo").write_bytes(compiled(language))


def untranslated(language: str) -> list[str]:
    """The French sentences of the present source that `language` does not say yet."""
    known = read(language)
    missing = []
    for message in extracted():
        if not message.id:
            continue
        first = message.id[0] if isinstance(message.id, tuple) else message.id
        translated = known.get(message.id, message.context)
        said = translated.string if translated is not None else ""
        if not (all(said) if isinstance(said, tuple) else said):
            missing.append(first)
    return missing


def main(arguments: list[str]) -> int:
    """Run the command named on the command line."""
    command = arguments[0] if len(arguments) == 1 else ""
    if command == "update":
        update()
    elif command == "compile":
        compile_all()
    elif command == "check":
        missing = [sentence for language in LANGUAGES for sentence in untranslated(language)]
        print("\n".join(missing) or "Every sentence is translated.")
        return 1 if missing else 0
    else:
        print(__doc__)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
