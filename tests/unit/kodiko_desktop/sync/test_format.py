"""The format document holds: its vectors are read here with primitives only, then with our own code."""

import base64
import hashlib
import json
import struct
import zlib
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db import operations
from kodiko_desktop.sync import blobs, container, control_words, retiring, segment, spoken_code, team

DOCS = Path(__file__).resolve().parents[4] / "docs"
VECTORS = json.loads((DOCS / "vecteurs" / "synchronisation-v1.json").read_text("utf-8"))


@pytest.fixture
def vector():
    return VECTORS["segment"]


def test_a_segment_is_read_with_primitives_only(vector):
    file = bytes.fromhex(vector["file"])
    assert hashlib.sha256(file).hexdigest()[:16] == vector["file_name"].split("-")[4].removesuffix(".kd")
    assert file[:10] == b"KODIKO" + bytes([1, 1, 1, 0])
    (length,) = struct.unpack_from(">H", file, 10)
    epoch, generation = struct.unpack_from(">II", file, 12)
    assert (epoch, generation, file[20:28].hex(), file[28:36].hex()) == (1, 1, vector["key_id"], vector["device"])
    assert (
        vector["key_id"] == hashlib.sha256(b"kodiko key id v1\0" + bytes.fromhex(vector["epoch_key"])).hexdigest()[:16]
    )
    first, last = struct.unpack_from(">QQ", file, 36)
    before, after, salt = file[52:84], file[84:116], file[116:132]
    (size,) = struct.unpack_from(">Q", file, 132)
    assert file[141:length].decode() == vector["stream"] and file[140] == len(vector["stream"])
    assert (first, last, salt.hex(), length + size + 64) == (1, 2, vector["salt"], len(file))
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(vector["signing_public"])).verify(
        file[-64:], b"kodiko file v1\0" + file[:-64]
    )
    key = HKDF(algorithm=SHA256(), length=32, salt=salt, info=b"kodiko file key v1").derive(
        bytes.fromhex(vector["epoch_key"])
    )
    assert key.hex() == vector["file_key"]
    padded = ChaCha20Poly1305(key).decrypt(bytes(12), file[length:-64], file[:length])
    (used,) = struct.unpack_from(">Q", padded)
    assert not any(padded[8 + used :])
    head, *lines = zlib.decompress(padded[8 : 8 + used]).decode().split("\n")
    assert json.loads(head) == {"frontier": vector["frontier"]} and lines == vector["lines"]
    parts = ("kodiko chain v1", vector["team"], vector["stream"], vector["device"])
    chain = hashlib.sha256("\0".join(parts).encode()).digest()
    assert chain == before == bytes.fromhex(vector["chain_before"])
    for line in lines:
        chain = hashlib.sha256(chain + line.encode()).digest()
    assert chain == after == bytes.fromhex(vector["chain_after"])


def test_our_code_reads_the_vector(vector):
    file = bytes.fromhex(vector["file"])
    header = container.read_header(file)
    container.check_whole(file, header, Ed25519PublicKey.from_public_bytes(bytes.fromhex(vector["signing_public"])))
    found = segment.read(file, header, bytes.fromhex(vector["epoch_key"]))
    assert found.lines == vector["lines"]
    assert found.frontier == {device: tuple(claim) for device, claim in vector["frontier"].items()}
    one, two = (operations.read_line(line) for line in found.lines)
    assert (one.made, one.fields, two.overwrites) == (
        True,
        {"family_name": "Diallo", "city": "Tours"},
        {"city": [(vector["device"], 1)]},
    )


def test_our_code_writes_what_it_reads(vector):
    signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["signing_seed"]))
    key = bytes.fromhex(vector["epoch_key"])
    name, content, after = segment.write(
        stream=vector["stream"],
        device=vector["device"],
        epoch=vector["epoch"],
        key=key,
        first=1,
        lines=vector["lines"],
        chain_before=segment.start_of_chain(vector["team"], vector["stream"], vector["device"]),
        frontier={device: tuple(claim) for device, claim in vector["frontier"].items()},
        signing=signing,
        salt=bytes.fromhex(vector["salt"]),
    )
    header = container.read_header(content)
    assert after.hex() == vector["chain_after"] and name.startswith(vector["device"] + "-1-1-2-")
    assert segment.read(content, header, key).lines == vector["lines"]
    assert content[:132] == bytes.fromhex(vector["file"])[:132]  # compressed bytes may vary with the library


def test_padding_sizes():
    assert {length: container.padded_length(int(length)) for length in VECTORS["padding"]} == VECTORS["padding"]


