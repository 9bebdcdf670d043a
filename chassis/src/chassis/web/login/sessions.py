"""Sessions of people in a browser, kept in the service's own database.

The browser holds a random token; the database holds only its digest, so that a copy of the
database lets nobody in. All times are the database's own, since a session is as real as a token,
whatever time a simulation plays.
"""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Any

import asyncpg
import orjson

from chassis.rows import typed
from chassis.web.login.session_expiry import SessionExpiry
from chassis.web.roles import Actor, Function, TrustDomain

IDLE = timedelta(minutes=30)
"""Time without use after which a session ends."""
ABSOLUTE = timedelta(hours=10)
"""One long shift; after it somebody signs in again."""
SEEN_EVERY = timedelta(minutes=1)
"""Time between two notes that a session is used."""
ATTEMPT = timedelta(minutes=10)
"""Time in which a login that was begun can be ended."""

TABLES = """
CREATE TABLE web_session (
  digest bytea PRIMARY KEY,
  subject text NOT NULL,
  function text NOT NULL,
  organisation text NOT NULL,
  domain text NOT NULL,
  id_token text,
  messages jsonb NOT NULL DEFAULT '[]',
  began_at timestamptz NOT NULL DEFAULT now(),
  seen_at timestamptz NOT NULL DEFAULT now(),
  ends_at timestamptz NOT NULL
);
CREATE INDEX web_session_subject ON web_session (domain, subject);
CREATE TABLE web_login (
  digest bytea PRIMARY KEY,
  domain text NOT NULL,
  nonce text NOT NULL,
  verifier text NOT NULL,
  path text NOT NULL,
  began_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE web_form (
  key uuid PRIMARY KEY,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX web_form_sent ON web_form (sent_at);
"""

LOOK = """
SELECT seen_at, ends_at, now() AS now FROM web_session
WHERE digest = $1 AND ends_at > now() AND seen_at > now() - $2::interval
"""
USE = """
UPDATE web_session SET seen_at = now()
WHERE digest = $1 AND ends_at > now() AND seen_at > now() - $2::interval
RETURNING seen_at, ends_at, now() AS now
"""


def upgrade(execute: Any) -> None:
    """Create the tables, in a migration of a service that has pages."""
    for statement in filter(str.strip, TABLES.split(";")):
        execute(statement)


@dataclass(slots=True)
class Session:
    """``messages`` wait for the next page; ``id_token`` is for signing out at the issuer."""

    digest: bytes
    actor: Actor
    id_token: str | None
    expiry: SessionExpiry
    messages: list[dict[str, str]] = field(default_factory=list)
    shown: bool = False

    def take_messages(self) -> list[dict[str, str]]:
        self.shown = bool(self.messages)
        return self.messages


@dataclass(frozen=True, slots=True)
class Attempt:
    """A login that was begun. ``path`` is where the person wanted to go."""

    domain: TrustDomain
    nonce: str
    verifier: str
    path: str


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest(token: str) -> bytes:
    return sha256(token.encode()).digest()


async def begin(
    conn: asyncpg.Connection, actor: Actor, id_token: str | None, former: str | None = None
) -> str:
    """A new session and its token; ``former``, the token that the browser had, ends with it."""
    token = new_token()
    if former is not None:
        await end(conn, digest(former))
    await conn.execute(
        "DELETE FROM web_session WHERE ends_at < now() OR seen_at < now() - $1::interval", IDLE
    )
    await conn.execute(
        """
        INSERT INTO web_session (digest, subject, function, organisation, domain, id_token, ends_at)
        VALUES ($1, $2, $3, $4, $5, $6, now() + $7::interval)
        """,
        digest(token),
        actor.subject,
        actor.function.value,
        actor.organisation,
        actor.domain.value,
        id_token,
        ABSOLUTE,
    )
    return token


async def find(conn: asyncpg.Connection, token: str) -> Session | None:
    """The session of a token; it counts as seen, noted at most once a minute."""
    row = await conn.fetchrow(
        """
        SELECT digest, subject, function, organisation, domain, id_token, messages,
               seen_at < now() - $3::interval AS stale, seen_at, ends_at, now() AS now
          FROM web_session
         WHERE digest = $1 AND ends_at > now() AND seen_at > now() - $2::interval
        """,
        digest(token),
        IDLE,
        SEEN_EVERY,
    )
    if row is None:
        return None
    if row["stale"]:
        await conn.execute(
            "UPDATE web_session SET seen_at = now() WHERE digest = $1", row["digest"]
        )
    actor = Actor(
        subject=row["subject"],
        function=Function(row["function"]),
        organisation=row["organisation"],
        domain=TrustDomain(row["domain"]),
    )
    seen = row["now"] if row["stale"] else row["seen_at"]
    stands = SessionExpiry.idle(row["now"], seen, IDLE, row["ends_at"])
    return Session(row["digest"], actor, row["id_token"], stands, parsed(row["messages"]))


async def expiry(conn: asyncpg.Connection, token: str, *, used: bool) -> SessionExpiry | None:
    """The expiry of a session; it is put off only when the session is ``used``."""
    row = await conn.fetchrow(USE if used else LOOK, digest(token), IDLE)
    return SessionExpiry.idle(row["now"], row["seen_at"], IDLE, row["ends_at"]) if row else None


async def end(conn: asyncpg.Connection, session: bytes) -> None:
    await conn.execute("DELETE FROM web_session WHERE digest = $1", session)


async def end_all(conn: asyncpg.Connection, domain: TrustDomain, subject: str) -> int:
    """Sign somebody out everywhere, as when a device is lost; how many sessions that ended."""
    done = await conn.execute(
        "DELETE FROM web_session WHERE domain = $1 AND subject = $2", domain.value, subject
    )
    return int(done.rsplit(" ", 1)[-1])


async def tell(conn: asyncpg.Connection, session: bytes, text: str, kind: str) -> None:
    """Leave a message for the person's next page, in the transaction that it tells about."""
    await conn.execute(
        "UPDATE web_session SET messages = messages || $2::jsonb WHERE digest = $1",
        session,
        orjson.dumps([{"text": text, "kind": kind}]).decode(),
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


async def begin_attempt(conn: asyncpg.Connection, state: str, attempt: Attempt) -> None:
    """Keep a login that was begun, under the state that the issuer will send back."""
    await conn.execute("DELETE FROM web_login WHERE began_at < now() - $1::interval", ATTEMPT)
    await conn.execute(
        "INSERT INTO web_login (digest, domain, nonce, verifier, path) VALUES ($1, $2, $3, $4, $5)",
        digest(state),
        attempt.domain.value,
        attempt.nonce,
        attempt.verifier,
        attempt.path,
    )


async def take_attempt(conn: asyncpg.Connection, state: str) -> Attempt | None:
    """Take a login that was begun, once only: a second answer with its state finds none."""
    row = await conn.fetchrow(
        """
        DELETE FROM web_login WHERE digest = $1 AND began_at > now() - $2::interval
        RETURNING domain, nonce, verifier, path
        """,
        digest(state),
        ATTEMPT,
    )
    return typed(Attempt, row) if row else None


def parsed(value: Any) -> list[dict[str, str]]:
    return list(orjson.loads(value) if isinstance(value, str | bytes) else value)
