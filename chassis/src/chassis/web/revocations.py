"""Revoked tokens: one by its id, or all that somebody was given up to a moment.

Kept in each service's own database, for as long as a token could live. A service looks at the list
every few seconds, so that a revocation holds within that time, on every instance.
"""

import asyncio
import time
from dataclasses import dataclass, field
from datetime import datetime

import asyncpg
import structlog

from chassis.db import Database
from chassis.web.problem import Problem
from chassis.web.roles import TrustDomain
from chassis.web.tokens import LEEWAY, LONGEST_SECONDS, Token

log = structlog.get_logger("tokens")

LOOK_SECONDS = 2.0
"""Seconds between two looks at the list."""
BLIND_SECONDS = 60.0
"""Seconds without a look, as when the database is away, after which no token counts."""
KEPT_SECONDS = LONGEST_SECONDS + LEEWAY

TABLE = """
CREATE TABLE web_revocation (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  token_id text,
  domain text,
  subject text,
  revoked_at timestamptz NOT NULL DEFAULT now(),
  revoked_by text NOT NULL,
  reason text NOT NULL,
  CHECK (num_nonnulls(token_id, subject) = 1 AND num_nonnulls(domain, subject) IN (0, 2))
)
"""


async def revoke_token(conn: asyncpg.Connection, token_id: str, by: str, reason: str) -> None:
    """Revoke one token, by its ``jti``."""
    await _forget(conn)
    await conn.execute(
        "INSERT INTO web_revocation (token_id, revoked_by, reason) VALUES ($1, $2, $3)",
        token_id,
        by,
        reason,
    )


async def revoke_person(
    conn: asyncpg.Connection, domain: TrustDomain, subject: str, by: str, reason: str
) -> None:
    """Revoke every token that somebody was given until now."""
    await _forget(conn)
    await conn.execute(
        """
        INSERT INTO web_revocation (domain, subject, revoked_by, reason) VALUES ($1, $2, $3, $4)
        """,
        domain.value,
        subject,
        by,
        reason,
    )


@dataclass
class _List:
    tokens: frozenset[str] = frozenset()
    people: dict[tuple[str, str], float] = field(default_factory=dict)
    """The moment up to which tokens of a person are revoked, in seconds since 1970."""


class Revocations:
    """The list, as this process last saw it."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._list = _List()
        self._looked_at = float("-inf")
        self._looking = asyncio.Lock()

    async def refuse(self, token: Token) -> bool:
        """Whether the token was revoked. ``Problem`` 503 where nobody can say."""
        await self._look()
        person = (token.actor.domain.value, token.actor.subject)
        until = self._list.people.get(person)
        return token.id in self._list.tokens or (until is not None and token.issued <= until)

    async def _look(self) -> None:
        if time.monotonic() - self._looked_at < LOOK_SECONDS:
            return
        async with self._looking:
            if time.monotonic() - self._looked_at < LOOK_SECONDS:
                return
            try:
                async with self._database.connection() as conn:
                    self._list = await _standing(conn)
                self._looked_at = time.monotonic()
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("revocations not seen", why=type(error).__name__)
                if time.monotonic() - self._looked_at > BLIND_SECONDS:
                    raise Problem.of_status(503) from None


async def _standing(conn: asyncpg.Connection) -> _List:
    rows = await conn.fetch(
        """
        SELECT token_id, domain, subject, revoked_at FROM web_revocation
         WHERE revoked_at > now() - make_interval(secs => $1)
        """,
        KEPT_SECONDS,
    )
    people: dict[tuple[str, str], float] = {}
    for row in rows:
        if row["subject"] is not None:
            person, until = (row["domain"], row["subject"]), _seconds(row["revoked_at"])
            people[person] = max(until, people.get(person, 0.0))
    return _List(frozenset(row["token_id"] for row in rows if row["token_id"]), people)


def _seconds(at: datetime) -> float:
    return at.timestamp()


async def _forget(conn: asyncpg.Connection) -> None:
    """Forget what no token outlives."""
    await conn.execute(
        "DELETE FROM web_revocation WHERE revoked_at < now() - make_interval(secs => $1)",
        KEPT_SECONDS,
    )
