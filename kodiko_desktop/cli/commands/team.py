"""`kodiko equipe`: make the team, and say where the exchange stands."""

from argparse import Namespace
from dataclasses import asdict

from kodiko_desktop.cli import answers, profile
from kodiko_desktop.cli.commands.shared_folders import facts
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.laptop.opening import OpenProfile
from kodiko_desktop.services.sharing import folders, state, teams


def run(parsed: Namespace) -> ExitCode:
    """Make the team or tell its state. Raises AlreadyInTeam, NameMissing, FileNotWritten."""
    with profile.opened(parsed) as held:
        return _ACTIONS[parsed.action](held, parsed)


def _create(held: OpenProfile, parsed: Namespace) -> ExitCode:
    store = held.store
    name = parsed.nom or teams.suggested_device_name(store.read())
    made = teams.create_team(store, device_name=name)
    sentences = (
        _("L’équipe est créée. Choisissez un dossier partagé (kodiko partage ajouter), puis kodiko synchroniser."),
        _("Code racine, à garder sous clé au siège\u00a0: aucun ordinateur ne le garde."),
        made.root_code,
    )
    answers.say(parsed, sentences, team=made.team, root_code=made.root_code, device=store.device, device_name=name)
    if parsed.feuille_pdf is not None:  # after the code was said: a sheet that cannot be written loses nothing
        from kodiko_desktop.documents.recovery_sheet import render

        today = store.now().date()
        answers.write_file(parsed.feuille_pdf, render(teams.root_sheet(store.read(), made.root_code, today), today))
    return ExitCode.DONE


def _state(held: OpenProfile, parsed: Namespace) -> ExitCode:
    folders.look(held.store)
    found = state.read_state(held.store)
    sentences = [found.headline]
    for each in found.folders:
        sentences.append(_("{name}\u00a0: {sentence}").format(name=each.folder.name, sentence=each.sentence))
    for came in found.came:
        said = ngettext(
            "{count} saisie reçue de {name}, {when}", "{count} saisies reçues de {name}, {when}", came.count
        )
        sentences.append(said.format(count=came.count, name=came.name, when=came.when))
    sentences += [warned.sentence for warned in found.warnings]
    waiting = found.to_decide
    if waiting.conflicts:
        said = ngettext("{count} désaccord à régler", "{count} désaccords à régler", waiting.conflicts)
        sentences.append(said.format(count=waiting.conflicts))
    if waiting.pairs:
        said = ngettext(
            "{count} personne peut-être enregistrée deux fois",
            "{count} personnes peut-être enregistrées deux fois",
            waiting.pairs,
        )
        sentences.append(said.format(count=waiting.pairs))
    if waiting.numbers:
        said = ngettext(
            "{count} numéro de dossier porté par plusieurs personnes",
            "{count} numéros de dossier portés par plusieurs personnes",
            waiting.numbers,
        )
        sentences.append(said.format(count=waiting.numbers))
    answers.say(
        parsed,
        sentences,
        standing=found.team.standing,
        device=found.team.device,
        device_name=found.team.device_name,
        admin=found.team.admin,
        history_coming=found.team.history_coming,
        headline=found.headline,
        last_at=found.last_at,
        to_send=found.to_send,
        without_key=found.without_key,
        sent_lately=found.went,
        received_lately={came.device: came.count for came in found.came},
        folders=[facts(each.folder) | {"sentence": each.sentence} for each in found.folders],
        warnings=[asdict(warned) for warned in found.warnings],
        alarm=found.alarm,
        conflicts=waiting.conflicts,
        pairs=waiting.pairs,
        numbers=waiting.numbers,
        not_shown=found.not_shown,
    )
    return ExitCode.DONE


_ACTIONS = {"creer": _create, "etat": _state}
