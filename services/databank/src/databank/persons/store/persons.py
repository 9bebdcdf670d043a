"""Persons: an id that is never used again, and what is known without any claim."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.plans import PLANNED_ONCE
from chassis.rows import fetch_one
from chassis.tables import CODE, MOMENT, one_of
from databank.persons.rules import IdentityState
from databank.tables import Table, inserting, texts

__all__ = [
    "LockedPerson",
    "Person",
    "PersonRow",
    "add",
    "anchor",
    "block_relinking",
    "confirm",
    "former_ids",
    "get",
    "get_for_update",
    "lead_former",
    "lock_for_relinking",
    "set_merged",
    "survivor",
]

RELINKING = (0x6B6C, 1)
"""The advisory lock of merges and splits: they wait for whoever reads who a claim is, and these
for them."""

LEGACY = "legacy_"
"""Prefix of ``source_kind`` for all that comes from the three older databases."""


class Person(Table, table=True):
    """``provisional`` until people answer the review that made it.

    ``first_seen_at`` (event time of the sighting by which the person first came) is empty for
    somebody who was never seen at work, and whose declared shifts did not begin or stood empty;
    ``left_window`` once there is any sighting outside branch ``raam``. ``expected_at`` is the next
    start of a declared shift at which something is decided about the person.
    ``merged_into``: people found that this is that person; the id keeps answering for it.
    """

    __tablename__ = "person"
    __table_args__ = (
        one_of("identity_state", IdentityState),
        Index("person_expected", "expected_at", postgresql_where="expected_at IS NOT NULL"),
    )
    id: UUID = Field(primary_key=True)
    created_at: datetime = Field(sa_type=MOMENT)
    provisional: bool
    identity_state: IdentityState = Field(sa_type=CODE)
    validated_at: datetime | None = Field(default=None, sa_type=MOMENT)
    first_seen_at: datetime | None = Field(default=None, sa_type=MOMENT)
    left_window: bool
    expected_at: datetime | None = Field(default=None, sa_type=MOMENT)
    merged_into: UUID | None = Field(default=None, foreign_key="person.id", index=True)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of ``person``."""

    id: UUID
    created_at: datetime
    provisional: bool
    identity_state: IdentityState
    validated_at: datetime | None
    first_seen_at: datetime | None
    left_window: bool
    merged_into: UUID | None


@dataclass(frozen=True, slots=True)
class LockedPerson:
    """A person whose row is locked until the end of the transaction."""

    person_id: UUID
    first_seen_at: datetime | None
    left_window: bool


PERSON = {"id": "uuid", "provisional": "boolean"}
PERSON_SAME = {"created_at": "timestamptz", "identity_state": "text", "left_window": "boolean"}


def same_of_new(at: datetime) -> tuple[object, ...]:
    """``PERSON_SAME`` of new persons: nobody has seen their documents."""
    return (at, IdentityState.TE_VALIDEREN, False)


async def add(conn: asyncpg.Connection, rows: Sequence[tuple[UUID, bool]], at: datetime) -> None:
    """``rows`` are (id, provisional)."""
    await conn.execute(
        inserting("person", PERSON, PERSON_SAME), *texts(rows, PERSON), *same_of_new(at)
    )


async def get_for_update(
    conn: asyncpg.Connection, person_ids: Iterable[UUID]
) -> dict[UUID, LockedPerson]:
    """Lock persons in the order of their ids: their timelines change one transaction at a time.

    Without it, two sightings recorded at once would each miss the other, and so the move.
    """
    rows = await conn.fetch(
        f"""
        SELECT id, first_seen_at, left_window, {PLANNED_ONCE} FROM person
         WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE
        """,  # noqa: S608  # a constant
        list(person_ids),
    )
    return {row["id"]: LockedPerson(*row[:-1]) for row in rows}


async def block_relinking(conn: asyncpg.Connection) -> None:
    """Keep others from merging or splitting persons until the end of this transaction.

    Call it before reading which person a claim belongs to, where something is written with that.
    """
    await conn.execute("SELECT pg_advisory_xact_lock_shared($1, $2)", *RELINKING)


async def lock_for_relinking(conn: asyncpg.Connection) -> None:
    """Wait for all others before a merge or split; the first lock of its transaction."""
    await conn.execute("SELECT pg_advisory_xact_lock($1, $2)", *RELINKING)


