"""A second look, during a session, at whether the issuer still gives somebody their function.

Without it a person who lost the function would stay in until the end of the session.
"""

from collections.abc import Mapping
from datetime import timedelta

import asyncpg
import structlog

from chassis.db import Database
from chassis.web.login import secret, sessions
from chassis.web.login.issuer_tokens import LoginRefusedError
from chassis.web.login.issuers import Issuer, IssuerAwayError
from chassis.web.login.sessions import Session
from chassis.web.login.sign_in import SignIn
from chassis.web.roles import TrustDomain
from chassis.web.security_events import Kind, keep

log = structlog.get_logger("login")

ONE_AT_A_TIME = timedelta(seconds=30)
"""Time in which no other request asks the issuer about the same session."""


class FunctionCheck:
    def __init__(self, database: Database, issuers: Mapping[TrustDomain, Issuer]) -> None:
        self._database = database
        self._issuers = issuers

    async def holds(self, session: Session, token: str) -> bool:
        """Whether the session may go on; it has ended where not.

        While the issuer does not answer it goes on, until ``sessions.CHECK_LIMIT``.
        """
        if session.check is None:
            return True
        async with self._database.connection() as conn:
            if not await _claim(conn, session.digest):
                return True
        issuer = self._issuers.get(session.actor.domain)
        refresh_token = secret.opened(session.check, token)
        now: SignIn | None = None
        if issuer is not None and refresh_token is not None:
            try:
                now = await issuer.refresh(refresh_token)
            except LoginRefusedError as error:
                log.info("session refused anew", domain=session.actor.domain, why=str(error))
            except IssuerAwayError as error:
                log.warning("issuer away", domain=session.actor.domain, why=str(error))
                return True
        async with self._database.connection() as conn:
            if now is None or now.actor != session.actor:
                await sessions.end(conn, session.digest)
                await keep(conn, Kind.FUNCTION_LOST, session.actor)
                return False
            await _confirm(conn, session.digest, secret.sealed(now.refresh_token, token))
        return True


async def _claim(conn: asyncpg.Connection, session: bytes) -> bool:
    """Whether this request is the one that asks."""
    claimed: bool | None = await conn.fetchval(
        """
        UPDATE web_session SET check_began_at = now()
         WHERE digest = $1 AND (check_began_at IS NULL OR check_began_at < now() - $2::interval)
        RETURNING true
        """,
        session,
        ONE_AT_A_TIME,
    )
    return bool(claimed)


async def _confirm(conn: asyncpg.Connection, session: bytes, refresh_token: bytes | None) -> None:
    await conn.execute(
        """
        UPDATE web_session SET checked_at = now(), check_began_at = NULL, refresh_token = $2
         WHERE digest = $1
        """,
        session,
        refresh_token,
    )
