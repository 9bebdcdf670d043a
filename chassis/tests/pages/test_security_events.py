"""Sign-ins, their ends and refusals are counted and logged, with no more than a code of anybody."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import asyncpg
import pytest
import structlog
from fastapi import FastAPI
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from chassis.web import security_events
from chassis.web.security_events import Kind, kept

from .support.browser import Browser
from .support.issuer import AGENT, Issuer, enter, evaluation_issuer

KEPT = timedelta(days=365)

ENDED = "/aanmelden/politie/beeindigd"


@pytest.fixture
def issuer(tmp_path: Path) -> Iterator[Issuer]:
    with evaluation_issuer(tmp_path) as found:
        yield found


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Any]]:
    """What is logged; the logger is made anew, for one in use heeds no new settings."""
    with capture_logs() as entries:
        monkeypatch.setattr(security_events, "log", structlog.get_logger("security"))
        yield entries


@pytest.fixture
def strict(build: Callable[..., FastAPI], issuer: Issuer) -> Browser:
    return Browser(build(logins={"politie": issuer.settings}))


def counted(kind: Kind, domain: str = "politie") -> float:
    labels = {"kind": kind.value, "domain": domain}
    value = REGISTRY.get_sample_value("krachtlijn_security_events_total", labels)
    assert value is not None, "it counts from zero"
    return value


async def kinds(owner: asyncpg.Connection) -> list[Kind]:
    return [event.kind for event in reversed(await kept(owner, offset=0, limit=50))]


async def test_signing_in_and_out_is_kept_counted_and_logged(
    strict: Browser, owner: asyncpg.Connection, logs: list[Any]
) -> None:
    before = counted(Kind.SIGNED_IN), counted(Kind.SIGNED_OUT)
    await enter(strict)
    await strict.post("/afmelden")
    assert (counted(Kind.SIGNED_IN), counted(Kind.SIGNED_OUT)) == (before[0] + 1, before[1] + 1)
    events = {line["event"]: line for line in logs}
    assert events["signed-in"]["actor"] == AGENT
    assert await kinds(owner) == [Kind.SIGNED_IN, Kind.SIGNED_OUT]


async def test_every_end_says_how(
    strict: Browser, issuer: Issuer, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    await strict.client.post(
        ENDED, data={"logout_token": issuer.politie.logout_token(issuer.session)}
    )
    await enter(strict)
    issuer.politie.take_function(AGENT)
    await owner.execute("UPDATE web_session SET checked_at = now() - interval '6 minutes'")
    await strict.get("/")
    assert await kinds(owner) == [
        Kind.SIGNED_IN,
        Kind.ENDED_BY_ISSUER,
        Kind.SIGNED_IN,
        Kind.FUNCTION_LOST,
    ]


async def test_refusals_are_counted_and_not_kept(
    strict: Browser, owner: asyncpg.Connection
) -> None:
    asked: list[tuple[Kind, str, Callable[[], Any]]] = [
        (Kind.SIGN_IN_REFUSED, "politie", lambda: enter(strict, strong=False)),
        (Kind.LOGOUT_REFUSED, "politie", lambda: strict.client.post(ENDED, data={})),
        (Kind.NOT_SIGNED_IN, "none", lambda: strict.get("/v1/iets")),
        (Kind.NOT_SIGNED_IN, "none", lambda: strict.post("/", {"text": "een nota"})),
        (Kind.FORBIDDEN, "none", lambda: strict.client.post("/", data={"text": "een nota"})),
        (
            Kind.TOKEN_REFUSED,
            "none",
            lambda: strict.get("/v1/iets", headers={"Authorization": "Bearer a.b.c"}),
        ),
    ]
    for kind, domain, act in asked:
        before = counted(kind, domain)
        await act()
        assert counted(kind, domain) == before + 1, kind
    assert await kinds(owner) == []


async def test_a_refused_step_of_somebody_names_the_code_and_the_route_alone(
    strict: Browser, logs: list[Any]
) -> None:
    await enter(strict)
    before = counted(Kind.FORBIDDEN)
    assert (await strict.get("/sessies?naam=Jansen")).status_code == 403
    (line,) = [line for line in logs if line["event"] == "forbidden"]
    assert (line["actor"], line["route"]) == (AGENT, "/sessies")
    assert "Jansen" not in str(logs)
    assert counted(Kind.FORBIDDEN) == before + 1


async def test_what_is_past_its_term_is_forgotten(
    strict: Browser, owner: asyncpg.Connection
) -> None:
    await enter(strict)
    await owner.execute("UPDATE web_security_event SET at = now() - $1::interval", KEPT * 1.01)
    await enter(strict)
    assert await kinds(owner) == [Kind.SIGNED_IN]