async def survivor(conn: asyncpg.Connection, person_id: UUID) -> UUID | None:
    """The person that an id stands for now, however often merged; None for an id never given."""
    survivor_id: UUID | None = await conn.fetchval(
        """
        WITH RECURSIVE chain AS (
          SELECT id, merged_into FROM person WHERE id = $1
           UNION SELECT person.id, person.merged_into
            FROM person JOIN chain ON person.id = chain.merged_into)
        SELECT id FROM chain WHERE merged_into IS NULL
        """,
        person_id,
    )
    return survivor_id


async def former_ids(conn: asyncpg.Connection, person_id: UUID) -> list[UUID]:
    """The ids that a person was known by before: all that were merged into this one."""
    rows = await conn.fetch(
        """
        WITH RECURSIVE chain AS (
          SELECT id FROM person WHERE merged_into = $1
           UNION SELECT person.id FROM person JOIN chain ON merged_into = chain.id)
        SELECT id FROM chain ORDER BY id
        """,
        person_id,
    )
    return [row["id"] for row in rows]


OWN_FIRST = "decision = 'samengevoegd', from_at DESC, claim_id"
"""Of memberships of one person: its own claims before those that came with a merge."""


async def newest_claim(conn: asyncpg.Connection, person_id: UUID) -> UUID | None:
    """The claim by which a person was known last, also one that came with a merge."""
    claim_id: UUID | None = await conn.fetchval(
        """
        SELECT claim_id FROM membership WHERE person_id = $1 AND until_at IS NULL
         ORDER BY from_at DESC, claim_id LIMIT 1
        """,
        person_id,
    )
    return claim_id


async def anchor(conn: asyncpg.Connection, person_id: UUID) -> UUID | None:
    """The claim on which stands what is written about the person: the newest one of its own.

    What came with a merge goes away with its undo, and would take what was written on this file.
    """
    claim_id: UUID | None = await conn.fetchval(
        f"""
        SELECT claim_id FROM membership WHERE person_id = $1 AND until_at IS NULL
         ORDER BY {OWN_FIRST} LIMIT 1
        """,  # noqa: S608 - a constant
        person_id,
    )
    return claim_id


async def set_merged(conn: asyncpg.Connection, person_id: UUID, into: UUID | None) -> None:
    await conn.execute("UPDATE person SET merged_into = $2 WHERE id = $1", person_id, into)


async def lead_former(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> None:
    """Let the former ids of these persons lead to whoever has their facts now.

    A former id stands for the claims that went with it when it was merged; where those are of
    several persons by now, for the one that was received last. Without it, a split would leave an
    id, and the shield on it, with somebody else. Each leads there directly: the id that it was
    merged into may lead elsewhere.
    """
    await conn.execute(
        """
        WITH RECURSIVE former AS (
          SELECT person.id, root.id AS root FROM person JOIN person AS root
              ON person.merged_into = root.id AND root.merged_into IS NULL
           WHERE root.id = ANY($1::uuid[])
           UNION SELECT person.id, root FROM person JOIN former ON merged_into = former.id)
        UPDATE person SET merged_into = holder.person_id
          FROM former CROSS JOIN LATERAL (
               SELECT link.person_id
                 FROM person_change
                 JOIN person_change_claim ON change_id = person_change.id AND moved
                 JOIN membership AS link
                   ON link.claim_id = person_change_claim.claim_id AND link.until_at IS NULL
                 JOIN claim ON claim.id = link.claim_id
                WHERE kind = 'samengevoegd' AND other_person_id = former.id AND undone_by IS NULL
                ORDER BY person_change.at DESC, received_at DESC, claim.id LIMIT 1) AS holder
         WHERE person.id = former.id AND person.merged_into <> holder.person_id
        """,
        list(person_ids),
    )


async def confirm(conn: asyncpg.Connection, person_id: UUID, *, provisional: bool = False) -> None:
    """People answered: this is a person, and no stand-in. ``provisional``: they took it back."""
    await conn.execute("UPDATE person SET provisional = $2 WHERE id = $1", person_id, provisional)


async def get(conn: asyncpg.Connection, person_id: UUID) -> PersonRow | None:
    return await fetch_one(conn, PersonRow, "SELECT * FROM person WHERE id = $1", person_id)
