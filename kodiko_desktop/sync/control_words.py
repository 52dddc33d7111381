"""What a record of the team's log may say: any laptop of the team can sign bytes, so their shape is checked before they
are believed. A record of another shape says nothing, to everybody alike."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from kodiko_desktop.sync import container

LONGEST_NAME = 200
"""Characters of a laptop's name."""
_CODE = re.compile(r"[0-9A-Z]{2,48}")
_PUBLIC_KEY = re.compile(r"[0-9a-f]{64}")
_CHAIN = re.compile(r"[0-9a-f]{64}")
_RECORD = re.compile(r"[0-9a-f]{16}-[0-9]{1,16}-[0-9a-f]{16}\.kc")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_SHORT_CHAIN = re.compile(r"[0-9a-f]{16}")
MOST_LEFT = 300_000
"""Operations that one record says were left: two copies of a disk that both worked for years without meeting."""


def read(body: bytes) -> Mapping[str, Any] | None:
    """What a record says; None when it is not of a right shape. Kinds that are not known here are left as they are. A
    `succeed` hands no key over: what it says of keys is left out."""
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict) or not isinstance(said.get("kind"), str):
        return None
    check = _SHAPES.get(said["kind"])
    if check is None:
        return said
    if not check(said):
        return None
    return {name: value for name, value in said.items() if name != "keys"} if said["kind"] == "succeed" else said


def is_device(said: Any) -> bool:
    """True for a laptop that says its id and its two public keys: in a record, or in a request to join."""
    return (
        isinstance(said, dict)
        and _is_text(said.get("device"), container.is_device)
        and _is_text(said.get("signing"), _PUBLIC_KEY.fullmatch)
        and _is_text(said.get("wrapping"), _PUBLIC_KEY.fullmatch)
    )


def is_name(value: Any) -> bool:
    """True for the name of a laptop."""
    return isinstance(value, str) and len(value) <= LONGEST_NAME


def are_keys(value: Any) -> bool:
    """True for a list of wrapped keys."""
    return isinstance(value, list) and all(_is_piece(piece) for piece in value)


def _is_piece(piece: Any) -> bool:
    return (
        isinstance(piece, dict)
        and _is_text(piece.get("for"), container.is_device)
        and _is_text(piece.get("stream"), container.is_stream)
        and type(piece.get("epoch")) is int
        and 0 < piece["epoch"] < 2**32
        and isinstance(piece.get("wrapped"), str)
        and _is_text(piece.get("key", "0" * 16), container.is_device)
    )


def _is_added(said: dict[str, Any]) -> bool:
    return (
        is_device(said)
        and is_name(said.get("name"))
        and _is_text(said.get("code"), _CODE.fullmatch)
        and isinstance(said.get("admin"), bool)
        and _are_streams(said.get("streams"))
        and are_keys(said.get("keys"))
    )


def _is_granted(said: dict[str, Any]) -> bool:
    grants = said.get("grants")
    return (
        isinstance(grants, dict)
        and all(container.is_device(device) and _are_streams(streams) for device, streams in grants.items())
        and are_keys(said.get("keys"))
    )


def _is_succession(said: dict[str, Any]) -> bool:
    words = all(is_name(said.get(name, "")) for name in ("name", "copied_at"))
    return is_device(said) and _is_text(said.get("code"), _CODE.fullmatch) and words


def _is_left(said: dict[str, Any]) -> bool:
    chains = said.get("chains")
    return (
        _is_text(said.get("device"), container.is_device)
        and _is_text(said.get("stream"), container.is_stream)
        and _is_counter(said.get("after"))
        and _is_text(said.get("before"), _CHAIN.fullmatch)
        and isinstance(chains, list)
        and 0 < len(chains) <= MOST_LEFT
        and all(_is_text(chain, _SHORT_CHAIN.fullmatch) for chain in chains)
        and _is_counter(said.get("again"))
    )


def _is_counter(value: Any) -> bool:
    return type(value) is int and 0 <= value < container.MOST_COUNTER


def _are_streams(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(stream, container.is_stream) for stream in value)


def _is_text(value: Any, right: Callable[[str], Any]) -> bool:
    return isinstance(value, str) and bool(right(value))


def _is_renamed(said: dict[str, Any]) -> bool:
    return (
        _is_text(said.get("device"), container.is_device)
        and is_name(said.get("name"))
        and bool(said["name"].strip())
        and type(said.get("turn")) is int
        and 0 < said["turn"] < 2**32
    )


def _are_counters(value: Any) -> bool:
    return isinstance(value, dict) and all(
        container.is_stream(stream) and _is_counter(counter) for stream, counter in value.items()
    )


def _are_records(value: Any) -> bool:
    return isinstance(value, list) and all(_is_text(name, _RECORD.fullmatch) for name in value)


def _is_removal(said: dict[str, Any]) -> bool:
    ids = said.get("ids")
    return (
        isinstance(ids, dict)
        and _is_text(said.get("device"), container.is_device)
        and said["device"] in ids
        and _is_text(said.get("at"), _MOMENT.fullmatch)
        and all(
            container.is_device(device)
            and isinstance(each, dict)
            and _are_counters(each.get("cut"))
            and _are_records(each.get("stands"))
            for device, each in ids.items()
        )
        and are_keys(said.get("keys"))
    )


def _is_review(said: dict[str, Any]) -> bool:
    return (
        _is_text(said.get("device"), container.is_device)
        and type(said.get("turn")) is int
        and 0 < said["turn"] < 2**32
        and _are_counters(said.get("cut"))
        and _are_counters(said.get("seen"))
    )


def makes_keys(said: Mapping[str, Any]) -> bool:
    """True for a record that says which keys it makes, and which removals its signer knew of."""
    made = said.get("made")
    ids = isinstance(made, list) and all(_is_text(key, container.is_device) for key in made)
    return ids and _are_records(said.get("knows"))


def is_known(kind: str) -> bool:
    """True for the kinds of records that this version understands."""
    return kind in _SHAPES


_SHAPES: Mapping[str, Callable[[dict[str, Any]], bool]] = {
    "add": _is_added,
    "grant": _is_granted,
    "succeed": _is_succession,
    "rename": _is_renamed,
    "left": _is_left,
    "revoke": _is_removal,
    "review": _is_review,
    "epoch": lambda said: are_keys(said.get("keys")),
    "restore": lambda said: _are_records(said.get("voids")),
}
