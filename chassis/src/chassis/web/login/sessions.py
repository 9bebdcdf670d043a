"""Sessions of people in a browser, kept in the service's own database.

The browser holds a random token; the database holds only its digest, so that a copy of the
database lets nobody in, and what it may ask the issuer is sealed with that same token. All times
are the database's own, since a session is as real as a token, whatever time a simulation plays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import asyncpg
import orjson

from chassis.json_documents import json_text
from chassis.web.assurance import FRESH, Assurance
from chassis.web.login import secret
from chassis.web.login.secret import digest
from chassis.web.login.session_expiry import SessionExpiry
from chassis.web.login.sign_in import SignIn
from chassis.web.roles import Actor, Function, TrustDomain

IDLE = timedelta(minutes=30)
"""Time without use after which a session ends."""
ABSOLUTE = timedelta(hours=10)
"""One long shift; after it somebody signs in again."""
UNCHECKED = timedelta(hours=1)
"""The same, where the issuer cannot be asked whether the function still stands."""
SEEN_EVERY = timedelta(minutes=1)
"""Time between two notes that a session is used."""
CHECK_EVERY = timedelta(minutes=5)
"""Time after which the issuer is asked again whether the function still stands."""
CHECK_LIMIT = timedelta(minutes=15)
"""The same, while the issuer does not answer: then the session counts no more."""

STANDS = """
digest = $1 AND ends_at > now() AND seen_at > now() - $2::interval
AND (refresh_token IS NULL OR checked_at > now() - $3::interval)
"""
LOOK = f"SELECT seen_at, ends_at, now() AS now FROM web_session WHERE {STANDS}"  # noqa: S608
USE = f"UPDATE web_session SET seen_at = now() WHERE {STANDS}"  # noqa: S608
USE = f"{USE} RETURNING seen_at, ends_at, now() AS now"
FIND = f"""
SELECT digest, id, subject, function, organisation, domain, id_token, messages,
       assurance, authenticated_at, refresh_token,
       seen_at < now() - $4::interval AS stale, seen_at, ends_at, now() AS now,
       refresh_token IS NOT NULL AND checked_at < now() - $5::interval AS unchecked
  FROM web_session WHERE {STANDS}
"""  # noqa: S608


@dataclass(slots=True)
class Session:
    """``messages`` wait for the next page; ``id_token`` is for signing out at the issuer.

    ``fresh_until`` is when a second factor was given that long ago that a step marked ``fresh``
    asks for another; None where there was none. ``check`` is the sealed refresh token of a session
    whose function is to be asked after.
    """

    digest: bytes
    id: UUID
    actor: Actor
    id_token: str | None
    expiry: SessionExpiry
    fresh_until: datetime | None
    check: bytes | None = None
    messages: list[dict[str, str]] = field(default_factory=list)
    shown: bool = False

    @property
    def is_fresh(self) -> bool:
        return self.fresh_until is not None and self.fresh_until > self.expiry.now

    def take_messages(self) -> list[dict[str, str]]:
        self.shown = bool(self.messages)
        return self.messages


async def begin(
    conn: asyncpg.Connection, sign_in: SignIn, former: str | None = None, *, device: str = ""
) -> str:
    """A new session and its token; ``former``, the token that the browser had, ends with it."""
    token = secret.new_token()
    if former is not None:
        await end(conn, digest(former))
    await conn.execute(
        "DELETE FROM web_session WHERE ends_at < now() OR seen_at < now() - $1::interval", IDLE
    )
    await conn.execute(
        """
        INSERT INTO web_session (digest, subject, function, organisation, domain, id_token, ends_at,
                                 sid, assurance, authenticated_at, device, refresh_token)
        VALUES ($1, $2, $3, $4, $5, $6, now() + $7::interval,
                $8, $9, coalesce($10::timestamptz, now()), $11, $12)
        """,
        digest(token),
        sign_in.actor.subject,
        sign_in.actor.function.value,
        sign_in.actor.organisation,
        sign_in.actor.domain.value,
        sign_in.id_token,
        ABSOLUTE if sign_in.refresh_token else UNCHECKED,
        sign_in.sid,
        sign_in.assurance.value,
        sign_in.authenticated_at,
        device,
        secret.sealed(sign_in.refresh_token, token),
    )
    return token


async def find(conn: asyncpg.Connection, token: str) -> Session | None:
    """The session of a token; it counts as seen, noted at most once a minute."""
    row = await conn.fetchrow(FIND, digest(token), IDLE, CHECK_LIMIT, SEEN_EVERY, CHECK_EVERY)
    if row is None:
        return None
    if row["stale"]:
        await conn.execute(
            "UPDATE web_session SET seen_at = now() WHERE digest = $1", row["digest"]
        )
    seen = row["now"] if row["stale"] else row["seen_at"]
    strong = Assurance(row["assurance"]).reaches(Assurance.SECOND_FACTOR)
    return Session(
        digest=row["digest"],
        id=row["id"],
        actor=actor_of(row),
        id_token=row["id_token"],
        expiry=SessionExpiry.idle(row["now"], seen, IDLE, row["ends_at"]),
        fresh_until=row["authenticated_at"] + FRESH if strong else None,
        check=row["refresh_token"] if row["unchecked"] else None,
        messages=parsed(row["messages"]),
    )


async def expiry(conn: asyncpg.Connection, token: str, *, used: bool) -> SessionExpiry | None:
    """The expiry of a session; it is put off only when the session is ``used``."""
    row = await conn.fetchrow(USE if used else LOOK, digest(token), IDLE, CHECK_LIMIT)
    return SessionExpiry.idle(row["now"], row["seen_at"], IDLE, row["ends_at"]) if row else None


async def end(conn: asyncpg.Connection, session: bytes) -> None:
    await conn.execute("DELETE FROM web_session WHERE digest = $1", session)


async def tell(conn: asyncpg.Connection, session: bytes, text: str, kind: str) -> None:
    """Leave a message for the person's next page, in the transaction that it tells about."""
    await conn.execute(
        "UPDATE web_session SET messages = messages || $2::jsonb WHERE digest = $1",
        session,
        json_text([{"text": text, "kind": kind}]),
    )


async def forget_messages(conn: asyncpg.Connection, session: bytes, count: int) -> None:
    """Forget the first ``count``; one that came since waits for the page after this one."""
    await conn.execute(
        """
        UPDATE web_session SET messages = (
               SELECT coalesce(jsonb_agg(message ORDER BY place), '[]')
                 FROM jsonb_array_elements(messages) WITH ORDINALITY AS t (message, place)
                WHERE place > $2)
         WHERE digest = $1
        """,
        session,
        count,
    )


def actor_of(row: Mapping[str, Any]) -> Actor:
    return Actor(
        subject=row["subject"],
        function=Function(row["function"]),
        organisation=row["organisation"],
        domain=TrustDomain(row["domain"]),
    )


def parsed(value: Any) -> list[dict[str, str]]:
    return list(orjson.loads(value) if isinstance(value, str | bytes) else value)
