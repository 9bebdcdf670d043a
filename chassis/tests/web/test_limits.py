"""Limits on what is asked, and whose address counts."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI, Request
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from starlette.types import Scope

from chassis.clock import SystemClock
from chassis.limit_settings import LimitSettings
from chassis.telemetry import REFUSED_AT_THE_EDGE
from chassis.web import TrustDomain, install, secure
from chassis.web.limits.client_address import ClientAddress, network
from chassis.web.limits.counts import Rate, TooMuchError, UnderWay
from chassis.web.problem_handlers import limit_actors

from .conftest import Keys, Token

PROXY, ANOTHER = "10.0.0.7", "10.9.9.9"
ANA, BEA = "192.0.2.1", "192.0.2.2"


def service(keys: Keys, **limits: Any) -> FastAPI:
    app = FastAPI()
    app.state.clock = SystemClock()
    app.state.waiting = asyncio.Event()
    app.state.go = asyncio.Event()
    chosen = LimitSettings(**limits)
    install(app, max_body=1000, limits=chosen, uploads={"/cases/{case_id}/files": 5000})
    open_paths = ["/open", "/slow", "/body", "/cases/"]
    secure(app, keys.issuers, {TrustDomain.POLITIE}, open_paths=open_paths)
    limit_actors(app, chosen)

    @app.get("/open")
    async def opened(request: Request) -> str:
        return request.client.host if request.client else ""

    @app.get("/own")
    async def own() -> str:
        return "own"

    @app.get("/slow")
    async def slow() -> str:
        app.state.waiting.set()
        await app.state.go.wait()
        return "at last"

    @app.post("/cases/{case_id}/files")
    @app.post("/cases/{case_id}/files/more")
    @app.put("/cases/{case_id}/files")
    @app.post("/body")
    async def body(request: Request) -> int:
        return len(await request.body())

    return app


def client(app: FastAPI, address: str, **headers: str) -> httpx.AsyncClient:
    transport = httpx.ASGITransport(app=app, client=(address, 1))
    return httpx.AsyncClient(transport=transport, base_url="http://databank", headers=headers)


@contextmanager
def counted(limit: str) -> Iterator[None]:
    before = refused(limit)
    yield
    assert refused(limit) == before + 1


def refused(limit: str) -> float:
    return REFUSED_AT_THE_EDGE.labels(limit)._value.get()


async def address_seen(app: FastAPI, peer: str, forwarded: str) -> str:
    answer = await client(app, peer).get("/open", headers={"X-Forwarded-For": forwarded})
    seen: str = answer.json()
    return seen


async def test_nobody_is_believed_who_is_not_named_as_a_proxy(keys: Keys) -> None:
    app = service(keys)
    for peer in ("127.0.0.1", "::1", PROXY, ANA):
        assert await address_seen(app, peer, BEA) == peer


async def test_a_named_proxy_says_who_asks_and_others_say_nothing(keys: Keys) -> None:
    app = service(keys, trusted_proxies=frozenset({PROXY, "172.20.0.0/24"}))
    assert await address_seen(app, PROXY, ANA) == ANA
    assert await address_seen(app, "172.20.0.9", ANA) == ANA
    assert await address_seen(app, "172.20.1.9", ANA) == "172.20.1.9"
    assert await address_seen(app, ANOTHER, ANA) == ANOTHER


async def test_what_the_client_itself_put_before_the_proxys_word_counts_for_nothing(
    keys: Keys,
) -> None:
    app = service(keys, trusted_proxies=frozenset({PROXY}))
    assert await address_seen(app, PROXY, f"203.0.113.9, {ANA}") == ANA
    assert await address_seen(app, PROXY, f"{PROXY}, 203.0.113.9, {ANA}") == ANA


async def test_a_proxy_may_be_named_by_the_name_that_it_is_found_by(keys: Keys) -> None:
    app = service(keys, trusted_proxies=frozenset({"localhost"}))
    assert await address_seen(app, "127.0.0.1", ANA) == ANA
    assert await address_seen(app, ANOTHER, ANA) == ANOTHER
    gone = service(keys, trusted_proxies=frozenset({"no-such-proxy.invalid"}))
    assert await address_seen(gone, PROXY, ANA) == PROXY


async def test_a_proxy_that_came_back_elsewhere_is_found_again(
    keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = [PROXY]

    async def found(*_name: Any, **_hints: Any) -> list[Any]:
        return [(0, 0, 0, "", (where[0], 0))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", found, raising=False)
    monkeypatch.setattr("chassis.web.limits.client_address.SOONEST_SECONDS", 0)
    app = service(keys, trusted_proxies=frozenset({"proxy"}))
    assert await address_seen(app, PROXY, ANA) == ANA
    where[0] = ANOTHER
    assert await address_seen(app, ANOTHER, ANA) == ANA
    assert await address_seen(app, PROXY, ANA) == PROXY


async def test_an_address_of_ipv4_is_one_by_whatever_socket_it_came() -> None:
    seen: list[Any] = []

    async def inner(scope: Scope, *_rest: Any) -> None:
        seen.append(scope["client"][0])

    reading = ClientAddress(inner, [])
    for host in (f"::ffff:{ANA}", f"::ffff:{BEA}", "2001:db8::1"):
        scope = {"type": "http", "client": (host, 1), "headers": []}
        await reading(scope, None, None)  # type: ignore[arg-type]
    assert seen == [ANA, BEA, "2001:db8::1"]


def test_a_household_of_ipv6_is_one_place_and_an_address_of_ipv4_is_its_own() -> None:
    assert network("2001:db8:0:1::1") == network("2001:db8:0:1:ffff::2")
    assert network("2001:db8:0:1::1") != network("2001:db8:0:2::1")
    assert network(ANA) != network(BEA)
    assert network(f"::ffff:{ANA}") == network(ANA)
    assert network("testclient") == "testclient"


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("*", "is no proxy. Name each proxy by its address"),
        ("0.0.0.0/0", "is everybody"),
        ("10.0.0.7,::/0", "is everybody"),
        ("10.0.0.1/24", "is no proxy"),
        ("10.0.0.256", "is no proxy"),
    ],
)
def test_what_would_believe_everybody_or_nobody_is_refused_at_the_start(
    monkeypatch: pytest.MonkeyPatch, named: str, told: str
) -> None:
    monkeypatch.setenv("KRACHTLIJN_TRUSTED_PROXIES", named)
    with pytest.raises(ValidationError, match=told):
        LimitSettings()


def test_proxies_are_named_in_one_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRACHTLIJN_TRUSTED_PROXIES", "proxy, 10.0.0.0/24,2001:db8::7")
    assert LimitSettings().trusted_proxies == {"proxy", "10.0.0.0/24", "2001:db8::7"}


def test_one_actor_never_has_more_than_the_address_that_many_share() -> None:
    with pytest.raises(ValidationError, match="limit_actor_minute is more than limit_address"):
        LimitSettings(limit_actor_minute=10, limit_address_minute=9)
    with pytest.raises(ValidationError, match="limit_actor_at_once is more"):
        LimitSettings(limit_actor_at_once=0, limit_address_at_once=9)


async def test_an_address_that_asks_too_much_waits_and_others_do_not(keys: Keys) -> None:
    app = service(keys, limit_address_minute=3, limit_actor_minute=3)
    for _ in range(3):
        assert (await client(app, ANA).get("/open")).status_code == 200
    with counted("address-rate"):
        answer = await client(app, ANA).get("/open")
    assert answer.status_code == 429
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "te-veel-aanvragen"
    assert 1 <= int(answer.headers["retry-after"]) <= 20
    assert (await client(app, BEA).get("/open")).status_code == 200


async def test_people_behind_a_named_proxy_do_not_use_up_each_others_share(keys: Keys) -> None:
    app = service(
        keys,
        trusted_proxies=frozenset({PROXY}),
        limit_address_minute=3,
        limit_actor_minute=3,
    )
    for _ in range(4):
        last = await client(app, PROXY, **{"X-Forwarded-For": ANA}).get("/open")
    assert last.status_code == 429
    assert (await client(app, PROXY, **{"X-Forwarded-For": BEA}).get("/open")).status_code == 200


async def test_a_spoofed_address_gives_no_new_share(keys: Keys) -> None:
    app = service(keys, limit_address_minute=3, limit_actor_minute=3)
    answers = [
        await client(app, ANA, **{"X-Forwarded-For": f"203.0.113.{nr}"}).get("/open")
        for nr in range(4)
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]


async def test_an_actor_that_asks_too_much_waits_wherever_they_ask_from(
    keys: Keys, token: Token
) -> None:
    app = service(keys, limit_actor_minute=3)
    busy = {"Authorization": f"Bearer {token(subject='u-busy')}"}
    calm = {"Authorization": f"Bearer {token(subject='u-calm')}"}
    for nr in range(3):
        assert (await client(app, f"192.0.2.{nr}", **busy).get("/own")).status_code == 200
    with counted("actor-rate"):
        assert (await client(app, "192.0.2.9", **busy).get("/own")).status_code == 429
    assert (await client(app, ANA, **calm).get("/own")).status_code == 200


async def test_who_is_refused_at_the_door_counts_by_address_alone(keys: Keys) -> None:
    app = service(keys, limit_address_minute=3, limit_actor_minute=1)
    answers = [await client(app, ANA).get("/own") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [401, 401, 401, 429]


@pytest.fixture
async def held(keys: Keys) -> AsyncIterator[FastAPI]:
    """A service with one request of ANA under way, of one that there may be."""
    app = service(keys, limit_address_at_once=1, limit_actor_at_once=1)
    async with client(app, ANA) as asking:
        under_way = asyncio.create_task(asking.get("/slow"))
        await app.state.waiting.wait()
        yield app
        app.state.go.set()
        assert (await under_way).status_code == 200
        assert (await asking.get("/open")).status_code == 200


async def test_more_than_may_be_under_way_is_refused_and_the_place_comes_back(
    held: FastAPI,
) -> None:
    with counted("address-at-once"):
        answer = await client(held, ANA).get("/open")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "5"
    assert (await client(held, BEA).get("/open")).status_code == 200


@given(st.lists(st.sampled_from("ab"), max_size=60), st.integers(1, 5))
def test_places_under_way_never_leak(steps: list[str], most: int) -> None:
    places, held = UnderWay(most), {"a": 0, "b": 0}
    for who in steps:
        try:
            places.begin(who)
            held[who] += 1
        except TooMuchError:
            assert held[who] == most
            places.end(who)
            held[who] -= 1
    for who, count in held.items():
        for _ in range(count):
            places.end(who)
        places.begin(who)


@given(st.integers(1, 50))
def test_a_rate_gives_its_whole_share_at_once_and_then_says_how_long_to_wait(most: int) -> None:
    rate = Rate(most)
    for _ in range(most):
        rate.take("one")
    with pytest.raises(TooMuchError) as refusal:
        for _ in range(most):
            rate.take("one")
    assert 1 <= refusal.value.seconds <= 60
    rate.take("another")


def test_no_limit_is_no_limit() -> None:
    rate, places = Rate(0), UnderWay(0)
    for _ in range(2000):
        rate.take("one")
        places.begin("one")


async def chunks(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 100


async def test_a_body_is_bounded_also_when_it_does_not_say_its_length(keys: Keys) -> None:
    asking = client(service(keys), ANA)
    assert (await asking.post("/body", content=chunks(10))).json() == 1000
    with counted("body-size"):
        assert (await asking.post("/body", content=chunks(11))).status_code == 413
    with counted("body-size"):
        assert (await asking.post("/body", content=b"x" * 1001)).status_code == 413


async def streamed(size: int) -> AsyncIterator[bytes]:
    for _ in range(size // 100):
        yield bytes(100)


@pytest.mark.parametrize("told", [True, False])
async def test_only_a_route_that_takes_files_takes_a_large_body(keys: Keys, told: bool) -> None:
    """Whether the sender says beforehand how much will come, or only sends it."""
    browser = client(service(keys), ANA)

    async def answer(method: str, path: str, size: int) -> int:
        content = bytes(size) if told else streamed(size)
        return (await browser.request(method, path, content=content)).status_code

    assert await answer("POST", "/cases/12/files", 4000) == 200
    assert await answer("POST", "/cases/12/files", 6000) == 413
    assert await answer("PUT", "/cases/12/files", 4000) == 413
    assert await answer("POST", "/cases/12/files/more", 4000) == 413
    assert await answer("POST", "/body", 4000) == 413
