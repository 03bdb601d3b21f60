"""
Goal: what passes the door of the server: near addresses, known hosts, our own forms, short bodies.
"""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classroom.addresses import is_near, own_addresses
from classroom.guard import BODY_MOST, HEADERS, Guard


async def _app(_, receive, send):
    body = b""
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": body})


def _refuse(_, code, status):
    async def answer(_scope, _receive, send):
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": code.encode()})

    return answer


def asked(
    method="GET", path="/", client="192.168.1.9", chunks=(b"",), *, near_only=True, **headers
):
    """
    Return status, headers and body of an answer.
    """
    raw = {"host": "192.168.1.5:8000", **{k.replace("_", "-"): v for k, v in headers.items()}}
    scope = {
        "type": "http", "method": method, "path": path, "client": (client, 1),
        "headers": [(k.encode(), v.encode()) for k, v in raw.items()],
    }  # fmt: skip
    parts = [{"type": "http.request", "body": part, "more_body": True} for part in chunks]
    parts[-1] = {**parts[-1], "more_body": False}
    sent = []

    async def receive():
        return parts.pop(0) if parts else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    guard = Guard(_app, ["class.school.example"], _refuse, near_only=near_only)
    asyncio.run(guard(scope, receive, send))
    if not sent:
        return None, {}, b""
    return sent[0]["status"], dict(sent[0]["headers"]), sent[1]["body"]


def test_every_answer_carries_the_headers_and_is_not_kept():
    status, headers, _ = asked()
    assert status == 200
    for name, value in HEADERS:
        assert headers[name] == value
    assert b"unsafe" not in headers[b"content-security-policy"]
    assert headers[b"cache-control"] == b"no-store"
    assert b"immutable" in asked(path="/static/abc/class.css")[1][b"cache-control"]


@pytest.mark.parametrize(
    ("host", "status"),
    [("192.168.1.5:8000", 200), ("[fe80::1]:8000", 200), ("localhost:8000", 200),
     ("laptop.local:8000", 200), ("class.school.example", 200), ("CLASS.school.example", 200),
     ("evil.example", 421), ("192.168.1.5.evil.example", 421), ("", 421)],
)  # fmt: skip
def test_only_addresses_and_own_names_are_hosts(host, status):
    assert asked(host=host)[0] == status


@pytest.mark.parametrize(
    ("client", "status"),
    [("10.1.2.3", 200), ("172.20.0.4", 200), ("127.0.0.1", 200), ("::1", 200),
     ("::ffff:192.168.1.4", 200), ("fe80::1%wlan0", 200), ("8.8.8.8", 403),
     ("::ffff:8.8.8.8", 403), ("2001:4860::1", 403), ("nonsense", 403)],
)  # fmt: skip
def test_only_near_addresses_are_answered_unless_asked_for(client, status):
    assert asked(client=client)[0] == status
    assert asked(client=client, near_only=False)[0] == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [({}, 200), ({"sec_fetch_site": "same-origin"}, 200), ({"sec_fetch_site": "none"}, 403),
     ({"sec_fetch_site": "cross-site"}, 403), ({"sec_fetch_site": "same-site"}, 403),
     ({"origin": "http://192.168.1.5:8000"}, 200), ({"origin": "http://192.168.1.5:9000"}, 403),
     ({"origin": "null"}, 403)],
)  # fmt: skip
def test_forms_of_other_pages_are_refused(headers, status):
    assert asked("POST", **headers)[0] == status
    assert asked("GET", **headers)[0] == 200


def test_a_body_beyond_the_limit_never_reaches_a_page_whatever_it_says_of_its_length():
    assert asked("POST", content_length=str(BODY_MOST + 1))[0] == 413
    assert asked("POST", chunks=[b"x" * BODY_MOST, b"x"])[0] is None
    assert asked("POST", chunks=[b"x" * BODY_MOST])[0] == 200
    long = [b"x" * BODY_MOST, b"x"]
    assert asked("POST", path="/teach/new", chunks=long)[0] == 200


@given(st.text(max_size=40))
def test_no_text_is_taken_for_a_near_address_by_mistake(text):
    assert isinstance(is_near(text), bool)


def test_the_machine_names_addresses_of_its_own():
    assert own_addresses()
    assert all(address.count(".") == 3 for address in own_addresses())
