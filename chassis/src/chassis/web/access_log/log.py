"""The access log, appended to in each transaction; it cannot be changed unseen (DP-04).

A row says who looked at whom, why and when, and carries the hash of the row before it. Rows are
written just before the commit of the transaction that reads or changes the record, so there is no
answer without its row. ``chassis.web.access_log.chain`` checks that nobody changed one.
"""

import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any, Protocol
from uuid import UUID
from weakref import WeakKeyDictionary

from chassis.web.roles import Actor

START = bytes(32)


class Action(StrEnum):
    """Kinds of access to a record, in the words of the logging duty."""

    CONSULT = "consult"
    CHANGE = "change"
    DISCLOSE = "disclose"
    COMBINE = "combine"
    DELETE = "delete"


class AccessTransaction(Protocol):
    """The part of ``chassis.db.Transaction`` that this module needs."""

    @property
    def conn(self) -> Any: ...
    @property
    def now(self) -> datetime: ...
    def before_commit(
        self, callback: Callable[[Any], Awaitable[None]], /, *, lasting: bool = False
    ) -> None: ...


@dataclass(frozen=True, slots=True)
class Access:
    """One access to one record, as the log keeps it."""

    at: datetime
    actor_subject: str
    actor_function: str
    actor_organisation: str
    action: str
    subject_kind: str
    subject_id: str
    purpose: str

    def hash(self, position: int, previous: bytes) -> bytes:
        fields = [
            position,
            self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            self.actor_subject,
            self.actor_function,
            self.actor_organisation,
            self.action,
            self.subject_kind,
            self.subject_id,
            self.purpose,
        ]
        content = json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(previous + content.encode()).digest()


_pending: WeakKeyDictionary[Any, list[Access]] = WeakKeyDictionary()
"""Accesses by transaction; the messages of a batch each have their own view on theirs."""


_cases: WeakKeyDictionary[Any, str] = WeakKeyDictionary()


def within_case(tx: AccessTransaction, case: str) -> None:
    """Have every access of this transaction, from now on, name the case that it was for."""
    _cases[tx] = case


def case_of(tx: AccessTransaction) -> str | None:
    """The case within which this transaction reads, where one was named."""
    return _cases.get(tx)


def for_case(purpose: str, case: str | None) -> str:
    """A purpose as the log has it: with the case behind a colon, where one was named."""
    return f"{purpose}:{case}" if case and not purpose.endswith(f":{case}") else purpose


async def record_access(
    tx: AccessTransaction,
    actor: Actor,
    *,
    action: Action | str,
    subject_kind: str,
    subject_id: UUID | str,
    purpose: str,
) -> None:
    """Note one access; it is written with the commit of ``tx``, or not at all. What a savepoint
    undoes was looked at all the same.

    Notes of one transaction are appended together at its very end, because the end of the chain
    is one row that everybody must lock: it is the last lock that a transaction takes, held for
    two statements, so it can neither be part of a deadlock nor slow down the work before it.
    """
    access = Access(
        at=tx.now,
        actor_subject=actor.subject,
        actor_function=str(actor.function),
        actor_organisation=actor.organisation,
        action=Action(action).value,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        purpose=for_case(purpose, case_of(tx)),
    )
    waiting = _pending.get(tx)
    if waiting is None:
        waiting = _pending[tx] = []
        tx.before_commit(partial(_append, waiting), lasting=True)
    waiting.append(access)


def noted(tx: AccessTransaction) -> Sequence[Access]:
    """The accesses of this transaction so far, which its commit will write."""
    return _pending.get(tx, ())


async def _append(accesses: list[Access], tx: AccessTransaction) -> None:
    head = await tx.conn.fetchrow("SELECT position, hash FROM access_log_head FOR UPDATE")
    position, previous = head["position"], head["hash"]
    rows: list[tuple[Any, ...]] = []
    for access in accesses:
        position += 1
        current = access.hash(position, previous)
        rows.append((position, *_columns(access), previous, current))
        previous = current
    await tx.conn.execute(_APPEND, *(list(column) for column in zip(*rows, strict=True)))


def _columns(access: Access) -> tuple[Any, ...]:
    return (
        access.at,
        access.actor_subject,
        access.actor_function,
        access.actor_organisation,
        access.action,
        access.subject_kind,
        access.subject_id,
        access.purpose,
    )


_APPEND = """
WITH added AS (
    INSERT INTO access_log
    SELECT * FROM unnest($1::bigint[], $2::timestamptz[], $3::text[], $4::text[], $5::text[],
                         $6::text[], $7::text[], $8::text[], $9::text[], $10::bytea[], $11::bytea[])
    RETURNING position, hash
)
UPDATE access_log_head
   SET (position, hash) = (SELECT position, hash FROM added ORDER BY position DESC LIMIT 1)
"""


def upgrade_0001(execute: Callable[[str], object], service: str) -> None:
    """Create the log, for a migration: ``access.upgrade_0001(op.execute, "databank")``.

    ``service`` is the role that the service logs in with. It may add and read rows; a trigger
    refuses every change of a row, also to the owner of the table.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", service):
        raise ValueError("not a role name")
    for statement in (*TABLES, *GRANTS):
        execute(statement.replace(":service", f'"{service}"'))


def upgrade_0002(execute: Callable[[str], object]) -> None:
    """Add indexes by reader and by day, for the pages of the data-protection officer."""
    execute("CREATE INDEX access_log_actor ON access_log (actor_subject, at)")
    execute("CREATE INDEX access_log_at ON access_log (at)")


TABLES = (
    """
    CREATE TABLE access_log (
        position bigint PRIMARY KEY,
        at timestamptz NOT NULL,
        actor_subject text NOT NULL,
        actor_function text NOT NULL,
        actor_organisation text NOT NULL,
        action text NOT NULL,
        subject_kind text NOT NULL,
        subject_id text NOT NULL,
        purpose text NOT NULL,
        previous bytea NOT NULL,
        hash bytea NOT NULL
    )
    """,
    "CREATE INDEX access_log_subject ON access_log (subject_kind, subject_id, at)",
    """
    CREATE TABLE access_log_head (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        position bigint NOT NULL,
        hash bytea NOT NULL
    )
    """,
    "INSERT INTO access_log_head (position, hash) VALUES (0, decode(repeat('00', 32), 'hex'))",
    """
    CREATE FUNCTION access_log_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'the access log is append-only' USING ERRCODE = 'insufficient_privilege';
    END $$
    """,
    """
    CREATE TRIGGER access_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_log
        FOR EACH STATEMENT EXECUTE FUNCTION access_log_refuses()
    """,
)
GRANTS = (
    "REVOKE ALL ON access_log, access_log_head FROM PUBLIC, :service",
    "GRANT SELECT, INSERT ON access_log TO :service",
    "GRANT SELECT, UPDATE (position, hash) ON access_log_head TO :service",
)
