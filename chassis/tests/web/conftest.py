"""One small service with a route for each thing that a client can get wrong."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any, Literal
from uuid import UUID

import httpx
import pytest
from fastapi import APIRouter, FastAPI, Request
from pydantic import AwareDatetime, Field, field_validator

from chassis.clock import DrivenClock
from chassis.web import (
    Actor,
    Body,
    Context,
    Function,
    Issuers,
    Page,
    Problem,
    TrustDomain,
    View,
    allow,
    hal,
    install,
    issue,
    new_key_pair,
    purpose,
    secure,
)

Agent = Annotated[Actor, allow(Function.POLITIE_AGENT, Function.POLITIE_TEAMLEIDER)]


@dataclass(frozen=True)
class Keys:
    """A private key per trust domain, and the public halves as a service knows them."""

    private: dict[TrustDomain, str]
    public: dict[TrustDomain, str]
    issuers: Issuers


class Branch(StrEnum):
    RAAM = "raam"
    STRAAT = "straat"


class Worker(Body):
    first_name: str = Field(min_length=1, max_length=40)
    birth_date: date


class Shift(Body):
    starts_at: AwareDatetime
    branch: Branch = Branch.RAAM
    worker: Worker | None = None
    floor: int = Field(default=0, ge=0, le=10)
    kind: Literal["dag", "nacht"] = "dag"
    code: str = Field(default="AB12", pattern=r"^[A-Z]{2}\d{2}$")
    price: float | None = None
    rented: bool = False

    @field_validator("code")
    @classmethod
    def known(cls, value: str) -> str:
        if value == "ZZ99":
            raise ValueError("Deze code is niet meer in gebruik.")
        return value


class Shifts(Body):
    shifts: list[Shift] = Field(max_length=50)
    notes: dict[str, Any] = Field(default_factory=dict)


class Moment(View):
    now: AwareDatetime
    correlation_id: UUID
    trace_parent: str | None


def service(keys: Keys, *accepted: TrustDomain, clock: Any = None) -> FastAPI:
    app = FastAPI()
    app.state.clock = clock or DrivenClock()
    install(app, max_body=64 * 1024)
    secure(app, keys.issuers, accepted or {TrustDomain.POLITIE})
    app.include_router(_routes(), prefix="/v1")
    return app


def _routes() -> APIRouter:
    router = APIRouter()

    @router.post("/shifts", status_code=201)
    async def declare(body: Shifts, actor: Agent) -> dict[str, int]:
        return {"shifts": len(body.shifts)}

    @router.get("/shifts/{shift_id}")
    async def read(shift_id: UUID, actor: Agent) -> dict[str, UUID]:
        raise Problem.not_found("Deze aangifte")

    @router.post("/shifts/{shift_id}/end")
    async def end(shift_id: UUID, actor: Agent) -> None:
        raise Problem.conflict("Deze shift is al voorbij.", ["betwisten"])

    @router.get("/moment")
    async def moment(actor: Agent, context: Context) -> Moment:
        return Moment(
            now=context.now,
            correlation_id=context.correlation_id,
            trace_parent=context.traceparent,
        )

    @router.get("/persons")
    async def persons(actor: Agent, why: Annotated[str, purpose("toezicht", "bescherming")]) -> str:
        return why

    @router.get("/rooms")
    async def rooms(page: Page, actor: Agent, request: Request) -> Any:
        return hal(request, "rooms", [{"nr": page.offset + 1}], page, total=7)

    @router.get("/bug")
    async def bug(actor: Agent) -> None:
        try:
            int("Janssens")
        except ValueError as error:
            raise RuntimeError("worker Janssens, born 1990-01-01") from error

    return router


@pytest.fixture(scope="session")
def keys() -> Keys:
    pairs = {domain: new_key_pair() for domain in TrustDomain}
    end = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    document = {
        str(domain): {
            "issuer": f"urn:krachtlijn:issuer:{domain}",
            "keys": [{"key": public, "not_after": end}],
        }
        for domain, (_, public) in pairs.items()
    }
    return Keys(
        private={domain: private for domain, (private, _) in pairs.items()},
        public={domain: public for domain, (_, public) in pairs.items()},
        issuers=Issuers.parse(document, "databank"),
    )


Token = Callable[..., str]


@pytest.fixture(scope="session")
def token(keys: Keys) -> Token:
    """A sound token; give ``domain`` and ``function`` for another person than an agent."""

    def of(
        domain: TrustDomain = TrustDomain.POLITIE,
        function: Function = Function.POLITIE_AGENT,
        ttl: int = 300,
        **kwargs: Any,
    ) -> str:
        given = {"organisation": "LPA", "subject": "u-1", "service": "databank"} | kwargs
        key = keys.private[domain]
        return issue(key, domain=domain, function=function, ttl=ttl, **given)

    return of


@pytest.fixture
def app(keys: Keys) -> FastAPI:
    return service(keys)


@pytest.fixture
async def stranger(app: FastAPI) -> AsyncIterator[httpx.AsyncClient]:
    """Somebody without a token."""
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://databank") as client:
        yield client


@pytest.fixture
async def agent(app: FastAPI, token: Token) -> AsyncIterator[httpx.AsyncClient]:
    """A police officer."""
    transport = httpx.ASGITransport(app=app)
    headers = {"Authorization": f"Bearer {token()}"}
    async with httpx.AsyncClient(
        transport=transport, base_url="http://databank", headers=headers
    ) as client:
        yield client
