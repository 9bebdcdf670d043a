"""The scope of a request: its moment, its correlation id and its trace."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID, uuid4

from fastapi import Depends, Request
from pydantic import AwareDatetime, TypeAdapter, ValidationError

from chassis.refusals import FieldError
from chassis.traces import HEADER
from chassis.web.problem import Problem
from chassis.web.reasons import MOMENT

TIME = "Krachtlijn-Time"
_MOMENT = TypeAdapter(AwareDatetime)
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)")
_TRACEPARENT = re.compile(r"[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


@dataclass(frozen=True, slots=True)
class RequestContext:
    """``now`` in UTC, the same during the whole request."""

    now: datetime
    correlation_id: UUID
    traceparent: str | None


def request_context(request: Request) -> RequestContext:
    """The context of a request; its moment may come with the ``Krachtlijn-Time`` header.

    The header counts only where the app's clock is a driven one (a simulation); there it moves
    the clock forward, never back. Elsewhere it is ignored: no client may choose the time.
    """
    known = getattr(request.state, "context", None)
    if isinstance(known, RequestContext):
        return known
    context = RequestContext(
        now=_now(request),
        correlation_id=getattr(request.state, "correlation_id", None) or uuid4(),
        traceparent=_traceparent(request),
    )
    request.state.context = context
    return context


async def _context(request: Request) -> RequestContext:
    return request_context(request)


Context = Annotated[RequestContext, Depends(_context)]
"""As a parameter of an endpoint: ``context: Context``."""


def _now(request: Request) -> datetime:
    clock: Any = request.app.state.clock
    given = request.headers.get(TIME)
    advance = getattr(clock, "advance", None)  # only a driven clock has it
    if given is None or advance is None:
        now: datetime = clock.now()
        return now
    moment = _moment(given)
    advance(moment)
    return moment


def _moment(text: str) -> datetime:
    try:
        if not _RFC_3339.fullmatch(text):
            raise ValueError("not RFC 3339")
        return _MOMENT.validate_python(text).astimezone(UTC)
    except (ValidationError, ValueError, OverflowError):
        errors = [FieldError(TIME, MOMENT)]
        raise Problem(400, "onleesbaar", "Een header klopt niet.", errors) from None


def _traceparent(request: Request) -> str | None:
    """Of the span around this request where there is one, else as the client says."""
    given = getattr(request.state, HEADER, None) or request.headers.get(HEADER)
    return given if given is not None and _TRACEPARENT.fullmatch(given) else None
