"""The HTTP edge: one request, one transaction, committed before the answer leaves."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Annotated

from fastapi import Depends, Request

from chassis.db import Cause, Database, Transaction
from chassis.errors import OutcomeUnknownError
from chassis.outages import is_transient
from chassis.refusals import NotPermittedError
from chassis.web import Problem, request_context
from chassis.web.access_log.log import within_case
from chassis.web.idempotency import AnsweredBeforeError, take_key
from chassis.web.kept_answer import KeptAnswer

Narrow = Callable[[Request, Transaction], Awaitable[None]]
"""Leaves out of a transaction what its reader may not see, before anything is read in it."""


async def transaction(request: Request) -> AsyncIterator[Transaction]:
    context = request_context(request)
    database: Database = request.app.state.database
    cause = Cause(correlation_id=context.correlation_id, traceparent=context.traceparent)
    before: KeptAnswer | None = None
    try:
        async with database.begin(context.now, cause) as tx:
            case = getattr(request.state, "case", None)
            if case is not None:
                within_case(tx, case)
            narrow: Narrow | None = getattr(request.app.state, "narrow", None)
            if narrow is not None:
                await narrow(request, tx)
            before = await take_key(request, tx)
            if before is None:
                yield tx
                return
            await before.read_again(request, tx)
    except Exception as error:
        if before is not None and isinstance(error, NotPermittedError):
            raise before.withheld() from error
        if isinstance(error, OutcomeUnknownError):
            raise Problem(
                503,
                "uitkomst-onbekend",
                "De verbinding viel weg terwijl we dit bewaarden. Misschien is het bewaard,"
                " misschien niet. Kijk eerst na of het er staat, of verstuur hetzelfde opnieuw"
                " met dezelfde Idempotency-Key.",
                headers={"Retry-After": "5"},
            ) from error
        if not is_transient(error):
            raise
        raise Problem(
            503,
            "even-niet-bereikbaar",
            "We kunnen dit nu niet bewaren. Er is niets veranderd. Probeer het straks opnieuw.",
            headers={"Retry-After": "5"},
        ) from error
    raise AnsweredBeforeError(before.answer)


Tx = Annotated[Transaction, Depends(transaction, scope="function")]
"""The transaction of the request: ``tx.now`` is the moment of the request."""
