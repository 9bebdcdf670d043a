"""Tables of shields on files.

A shield stands on the claims that the person had: it follows them through merges and splits, as all
that is known of a person does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

import asyncpg
from sqlalchemy import Index
from sqlmodel import Field

from chassis.rows import fetch_all, typed
from chassis.tables import CODE, MOMENT
from databank.access.shields.rules import ShieldGround
from databank.tables import Table


class Shield(Table, table=True):
    """A shield; ``person_id`` is whose file it was when the shield was placed."""

    __tablename__ = "shield"
    id: UUID = Field(primary_key=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)
    ground: ShieldGround = Field(sa_type=CODE)
    placed_at: datetime = Field(sa_type=MOMENT)
    placed_by: str


class ShieldClaim(Table, table=True):
    """A claim on which a shield stands, until it is lifted."""

    __tablename__ = "shield_claim"
    __table_args__ = (Index("shield_claim_now", "claim_id", postgresql_where="lifted_at IS NULL"),)
    shield_id: UUID = Field(primary_key=True, foreign_key="shield.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id")
    lifted_at: datetime | None = Field(default=None, sa_type=MOMENT)
    lifted_by: str | None = None


@dataclass(frozen=True, slots=True)
class StandingShields:
    """Shields on one file: the person for whom the id stands now, and who placed shields.

    ``shield_id`` is one of them: it names the file to who may not know whose it is.
    """

    person_id: UUID
    placed_by: list[str]
    shield_id: UUID


@dataclass(frozen=True, slots=True)
class ShieldRow:
    id: UUID
    ground: ShieldGround
    placed_at: datetime


STANDING = """
WITH RECURSIVE chain AS (
  SELECT id AS given, id, merged_into FROM person WHERE id = ANY($1::uuid[])
   UNION SELECT given, person.id, person.merged_into
    FROM person JOIN chain ON person.id = chain.merged_into)
SELECT chain.given, chain.id AS person_id, array_agg(DISTINCT shield.placed_by) AS placed_by,
       (min(shield.id::text))::uuid AS shield_id
  FROM chain
  JOIN membership ON membership.person_id = chain.id AND membership.until_at IS NULL
  JOIN shield_claim ON shield_claim.claim_id = membership.claim_id AND lifted_at IS NULL
  JOIN shield ON shield.id = shield_claim.shield_id
 WHERE chain.merged_into IS NULL
 GROUP BY chain.given, chain.id
"""

ALL_STANDING = """
SELECT membership.person_id, array_agg(DISTINCT shield.placed_by) AS placed_by,
       (min(shield.id::text))::uuid AS shield_id
  FROM shield_claim
  JOIN shield ON shield.id = shield_claim.shield_id
  JOIN membership ON membership.claim_id = shield_claim.claim_id AND until_at IS NULL
 WHERE lifted_at IS NULL GROUP BY membership.person_id
"""


async def standing(
    conn: asyncpg.Connection, person_ids: Iterable[UUID]
) -> dict[UUID, StandingShields]:
    """The shields on these files, by the id that was given; a file without any is left out."""
    rows = await conn.fetch(STANDING, list(person_ids))
    return {row["given"]: typed(StandingShields, row) for row in rows}


async def all_standing(conn: asyncpg.Connection) -> list[StandingShields]:
    """Every file that is shielded now, and who placed shields on it."""
    return await fetch_all(conn, StandingShields, ALL_STANDING)


async def is_any_shielded(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> bool:
    """Whether a shield stands on any of these files, or on a claim that was ever in one."""
    shielded: bool = await conn.fetchval(
        """
        WITH RECURSIVE chain AS (
          SELECT id, merged_into FROM person WHERE id = ANY($1::uuid[])
           UNION SELECT person.id, person.merged_into
            FROM person JOIN chain ON person.id = chain.merged_into)
        SELECT EXISTS (
          SELECT FROM chain JOIN membership ON membership.person_id = chain.id
            JOIN shield_claim ON shield_claim.claim_id = membership.claim_id AND lifted_at IS NULL)
        """,
        list(person_ids),
    )
    return shielded


async def former_ids(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Ids that were merged into these persons, each with whom it stands for now."""
    rows = await conn.fetch(
        """
        WITH RECURSIVE known AS (
          SELECT id, merged_into AS survivor FROM person WHERE merged_into = ANY($1::uuid[])
           UNION SELECT person.id, survivor FROM person JOIN known ON merged_into = known.id)
        SELECT id, survivor FROM known
        """,
        list(person_ids),
    )
    return {row["id"]: row["survivor"] for row in rows}


async def person_under(conn: asyncpg.Connection, handle: UUID) -> UUID | None:
    """The person that a number stands for: a person's own, or that of a shield on the file."""
    person_id: UUID | None = await conn.fetchval(
        """
        SELECT person_id FROM shield_claim
          JOIN membership ON membership.claim_id = shield_claim.claim_id AND until_at IS NULL
         WHERE shield_id = $1 AND lifted_at IS NULL ORDER BY from_at DESC, person_id LIMIT 1
        """,
        handle,
    )
    return person_id


async def close(conn: asyncpg.Connection, person_ids: Iterable[UUID]) -> None:
    """Keep these persons from every query, until the end of the transaction (migration 0022).

    An older release, which never says it, reads everything.
    """
    files = "{" + ",".join(map(str, person_ids)) + "}"
    await conn.execute("SELECT set_config('krachtlijn.closed_files', $1, true)", files)


async def grounds(conn: asyncpg.Connection, person_id: UUID) -> list[ShieldRow]:
    """The shields on the file of a person that nobody merged away."""
    return await fetch_all(
        conn,
        ShieldRow,
        """
        SELECT DISTINCT shield.id, ground, placed_at FROM shield
          JOIN shield_claim ON shield_claim.shield_id = shield.id AND lifted_at IS NULL
          JOIN membership ON membership.claim_id = shield_claim.claim_id AND until_at IS NULL
         WHERE membership.person_id = $1 ORDER BY placed_at, shield.id
        """,
        person_id,
    )


async def place(
    conn: asyncpg.Connection, person_id: UUID, ground: ShieldGround, at: datetime, by: str
) -> UUID:
    """Place a shield on all claims that the person has now."""
    shield_id = uuid4()
    await conn.execute(
        "INSERT INTO shield (id, person_id, ground, placed_at, placed_by)"
        " VALUES ($1, $2, $3, $4, $5)",
        shield_id,
        person_id,
        ground,
        at,
        by,
    )
    await conn.execute(
        """
        INSERT INTO shield_claim (shield_id, claim_id)
        SELECT $1, claim_id FROM membership WHERE person_id = $2 AND until_at IS NULL
        """,
        shield_id,
        person_id,
    )
    return shield_id


async def lift(conn: asyncpg.Connection, person_id: UUID, at: datetime, by: str) -> None:
    """Lift shields from the claims that the person has now; claims that went keep theirs."""
    await conn.execute(
        """
        UPDATE shield_claim SET lifted_at = $2, lifted_by = $3
          FROM membership
         WHERE membership.claim_id = shield_claim.claim_id AND membership.person_id = $1
           AND until_at IS NULL AND lifted_at IS NULL
        """,
        person_id,
        at,
        by,
    )
