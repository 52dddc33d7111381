"""A response as the screen fills it in: its form in the version it was given to, its answers, the language beside."""

from dataclasses import dataclass

from db.store import Store
from kodiko_desktop.domain.data_files.texts import FRENCH
from kodiko_desktop.domain.forms import Form
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.diagnostics.diagnostics import Response, read_response


@dataclass(frozen=True)
class FilledForm:
    """`language` is the person's when the form is translated into it, else French."""

    form: Form
    response: Response
    language: str


def read_filled_form(store: Store, diagnostic_id: str) -> FilledForm:
    """The response and its form. Raises DiagnosticMissing, DefinitionMissing."""
    response = read_response(store, diagnostic_id)
    row = response.diagnostic
    connection = store.read()
    form = definitions.of_version(connection, definitions.FORM, row.form, row.form_version)
    person = connection.execute("SELECT print_language FROM person WHERE id = ?", (row.person_id,)).fetchone()
    language = person[0] if person and person[0] in form.languages else FRENCH
    return FilledForm(form, response, language)
