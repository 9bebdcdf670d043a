"""Idempotent POSTs of an API: who got no answer sends the same again, and nothing is doubled.

Every POST of a router that ``once_per_key`` saw takes an ``Idempotency-Key``. The key is kept with
the answer in the transaction of the work itself, and in the table of the forms' own keys: the work
is done with its key or not at all. A refusal uses no key, and after two days a key is forgotten
(``chassis.web.key_expiry``).

What is kept opens only with the request that it answered: it is sealed with a key made of who asks,
their Idempotency-Key and all that they sent, and, where the database has a vault, of its secret.

To give it again is to read it now. It is given again to the same function, for the same purpose and
case, as long as nothing more is kept from its reader than then; whom it showed is logged again, and
counts against what somebody may read. Else only that it was done, and the ids of what was made.
"""

import re
from collections.abc import Callable, Coroutine
from hashlib import blake2b
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from fastapi import APIRouter, FastAPI, Request
from fastapi.routing import APIRoute
from starlette.responses import Response

from chassis.db import Transaction
from chassis.messages import lazy
from chassis.vault.keys import decrypt, encrypt
from chassis.web.authorisation.gate import admit
from chassis.web.kept_answer import KeptAnswer, ReadingContext
from chassis.web.problem import Problem
from chassis.web.roles import Actor

HEADER = "Idempotency-Key"
LIKE_A_KEY = r"^[!-~]{8,200}$"
MOST_BYTES = 256 * 1024
"""Bytes of an answer that are kept at most; of a larger one only that it was given."""
HEADERS = ("content-type", "location")
"""Headers of an answer that are given again."""
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "pattern": LIKE_A_KEY},
    "description": "A key of your own. The same request with the same key is done once.",
}
TAKE = "INSERT INTO web_form (key, asked) VALUES ($1, $2) ON CONFLICT DO NOTHING"
KNOWN = "SELECT asked, answer, shown FROM web_form WHERE key = $1"
KEEP = "UPDATE web_form SET answer = $2, shown = $3 WHERE key = $1"
DROP = "DELETE FROM web_form WHERE key = $1"

Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class AnsweredBeforeError(Exception):
    """No error: the same was asked before, and ``answer`` is what was answered then."""

    def __init__(self, answer: Response) -> None:
        super().__init__()
        self.answer = answer


class KeyedRequest:
    """A request with its key; ``key`` is the same for the same actor and Idempotency-Key."""

    def __init__(self, actor: Actor, given: str, asked: bytes) -> None:
        who = f"{actor.domain}\n{actor.organisation}\n{actor.subject}\n{given}"
        self.key: UUID = uuid5(NAMESPACE_URL, who)
        self._material = blake2b(asked, key=blake2b(who.encode()).digest()).digest()
        self._taken: Transaction | None = None

    async def take(self, tx: Transaction) -> KeptAnswer | None:
        """Take the key, once. The answer for a twin, which waits for one in flight.

        The same key with another request is a mistake of the client: 422.
        """
        self._material = tx.blind(self._material)
        asked = self._derived(b"asked")
        if (await tx.conn.execute(TAKE, self.key, asked)).endswith(" 1"):
            self._taken = tx
            return None
        known = await tx.conn.fetchrow(KNOWN, self.key)
        if known is None or known["asked"] != asked:
            raise Problem(
                422,
                "sleutel-van-iets-anders",
                lazy("Deze Idempotency-Key hoort bij een andere vraag."),
                detail=lazy("Neem een nieuwe sleutel voor elke nieuwe vraag."),
            )
        if known["answer"] is None:
            raise Problem(
                409,
                "antwoord-niet-bewaard",
                lazy("Deze vraag is al uitgevoerd. Het antwoord was te groot om te bewaren."),
                detail=lazy("Lees na wat er nu staat, of stel de vraag met een nieuwe sleutel."),
            )
        reading = known["shown"] and ReadingContext.loaded(self._open(b"shown", known["shown"]))
        return KeptAnswer(self._opened(known["answer"]), reading or None)

    async def keep(self, request: Request, answer: Response) -> None:
        """Keep the answer with the work; a refusal lets go of the key."""
        if self._taken is None:
            return
        if answer.status_code >= 400:
            await self._taken.conn.execute(DROP, self.key)
            return
        body = getattr(answer, "body", None)
        if body is not None and len(body) <= MOST_BYTES:
            reading = ReadingContext.of(request, self._taken, bytes(body))
            shown = self._seal(b"shown", reading.dumped())
            await self._taken.conn.execute(KEEP, self.key, self._sealed(answer, bytes(body)), shown)

    def _sealed(self, answer: Response, body: bytes) -> bytes:
        headers = {name: answer.headers[name] for name in HEADERS if name in answer.headers}
        head = orjson.dumps([answer.status_code, headers])
        return self._seal(b"answer", head + b"\n" + body)

    def _opened(self, sealed: bytes) -> Response:
        head, _, body = self._open(b"answer", sealed).partition(b"\n")
        status, headers = orjson.loads(head)
        return Response(body, status, headers)

    def _seal(self, what: bytes, content: bytes) -> bytes:
        return encrypt(self._derived(what), content, self.key.bytes)

    def _open(self, what: bytes, sealed: bytes) -> bytes:
        return decrypt(self._derived(what), sealed, self.key.bytes)

    def _derived(self, purpose: bytes) -> bytes:
        return blake2b(purpose, key=self._material, digest_size=32).digest()


