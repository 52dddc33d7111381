"""Two and three computers driven by the command line only, as processes, around one folder."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from db import records
from db.store import Store, open_store
from db.tables import Antenna
from kodiko_desktop.services.association import access, antennas
from kodiko_desktop.services.laptop.opening import create_profile
from kodiko_desktop.services.sharing import exchanges, folders, joining, seats, teams
from kodiko_desktop.sync import spoken_code
from kodiko_desktop.vault import keybox
from kodiko_desktop.vault.profiles import Profile
from kodiko_desktop.vault.wrapping import ArgonCost

PHRASE = "une phrase assez longue"
ROOT = Path(__file__).resolve().parents[2]


class Computer:
    """A home folder, and commands run in it as processes of their own."""

    def __init__(self, home: Path) -> None:
        self.home = home
        home.mkdir()
        (home / "phrase").write_text(PHRASE + "\n", "utf-8")
        self.environment = {
            **os.environ,
            "KODIKO_HOME": str(home / "donnees"),
            "KODIKO_PASSPHRASE_FILE": str(home / "phrase"),
            "PYTHONIOENCODING": "utf-8",
        }

    def start(self, *arguments, **options) -> subprocess.Popen:
        command = [sys.executable, "-m", "kodiko_desktop", *map(str, arguments)]
        pipes = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, text=True, encoding="utf-8", **pipes, **options
        )

    def run(self, *arguments) -> tuple[int, str, str]:
        process = self.start(*arguments)
        out, err = process.communicate(timeout=120)
        assert "Traceback" not in err, err
        return process.returncode, out, err

    def json(self, *arguments, code=0):
        ended, out, err = self.run(*arguments, "--json")
        assert ended == code, err
        return json.loads(out)

    def people(self) -> list[str]:
        return sorted(person["family_name"] for person in self.json("lister", "personnes"))

    def bring_in(self, *names: str) -> None:
        path = self.home / "personnes.csv"
        lines = [f"{name};Awa;0{number}/03/1990" for number, name in enumerate(names, 1)]
        path.write_text("\n".join(["Nom;Prénom;Date de naissance", *lines]), "utf-8")
        assert self.run("importer", path)[0] == 0


@pytest.fixture
def share(tmp_path):
    folder = tmp_path / "partage"
    folder.mkdir()
    return folder


@contextmanager
def made(computer: Computer) -> Iterator[Store]:
    """The store of a computer, its profile just made (cheap to open: what is tried here is not its lock)."""
    profile = Profile("principal", computer.home / "donnees" / "principal")
    opened = create_profile(profile, passphrase=PHRASE, keyring=None, cost=ArgonCost(8192, 1)).opened
    yield opened.store
    opened.close()


@pytest.fixture
def first(tmp_path, share):
    """A computer whose team has met its folder once."""
    computer = Computer(tmp_path / "premier")
    with made(computer) as store:
        antennas.set_up(store, organisation_name="Les Passerelles", antenna_name="Paris", staff_name="Claire Morel")
        teams.create_team(store, device_name="Ordinateur de Claire Morel")
        folders.add_folder(store, share, "Bureau")
        exchanges.exchange_all(store)
    return computer


def invited(host: Computer, guest: Computer) -> Path:
    """The file of a code that `host` gives."""
    path = guest.home / "code"
    path.write_text(host.json("invite")["code"], "utf-8")
    return path


@pytest.fixture
def second(tmp_path, share, first):
    """A computer that joined the team of the first."""
    computer = Computer(tmp_path / "deuxieme")
    code = invited(first, computer).read_text("utf-8")
    with made(computer) as store:
        joining.ask_to_join(store, path=share, code=code, device_name="Tours")
        first.run("sync")
        assert joining.join_progress(store)
        seats.take_seat(store, name="Karim Diallo")
    return computer


def test_from_two_empty_computers_to_one_team(share, tmp_path):
    first = Computer(tmp_path / "premier")
    who = ("--association", "Les Passerelles", "--antenne", "Paris", "--personne", "Claire Morel")
    assert first.run("creer", *who)[0] == 0
    root = first.json("team", "create", "--feuille-pdf", first.home / "racine.pdf")
    assert (first.home / "racine.pdf").read_bytes().startswith(b"%PDF")
    spoken_code.read_code(root["root_code"], 32)
    first.json("folder", "add", share, "--nom", "Bureau")
    assert first.json("sync")["folders"][0]["reached"]
    first.bring_in("Kidane", "Traoré")
    assert first.json("sync")["folders"][0]["sent"] == 2
    guest = Computer(tmp_path / "autre")
    code = invited(first, guest)
    asked = guest.json("rejoindre", share, "--nom", "Portable de Tours", "--invitation-fichier", code, code=8)
    assert asked["recovery_code"] and (asked["joined"], asked["standing"]) == (False, "joining")
    ended, out, _err = guest.run("synchroniser")
    assert ended == 8 and "attend toujours sa réponse" in out
    ended, out, _err = first.run("synchroniser")
    assert ended == 0 and "1 ordinateur accepté dans l’équipe." in out
    ended, out, _err = guest.run("rejoindre", "--personne", "Karim Diallo")
    assert ended == 0 and "avec tout l’historique" in out
    assert guest.people() == ["Kidane", "Traoré"]
    state = guest.json("equipe", "etat")
    assert (state["standing"], state["admin"], state["device_name"]) == ("member", False, "Portable de Tours")
    guest.bring_in("Diallo")
    guest.run("sync")
    first.run("sync")
    assert first.people() == ["Diallo", "Kidane", "Traoré"]
    laptops = first.json("device", "list")
    assert [each["name"] for each in laptops] == ["Ordinateur de Claire Morel", "Portable de Tours"]
    assert [each["antennas"][0]["name"] for each in laptops] == ["Paris", "Paris"]
    ended, out, _err = first.run("ordinateur", "lister")
    assert ended == 0 and "cet ordinateur" in out and "administre" in out


def test_a_code_serves_once_a_wrong_one_never(first, second, share, tmp_path):
    third = Computer(tmp_path / "troisieme")
    asked = ("join", share, "--nom", "Sam", "--invitation-fichier")
    (third.home / "code").write_text("ABCDE-FGHJK", "utf-8")
    assert third.run(*asked, third.home / "code")[0] == 3
    assert third.run(*asked, third.home / "absent")[0] == 3
    used = second.home / "code"
    assert third.run(*asked, used)[0] == 3  # the grant in the folder is for another
    (third.home / "code").write_text(spoken_code.write_code(bytes(10)), "utf-8")
    assert third.run(*asked, third.home / "code")[0] == 8
    first.run("sync")
    assert third.run("join")[0] == 8 and len(first.json("device", "list")) == 2


def test_invitations_are_listed_cancelled_and_drawn(first, tmp_path, share):
    ended, out, _err = first.run("inviter", "--qr")
    assert ended == 0 and "Antennes\u00a0: Paris. Il expire dans 2 jours." in out and "█" in out
    [waiting] = first.json("inviter", "--liste")
    assert waiting["code"] in out and waiting["qr_text"].endswith(waiting["code"])
    assert first.json("inviter", "--annuler", waiting["id"]) == {"cancelled": waiting["id"]}
    assert first.json("inviter", "--liste") == []
    assert first.run("inviter", "--annuler", waiting["id"])[0] == 1
    ended, _out, err = first.run("inviter", "--antenne", "Marseille")
    assert ended == 1 and "Vous avez le choix\u00a0: Paris" in err
    guest = Computer(tmp_path / "autre")
    (guest.home / "code").write_text(waiting["code"], "utf-8")
    guest.run("join", share, "--nom", "Tours", "--invitation-fichier", guest.home / "code")
    first.run("sync")
    assert guest.run("join")[0] == 8


def test_a_request_given_up_leaves_the_folder_and_the_computer_as_they_were(first, share, tmp_path):
    guest = Computer(tmp_path / "autre")
    before = {path for path in share.rglob("*") if path.is_file()}
    asked = guest.json("join", share, "--nom", "Portable", "--invitation-fichier", invited(first, guest), code=8)
    assert asked["standing"] == "joining" and {path for path in share.rglob("*") if path.is_file()} > before
    assert guest.json("join", "--renoncer")["standing"] == "none"
    assert {path for path in share.rglob("*") if path.is_file()} == before
    assert guest.run("join")[0] == 1 and guest.json("folder", "list") == []


def test_a_computer_that_has_people_does_not_join(first, share, tmp_path):
    other = Computer(tmp_path / "autre")
    assert other.run("creer", "--association", "A", "--antenne", "Lyon", "--personne", "Sam")[0] == 0
    other.bring_in("Traoré")
    code = invited(first, other)
    ended, _out, err = other.run("join", share, "--nom", "Lyon", "--invitation-fichier", code)
    assert ended == 1 and "autre profil" in err and other.people() == ["Traoré"]
    given = ("--profil", "equipe", "--nom", "Lyon", "--invitation-fichier", code)
    assert other.run("join", share, *given)[0] == 8
    first.run("sync")
    assert other.run("join", "--profil", "equipe")[0] == 0 and other.people() == ["Traoré"]


def test_without_team_or_folder_each_command_says_what_to_do(tmp_path, share):
    alone = Computer(tmp_path / "seul")
    alone.run("creer", "--association", "A", "--antenne", "B", "--personne", "C")
    for command in (("sync",), ("device", "list"), ("invite",)):
        ended, out, err = alone.run(*command)
        assert (ended, out) == (1, "") and "dans aucune équipe" in err
    assert alone.json("team", "state")["standing"] == "none"
    assert alone.run("join")[0] == 1
    assert alone.json("team", "create", "--nom", "Seul")["device_name"] == "Seul"
    ended, out, _err = alone.run("sync")
    assert ended == 7 and "Aucun dossier partagé" in out
    assert alone.json("folder", "list") == []


def test_a_folder_that_vanishes_is_awaited_and_the_code_says_so(first, share, tmp_path):
    first.bring_in("Kidane")
    share.rename(tmp_path / "parti")
    told = first.json("sync", code=7)
    assert told["to_send"] > 0 and not told["folders"][0]["reached"]
    ended, out, _err = first.run("partage", "lister")
    assert ended == 0 and "pas joignable" in out
    assert first.json("folder", "point", "bureau", tmp_path / "parti")["folder"]["path"] == str(tmp_path / "parti")
    assert first.json("sync")["to_send"] == 0
    assert first.json("folder", "forget", "Bureau")["folder"]["name"] == "Bureau"
    assert (tmp_path / "parti" / "kodiko.json").is_file() and first.run("folder", "forget", "Bureau")[0] == 1


def test_an_emptied_folder_is_filled_again_only_when_asked(first, share):
    for path in sorted(share.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    ended, out, _err = first.run("sync")
    assert ended == 1 and "vide" in out and list(share.iterdir()) == []
    assert first.json("sync", "--tout-remettre", "Bureau")["folders"][0]["reached"]
    assert (share / "kodiko.json").is_file()


def test_a_folder_that_refuses_ends_with_one_and_goes_on_once_repaired(first, share):
    [own] = first.json("device", "list")
    first.bring_in("Kidane")
    in_the_way = share / "streams" / own["antennas"][0]["id"]
    in_the_way.write_text("un fichier à la place d’un dossier")
    ended, out, _err = first.run("sync")
    assert ended == 1 and "ne peut pas écrire" in out
    assert first.json("team", "state")["to_send"] == 1
    in_the_way.unlink()
    assert first.json("sync")["to_send"] == 0


@contextmanager
def store_of(computer: Computer) -> Iterator[Store]:
    """The store of a computer, for what no command does."""
    held = Profile("principal", computer.home / "donnees" / "principal")
    unlocked = keybox.unlock_with_passphrase(held, PHRASE)
    store = open_store(held.store_path, unlocked.reveal())
    yield store
    store.close()
    unlocked.wipe()


def test_a_disagreement_is_listed_with_its_values_and_settled(first, second):
    for computer, name in ((first, "Paris Nord"), (second, "Paris Est")):
        with store_of(computer) as store:
            antenna = store.read().execute("SELECT id FROM antenna").fetchone()[0]
            seen = records.find(store.read(), Antenna, antenna).seen
            antennas.change_antenna(store, author="", antenna_id=antenna, values={"name": name}, seen=seen)
    for computer in (first, second, first):
        assert computer.run("sync")[0] == 0
    assert first.json("team", "state")["conflicts"] == 1
    [conflict] = first.json("conflicts", "list")
    assert {version["text"] for version in conflict["versions"]} == {"Paris Nord", "Paris Est"}
    assert [version["current"] for version in conflict["versions"]].count(True) == 1
    ended, out, _err = first.run("desaccords", "lister")
    assert ended == 0 and conflict["key"] in out and "Paris Est" in out
    assert first.run("conflicts", "settle", conflict["key"], "--garder", "nimporte-1")[0] == 1
    assert first.run("conflicts", "settle", conflict["key"])[0] == 2
    [kept] = [version["key"] for version in conflict["versions"] if version["text"] == "Paris Nord"]
    assert first.json("conflicts", "settle", conflict["key"], "--garder", kept)["act"]
    assert first.json("conflicts", "list") == []
    for computer in (first, second):
        computer.run("sync")
    assert second.json("conflicts", "list") == []
    assert second.json("device", "list")[0]["antennas"][0]["name"] == "Paris Nord"


def test_an_antenna_is_given_to_a_laptop_by_their_names(first, second):
    with store_of(first) as store:
        antennas.create_antenna(store, author=access.present(store.read()).staff_id, name="Tours")
    first.run("sync")
    assert first.run("device", "grant", "Portable", "Tours")[0] == 1
    assert second.run("device", "grant", "Tours", "Tours")[0] == 1  # only an administrator gives
    assert first.run("device", "grant", "Tours", "tours")[0] == 0
    for computer in (first, second):
        computer.run("sync")
    [own] = [each for each in second.json("device", "list") if each["this_one"]]
    assert [each["name"] for each in own["antennas"]] == ["Paris", "Tours"]


def test_a_laptop_is_renamed_by_itself_or_by_an_administrator_and_the_other_one_sees_it(first, second):
    [own] = [each for each in second.json("device", "list") if each["this_one"]]
    assert second.json("device", "rename", "  Accueil ") == {"device": own["id"], "name": "Accueil"}
    assert second.run("ordinateur", "renommer", " ")[0] == 1
    others = [each["name"] for each in second.json("device", "list") if not each["this_one"]]
    code, _out, err = second.run("ordinateur", "renommer", others[0].upper())
    assert code == 1 and "s’appelle déjà" in err
    assert second.run("device", "rename", "Ailleurs", "--ordinateur", others[0])[0] == 1  # not an administrator
    second.run("sync")
    first.run("sync")
    assert "Accueil" in [each["name"] for each in first.json("device", "list")]
    code, out, _err = first.run("device", "rename", "Salle 2", "--ordinateur", "accueil")
    assert code == 0 and "«\u00a0Accueil\u00a0» s’appelle maintenant «\u00a0Salle 2\u00a0»" in out
    first.run("sync")
    second.run("sync")
    [own] = [each for each in second.json("device", "list") if each["this_one"]]
    assert own["name"] == "Salle 2" and second.json("team", "state")["device_name"] == "Salle 2"


def test_nobody_is_put_aside_without_a_reason(first):
    assert first.json("device", "aside") == []
    ended, out, _err = first.run("ordinateur", "mis-de-cote")
    assert (ended, out) == (0, "Aucun ordinateur n’est mis de côté.\n")
    assert first.run("ordinateur", "reprendre", "Ordinateur de Claire Morel")[0] == 1


# -- a machine that only synchronises -----------------------------------------------------------------------------


def lines_until(process: subprocess.Popen, wanted, seconds=60) -> list[dict]:
    """The lines said until one pleases `wanted`."""
    found, end = [], time.monotonic() + seconds
    while time.monotonic() < end:
        found.append(json.loads(process.stdout.readline()))
        if wanted(found[-1]):
            return found
    raise AssertionError(found)


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_a_watch_goes_on_until_the_service_is_stopped(first, second, share, tmp_path):
    watch = second.start("sync", "--watch", "5", "--json")
    try:
        lines_until(watch, lambda said: said["folders"][0]["reached"])
        ended, _out, err = second.run("lister", "personnes")
        assert ended == 4 and "autre fenêtre" in err
        share.rename(tmp_path / "parti")
        lines_until(watch, lambda said: not said["folders"][0]["reached"])
        (tmp_path / "parti").rename(share)
        lines_until(watch, lambda said: said["folders"][0]["reached"])
        first.bring_in("Kidane")
        first.run("sync")
        [*_before, told] = lines_until(watch, lambda said: said["folders"][0]["received_total"])
        assert datetime.fromisoformat(told["at"]).tzinfo is not None and "Kidane" not in json.dumps(told)
        watch.terminate()
        out, err = watch.communicate(timeout=120)
        assert (watch.returncode, out, err) == (0, "", "")
    finally:
        if watch.poll() is None:
            watch.kill()
            watch.communicate()
    assert second.people() == ["Kidane"]


@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_ctrl_c_is_how_a_watch_ends(first):
    watch = first.start("sync", "--watch", "5", "--json")
    try:
        lines_until(watch, lambda said: said["folders"][0]["reached"])
        watch.send_signal(signal.SIGINT)
        out, err = watch.communicate(timeout=120)
        assert (watch.returncode, out, err) == (0, "", "")
    finally:
        if watch.poll() is None:
            watch.kill()
            watch.communicate()


def test_a_store_held_by_a_window_is_left_alone(first):
    holder = (
        "import sys; from datetime import datetime; from kodiko_desktop.vault import single_instance, profiles; "
        "held = single_instance.hold(profiles.find_profile().lock_path, datetime.now()); print('held', flush=True); "
        "sys.stdin.read()"
    )
    window = subprocess.Popen(
        [sys.executable, "-c", holder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=first.environment, cwd=ROOT
    )
    try:
        assert window.stdout.readline() == b"held\n"
        assert first.run("sync", "--watch", "5")[0] == 4 and first.run("sync")[0] == 4
    finally:
        window.communicate()
    assert first.run("sync")[0] == 0


def test_a_watch_is_not_asked_for_too_often(first):
    ended, _out, err = first.run("sync", "--watch", "1")
    assert ended == 2 and "--watch" in err
