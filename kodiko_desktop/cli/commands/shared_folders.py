"""`kodiko partage`: the folders this laptop exchanges through."""

from argparse import Namespace
from typing import Any

from db.store import Store
from kodiko_desktop.cli import answers, naming, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.moments_in_words import ago
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.sharing import folders
from kodiko_desktop.services.sharing.folders import SharedFolder


def run(parsed: Namespace) -> ExitCode:
    """Add, list, point again or forget. Raises what `services.sharing.folders` raises, and NothingOfThatName."""
    with profile.opened(parsed) as held:
        return _ACTIONS[parsed.action](held.store, parsed)


def key_of(store: Store, typed: str) -> str:
    """The key of the folder meant. Raises NothingOfThatName."""
    return naming.named(typed, {each.key: each.name for each in folders.shared_folders(store.read())})


def facts(folder: SharedFolder) -> dict[str, Any]:
    """What `--json` says of a folder."""
    return {
        "key": folder.key,
        "name": folder.name,
        "path": folder.path,
        "there": folder.there,
        "last_at": folder.last.at if folder.last else None,
        "emptied": folder.emptied,
        "trouble": folder.trouble,
    }


def _add(store: Store, parsed: Namespace) -> ExitCode:
    added = folders.add_folder(store, parsed.chemin, parsed.nom)
    return _said(parsed, _("Dossier partagé «\u00a0{name}\u00a0»\u00a0: {path}"), added)


def _point(store: Store, parsed: Namespace) -> ExitCode:
    moved = folders.point_folder(store, key_of(store, parsed.partage), parsed.chemin)
    return _said(parsed, _("Le dossier partagé «\u00a0{name}\u00a0» est maintenant ici\u00a0: {path}"), moved)


def _forget(store: Store, parsed: Namespace) -> ExitCode:
    gone = folders.folder_of(store.read(), key_of(store, parsed.partage))
    folders.forget_folder(store, gone.key)
    return _said(parsed, _("Cet ordinateur n’échange plus par «\u00a0{name}\u00a0». Ses fichiers y restent."), gone)


def _said(parsed: Namespace, sentence: str, folder: SharedFolder) -> ExitCode:
    answers.say(parsed, (sentence.format(name=folder.name, path=folder.path),), folder=facts(folder))
    return ExitCode.DONE


def _list(store: Store, parsed: Namespace) -> ExitCode:
    now = store.now()
    rows = [
        facts(each)
        | {
            "state": _("là") if each.there else _("pas joignable"),
            "when": ago(each.last.at, now) if each.last else _("jamais"),
        }
        for each in folders.look(store)
    ]
    columns = {"name": _("Dossier"), "state": _("État"), "when": _("Dernier échange"), "path": _("Chemin")}
    answers.table(parsed, columns, rows, empty=_("Aucun dossier partagé. Ajoutez-en un\u00a0: kodiko partage ajouter."))
    return ExitCode.DONE


_ACTIONS = {"ajouter": _add, "lister": _list, "deplacer": _point, "oublier": _forget}
