"""
Goal: codes and passphrases cannot be guessed in a lesson, and no guesser keeps a class out.
"""

import asyncio
import math

import httpx2
import pytest

from classroom import tokens
from classroom.access import LESSON_MS, MINUTE_MS, Bucket, Limits
from classroom.app import router
from tests.classroom import serving_class as s

BAR = 7.41e-6
"""Sixty tries a minute for ninety minutes, of 30 ** 6 codes."""
CLASS_MOST = 200


@pytest.fixture
def lesson(tmp_path):
    with s.held(tmp_path) as made:
        yield made


def most(bucket):
    """
    Return how often something can be tried in a lesson: the whole bucket, and what comes back.
    """
    return bucket.most + bucket.most * LESSON_MS / bucket.per


def test_a_code_holds_out_a_lesson():
    limits, signs = Limits(), len(tokens.ALPHABET)
    assert LESSON_MS == 90 * MINUTE_MS
    assert most(limits.tries_all) / signs**tokens.CODE_SIGNS <= BAR
    assert most(limits.tries) <= most(limits.tries_all)
    # Each of a whole class's resume codes would do, from as many addresses as there are.
    resumes = most(limits.resumes_all) * CLASS_MOST / signs**tokens.RESUME_SIGNS
    assert resumes <= BAR
    assert most(limits.resumes) * CLASS_MOST / signs**tokens.RESUME_SIGNS <= BAR
    assert most(limits.logins) * 2**32 / signs**tokens.PASSPHRASE_SIGNS <= 1e-9


def test_secrets_are_as_long_as_they_promise():
    assert math.log2(len(tokens.ALPHABET)) * tokens.PASSPHRASE_SIGNS > 90
    assert len({tokens.token() for _ in range(1000)}) == 1000
    assert tokens.TOKEN_BYTES * 8 >= 128
    assert all(len(tokens.code()) == tokens.CODE_SIGNS for _ in range(100))


def from_(lesson, address):
    """
    Return a client of an address, on the loop of the server.
    """
    transport = httpx2.ASGITransport(lesson.app, client=(address, 5000))
    return httpx2.AsyncClient(transport=transport, base_url=s.BASE)


def wrong(n):
    """
    Return a code that no class of a test has.
    """
    return f"A{n:05d}".replace("0", "A").replace("1", "B")


async def _storm(lesson, wrongs, joins, address):
    """
    Send wrong codes and joins side by side from one address; return the statuses of both.
    """

    async def guess(client, n):
        lesson.wall.wind(10 / (wrongs + joins))
        answer = await client.post("/join", data={"code": wrong(n), "name": "Eve"})
        return answer.status_code

    async def join(n):
        lesson.wall.wind(10 / (wrongs + joins))
        async with from_(lesson, address) as client:
            data = {"code": lesson.code, "name": f"Person {n}", "lang": "en"}
            answer = await client.post("/join", data=data, follow_redirects=True)
            return answer.status_code

    async with from_(lesson, address) as eve:
        each = wrongs // joins
        guessed, joined = [], []
        for n in range(joins):
            found = await asyncio.gather(
                *(guess(eve, n * each + at) for at in range(each)), join(n)
            )
            guessed += found[:-1]
            joined.append(found[-1])
    return guessed, joined


@pytest.mark.slow
def test_a_class_joins_while_a_thousand_wrong_codes_come_from_its_address(lesson):
    lesson.open()
    began = lesson.wall()
    guessed, joined = lesson.portal.call(_storm, lesson, 1000, CLASS_MOST, s.NEAR[0])
    assert lesson.wall() - began <= 10_500
    assert joined == [200] * CLASS_MOST
    assert len(lesson.room.cohort.members) == CLASS_MOST
    assert set(guessed) == {404, 429}
    assert guessed.count(404) <= 12


def test_past_the_limit_a_right_code_is_answered_as_a_wrong_one(lesson):
    lesson.open()
    limits = lesson.server.limits
    eve = lesson.browser()
    for _ in range(limits.tries.most):
        limits.tries.take(s.NEAR[0], lesson.server.now())
    wrongs, rights = (
        [eve.get(f"/c/{code}"), eve.get(f"/c/{code}/resume"),
         eve.post("/join", data={"code": code, "name": "Eve"}),
         eve.post(f"/c/{code}/join", data={"name": "Eve"})]
        for code in (wrong(7), lesson.code)
    )  # fmt: skip
    for one, other in zip(wrongs, rights, strict=True):
        assert one.status_code == other.status_code == 429
        assert one.text.replace(wrong(7), "?") == other.text.replace(lesson.code, "?")
        assert one.headers.items() == other.headers.items()
    assert not lesson.room.cohort.members
    lesson.wall.wind(LESSON_MS / 1000 / limits.tries.most + 1)
    assert eve.get(f"/c/{lesson.code}").status_code == 200


