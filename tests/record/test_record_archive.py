"""
Archives: the law of export and import, and every way a file can be cut, mixed up or rewritten.
"""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record import builders as build

from sim.record.archive import export, parse, write_archive
from sim.record.chain import last_link
from sim.record.errors import NewerFormat, RecordError
from sim.record.replay import open_record

ARCHIVE = build.archive(5)
ROWS = ARCHIVE.splitlines(keepends=True)
END = ROWS[-1]


def failure_of(data):
    """
    Return the first failure of an archive, at whatever point it is found.
    """
    try:
        found = parse(data, "game.jsonl")
    except RecordError as error:
        return error
    assert export(found.header_line, found.lines).startswith(
        b"".join(data.splitlines(keepends=True)[: len(found.lines) + 1])
    )
    return found.failure


@given(st.integers(0, 12), st.booleans())
def test_export_of_import_is_the_same_bytes(count, over):
    data = build.archive(count, over=over)
    found = parse(data, "game.jsonl")
    assert found.failure is None
    assert export(found.header_line, found.lines) == data


@pytest.mark.slow
@given(st.lists(st.lists(build.events, max_size=3), max_size=5))
def test_export_of_import_is_the_same_bytes_for_any_events(histories):
    from sim.record.codec import encode_decision

    made = [build.decision(n) for n in range(1, len(histories) + 1)]
    import attrs

    lines = [
        encode_decision(attrs.evolve(d, events=tuple(events)))
        for d, events in zip(made, histories, strict=True)
    ]
    data = export(build.header_line(), lines)
    found = parse(data, "game.jsonl")
    assert found.failure is None
    assert export(found.header_line, found.lines) == data


def test_the_end_line_is_what_the_document_says():
    head = last_link(build.header_line(), build.lines(5, over=True)).hex()
    wanted = f'{{"end":{{"decisions":5,"events":16,"head":"{head}","state":"over"}}}}\n'
    assert wanted.encode() == END


def test_a_cut_at_any_byte_yields_a_valid_prefix_and_a_failure():
    start = len(b"".join(ROWS[:3]))
    for cut in range(start, len(ARCHIVE)):
        found = parse(ARCHIVE[:cut], "game.jsonl")
        assert found.failure is not None
        whole = ARCHIVE[:cut].count(b"\n") - 1
        assert found.lines == build.lines(5, over=True)[: min(whole, 5)]
        assert found.failure.line == len(found.lines) + 2
        assert len(found.failure.reason) >= 15


def rows(*order):
    return b"".join(ROWS[n] for n in order)


SPOILED = {
    "empty": b"",
    "a newline": b"\n",
    "binary": bytes(range(256)) * 9,
    "zeros": b"\0" * 99,
    "header only": rows(0),
    "header without newline": rows(0)[:-1],
    "no header": rows(1, 2, 3, 4, 5, 6),
    "no end line": rows(0, 1, 2, 3, 4, 5),
    "over but without its end line": rows(0, 1, 2, 3, 4, 5),
    "a line missing": rows(0, 1, 2, 4, 5, 6),
    "the last line missing": rows(0, 1, 2, 3, 4, 6),
    "a line twice": rows(0, 1, 2, 2, 3, 4, 5, 6),
    "lines reordered": rows(0, 1, 3, 2, 4, 5, 6),
    "doubled": ARCHIVE * 2,
    "two end lines": rows(0, 1, 2, 3, 4, 5, 6, 6),
    "an empty line at the end": ARCHIVE + b"\n",
    "an empty line between": rows(0, 1) + b"\n" + rows(2, 3, 4, 5, 6),
    "bytes after the end": ARCHIVE + b"x",
    "no last newline": ARCHIVE[:-1],
    "carriage returns": ARCHIVE.replace(b"\n", b"\r\n"),
    "a byte order mark": b"\xef\xbb\xbf" + ARCHIVE,
    "utf-16": ARCHIVE.decode().encode("utf-16"),
    "another state": ARCHIVE.replace(b'"over"', b'"open"'),
    "another count of events": ARCHIVE.replace(b'"events":16', b'"events":15'),
    "another count of decisions": ARCHIVE.replace(b'"decisions":5', b'"decisions":4'),
    "an end line with more": ARCHIVE.replace(b'"events":16', b'"events":16,"x":1'),
    "an end line in capitals": ARCHIVE.replace(END, END.upper()),
    "an end line that is no object": ARCHIVE.replace(END, b'{"end":7}\n'),
    "an end line of nests": ARCHIVE.replace(END, b'{"end":' + b"[" * 99_999 + b"\n"),
    "another seed": ARCHIVE.replace(b'"seed":1', b'"seed":2'),
    "another option": ARCHIVE.replace(b'"price":20', b'"price":30'),
    "a minute that goes back": ARCHIVE.replace(b'"t":40', b'"t":20'),
    "another end of another game": rows(0, 1, 2, 3, 4, 5) + build.archive(4).splitlines()[-1],
}


@pytest.mark.parametrize("data", SPOILED.values(), ids=SPOILED)
def test_a_spoiled_archive_is_never_taken_for_whole(data):
    failure = failure_of(data)
    assert isinstance(failure, RecordError)
    assert str(failure).startswith("game.jsonl")
    assert len(failure.reason) >= 15


def test_the_failure_names_line_and_decision():
    data = ARCHIVE.replace(
        b'"price":10},"table":"main"}],["stop', b'"price":1e1},"table":"main"}],["stop'
    )
    assert str(failure_of(data)).startswith("game.jsonl:4: decision 3: ")


