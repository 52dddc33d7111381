"""Forms, programmes and contract templates in use: the association's own first, then those shipped with the program.

An answer keeps the version it was given to: the exact text of a definition is stored the first time it serves.
"""

import contextlib
import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import resources
from db.connection import Connection
from db.store import Store
from kodiko_desktop.domain import wording
from kodiko_desktop.domain.data_files.texts import Text
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.identifiers import ORGANISATION_STREAM, natural_id
from kodiko_desktop.domain.wording import _

FORM, PROGRAMME, CONTRACT = "form", "programme", "contract"
_FOLDERS = {FORM: "forms", PROGRAMME: "programmes", CONTRACT: "contracts"}


class DefinitionMissing(KodikoError):
    """No definition of that name (or of that version) here."""


class Source(NamedTuple):
    """The text of a definition and how messages name it."""

    kind: str
    key: str
    version: str
    text: str
    source_name: str


def keys(connection: Connection, kind: str) -> tuple[str, ...]:
    """The keys of every definition of a kind, shipped or of the association."""
    own = connection.execute(
        "SELECT DISTINCT key FROM definition WHERE kind = ? AND archived_at IS NULL", (kind,)
    ).fetchall()
    return tuple(sorted({*shipped(kind), *(row[0] for row in own)}))


def latest(connection: Connection, kind: str, key: str) -> Any:
    """The definition to use for something new: the highest version that can be read (another laptop may have sent one
    of a later program, or anything). Raises DefinitionMissing, DataFileErrors, ContractTemplateError."""
    return _first_read(sorted(_candidates(connection, kind, key), key=lambda each: _rank(each.version), reverse=True))


def newest_source(connection: Connection, kind: str, key: str) -> Source:
    """The source `latest` would read, unread: lists need only its top. Raises DefinitionMissing."""
    return max(_candidates(connection, kind, key), key=lambda source: _rank(source.version))


def _candidates(connection: Connection, kind: str, key: str) -> list[Source]:
    own = _own_versions(connection, kind, key)
    here = _shipped_one(kind, key)
    candidates = [*own, *([here] if here else [])]
    if not candidates:
        raise _missing(kind)
    return candidates


def _first_read(sources: list[Source]) -> Any:
    """The first of these that has no mistake; raises what is said of the last when all have."""
    for source in sources[:-1]:
        with contextlib.suppress(KodikoError):
            return parsed(source)
    return parsed(sources[-1])


def of_version(connection: Connection, kind: str, key: str, version: str) -> Any:
    """The definition an answer was given to, whatever has changed since. Raises DefinitionMissing."""
    sources = (*_own_versions(connection, kind, key), _shipped_one(kind, key))
    found = [source for source in sources if source is not None and source.version == str(version)]
    if not found:
        raise _missing(kind)
    return _first_read(found)


def parsed(source: Source) -> Any:
    """The Form, Programme or ContractTemplate of a source; a programme speaks the language spoken now. Raises
    DataFileErrors or ContractTemplateError."""
    return _parsed(source, wording.language() if source.kind == PROGRAMME else wording.FRENCH)


def title_of(definition: Any) -> str:
    """The title of a Form, a Programme or a ContractTemplate, in the language spoken now (papers: French)."""
    title = definition.title
    if isinstance(title, Mapping):
        return title.get(wording.language()) or title["fr"]
    return title.shown if isinstance(title, Text) else title


def title(connection: Connection, kind: str, key: str) -> str:
    """The title of the latest version in the language spoken now, read at the top of its text: a list of papers needs
    no more than that in French. Raises DefinitionMissing."""
    source = newest_source(connection, kind, key)
    french = top_value(source.text, r"title(?:\.fr)?") if wording.language() == wording.FRENCH else ""
    return french or title_of(parsed(source))


def keep(store: Store, *, author: str, kind: str, key: str) -> str:
    """Keep in the store the exact text of the latest version of a definition, because it is going to serve. Returns its
    version. Does nothing when it is kept already."""
    connection = store.read()
    version = str(latest(connection, kind, key).version)
    if any(source.version == version for source in _own_versions(connection, kind, key)):
        return version
    adopt(store, author=author, source=shipped(kind)[key])
    return version


def adopt(store: Store, *, author: str, source: Source) -> None:
    """Keep a definition in the store: the association's own, or a shipped one about to serve. It is checked first."""
    from db.tables import Definition

    with wording.in_french():
        title = title_of(parsed(source))
    with store.act("definition.adopt", author=author) as act:
        act.create(
            Definition,
            stream=ORGANISATION_STREAM,
            id=natural_id("definition", source.kind, source.key, source.version),
            kind=source.kind,
            key=source.key,
            version=source.version,
            title=title,
            source=source.text,
        )


@lru_cache
def shipped(kind: str) -> dict[str, Source]:
    """The sources shipped with the program, by key."""
    folder = _FOLDERS[kind]
    found = {}
    for name in resources.names(folder):
        source = read_source(kind, resources.read_text(folder, name), resources.source_name(folder, name))
        found[source.key] = source
    return found


@lru_cache(maxsize=128)
def _shipped_one(kind: str, key: str) -> Source | None:
    """One shipped source: its file bears its key, so the others need not be read."""
    folder, name = _FOLDERS[kind], f"{key}.toml"
    if name in resources.names(folder):
        source = read_source(kind, resources.read_text(folder, name), resources.source_name(folder, name))
        if source.key == key:
            return source
    return shipped(kind).get(key)


def read_source(kind: str, text: str, source_name: str) -> Source:
    """A source from its text: key and version are read at the top of the file, without parsing the rest."""
    return Source(kind, top_value(text, "key"), top_value(text, "version"), text, source_name)


def top_value(text: str, name: str) -> str:
    """A value written at the top of a file, read without parsing the rest; "" when it is not there."""
    match = re.search(rf'^{name}\s*=\s*"?([^"\n#]+?)"?\s*(?:#.*)?$', text, re.MULTILINE)
    return match[1] if match else ""


def _own_versions(connection: Connection, kind: str, key: str) -> list[Source]:
    rows = connection.execute(
        "SELECT version, source FROM definition WHERE kind = ? AND key = ? AND archived_at IS NULL", (kind, key)
    )
    return [Source(kind, key, version, text, f"{key} (version {version})") for version, text in rows]


def _rank(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version))


@lru_cache(maxsize=192)
def _parsed(source: Source, language: str) -> Any:
    if source.kind == PROGRAMME:
        from kodiko_desktop.domain.programmes.parsing import parse_programme

        return parse_programme(source.text, source.source_name, language=language)
    return _parser(source.kind)(source.text, source.source_name)


def _parser(kind: str) -> Callable[[str, str], Any]:
    if kind == FORM:
        from kodiko_desktop.domain.forms.parsing import parse

        return parse
    from kodiko_desktop.domain.contracts.parse import parse_template

    return parse_template


def _missing(kind: str) -> DefinitionMissing:
    return DefinitionMissing(
        _("Ce modèle n’est pas sur cet ordinateur. Rien n’est perdu\u00a0: les réponses sont gardées."),
        for_log=f"{kind} definition missing",
    )
