"""Idempotent POSTs of an API: who got no answer sends the same again, and nothing is doubled.

The key of the ``Idempotency-Key`` header is kept with the answer, in the transaction of the work
itself and in the table of the forms' own keys: the work is done with its key or not at all. A
refusal uses no key. Only for routes whose answers hold ids and codes: they are kept as they are.
"""

from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar
from uuid import NAMESPACE_URL, UUID, uuid5

import orjson
from fastapi import Depends, Header, Request

from chassis.db import Transaction
from chassis.edge import Tx
from chassis.messages import lazy
from chassis.web.bodies import View
from chassis.web.pages.idempotency import REMEMBERED
from chassis.web.problem import Problem
from chassis.web.roles import Actor

Answer = TypeVar("Answer", bound=View)
Key = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[!-~]{8,200}$",
        description="A key of your own. The same request with the same key is done once.",
    ),
]
FORGET = "DELETE FROM web_form WHERE sent_at < now() - $1::interval"
TAKE = "INSERT INTO web_form (key, asked) VALUES ($1, $2) ON CONFLICT DO NOTHING"
KNOWN = "SELECT asked, answer FROM web_form WHERE key = $1"
KEEP = "UPDATE web_form SET answer = $2 WHERE key = $1"


class Once:
    """Does the work of a request once per key of its actor; without a key, each time."""

    def __init__(self, tx: Transaction, key: UUID | None, asked: bytes) -> None:
        self._tx = tx
        self._key = key
        self._asked = asked

    async def __call__(self, view: type[Answer], work: Callable[[], Awaitable[Answer]]) -> Answer:
        """The answer of the work, or the one that was given before. A twin in flight waits.

        The same key with another request is a mistake of the client: 422.
        """
        if self._key is None:
            return await work()
        conn, asked = self._tx.conn, self._tx.vault.blind(self._asked)
        await conn.execute(FORGET, REMEMBERED)
        if (await conn.execute(TAKE, self._key, asked)).endswith(" 1"):
            answer = await work()
            await conn.execute(KEEP, self._key, answer.model_dump_json(by_alias=True).encode())
            return answer
        known = await conn.fetchrow(KNOWN, self._key)
        if known is None or known["asked"] != asked or known["answer"] is None:
            raise Problem(
                422,
                "sleutel-van-iets-anders",
                lazy("Deze Idempotency-Key hoort bij een andere vraag."),
                detail=lazy("Neem een nieuwe sleutel voor elke nieuwe vraag."),
            )
        return view.model_validate_json(known["answer"])


async def _once(request: Request, tx: Tx, key: Key = None) -> Once:
    if key is None:
        return Once(tx, None, b"")
    actor: Actor = request.state.actor
    own = uuid5(NAMESPACE_URL, f"{actor.domain}\n{actor.organisation}\n{actor.subject}\n{key}")
    return Once(tx, own, f"{request.method} {request.url.path}\n".encode() + await _body(request))


async def _body(request: Request) -> bytes:
    """The body in one form, so that other spaces are no other request."""
    body = await request.body()
    try:
        return orjson.dumps(orjson.loads(body), option=orjson.OPT_SORT_KEYS)
    except orjson.JSONDecodeError:
        return body  # refused by the route itself


OnceOnly = Annotated[Once, Depends(_once, scope="function")]
"""As a parameter of a POST: ``return await once(View, work)``."""
