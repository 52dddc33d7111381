"""`kodiko desaccords`: what two laptops wrote differently, and settling it."""

from argparse import Namespace
from hashlib import sha256
from typing import Any

from kodiko_desktop.cli import answers, naming, profile
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.dots import Dot
from kodiko_desktop.domain.wording import _
from kodiko_desktop.services.association import access
from kodiko_desktop.services.laptop.opening import OpenProfile
from kodiko_desktop.services.sharing import conflicts
from kodiko_desktop.services.sharing.conflicts import Conflict


def run(parsed: Namespace) -> ExitCode:
    """List, or settle one. Raises NothingOfThatName, AlreadySettled, NotBoth."""
    with profile.opened(parsed) as held:
        return _ACTIONS[parsed.action](held, parsed)


def short_key(conflict: Conflict) -> str:
    """Eight hexadecimal digits by which a conflict is named here."""
    return sha256(conflict.key.encode()).hexdigest()[:8]


def _list(held: OpenProfile, parsed: Namespace) -> ExitCode:
    found = conflicts.conflicts(held.store.read())
    if parsed.json:
        answers.table(parsed, {}, [_facts(each) for each in found], empty="")
        return ExitCode.DONE
    sentences = [line for each in found for line in _lines(each)]
    answers.say(parsed, sentences or [_("Aucun désaccord.")])
    return ExitCode.DONE


def _settle(held: OpenProfile, parsed: Namespace) -> ExitCode:
    store = held.store
    known = {short_key(each): each for each in conflicts.conflicts(store.read())}
    chosen = known[naming.named(parsed.cle, {key: key for key in known})]
    author = access.present(store.read()).staff_id
    dots = {_dot(version.dot): version.dot for version in chosen.versions}
    keep = None if parsed.les_deux else dots[naming.named(parsed.garder, {key: key for key in dots})]
    act = conflicts.settle(store, author=author, conflict=chosen, keep=keep, both=parsed.les_deux)
    answers.say(
        parsed, (_("Le désaccord est réglé. Il peut être rouvert depuis la fenêtre."),), act=act, key=parsed.cle
    )
    return ExitCode.DONE


def _lines(conflict: Conflict) -> list[str]:
    said = " · ".join(part for part in (conflict.about, conflict.where, conflict.label) if part)
    lines = [f"{short_key(conflict)}  {said}"]
    for version in conflict.versions:
        shown = _("(montrée)") if version.current else ""
        who = ", ".join(part for part in (version.author_name, version.device_name, version.when) if part)
        lines.append(f"    {_dot(version.dot)}  {version.text or '—'}  [{who}] {shown}".rstrip())
    return lines


def _facts(conflict: Conflict) -> dict[str, Any]:
    return {
        "key": short_key(conflict),
        "about": conflict.about,
        "where": conflict.where,
        "label": conflict.label,
        "subject": conflict.subject_id,
        "joinable": conflict.joinable,
        "versions": [
            {
                "key": _dot(version.dot),
                "text": version.text,
                "author": version.author_name,
                "device": version.device_name,
                "at": version.at,
                "current": version.current,
            }
            for version in conflict.versions
        ],
    }


def _dot(dot: Dot) -> str:
    return f"{dot.device[:6]}-{dot.counter}"


_ACTIONS = {"lister": _list, "regler": _settle}
