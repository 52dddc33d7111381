"""The templates shipped with the application, read once for the tests."""

from importlib.resources import files

from kodiko_desktop.domain.contracts.parse import parse_template

SOURCES = {
    entry.name.removesuffix(".toml"): entry.read_text(encoding="utf-8")
    for entry in files("resources.contracts").iterdir()
    if entry.name.endswith(".toml")
}
TEMPLATES = {key: parse_template(text, f"{key}.toml") for key, text in SOURCES.items()}