NEWER = ARCHIVE.replace(b'stop.set/1",{"actor":"beta","minute":50', b'stop.set/2",{"x":1')


def test_a_newer_kind_leaves_the_prefix_readable():
    header, *lines, end, _ = NEWER.split(b"\n")
    head = last_link(header, lines).hex().encode()
    chained = end.replace(end.partition(b'"head":"')[2][:64], head)
    found = parse(b"\n".join([header, *lines, chained, b""]), "g")
    assert isinstance(found.failure, NewerFormat)
    assert len(found.lines) == 3


def test_a_newer_record_that_was_cut_is_newer_still():
    cut = NEWER[: NEWER.index(b'{"end"')]
    assert isinstance(parse(cut, "g").failure, NewerFormat)


def test_a_kind_that_was_made_newer_by_hand_is_no_newer_format():
    found = parse(NEWER, "g")
    assert not isinstance(found.failure, NewerFormat)
    assert "changed after it was written" in str(found.failure)
    assert len(found.lines) == 3


def test_a_newer_format_is_refused_with_a_remedy():
    failure = failure_of(ARCHIVE.replace(b"record/1", b"record/2"))
    assert isinstance(failure, NewerFormat)
    assert "update" in failure.remedy


def test_an_archive_is_written_whole_or_not_at_all(tmp_path):
    path = tmp_path / "game.jsonl"
    write_archive(path, build.header_line(), build.lines(5, over=True))
    assert path.read_bytes() == ARCHIVE
    with pytest.raises(RecordError):
        write_archive(path, build.header_line(), [b"no line"])
    with pytest.raises(RecordError):
        write_archive(tmp_path / "no" / "game.jsonl", build.header_line(), [])
    assert [p.name for p in tmp_path.iterdir()] == ["game.jsonl"]
    assert path.read_bytes() == ARCHIVE


def test_what_cannot_be_opened_is_said_in_words(tmp_path):
    for path in (tmp_path, tmp_path / "none.jsonl"):
        with pytest.raises(RecordError) as caught:
            open_record(path)
        assert str(caught.value).startswith(f"{path}: ")


def flip(rng, data):
    at = rng.randrange(len(data))
    return data[:at] + bytes([data[at] ^ 1 << rng.randrange(8)]) + data[at + 1 :]


def drop(rng, data):
    at = rng.randrange(len(data))
    return data[:at] + data[at + rng.randrange(1, 30) :]


def insert(rng, data):
    at = rng.randrange(len(data))
    return data[:at] + rng.randbytes(rng.randrange(1, 30)) + data[at:]


def stutter(rng, data):
    at = rng.randrange(len(data))
    return data[: at + rng.randrange(30)] + data[at:]


def cut(rng, data):
    return data[: rng.randrange(len(data))]


def swap(rng, data):
    rows = data.split(b"\n")
    i, j = rng.randrange(len(rows)), rng.randrange(len(rows))
    rows[i], rows[j] = rows[j], rows[i]
    return b"\n".join(rows)


def skip_or_double(rng, data):
    rows = data.split(b"\n")
    i = rng.randrange(len(rows))
    return b"\n".join(rows[: i + rng.randrange(2)] + rows[i + rng.randrange(2) :])


def renumber(rng, data):
    digits = [n for n, byte in enumerate(data) if chr(byte).isdecimal()]
    at = rng.choice(digits or [0])
    other = rng.choice((b"0", b"9", b"1.0", b"1e5", b"-0", b"true", b"9" * 20))
    return data[:at] + other + data[at + 1 :]


def rename(rng, data):
    old = rng.choice((b"alpha", b"beta", b"/1", b"{", b'"', b"20", b":"))
    return data.replace(old, rng.choice((b"beta", b"/2", b"[", b"\xff", b"30", b": ")), 1)


def append(rng, data):
    return data + rng.choice((b"\n", b" ", data, END, b"{}\n"))


MUTATORS = (flip, drop, insert, stutter, cut, swap, skip_or_double, renumber, rename, append)


def mutant(rng, data):
    """
    Return bytes with one to three accidents or attempts of a clumsy hand.
    """
    for _ in range(rng.choice((1, 1, 1, 2, 3))):
        data = rng.choice(MUTATORS)(rng, data) or b"\n"
    return data


@pytest.mark.slow
def test_no_mutant_of_an_archive_is_taken_for_another_whole_record():
    rng, silent, others, count = build.luck(), 0, 0, 20_000
    header, lines = build.game()
    sources = (ARCHIVE, export(header, lines[:40]))
    for _ in range(count):
        source = rng.choice(sources)
        data = mutant(rng, source)
        try:
            failure = failure_of(data)
        except Exception:  # noqa: BLE001 - counting them is the purpose
            others += 1
            continue
        silent += failure is None and data != source
    print(f"mutants={count} silent={silent} other_exceptions={others}")
    assert (silent, others) == (0, 0)


@pytest.mark.slow
def test_a_full_disk_is_one_clear_error(tmp_path):
    code = (
        "import resource, signal; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000))\n"
        "from sim.record.archive import write_archive\n"
        "from sim.record.errors import RecordError\n"
        "header = b'{\"format\":\"pourparlers-record/1\"}' + b' ' * 5000\n"
        "try: write_archive('game.jsonl', header, [])\n"
        "except RecordError as error: print(error)\n"
    )
    done = subprocess.run(
        [build.PYTHON, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env=build.environment(),
    )
    assert done.stdout.startswith("game.jsonl: "), done.stderr
    assert not list(tmp_path.iterdir())
