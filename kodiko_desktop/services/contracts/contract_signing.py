"""A paper comes back signed: which version, who signed, when, where, how; then its text never changes.

A notice given and an answer about images are then known of the person, without anybody typing them again.
"""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import records
from db.changes import Act
from db.store import Store
from db.tables import Contract, Person, Signature
from kodiko_desktop.domain.contracts.filled import FilledContract, FilledSignature, FilledSignatures
from kodiko_desktop.domain.contracts.frozen import thaw
from kodiko_desktop.domain.dates_in_words import numeric_date
from kodiko_desktop.domain.progress import Progress, silent
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.contracts import contract_templates as kinds
from kodiko_desktop.services.contracts.contracts import PRINTED, SIGNED, ContractRefused, find_contract, refuse_settled
from kodiko_desktop.services.people import documents

SIGNED_KIND = "contrat_signe"
ABOUT = "contract"
ON_THE_TELEPHONE = "interpreter"
"""Who may be named on a paper without having signed it."""


@dataclass(frozen=True)
class Signatory:
    """Who signed in a box of the paper (`key`), under which name, how (encre, electronique), with which mention."""

    key: str
    name: str
    how: str = "encre"
    mention: str = ""


@dataclass(frozen=True)
class Printing:
    """A version that was printed."""

    version: int
    on: datetime.date
    text: str
    sha256: str


def printings(row: Contract) -> tuple[Printing, ...]:
    """The versions of a paper that were printed, the latest first."""
    return tuple(
        Printing(each["version"], datetime.date.fromisoformat(each["on"]), each["text"], each["sha256"])
        for each in reversed(row.options.get("printings", ()))
    )


def boxes(filled: FilledContract) -> tuple[FilledSignature, ...]:
    """The boxes to sign of a paper, in order."""
    return tuple(
        box
        for section in filled.sections
        for block in section.blocks
        if isinstance(block, FilledSignatures)
        for box in block.boxes
    )


def sign_contract(
    store: Store,
    *,
    author: str,
    contract_id: str,
    signed_on: datetime.date,
    place: str,
    signatories: Sequence[Signatory],
    version: int | None = None,
    image_answer: str = "",
) -> None:
    """Say that a printed paper is signed. `version`: the printing that was signed (the latest unless said);
    `image_answer`: oui, non or en_partie, for an image-rights sheet.

    Raises ContractRefused: never printed, a signature missing, signed before it was printed or in the future.
    """
    row = find_contract(store, contract_id).row
    refuse_settled(row)
    printing = _printing(row, version)
    _check(store, row, printing, signed_on, signatories)
    kind = kinds.kind_of(store.read(), row.template)
    if kind == kinds.IMAGE_RIGHTS and image_answer not in ("oui", "non", "en_partie"):
        raise ContractRefused(_("Dites ce que la personne a répondu pour son image\u00a0: oui, non, ou en partie."))
    values: dict[str, Any] = {
        "status": SIGNED,
        "version": printing.version,
        "frozen": printing.text,
        "frozen_sha256": printing.sha256,
        "printed_on": printing.on,
        "signed_on": signed_on,
        "signed_place": place.strip(),
    }
    with store.act("contract.sign", author=author) as act:
        act.change(Contract, contract_id, values=values, seen=act.seen(Contract, contract_id))
        for each in signatories:
            act.create(
                Signature,
                stream=row.stream,
                contract_id=contract_id,
                person_id=row.person_id,
                signatory=each.key,
                name=each.name,
                signed_on=signed_on,
                how=each.how,
                mention=each.mention,
            )
        if kind == kinds.NOTICE:
            _tell_person(act, row.person_id, {"notice_given_on": signed_on})
        elif kind == kinds.IMAGE_RIGHTS:
            _tell_person(act, row.person_id, {"image_rights": image_answer})


def attach_scan(
    store: Store, *, author: str, contract_id: str, path: Path, progress: Progress = silent
) -> documents.Kept:
    """Keep the scan of a signed paper; its signatures point to it. A second scan is another document, never a
    replacement. Raises ContractRefused, DocumentRefused."""
    row = find_contract(store, contract_id).row
    if row.status != SIGNED:
        raise ContractRefused(_("Notez d’abord que ce papier est signé, puis joignez son image."))
    kept = documents.keep_file(
        store,
        author=author,
        path=path,
        person_id=row.person_id,
        about=ABOUT,
        about_id=contract_id,
        kind=SIGNED_KIND,
        title=_("Signé {number}").format(number=row.number),
        progress=progress,
    )
    signatures = signatures_of(store, contract_id)
    with store.act("contract.scan", author=author) as act:
        for each in signatures:
            values = {"document_id": kept.document_id}
            act.change(Signature, each.id, values=values, seen=act.seen(Signature, each.id))
    return kept


def signatures_of(store: Store, contract_id: str) -> list[Signature]:
    """Who signed a paper."""
    return records.rows_where(store.read(), Signature, "contract_id = ? ORDER BY rowid", (contract_id,))


def _printing(row: Contract, version: int | None) -> Printing:
    found = printings(row)
    if row.status != PRINTED or not found:
        raise ContractRefused(_("Imprimez d’abord ce papier\u00a0: c’est le texte imprimé qui est signé."))
    wanted = next((each for each in found if version is None or each.version == version), None)
    if wanted is None:
        raise ContractRefused(
            _("La version {version} n’a pas été imprimée\u00a0: regardez le numéro en bas du papier.").format(
                version=version
            )
        )
    return wanted


def _check(
    store: Store, row: Contract, printing: Printing, signed_on: datetime.date, signatories: Sequence[Signatory]
) -> None:
    if signed_on > store.now().date():
        raise ContractRefused(_("La date de signature est dans le futur\u00a0: vérifiez-la."))
    if signed_on < printing.on:
        raise ContractRefused(
            _("Cette version a été imprimée le {day}\u00a0: elle ne peut pas avoir été signée avant.").format(
                day=numeric_date(printing.on)
            )
        )
    signed = {each.key for each in signatories if each.name.strip()}
    wanted = {box.key: box.role.french for box in boxes(thaw(printing.text))}
    missing = [role for key, role in wanted.items() if key not in signed | _excused(signed)]
    if missing:
        raise ContractRefused(
            _("Il manque une signature\u00a0: {roles}. Le contrat reste à signer.").format(roles=", ".join(missing)),
            for_log="signature missing",
        )


def _excused(signed: set[str]) -> set[str]:
    """A legal representative signs for a minor, who may sign too; an interpreter may be on the telephone."""
    return {ON_THE_TELEPHONE} | ({"person"} if "legal_representative" in signed else set())


def _tell_person(act: Act, person_id: str, values: dict[str, Any]) -> None:
    act.change(Person, person_id, values=values, seen=act.seen(Person, person_id))
