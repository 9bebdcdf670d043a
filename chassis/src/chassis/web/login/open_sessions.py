"""Open sessions of people in browsers: for those who may end them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.rows import typed
from chassis.web.login.sessions import CHECK_LIMIT, IDLE
from chassis.web.roles import Actor, Function, TrustDomain
from chassis.web.security_events import Kind, keep

OPEN = """
ends_at > now() AND seen_at > now() - $1::interval
AND (refresh_token IS NULL OR checked_at > now() - $2::interval)
"""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """``device`` is as coarse as ``login.device`` makes it; ``subject`` is a code, never a name."""

    id: UUID
    subject: str
    function: Function
    organisation: str
    domain: TrustDomain
    device: str
    began_at: datetime
    seen_at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(self.subject, self.function, self.organisation, self.domain)

    @property
    def person(self) -> tuple[TrustDomain, str]:
        return self.domain, self.subject


@dataclass(frozen=True, slots=True)
class Reach:
    """The sessions that somebody may end; None: whatever it is."""

    domain: TrustDomain | None = None
    organisation: str | None = None


async def open_sessions(
    conn: asyncpg.Connection, reach: Reach, *, limit: int = 1000
) -> list[OpenSession]:
    """Newest use first, by person."""
    rows = await conn.fetch(
        f"""
        SELECT id, subject, function, organisation, domain, device, began_at, seen_at
          FROM web_session
         WHERE {OPEN} AND ($3::text IS NULL OR domain = $3)
           AND ($4::text IS NULL OR organisation = $4)
         ORDER BY max(seen_at) OVER (PARTITION BY domain, subject) DESC, domain, subject,
                  seen_at DESC, id
         LIMIT $5
        """,  # noqa: S608
        IDLE,
        CHECK_LIMIT,
        reach.domain,
        reach.organisation,
        limit,
    )
    return [typed(OpenSession, row) for row in rows]


async def end_chosen(
    conn: asyncpg.Connection,
    reach: Reach,
    by: str,
    *,
    session: UUID | None = None,
    person: tuple[TrustDomain, str] | None = None,
) -> list[OpenSession]:
    """End one session, or all of a person, of those within reach; those that ended.

    Neither a session nor a person: all of them. ``by`` is who does it, for the log.
    """
    domain, subject = person or (None, None)
    rows = await conn.fetch(
        """
        DELETE FROM web_session
         WHERE ($1::text IS NULL OR domain = $1) AND ($2::text IS NULL OR organisation = $2)
           AND ($3::uuid IS NULL OR id = $3)
           AND ($4::text IS NULL OR (domain = $4 AND subject = $5))
        RETURNING id, subject, function, organisation, domain, device, began_at, seen_at
        """,
        reach.domain,
        reach.organisation,
        session,
        domain,
        subject,
    )
    ended = [typed(OpenSession, row) for row in rows]
    for each in ended:
        await keep(conn, Kind.ENDED_BY_HAND, each.actor, device=each.device, by=by)
    return ended
