"""A paper to sign, from its draft to its signature: what was signed never changes, a change is an amendment.

`brouillon` → `imprime` (its text is kept word for word, version by version) → `signe`, or `annule` before that.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from db import records
from db.store import Store
from db.tables import Contract
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.domain.dots import Seen
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import definitions
from kodiko_desktop.services.association.streams import stream_of_person
from kodiko_desktop.services.contracts import contract_templates as kinds

DRAFT, PRINTED, SIGNED, CANCELLED = "brouillon", "imprime", "signe", "annule"
OPTION_NAMES = ("interpreter", "non_reader", "ticked", "changes", "suspension")
_WHO_SIGNS = (
    "referent_name",
    "company_name",
    "company_signatory",
    "training_body",
    "mentor_name",
    "legal_representative_name",
)
"""What was typed of a contract that its amendment says again: who signs, and for whom."""


class ContractRefused(KodikoError):
    """An act that the state of the paper forbids."""


@dataclass(frozen=True)
class ChangedPoint:
    """A line of an amendment: the point of the contract, what was written, what is written now."""

    point: str
    before: str
    after: str


def draft_contract(
    store: Store,
    *,
    author: str,
    person_id: str,
    template: str,
    language: str | None = None,
    journey_id: str | None = None,
    placement_id: str | None = None,
    amends_id: str | None = None,
    values: Mapping[str, str] | None = None,
    options: Mapping[str, Any] | None = None,
) -> str:
    """Begin a paper from a template, with its own number. Returns its id.

    `language` None: the one the person has papers printed in, when the template has it. `values`: texts by placeholder
    that replace those of the store; `options`: `interpreter` (mapping language, name, reference, kind: professional,
    volunteer or phone), `non_reader` (true or false, else from the person's file), `ticked` (boxes), `changes`,
    `suspension`. Raises NotHere, DefinitionMissing, ContractRefused.
    """
    connection = store.read()
    stream = stream_of_person(connection, person_id)
    wording = definitions.latest(connection, definitions.CONTRACT, template)
    if wording.kind == kinds.AMENDMENT and amends_id is None:
        raise ContractRefused(_("Un avenant change un contrat signé\u00a0: ouvrez ce contrat, puis écrivez l’avenant."))
    if wording.kind == kinds.TRIPARTITE and placement_id is None and _says(wording, "job_title"):
        raise ContractRefused(_("Un contrat à trois part d’une embauche\u00a0: notez d’abord l’embauche."))
    language = language or _printed_language(store, person_id)
    with store.act("contract.draft", author=author) as act:
        journey_id = journey_id or _journey_of(act.connection, person_id)
        return act.create(
            Contract,
            stream=stream,
            number=act.number(kinds.PREFIXES.get(wording.kind, "PAP")),
            person_id=person_id,
            journey_id=journey_id,
            placement_id=placement_id,
            amends_id=amends_id,
            template=template,
            template_version=str(wording.version),
            language=language if language in wording.languages else "fr",
            values=dict(values or {}),
            options=_checked(options or {}),
        )


def change_contract(store: Store, *, author: str, contract_id: str, values: Mapping[str, Any], seen: Seen) -> Seen:
    """Change a paper that is not signed: `language`, `values`, `options`, `starts_on`, `ends_on`. Returns what is to be
    seen from now on. Raises ContractRefused."""
    row = find_contract(store, contract_id).row
    refuse_settled(row)
    allowed = {"language", "template", "values", "options", "starts_on", "ends_on"}
    if not set(values) <= allowed:
        raise ValueError(f"not a choice of a draft: {sorted(set(values) - allowed)}")
    if "options" in values:
        kept = {name: value for name, value in row.options.items() if name not in OPTION_NAMES}
        values = {**values, "options": {**kept, **_checked(values["options"])}}
    with store.act("contract.change", author=author) as act:
        act.change(Contract, contract_id, values=values, seen=seen)
        return act.seen(Contract, contract_id)


def amend_contract(
    store: Store,
    *,
    author: str,
    contract_id: str,
    changes: Sequence[ChangedPoint],
    reason: str = "",
    asked_by: str = "idea_person",
    effective_on: datetime.date | None = None,
    values: Mapping[str, str] | None = None,
    suspension: Mapping[str, str] | None = None,
) -> str:
    """Draft an amendment to a signed contract, with its own number, to be signed by those who signed the contract.
    Returns its id. From a signed amendment, the contract itself is amended once more.

    `asked_by`: idea_person or idea_adviser; `suspension`: texts suspension_date, resumption_date, suspension_reason.
    Raises ContractRefused.
    """
    amended = find_contract(store, contract_id).row
    if amended.amends_id and amended.status == SIGNED:
        amended = find_contract(store, amended.amends_id).row
    if amended.status != SIGNED:
        raise ContractRefused(_("Ce contrat n’est pas signé\u00a0: changez-le directement, sans avenant."))
    if thaw(amended.frozen).kind not in kinds.AMENDABLE:
        raise ContractRefused(
            _("Ce papier ne se change pas par un avenant\u00a0: préparez-en un nouveau, et faites-le signer.")
        )
    wanted = kinds.templates(store.read(), kinds.AMENDMENT)
    if not wanted:
        raise ContractRefused(_("Il n’y a pas de modèle d’avenant sur cet ordinateur."))
    signatories = {name: text for name, text in amended.values.items() if name in _WHO_SIGNS}
    said = {**signatories, "change_reason": reason, "change_author": asked_by, **(values or {})}
    if effective_on is not None:
        said["effective_date"] = f"{effective_on:%d/%m/%Y}"
    options: dict[str, Any] = {"changes": [asdict(change) for change in changes]}
    if suspension is not None:
        options["suspension"] = dict(suspension)
    return draft_contract(
        store,
        author=author,
        person_id=amended.person_id,
        template=wanted[0].key,
        language=amended.language,
        journey_id=amended.journey_id,
        placement_id=amended.placement_id,
        amends_id=amended.id,
        values=said,
        options={**{name: value for name, value in amended.options.items() if name in ("interpreter",)}, **options},
    )


def cancel_contract(store: Store, *, author: str, contract_id: str, reason: str) -> None:
    """Give a paper up before it is signed: it can no longer be printed, and says why. Raises ContractRefused."""
    record = find_contract(store, contract_id)
    refuse_settled(record.row)
    if not reason.strip():
        raise ContractRefused(_("Dites pourquoi ce papier est annulé."))
    options = {**record.row.options, "cancelled_because": reason.strip()}
    with store.act("contract.cancel", author=author) as act:
        values = {"status": CANCELLED, "options": options}
        act.change(Contract, contract_id, values=values, seen=act.seen(Contract, contract_id))


def archive_contract(store: Store, *, author: str, contract_id: str) -> None:
    """Put a draft away, begun by mistake. Raises ContractRefused once it was printed."""
    if find_contract(store, contract_id).row.status != DRAFT:
        raise ContractRefused(_("Ce papier a été imprimé\u00a0: annulez-le, avec son motif, au lieu de le retirer."))
    with store.act("contract.archive", author=author) as act:
        act.archive(Contract, contract_id)


def find_contract(store: Store, contract_id: str) -> "records.Record[Contract]":
    """A paper and what is seen of it. Raises ContractRefused when it is not here."""
    found = records.find(store.read(), Contract, contract_id)
    if found is None:
        raise ContractRefused(_("Ce papier n’est pas (ou plus) sur cet ordinateur."), for_log="no such contract")
    return found


def refuse_settled(row: Contract) -> None:
    """Raise ContractRefused for a paper that may not change any more."""
    if row.status == SIGNED:
        raise ContractRefused(
            _(
                "Ce contrat est signé\u00a0: son texte ne change plus. "
                "Écrivez un avenant, signé par les mêmes personnes."
            ),
            for_log="contract signed",
        )
    if row.status == CANCELLED:
        raise ContractRefused(
            _("Ce papier est annulé\u00a0: {reason}. Préparez-en un nouveau.").format(
                reason=row.options.get("cancelled_because", "")
            ),
            for_log="contract cancelled",
        )


def _checked(options: Mapping[str, Any]) -> dict[str, Any]:
    unknown = set(options) - set(OPTION_NAMES)
    if unknown:
        raise ValueError(f"unknown options {sorted(unknown)}")
    return dict(options)


def _says(wording: Any, placeholder: str) -> bool:
    """Does a template print this value anywhere?"""
    return f"{{{placeholder}}}" in repr(wording.sections)


def _printed_language(store: Store, person_id: str) -> str:
    row = store.read().execute("SELECT print_language FROM person WHERE id = ?", (person_id,)).fetchone()
    return row[0] if row and row[0] else "fr"


def _journey_of(connection: Any, person_id: str) -> str | None:
    row = connection.execute(
        "SELECT id FROM journey WHERE person_id = ? AND archived_at IS NULL ORDER BY status = 'sorti', started_on DESC",
        (person_id,),
    ).fetchone()
    return row[0] if row else None