class _OncePerKey(APIRoute):
    def get_route_handler(self) -> Handler:
        handle = super().get_route_handler()

        async def once(request: Request) -> Response:
            given = request.headers.get(HEADER)
            if given is None:
                return await handle(request)
            await admit(request, self.dependant)  # who lost a function reads no old answer either
            if not re.fullmatch(LIKE_A_KEY, given):
                raise Problem.field(HEADER, lazy("Geef een sleutel van 8 tot 200 tekens."))
            actor: Actor = request.state.actor
            keyed = request.state.keyed = KeyedRequest(actor, given, await _asked(request))
            try:
                answer = await handle(request)
            except AnsweredBeforeError as before:
                return before.answer
            await keyed.keep(request, answer)
            return answer

        return once


def once_per_key(router: APIRouter) -> None:
    """Let every POST of an API in this router take a key. Call it before the router is included.

    Here and not by ``route_class``, so that no router of a service can do without.
    """
    for route in router.routes:
        if type(route) is APIRoute and route.include_in_schema and "POST" in (route.methods or ()):
            route.__class__ = _OncePerKey


async def take_key(request: Request, tx: Transaction) -> KeptAnswer | None:
    """Take the key of the request, where it has one, as the first thing in its transaction.

    The answer, where the same request was answered before: then there is nothing to do.
    """
    keyed: KeyedRequest | None = getattr(request.state, "keyed", None)
    return await keyed.take(tx) if keyed is not None else None


def document(app: FastAPI) -> None:
    """Name the header at every POST in the app's ``openapi()``."""
    made: Callable[[], dict[str, Any]] = app.openapi

    def documented() -> dict[str, Any]:
        schema = made()
        for operations in schema.get("paths", {}).values():
            parameters = operations.get("post", {}).setdefault("parameters", [])
            if PARAMETER not in parameters:
                parameters.append(PARAMETER)
        return schema

    app.openapi = documented  # type: ignore[method-assign]


async def _asked(request: Request) -> bytes:
    return f"{request.method} {request.url.path}?{request.url.query}\n".encode() + await _body(
        request
    )


async def _body(request: Request) -> bytes:
    """The body in one form: other spaces, or another border between parts, are no other request."""
    body = await request.body()
    kind = request.headers.get("content-type", "")
    if border := re.search(r"boundary=\"?([^\";]+)", kind):
        return body.replace(border[1].encode(), b"")
    try:
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        return body  # refused by the route itself
