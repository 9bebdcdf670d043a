"""Persons: an id that is never used again, and what is known without any claim."""

from collections.abc import Iterable, Mapping, Sequence
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
from databank.shifts.store.presence import OF_SHIFT, STANDS
from databank.tables import Table, columns, inserting, texts

__all__ = [
    "ExpectedPerson",
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
    "note_left",
    "refresh_expected",
    "refresh_identity",
    "refresh_seen",
    "set_merged",
    "survivor",
    "take_expected",
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


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """A locked person of whom a declared shift began at ``expected_at``."""

    person_id: UUID
    expected_at: datetime


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


async def take_expected(
    conn: asyncpg.Connection, now: datetime, limit: int
) -> list[ExpectedPerson]:
    """Lock persons of whom a declared shift began; whoever is locked already comes next time."""
    rows = await conn.fetch(
        f"""
        SELECT id, expected_at, {PLANNED_ONCE} FROM person WHERE expected_at <= $1
         ORDER BY expected_at, id LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED
        """,  # noqa: S608  # a constant
        now,
        limit,
    )
    return [ExpectedPerson(*row[:-1]) for row in rows]


async def note_left(conn: asyncpg.Connection, person_ids: Sequence[UUID]) -> None:
    """Seen outside the windows."""
    if person_ids:
        await conn.execute(
            "UPDATE person SET left_window = true WHERE id = ANY($1::uuid[])", person_ids
        )


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


async def anchor(conn: asyncpg.Connection, person_id: UUID) -> UUID | None:
    """The claim by which a person was known last: what is written about the person stands on it."""
    claim_id: UUID | None = await conn.fetchval(
        """
        SELECT claim_id FROM membership WHERE person_id = $1 AND until_at IS NULL
         ORDER BY from_at DESC, claim_id LIMIT 1
        """,
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


_REFRESH_SEEN = f"""
UPDATE person
   SET first_seen_at = coalesce((
         SELECT seen_at FROM sighting {OF_SHIFT}
          WHERE person_id = person.id AND {STANDS}
            AND (source_kind <> 'shift' OR seen_at <= greatest(t.now, first_seen_at))
          ORDER BY greatest(recorded_at, seen_at), sighting.id LIMIT 1), (
         SELECT coalesce(first_seen_at, min(received_at))
           FROM claim JOIN membership ON claim_id = claim.id AND until_at IS NULL
          WHERE person_id = person.id AND starts_with(source_kind, $3)
         HAVING count(*) > 0)),
       left_window = EXISTS (
         SELECT FROM sighting WHERE person_id = person.id AND branch <> 'raam')
  FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, now) WHERE person.id = t.id
RETURNING person.id, first_seen_at
"""  # noqa: S608 - no values


async def refresh_seen(
    conn: asyncpg.Connection, moments: Mapping[UUID, datetime]
) -> dict[UUID, datetime | None]:
    """Follow the sightings of persons, each as of a moment: when they first came, and whether they
    were seen outside the windows.

    Who is known from an older database without a sighting was seen before all the same.
    """
    rows = await conn.fetch(_REFRESH_SEEN, *columns(moments.items(), 2), LEGACY)
    return {row["id"]: row["first_seen_at"] for row in rows}


async def refresh_expected(conn: asyncpg.Connection, moments: Mapping[UUID, datetime]) -> None:
    """Note of persons when the next declared shift begins that may decide something about them:
    whether they came at all, or moved between branches."""
    await conn.execute(
        """
        UPDATE person SET expected_at = next.at
          FROM unnest($1::uuid[], $2::timestamptz[]) AS t (id, now)
          JOIN person AS known USING (id)
          LEFT JOIN LATERAL (
               SELECT min(seen_at) AS at FROM sighting
                WHERE person_id = known.id AND source_kind = 'shift' AND withdrawn_at IS NULL
                  AND seen_at > t.now AND (known.first_seen_at IS NULL OR known.left_window)
               ) AS next ON true
         WHERE person.id = known.id AND person.expected_at IS DISTINCT FROM next.at
        """,
        *columns(moments.items(), 2),
    )


async def refresh_identity(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> None:
    """Follow the newest validation of any of the person's claims, by the time of the look.

    One whose document expired since is none: the identity is to be validated again. It is about
    the human being who stood before the officer, so it goes where the claim goes; and a look at
    somebody who showed this person's paper says nothing of this person.
    """
    await conn.execute(
        """
        UPDATE person
           SET identity_state = coalesce((
                 SELECT CASE WHEN lapsed_at IS NULL THEN outcome END FROM identity_validation
                  WHERE person_id = person.id AND reason IS DISTINCT FROM 'persoon_is_niet_document'
                  ORDER BY at DESC, id LIMIT 1), 'te_valideren'),
               validated_at = (
                 SELECT max(at) FROM identity_validation
                  WHERE person_id = person.id AND outcome = 'gevalideerd')
         WHERE id = ANY($1::uuid[])
        """,
        list(person_ids),
    )


async def get(conn: asyncpg.Connection, person_id: UUID) -> PersonRow | None:
    return await fetch_one(conn, PersonRow, "SELECT * FROM person WHERE id = $1", person_id)