def test_pieces_of_scans():
    vector = VECTORS["blob"]
    file, key = bytes.fromhex(vector["file"]), bytes.fromhex(vector["key"])
    assert blobs.seal(bytes.fromhex(vector["piece"]), key) == file
    padded = ChaCha20Poly1305(key).decrypt(bytes(12), file[8:], b"KODIKO\x01B")
    assert padded[8 : 8 + struct.unpack_from(">Q", padded)[0]] == bytes.fromhex(vector["piece"])


def test_codes_invitations_and_fingerprints():
    vector = VECTORS["code"]
    secret = bytes.fromhex(vector["secret"])
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    letters = base64.b32encode(secret).decode().translate(str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", alphabet))
    groups = [letters[start : start + 4] for start in range(0, 16, 4)]
    checks = [alphabet[hashlib.sha256(f"{n}:{group}".encode()).digest()[0] & 31] for n, group in enumerate(groups)]
    assert "-".join(group + check for group, check in zip(groups, checks, strict=True)) == vector["code"]
    assert spoken_code.read_code(vector["code"], 10) == secret
    assert hashlib.sha256(b"kodiko invite v1\0" + secret).hexdigest()[:16] == vector["invite_id"]
    for kind, name in ((3, "request_key"), (4, "grant_key")):
        assert hashlib.sha256(b"kodiko invite key v1\0" + bytes([kind]) + secret).hexdigest() == vector[name]
    root = bytes.fromhex(VECTORS["root"]["public"])
    assert hashlib.sha256(b"kodiko root v1\0" + root).hexdigest()[:32] == VECTORS["root"]["fingerprint"]
    assert team.fingerprint(root) == VECTORS["root"]["fingerprint"]


def test_a_removal_is_read_with_primitives_only():
    vector = VECTORS["removal"]
    file = bytes.fromhex(vector["file"])
    assert f"{vector['signer']}-4-{hashlib.sha256(file).hexdigest()[:16]}.kc" == vector["file_name"]
    Ed25519PublicKey.from_public_bytes(bytes.fromhex(vector["signing_public"])).verify(
        file[-64:], b"kodiko file v1\0" + file[:-64]
    )
    (length,) = struct.unpack_from(">H", file, 10)
    assert file[7] == 2 and file[28:36].hex() == vector["signer"] and file[141:length] == b"org"
    key = HKDF(algorithm=SHA256(), length=32, salt=file[116:132], info=b"kodiko file key v1").derive(
        bytes.fromhex(vector["org_key"])
    )
    padded = ChaCha20Poly1305(key).decrypt(bytes(12), file[length:-64], file[:length])
    said = json.loads(zlib.decompress(padded[8 : 8 + struct.unpack_from(">Q", padded)[0]]))
    assert said == vector["body"] and said["kind"] == "revoke" and said["ids"][vector["device"]]["cut"] == {"tours": 7}
    [piece] = said["keys"]
    assert said["made"] == [vector["key_id"]] and said["knows"] == []
    receiver, stream, epoch = vector["receiver"], vector["stream"], vector["epoch"]
    assert (piece["for"], piece["stream"], piece["epoch"], piece["key"]) == (receiver, stream, epoch, vector["key_id"])
    opened = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305).decrypt(
        bytes.fromhex(piece["wrapped"]),
        X25519PrivateKey.from_private_bytes(bytes.fromhex(vector["wrapping_seed"])),
        b"kodiko epoch key v1\0" + f"{receiver}\0{stream}\0{epoch}".encode(),
    )
    assert opened.hex() == vector["epoch_key"]
    assert hashlib.sha256(b"kodiko key id v1\0" + opened).hexdigest()[:16] == vector["key_id"]


def test_our_code_reads_the_removal_and_writes_the_same():
    vector = VECTORS["removal"]
    file, key = bytes.fromhex(vector["file"]), bytes.fromhex(vector["org_key"])
    header = container.read_header(file)
    assert control_words.read(container.open_body(file, header, key)) == vector["body"]
    body, each = vector["body"], vector["body"]["ids"][vector["device"]]
    keys = {name: body[name] for name in ("keys", "made", "knows")}
    said = retiring.revoke_record(body["device"], {vector["device"]: (each["cut"], each["stands"])}, body["at"], keys)
    assert said == body
    signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(vector["signing_seed"]))
    again = container.seal(header, key, json.dumps(said).encode(), signing, salt=header.salt)
    assert again[:132] == file[:132]  # compressed bytes may vary with the library


def test_the_document_names_every_constant_that_a_second_implementation_needs():
    text = (DOCS / "format-synchronisation.md").read_text("utf-8")
    for constant in (
        *("kodiko key id v1", "kodiko file key v1", "kodiko file v1", "kodiko chain v1", "kodiko epoch key v1"),
        *("kodiko invite v1", "kodiko invite key v1", "kodiko root v1", "KODIKO-INVITE:", "kodiko-partage"),
    ):
        assert constant in text
