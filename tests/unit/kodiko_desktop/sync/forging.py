"""What a laptop of the team can sign when a program of ill will holds its keys."""

import json
from pathlib import Path
from typing import Any

from kodiko_desktop.sync import container, control, segment, team
from kodiko_desktop.sync.container import Header

AT = "2026-05-11T08:00:00Z"


def line(counter: int, **said: Any) -> str:
    """An operation that makes a person, except for what `said` says otherwise."""
    parts = {
        "counter": counter,
        "act": f"act-{counter}",
        "kind": "person.register",
        "author": "sam",
        "at": AT,
        "table": "person",
        "row": f"person-{counter}",
        "clock": 1,
        "made": 1,
        "fields": '{"family_name":"Diallo"}',
        "overwrites": "{}",
        "subjects": "[]",
        **said,
    }
    more = parts.pop("blobs", None)
    return json.dumps([*parts.values(), *([] if more is None else [more])], ensure_ascii=False)


def put_segment(laptop, shared: Path, *lines: str, stream: str = "tours", **header: Any) -> Path:
    """A segment of `lines` that `laptop` signs, whatever they are: its first numbers in the stream."""
    member, keys, _directory = team.read_directory(laptop.store)
    said = {
        "device": member.device,
        "first": 1,
        "frontier": {},
        "signing": member.signing,
        "key": keys.latest(stream).key,
        "chain_before": segment.start_of_chain(member.team, stream, header.get("device", member.device)),
        **header,
    }
    name, content, _chain = segment.write(stream=stream, epoch=1, lines=lines, **said)
    folder = shared / "streams" / stream
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def put_record(laptop, shared: Path, said: Any, *, number: int = 1, **header: Any) -> Path:
    """A record of the team's log that `laptop` signs, whatever it says (bytes: the body itself)."""
    member, keys, directory = team.read_directory(laptop.store)
    key = header.pop("key", team.org_key(keys, directory).key)
    signing = header.pop("signing", member.signing)
    facts = {"device": member.device, "epoch": 1, "key_id": container.key_id(key), **header}
    full = Header(container.CONTROL, facts.pop("stream", "org"), first=number, last=number, **facts)
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    content = container.seal(full, key, body, signing)
    path = shared / "control" / control.name_of(full, content)
    path.write_bytes(content)
    return path
