"""Logins that were begun and not yet ended, under the state that the issuer will send back."""

from dataclasses import dataclass
from datetime import timedelta

import asyncpg

from chassis.rows import typed
from chassis.web.assurance import Assurance, Requirement
from chassis.web.login.secret import digest
from chassis.web.roles import TrustDomain

ATTEMPT = timedelta(minutes=10)
"""Time in which a login that was begun can be ended."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login that was begun. ``path`` is where the person wanted to go; ``assurance`` and
    ``max_age`` (in seconds) are what the issuer was asked for."""

    domain: TrustDomain
    nonce: str
    verifier: str
    path: str
    assurance: Assurance
    max_age: int

    @property
    def asked(self) -> Requirement:
        return Requirement(assurance=self.assurance, max_age=self.max_age)


async def keep(conn: asyncpg.Connection, state: str, attempt: Attempt) -> None:
    await conn.execute("DELETE FROM web_login WHERE began_at < now() - $1::interval", ATTEMPT)
    await conn.execute(
        """
        INSERT INTO web_login (digest, domain, nonce, verifier, path, assurance, max_age)
        VALUES ($1, $2, $3, $4, $5, $6, $7)
        """,
        digest(state),
        attempt.domain.value,
        attempt.nonce,
        attempt.verifier,
        attempt.path,
        attempt.assurance.value,
        attempt.max_age,
    )


async def take(conn: asyncpg.Connection, state: str) -> Attempt | None:
    """Take a login that was begun, once only: a second answer with its state finds none."""
    row = await conn.fetchrow(
        """
        DELETE FROM web_login WHERE digest = $1 AND began_at > now() - $2::interval
        RETURNING domain, nonce, verifier, path, assurance, max_age
        """,
        digest(state),
        ATTEMPT,
    )
    return typed(Attempt, row) if row else None
