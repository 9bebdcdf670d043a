"""Requests to the services, as their users send them, at a simulated moment."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from time import monotonic
from typing import Any, Self
from uuid import uuid4

import httpx
import orjson

from simulator.city.span import wire
from simulator.play.actors import Actor, Tokens

PATIENCE_SECONDS = 300
"""The longest request before the platform counts as stuck. A year's figures are work for a whole
core, and the platform may share its machine with much else; how long people wait is measured
elsewhere."""
RETRIES = 5
"""For a 503, which promises that nothing has changed."""
PAGE = 500
PURPOSES = {"LPA": "toezicht", "STAD": "procedure"}
"""For what each organisation reads persons (DP-03)."""
FILES = ("zip", "pdf", "spreadsheet", "csv")
"""In the media type of an answer that is kept as it is."""
ONE = httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=2.0)
"""Left alone sooner than a service closes it (five seconds): a request may not meet the closing."""

Body = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Answer:
    """``sent_at`` is monotonic real time; ``code`` is that of a problem, else empty."""

    status: int
    body: Any
    correlation_id: str
    sent_at: float

    @property
    def ok(self) -> bool:
        return self.status < 400

    @property
    def code(self) -> str:
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class SurpriseError(Exception):
    """A service answered what no user would expect. Names the step, never a person."""

    def __init__(self, step: str, answer: Answer) -> None:
        detail = f" {answer.code}" if answer.code else ""
        fields = answer.body.get("errors", ()) if isinstance(answer.body, dict) else ()
        named = f" ({', '.join(sorted({e['field'] for e in fields}))})" if fields else ""
        super().__init__(f"{step} answered {answer.status}{detail}{named}")
        self.answer = answer


class StrangePageError(Exception):
    """A page is not what somebody needs. Names the step, never what the page said."""


class UnreachableError(Exception):
    """A service does not answer at all, so that there is no use in going on."""


class Http:
    """The city's line to the services: kept alive, as many at once as there are users at work.

    Each client holds one connection, since httpx looks at every connection of a client for every
    request, and that costs more than all the rest of it.
    """

    def __init__(
        self,
        services: Mapping[str, str],
        internal: Mapping[str, str],
        tokens: Tokens,
        context: ssl.SSLContext | None = None,
        login: str = "",
    ) -> None:
        """Addresses by service: of the service itself, and of its port for machines.

        ``login`` is that of the issuers where people sign in.
        """
        self._services = dict(services)
        self._login = login
        self._tokens = tokens
        self._addresses = {
            **services,
            **{_machines(name): url for name, url in internal.items()},
        }
        self._idle: dict[str, list[httpx.AsyncClient]] = {name: [] for name in self._addresses}
        self._open = AsyncExitStack()
        self._ssl = context or ssl.create_default_context()  # made once, as it is slow to make
        self.sent: dict[str, float] = {}
        """The moment of each request, monotonic, by its correlation id."""
        self.requests: dict[str, int] = dict.fromkeys(services, 0)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    @property
    def services(self) -> list[str]:
        return list(self._services)

    @asynccontextmanager
    async def _client(self, service: str) -> AsyncIterator[httpx.AsyncClient]:
        """One that nobody uses now. A service that cannot be reached ends the play."""
        idle = self._idle[service]
        client = idle.pop() if idle else await self._connect(service)
        try:
            yield client
        except httpx.TransportError as error:
            raise UnreachableError(f"{service} does not answer: {type(error).__name__}") from None
        finally:
            idle.append(client)

    async def _connect(self, service: str) -> httpx.AsyncClient:
        client = httpx.AsyncClient(
            base_url=self._addresses[service],
            limits=ONE,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
            verify=self._ssl,
        )
        return await self._open.enter_async_context(client)

    async def post(
        self, service: str, path: str, actor: Actor, at: datetime, body: Body | None = None
    ) -> Answer:
        """``body`` as JSON."""
        return await self._write(service, "POST", path, self._headers(service, actor, at), body)

    async def put(self, service: str, path: str, actor: Actor, at: datetime, body: Body) -> Answer:
        """``body`` as JSON."""
        return await self._write(service, "PUT", path, self._headers(service, actor, at), body)

    async def upload(
        self,
        service: str,
        path: str,
        actor: Actor,
        at: datetime,
        fields: Mapping[str, str],
        files: Mapping[str, tuple[str, bytes, str]],
    ) -> Answer:
        """A form with files: name, content and media type by field."""
        headers = self._headers(service, actor, at)
        return await self._send(service, "POST", path, headers, data=dict(fields), files=files)

    async def get(
        self, service: str, path: str, actor: Actor, at: datetime, **params: str | int
    ) -> Answer:
        return await self._send(
            service, "GET", path, self._headers(service, actor, at), params=params
        )

    async def get_within(
        self, service: str, path: str, actor: Actor, at: datetime, case: str
    ) -> Answer:
        """As recherche reads: within a case, named by its number, and for that."""
        headers = self._headers(service, actor, at)
        headers |= {"Krachtlijn-Case": case, "Krachtlijn-Purpose": "dossier"}
        return await self._send(service, "GET", path, headers)

    async def every(
        self, service: str, path: str, actor: Actor, at: datetime, **params: str | int
    ) -> AsyncIterator[dict[str, Any]]:
        """The items of a collection, page by page to its end."""
        page = 1
        while True:
            answer = await self.get(service, path, actor, at, **params, page=page, pagesize=PAGE)
            if not answer.ok:
                raise SurpriseError(f"GET {path} of {service}", answer)
            (items,) = answer.body["_embedded"].values()
            for item in items:
                yield item
            if "next" not in answer.body["_links"]:
                return
            page += 1

    @asynccontextmanager
    async def visitor(self, service: str, at: datetime) -> AsyncIterator[httpx.AsyncClient]:
        """A browser of somebody without an account, with cookies of its own."""
        headers = {
            "Accept": "text/html",
            "Krachtlijn-Time": wire(at),
            "Sec-Fetch-Site": "same-origin",
        }
        async with self._browser(self._services[service], headers) as client:
            yield client

    @asynccontextmanager
    async def at_issuer(self) -> AsyncIterator[httpx.AsyncClient]:
        """A browser at the issuers where people sign in."""
        async with self._browser(self._login, {}) as client:
            yield client

    def _browser(self, address: str, headers: Mapping[str, str]) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            base_url=address,
            headers=headers,
            follow_redirects=False,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
            verify=self._ssl,
        )

    async def metrics(self, service: str) -> str:
        """The metrics of a service, as Prometheus reads them."""
        async with self._client(_machines(service)) as client:
            return (await client.get("/metrics")).text

    def _headers(self, service: str, actor: Actor, at: datetime) -> dict[str, str]:
        headers = {
            "Authorization": f"Bearer {self._tokens.of(actor, service)}",
            "Krachtlijn-Time": wire(at),
            "Correlation-Id": str(uuid4()),
        }
        if actor.organisation in PURPOSES:
            headers["Krachtlijn-Purpose"] = PURPOSES[actor.organisation]
        return headers

    async def _write(
        self, service: str, method: str, path: str, headers: dict[str, str], body: Body | None
    ) -> Answer:
        content = orjson.dumps(body) if body is not None else None
        if content is not None:
            headers["Content-Type"] = "application/json"
        return await self._send(service, method, path, headers, content=content)

    async def _send(
        self, service: str, method: str, path: str, headers: dict[str, str], **content: Any
    ) -> Answer:
        correlation_id = headers["Correlation-Id"]
        for retry in range(RETRIES + 1):
            sent_at = monotonic()
            self.sent.setdefault(correlation_id, sent_at)
            async with self._client(service) as client:
                response = await client.request(method, path, headers=headers, **content)
            if response.status_code != httpx.codes.SERVICE_UNAVAILABLE or retry == RETRIES:
                break
            await asyncio.sleep(0.1 * 2**retry)
        self.requests[service] += 1
        return Answer(response.status_code, _body(response), correlation_id, sent_at)


def _machines(service: str) -> str:
    return f"{service}, for machines"


def _body(response: httpx.Response) -> Any:
    """JSON as it is read, a file as its bytes."""
    kind = response.headers.get("Content-Type", "")
    if any(each in kind for each in FILES):
        return response.content
    if "json" not in kind or not response.content:
        return None
    return orjson.loads(response.content)