async def _spread(lesson, addresses, each):
    found = []
    for n in range(addresses):
        async with from_(lesson, f"10.0.{n // 250}.{n % 250 + 1}") as client:
            found += [(await client.get(f"/c/{wrong(at)}")).status_code for at in range(each)]
    return found


@pytest.mark.slow
def test_from_many_addresses_the_cap_of_all_holds(lesson):
    lesson.open()
    cap = lesson.server.limits.tries_all.most
    found = lesson.portal.call(_spread, lesson, 320, 9)
    # Nobody had more than nine tries, yet the last address is told nothing, not even of a hit.
    assert found.count(404) == cap
    assert found[-1] == 429
    assert lesson.browser().get(f"/c/{lesson.code}").status_code == 429


def test_wrong_and_right_codes_look_the_same_without_a_cookie(lesson):
    lesson.open()
    stranger = lesson.browser()
    paths = _seat_paths(router(lesson.server).routes)
    assert len(paths) >= 10
    for method, path in paths:
        answers = [stranger.request(method, path.replace("{code}", code).replace("{form}", "exit"))
                   for code in (lesson.code, wrong(3))]  # fmt: skip
        one, other = answers
        assert (one.status_code, one.content) == (other.status_code, other.content), path
        assert one.headers.items() == other.headers.items()
    assert lesson.server.limits.tries_all.left("all", lesson.server.now()) > 2_690


def _seat_paths(routes):
    """
    Return method and path of every route of a seat; doors tell, and count.
    """
    return [
        (method, one.path)
        for one in routes
        if "/c/{code}/" in one.path and not one.path.endswith(("/resume", "/join"))
        for method in one.methods
    ]


async def _at_once(lesson, path, count, fields):
    async with from_(lesson, "192.168.1.77") as client:
        asked = (client.post(path, data=fields(n)) for n in range(count))
        return [answer.status_code for answer in await asyncio.gather(*asked)]


def test_passphrases_tried_side_by_side_are_counted(lesson):
    tried = lambda n: {"passphrase": f"wrong{n}"}  # noqa: E731
    found = lesson.portal.call(_at_once, lesson, "/teach", 40, tried)
    assert found.count(403) == lesson.server.limits.logins.most
    assert found.count(429) == 40 - lesson.server.limits.logins.most
    assert lesson.browser().post("/teach", data={"passphrase": s.SECRET}).status_code == 303


def test_resume_codes_tried_side_by_side_are_counted(lesson):
    lesson.open()
    tried = lambda n: {"resume": f"{wrong(n)}AA"}  # noqa: E731
    whole = lesson.server.limits.resumes_all
    found = lesson.portal.call(_at_once, lesson, f"/c/{lesson.code}/resume", 40, tried)
    assert found.count(403) == lesson.server.limits.resumes.most
    assert whole.left(lesson.code, lesson.server.now()) == whole.most - found.count(403)
    assert found.count(429) == 40 - lesson.server.limits.resumes.most


def test_what_was_right_costs_no_try(lesson):
    for _ in range(3 * lesson.server.limits.logins.most):
        lesson.log_in()
    lesson.open()
    for n in range(3):
        who = lesson.browser()
        form = {"code": lesson.code, "name": f"P{n}"}
        page = who.post("/join", data=form, follow_redirects=True).text
        code = s.said(page)
        found = next(word for word in code.split() if len(word) == 9 and word[4] == "-")
        back = lesson.browser().post(f"/c/{lesson.code}/resume", data={"resume": found})
        assert back.status_code == 303
        # The device that was left is shut out.
        assert lesson.seat(who).status_code == 403
    assert lesson.server.limits.resumes.left(s.NEAR[0], lesson.server.now()) == 10


def test_messages_are_limited_and_told_how_long_to_wait(lesson):
    lesson.open()
    people = [lesson.join(f"Person {n}") for n in range(4)]
    lesson.bargain()
    path, part = f"/c/{lesson.code}/seat/say", {"hx-request": "true"}
    said = [people[0].post(path, data={"key": f"k{n}", "body": f"m{n}"}, headers=part).text
            for n in range(12)]  # fmt: skip
    assert sum("Write again in 2 s" in text for text in said) == 2
    assert "Write again" not in "".join(said[:10])
    fine = people[1].post(path, data={"key": "k", "body": "m"}, headers=part)
    assert "Write again" not in fine.text


def test_a_bucket_gives_back_no_more_than_it_holds():
    bucket = Bucket(3, 1000)
    bucket.give_back("a", 0)
    assert bucket.left("a", 0) == 3
    assert [bucket.take("a", 0) for _ in range(4)] == [True, True, True, False]
    assert bucket.wait("a", 0) == 1
