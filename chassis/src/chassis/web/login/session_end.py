"""The end of sessions from outside the browser: by the issuer, a loss of function, or by hand."""

from datetime import timedelta

import asyncpg

from chassis.web.login.issuer_tokens import Logout
from chassis.web.login.secret import digest
from chassis.web.login.sessions import actor_of
from chassis.web.roles import TrustDomain
from chassis.web.security_events import Kind, keep

REPLAYED = timedelta(minutes=30)
"""Time that a logout token is remembered: longer than any counts."""


class LogoutReplayedError(Exception):
    """A logout token that was taken before."""


async def end_of_person(conn: asyncpg.Connection, domain: TrustDomain, subject: str) -> int:
    """Sign somebody out everywhere, as when a device is lost; how many sessions that ended."""
    return await _end(conn, "domain = $1 AND subject = $2", domain.value, subject)


async def end_by_issuer(conn: asyncpg.Connection, domain: TrustDomain, logout: Logout) -> int:
    """End what the issuer says has ended; how many sessions. ``LogoutReplayedError`` if again.

    A session of which the issuer never said its own name ends with all of the person.
    """
    await conn.execute(
        "DELETE FROM web_logout_token WHERE taken_at < now() - $1::interval", REPLAYED
    )
    taken = await conn.fetchval(
        "INSERT INTO web_logout_token (digest) VALUES ($1) ON CONFLICT DO NOTHING RETURNING true",
        digest(f"{domain.value} {logout.jti}"),
    )
    if not taken:
        raise LogoutReplayedError
    if logout.sid is None:
        assert logout.subject is not None
        return await end_of_person(conn, domain, logout.subject)
    chosen = "domain = $1 AND (sid = $2 OR (sid IS NULL AND subject = $3))"
    return await _end(conn, chosen, domain.value, logout.sid, logout.subject)


async def _end(conn: asyncpg.Connection, chosen: str, *given: str | None) -> int:
    rows = await conn.fetch(
        f"""
        DELETE FROM web_session WHERE {chosen}
        RETURNING subject, function, organisation, domain, device
        """,  # noqa: S608
        *given,
    )
    for row in rows:
        device = row["device"]
        await keep(conn, Kind.ENDED_BY_ISSUER, actor_of(row), device=device)
    return len(rows)
