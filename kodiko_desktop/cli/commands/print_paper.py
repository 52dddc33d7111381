"""`kodiko imprimer`: the same papers as the window, written as PDF files."""

from argparse import Namespace
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.cli.finding import person_of
from kodiko_desktop.domain.errors import KodikoError
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access, settings
from kodiko_desktop.services.contracts import blank_contracts, contract_paper
from kodiko_desktop.services.diagnostics import paper_forms
from kodiko_desktop.services.laptop.opening import OpenProfile
from kodiko_desktop.services.sessions import attendance_paper
from kodiko_desktop.services.work import check_in_paper, hires
from kodiko_desktop.vault.recovery_sheet import recovery_sheet_lines


class NothingToPrint(KodikoError):
    """What was named has no paper."""


class Paper(Protocol):
    """A prepared paper: its PDF, its number, and a file name that says nothing of anybody."""

    @property
    def pdf(self) -> bytes: ...

    @property
    def number(self) -> str: ...

    @property
    def file_name(self) -> str: ...


@dataclass(frozen=True)
class _RecoverySheet:
    pdf: bytes
    number: str = ""
    file_name: str = "code-de-secours.pdf"


def run(parsed: Namespace) -> ExitCode:
    """Write one paper. Raises NothingToPrint, FileNotWritten, and what the services raise."""
    if not parsed.cle and parsed.quoi != "secours":
        raise NothingToPrint(
            _("Dites ce qu’il faut imprimer\u00a0: un numéro, une personne ou une clé."), for_log="nothing named"
        )
    with profile.opened(parsed) as held:
        paper = _PAPERS[parsed.quoi](held, parsed)
    path: Path = parsed.vers / paper.file_name if parsed.vers.is_dir() else parsed.vers
    answers.write_file(path, paper.pdf)
    said = _("Papier {number} écrit dans {path}") if paper.number else _("Papier écrit dans {path}")
    answers.say(parsed, (said.format(number=paper.number, path=path),), path=path, number=paper.number)
    return ExitCode.DONE


def _attendance(held: OpenProfile, parsed: Namespace) -> Paper:
    store = held.store
    row = store.read().execute("SELECT id FROM session WHERE number = ?", (parsed.cle,)).fetchone()
    if row is None:
        raise NothingToPrint(
            _("Aucune séance ne porte ce numéro\u00a0: voyez kodiko lister seances."), for_log="no session"
        )
    author = access.present(store.read()).staff_id
    return attendance_paper.print_sheet(store, author=author, session_id=row[0])


def _follow_up(held: OpenProfile, parsed: Namespace) -> Paper:
    store, today = held.store, held.store.now().date()
    lines = hires.hires_of_person(store.read(), person_of(store, parsed.cle), today=today)
    if not lines:
        raise NothingToPrint(_("Cette personne n’a pas de prise de poste notée."), for_log="no placement")
    line = next((each for each in lines if not each.is_over), lines[0])
    point = parsed.point or (line.next_point.planned.key if line.next_point else line.points[-1].planned.key)
    author = access.present(store.read()).staff_id
    return check_in_paper.print_point(
        store, line.placement.id, point, author=author, filled=parsed.remplie, alone=parsed.seul, today=today
    )


def _recovery(held: OpenProfile, parsed: Namespace) -> Paper:
    from kodiko_desktop.documents.recovery_sheet import render

    today = held.store.now().date()
    return _RecoverySheet(render(recovery_sheet_lines(settings.new_recovery_code(held), held.profile, today), today))


def _contract(held: OpenProfile, parsed: Namespace) -> Paper:
    store = held.store
    row = store.read().execute("SELECT id FROM contract WHERE number = ?", (parsed.cle,)).fetchone()
    if row is None:
        raise NothingToPrint(_("Aucun contrat ne porte ce numéro."), for_log="no contract")
    author, today = access.present(store.read()).staff_id, store.now().date()
    return contract_paper.print_contract(store, author=author, contract_id=row[0], today=today)


def _form(held: OpenProfile, parsed: Namespace) -> Paper:
    store = held.store
    return paper_forms.blank_form(
        store,
        form=parsed.cle,
        antenna_id=access.present(store.read()).antenna_id,
        language=parsed.langue,
        today=store.now().date(),
    )


def _template(held: OpenProfile, parsed: Namespace) -> Paper:
    store = held.store
    return blank_contracts.blank_contract(
        store,
        template=parsed.cle,
        antenna_id=access.present(store.read()).antenna_id,
        language=parsed.langue,
        today=store.now().date(),
    )


_PAPERS: dict[str, Callable[[OpenProfile, Namespace], Paper]] = {
    "contrat": _contract,
    "emargement": _attendance,
    "suivi": _follow_up,
    "formulaire": _form,
    "modele": _template,
    "secours": _recovery,
}
