"""Nothing that people typed, and no name of theirs, is anywhere in the folder, in whatever form it might hide."""

import base64
import json
import zlib

import pytest

from db.tables import Note, Staff
from kodiko_desktop.sync import removal, team
from tests.unit.kodiko_desktop.sync.laptops import join, meet, open_antenna
from tests.unit.kodiko_desktop.sync.test_blobs import keep_scan

CANARIES = {
    "name": "Zafiraka",
    "accented": "Éphraïm-Ñandú",
    "phone": "0698765432",
    "note": "Le dossier OFPRA a été accepté jeudi",
    "laptop": "Portable-canari",
    "staff": "Coordinatrice-canari",
    "antenna": "Antenne-canari",
    "arabic": "زهرة الصحراء",
    "scan": "%PDF-1.7 contrat-canari signé",
    "field": "family_name",
    "act": "person.register",
}


def forms(word: str) -> set[bytes]:
    """The ways a text hides in bytes: encodings, capitals, JSON, base64 (at each of its three places), hexadecimal."""
    texts = {word, word.upper(), word.lower(), json.dumps(word)[1:-1]}
    plain = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be", "utf-32-le")}
    plain |= {text.encode("latin-1") for text in texts if all(ord(letter) < 256 for letter in text)}
    found = set(plain)
    for form in plain:
        found |= {form.hex().encode(), form.hex().upper().encode()}
        for shift in range(3):
            coded = base64.b64encode(bytes(shift) + form)
            whole = coded[4 if shift else 0 : len(coded) - len(coded) % 4 - 4]
            found |= {whole, whole.translate(bytes.maketrans(b"+/", b"-_"))}
    return {form for form in found if len(form) >= 6}


def unfolded(content: bytes) -> list[bytes]:
    """What any compressed stream of `content` holds, wherever it begins (zlib, gzip)."""
    found = []
    for start in range(len(content) - 2):
        header = content[start] << 8 | content[start + 1]
        if (content[start] & 15 == 8 and header % 31 == 0) or header == 0x1F8B:
            try:
                found.append(zlib.decompressobj(47).decompress(content[start:], 1 << 20))
            except zlib.error:
                continue
    return found


@pytest.fixture
def folder_of_secrets(team_of, shared, new_laptop):
    """A folder where everything has been written: people, notes, scans, invitations, another laptop, a conflict."""
    one, two = team_of(2)
    open_antenna(one, CANARIES["antenna"].lower())
    with one.store.act("staff.add", author="sam") as act:
        act.create(Staff, stream="org", name=CANARIES["staff"])
    one.sync()
    late = new_laptop()
    join(late, one, name=CANARIES["laptop"])
    aminata = one.register(
        family_name=CANARIES["name"], given_names=CANARIES["accented"], phone=CANARIES["phone"],
        name_in_own_script=CANARIES["arabic"],
    )  # fmt: skip
    with one.store.act("note.write", author="sam") as act:
        act.append(Note, stream="tours", text=CANARIES["note"] * 20, person_id=aminata)
    keep_scan(one, CANARIES["scan"].encode() * 200)
    meet(one, two, late)
    one.change(aminata, city=CANARIES["name"])
    two.change(aminata, city=CANARIES["accented"])
    meet(one, two, late)
    removal.retire(one.store, device=late.store.device)
    meet(one, two)
    one.register(family_name=CANARIES["name"])
    meet(one, two)
    return one, aminata


def test_no_word_of_anybody_is_in_the_folder_in_any_form(folder_of_secrets, shared):
    _one, aminata = folder_of_secrets
    hidden = {form for word in (*CANARIES.values(), aminata) for form in forms(word)}
    stream_names = {CANARIES["antenna"].lower().encode()}  # a stream's id is shown: that of an antenna is random
    looked_at = 0
    for path in shared.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        looked_at += bool(content)
        for place in (content, str(path.relative_to(shared)).encode(), *unfolded(content)):
            for name in stream_names:
                place = place.replace(name, b"")
            assert not [form for form in hidden if form in place], path
    assert looked_at > 10
    assert {path.parent.name for path in shared.rglob("*.k?")} >= {"control", "invites", "tours", "org"}


def test_no_key_and_no_code_is_in_the_folder(folder_of_secrets, shared):
    one, _aminata = folder_of_secrets
    member, keys, _directory = team.read_directory(one.store)
    secrets = [key.key for key in keys.by_id.values()]
    secrets += [member.signing.private_bytes_raw(), member.wrapping.private_bytes_raw()]
    secrets += [bytes(row[0]) for row in one.store.read().execute("SELECT secret FROM sync_invite")]
    secrets += [bytes(row[0]) for row in one.store.read().execute("SELECT key FROM sync_blob")]
    assert len(secrets) > 6
    for path in shared.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for secret in secrets:
                assert secret not in content and secret.hex().encode() not in content
                assert base64.b64encode(secret)[:-4] not in content


def test_the_search_for_hidden_words_finds_them():
    """A test that could not fail would prove nothing: each way of hiding is found."""
    for word in CANARIES.values():
        wanted = forms(word)
        for hidden in (
            word.encode(), word.encode("utf-16-le"), json.dumps([word]).encode(), word.encode().hex().encode(),
            b"x" + base64.b64encode(b"ab" + word.encode() + b"  "), base64.b64encode(b"abc" + word.encode() + b"   "),
        ):  # fmt: skip
            assert any(form in hidden for form in wanted), (word, hidden)
        [inside] = unfolded(b"\x00\x01" + zlib.compress(word.encode() * 3))
        assert any(form in inside for form in wanted)
