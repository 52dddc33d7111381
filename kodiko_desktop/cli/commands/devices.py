"""`kodiko ordinateur`: the laptops of the team, and the antennas each reads."""

from argparse import Namespace
from dataclasses import asdict

from db.store import Store
from kodiko_desktop.cli import answers, naming, profile, secrets
from kodiko_desktop.cli.exit_codes import ExitCode
from kodiko_desktop.domain.wording import _, ngettext
from kodiko_desktop.services.association import access
from kodiko_desktop.services.sharing import put_aside, removed, teams


def run(parsed: Namespace) -> ExitCode:
    """List the laptops, call one otherwise, hand an antenna over, take back one that was put aside, take one out of the
    team and decide about what it wrote since. Raises NoTeam, NotAdministrator, NothingOfThatName, NameMissing,
    NameTaken, StreamUnknown, OwnRemoval, NotRemoved, RootCodeWrong, SecretNeeded."""
    with profile.opened(parsed) as held:
        teams.require_team(held.store.read())
        return _ACTIONS[parsed.action](held.store, parsed)


def _list(store: Store, parsed: Namespace) -> ExitCode:
    rows = [
        asdict(each)
        | {
            "antennas": [{"id": key, "name": name} for key, name in each.antennas],
            "reads": ", ".join(name for _key, name in each.antennas),
            "said": _("cet ordinateur") if each.this_one else (each.heard or _("pas encore entendu")),
            "role": _("administre") if each.admin else "",
        }
        for each in teams.devices(store)
    ]
    columns = {"name": _("Ordinateur"), "reads": _("Antennes"), "said": _("Nouvelles"), "role": "", "id": _("Clé")}
    answers.table(parsed, columns, rows, empty=_("Aucun ordinateur."))
    return ExitCode.DONE


def _grant(store: Store, parsed: Namespace) -> ExitCode:
    laptops = {each.id: each.name for each in teams.devices(store)}
    antennas = teams.antenna_names(store.read())
    device, antenna = naming.named(parsed.ordinateur, laptops), naming.named(parsed.antenne, antennas)
    teams.give_antenna(store, device=device, antenna_id=antenna)
    said = _("«\u00a0{device}\u00a0» lira l’antenne {antenna}, avec tout son historique, après un échange.")
    sentence = said.format(device=laptops[device], antenna=antennas[antenna])
    answers.say(parsed, (sentence,), device=device, antenna=antenna)
    return ExitCode.DONE


def _rename(store: Store, parsed: Namespace) -> ExitCode:
    laptops = {each.id: each.name for each in teams.devices(store)}
    own = teams.team_state(store).device
    device = naming.named(parsed.ordinateur, laptops) if parsed.ordinateur else own
    kept = teams.rename_device(store, device=device, name=parsed.nom)
    said = _(
        "«\u00a0{before}\u00a0» s’appelle maintenant «\u00a0{name}\u00a0»\u00a0: l’équipe le verra après un échange."
    )
    answers.say(parsed, (said.format(before=laptops[device], name=kept),), device=device, name=kept)
    return ExitCode.DONE


def _aside(store: Store, parsed: Namespace) -> ExitCode:
    found = put_aside.laptops_put_aside(store)
    if parsed.json:
        answers.table(parsed, {}, [asdict(each) for each in found], empty="")
        return ExitCode.DONE
    sentences = []
    for each in found:
        sentences.append(f"{each.name} ({each.device})  {each.where}  {each.when}")
        for other in each.differences:
            said = " · ".join(part for part in (other.about, other.where, other.label) if part)
            versions = _("ici «\u00a0{here}\u00a0», l’autre version «\u00a0{there}\u00a0»")
            sentences.append(f"    {said}  {versions.format(here=other.here, there=other.there)}")
    answers.say(parsed, sentences or [_("Aucun ordinateur n’est mis de côté.")])
    return ExitCode.DONE


def _take_back(store: Store, parsed: Namespace) -> ExitCode:
    found = put_aside.laptops_put_aside(store)
    device = naming.named(parsed.ordinateur, {each.device: each.name for each in found})
    author = access.present(store.read()).staff_id
    streams = [each.stream for each in found if each.device == device]
    count = sum(put_aside.take_back(store, author=author, stream=stream, device=device) for stream in streams)
    said = ngettext(
        "L’ordinateur est repris. {count} fiche porte les deux versions\u00a0: voyez kodiko desaccords.",
        "L’ordinateur est repris. {count} fiches portent les deux versions\u00a0: voyez kodiko desaccords.",
        count,
    )
    answers.say(parsed, (said.format(count=count),), device=device, records=count)
    return ExitCode.DONE


def _remove(store: Store, parsed: Namespace) -> ExitCode:
    laptops = {each.id: each.name for each in teams.devices(store)}
    device = naming.named(parsed.ordinateur, laptops)
    count = removed.remove(store, device=device, lost_on=parsed.perdu_le)
    sentences = [
        _(
            "«\u00a0{name}\u00a0» est retiré de l’équipe\u00a0: à leur prochain échange, les autres prennent de "
            "nouvelles clés, qu’il n’aura pas. Ce qu’il a déjà lui reste lisible."
        ).format(name=laptops[device])
    ]
    if count > 1:
        sentences.append(_("La copie de son disque est retirée avec lui."))
    answers.say(parsed, sentences, device=device, name=laptops[device], laptops=count)
    return ExitCode.DONE


def _removed(store: Store, parsed: Namespace) -> ExitCode:
    found = removed.removed(store)
    if parsed.json:
        answers.table(parsed, {}, [asdict(each) for each in found], empty="")
        return ExitCode.DONE
    sentences = []
    for each in found:
        told = _("en attente\u00a0: {waiting}, de côté\u00a0: {left}, gardées\u00a0: {counted}")
        said = told.format(waiting=each.waiting, left=each.left, counted=each.counted)
        sentences.append(f"{each.name} ({each.device})  {each.when}  {said}")
        sentences += [f"    {line.about}  {line.what}  {line.when}" for line in each.said]
    answers.say(parsed, sentences or [_("Aucun ordinateur n’a été retiré.")])
    return ExitCode.DONE


def _decide(store: Store, parsed: Namespace) -> ExitCode:
    names = {each.device: each.name for each in removed.removed(store)}
    device = naming.named(parsed.ordinateur, names)
    if parsed.garder:
        removed.let_count(store, device=device)
        said = _("Les saisies de «\u00a0{name}\u00a0» sont gardées\u00a0: elles comptent après un échange.")
    else:
        removed.leave_aside(store, device=device)
        said = _("Les saisies de «\u00a0{name}\u00a0» depuis son retrait restent de côté.")
    answers.say(parsed, (said.format(name=names[device]),), device=device, kept=parsed.garder)
    return ExitCode.DONE


def _stay(store: Store, parsed: Namespace) -> ExitCode:
    count = removed.stay_by_root_code(store, code=secrets.root_code(parsed))
    answers.say(
        parsed, (_("Cet ordinateur reste dans l’équipe, par le code racine."),), device=store.device, removals=count
    )
    return ExitCode.DONE


_ACTIONS = {
    "lister": _list,
    "renommer": _rename,
    "confier": _grant,
    "mis-de-cote": _aside,
    "reprendre": _take_back,
    "retirer": _remove,
    "retires": _removed,
    "decider": _decide,
    "rester": _stay,
}
