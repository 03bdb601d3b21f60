"""
A forger written from docs/log-format.md alone: it imports nothing of ours to build its record.
"""

import hashlib
import json

import pytest
from record import builders as build

from sim.record.archive import export
from sim.record.replay import open_record
from sim.record.verify import verify


def link_of(data):
    return hashlib.blake2b(data, digest_size=32).digest()


def rechained(header, lines):
    """
    Return an archive with a chain and an end line that fit, whatever the lines say.
    """
    link = link_of(b"pourparlers-record/1\n" + header + b"\n")
    events, over = 0, False
    for line in lines:
        link = link_of(link + line + b"\n")
        kinds = [kind for kind, _ in json.loads(line)["e"]]
        events += len(kinds)
        over = over or any(kind.startswith("talks.ended/") for kind in kinds)
    end = {
        "end": {
            "decisions": len(lines),
            "events": events,
            "head": link.hex(),
            "state": "over" if over else "open",
        }
    }
    last = json.dumps(end, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    return b"\n".join([header, *lines, last, b""])


def forgeries(header, lines, count):
    """
    Yield archives in which one digit of one request or event is another one, the chain rebuilt.
    """
    rng = build.luck()
    for _ in range(count):
        number = rng.randrange(len(lines))
        line = lines[number]
        start, stop = line.index(b'"e":'), line.index(b',"s":"')
        digits = [
            at for at in range(start, stop)
            if line[at : at + 1].isdigit() and line[at - 1 : at] != b"/"
        ]  # fmt: skip
        if not digits:
            continue
        at = rng.choice(digits)
        other = rng.choice([d for d in b"123456789" if d != line[at]])
        forged = line[:at] + bytes([other]) + line[at + 1 :]
        yield number + 1, rechained(header, [*lines[:number], forged, *lines[number + 1 :]])


def test_the_document_alone_rebuilds_an_archive():
    header, lines = build.game()
    assert rechained(header, lines) == export(header, lines)


@pytest.mark.slow
def test_plain_verify_believes_a_rebuilt_chain_and_deep_does_not(tmp_path):
    header, lines = build.game()
    path, believed, tried = tmp_path / "forged.jsonl", 0, 0
    for number, data in forgeries(header, lines, 200):
        path.write_bytes(data)
        record = open_record(path)
        assert record.failure is None
        plain, deep = verify(record), verify(record, deep=True)
        tried += 1
        believed += plain.ok
        assert not deep.ok, number
        if plain.ok:
            assert f"decision {number}: " in deep.failure
    print(f"forged={tried} believed_plain={believed} found_deep={tried}")
    assert believed > tried // 2
