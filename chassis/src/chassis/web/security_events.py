"""Security events: sign-ins and their ends, refused tokens, and steps that were refused.

A log of their own (logger ``security``, one JSON line each) and a metric, so that somebody notices;
those of people who are known are kept for a year too, for the data-protection officer. Never more
about a person than the code by which the issuer knows them; never an address or an id that was
asked for.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import asyncpg
import structlog
from prometheus_client import Counter

from chassis.rows import typed
from chassis.web.roles import Actor, Function, TrustDomain

log = structlog.get_logger("security")

KEPT = timedelta(days=365)
NOBODY = "none"
"""In place of a trust domain, where nobody proved to be of one."""


class Kind(StrEnum):
    SIGNED_IN = "signed-in"
    SIGN_IN_REFUSED = "sign-in-refused"
    SIGNED_OUT = "signed-out"
    ENDED_BY_ISSUER = "ended-by-issuer"
    ENDED_BY_HAND = "ended-by-hand"
    FUNCTION_LOST = "function-lost"
    LOGOUT_REFUSED = "logout-refused"
    TOKEN_REFUSED = "token-refused"  # noqa: S105  # an event
    NOT_SIGNED_IN = "not-signed-in"
    FORBIDDEN = "forbidden"
    STEP_UP = "step-up"
    WRONG_CODE = "wrong-code"
    TOO_MANY_CODES = "too-many-codes"


EVENTS = Counter("krachtlijn_security_events_total", "Security events", ["kind", "domain"])
for _kind in Kind:
    for _domain in (*TrustDomain, NOBODY):
        EVENTS.labels(_kind, _domain)  # from zero, so that the first one is an increase

TABLE = """
CREATE TABLE web_security_event (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at timestamptz NOT NULL DEFAULT now(),
  kind text NOT NULL,
  domain text NOT NULL,
  subject text NOT NULL,
  function text NOT NULL,
  organisation text NOT NULL,
  device text NOT NULL DEFAULT '',
  by_subject text
);
CREATE INDEX web_security_event_at ON web_security_event (at)
"""


@dataclass(frozen=True, slots=True)
class SecurityEvent:
    """``by_subject``: who ended a session of somebody else."""

    at: datetime
    kind: Kind
    domain: TrustDomain
    subject: str
    function: Function
    organisation: str
    device: str
    by_subject: str | None


def note(
    kind: Kind,
    actor: Actor | None = None,
    *,
    domain: str | None = None,
    why: str | None = None,
    route: str | None = None,
) -> None:
    """Log and count. ``why`` and ``route`` (its template) hold nothing of a person."""
    of = actor.domain.value if actor else domain or NOBODY
    EVENTS.labels(kind, of if of in set(TrustDomain) else NOBODY).inc()
    said = {"domain": of, "why": why, "route": route}
    if actor is not None:
        said |= {"actor": actor.subject, "function": actor.function.value}
    log.info(kind.value, **{name: value for name, value in said.items() if value is not None})


async def keep(
    conn: asyncpg.Connection, kind: Kind, actor: Actor, *, device: str = "", by: str | None = None
) -> None:
    """Log, count and keep. Events that are past their term are forgotten."""
    note(kind, actor, why=f"by {by}" if by else None)
    await conn.execute("DELETE FROM web_security_event WHERE at < now() - $1::interval", KEPT)
    await conn.execute(
        """
        INSERT INTO web_security_event
               (kind, domain, subject, function, organisation, device, by_subject)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        kind.value,
        actor.domain.value,
        actor.subject,
        actor.function.value,
        actor.organisation,
        device,
        by,
    )


async def kept(conn: asyncpg.Connection, *, offset: int, limit: int) -> list[SecurityEvent]:
    """Newest first."""
    rows = await conn.fetch(
        """
        SELECT at, kind, domain, subject, function, organisation, device, by_subject
          FROM web_security_event ORDER BY id DESC OFFSET $1 LIMIT $2
        """,
        offset,
        limit,
    )
    return [typed(SecurityEvent, row) for row in rows]
