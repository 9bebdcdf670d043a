"""Premises, their rooms, and the facts that say whether they may be used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import asyncpg

from chassis.db import Transaction
from contracts.enforcement import Premises
from pandkalender.premises.rules import Fact, FactKind

SAVE_PREMISES = """
INSERT INTO premises (premises_id, owner, label, street, house_number, postcode)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (premises_id) DO UPDATE SET (owner, label, street, house_number, postcode)
  = (EXCLUDED.owner, EXCLUDED.label, EXCLUDED.street, EXCLUDED.house_number, EXCLUDED.postcode)
"""
RETIRE_ROOMS = """
UPDATE room SET active = false WHERE premises_id = $1 AND active AND room_id <> ALL($2::uuid[])
"""
SAVE_ROOMS = """
INSERT INTO room (room_id, premises_id, label, active)
SELECT room_id, $1, label, true FROM unnest($2::uuid[], $3::text[]) AS t (room_id, label)
ON CONFLICT (room_id) DO UPDATE
SET (premises_id, label, active) = (EXCLUDED.premises_id, EXCLUDED.label, true)
"""
ADD_FACT = """
INSERT INTO premises_fact (premises_id, kind, dossier_id, known_at, starts_at, ends_at)
VALUES ($1, $2, $3, $4, $5, $6)
"""
FACTS = """
SELECT premises_id, kind, dossier_id, known_at, starts_at, ends_at
FROM premises_fact WHERE premises_id = ANY($1::uuid[])
"""
OWN_ROOMS = """
SELECT r.room_id, r.premises_id FROM room r JOIN premises p USING (premises_id)
WHERE r.room_id = ANY($1::uuid[]) AND r.active AND p.owner = $2
"""
LIST_ROOMS = """
SELECT r.room_id, r.label, r.premises_id, p.label AS premises_label, p.owner
FROM room r JOIN premises p USING (premises_id)
WHERE r.active AND ($1::text IS NULL OR p.owner = $1)
ORDER BY p.label, r.label, r.room_id LIMIT $2 OFFSET $3
"""
LIST_PREMISES = """
SELECT p.premises_id, p.label,
  count(r.room_id) AS rooms,
  count(r.room_id) FILTER (WHERE EXISTS (
    SELECT FROM shift s WHERE s.room_id = r.room_id AND s.occupies @> $2::timestamptz
  )) AS occupied
FROM premises p LEFT JOIN room r ON r.premises_id = p.premises_id AND r.active
WHERE p.owner = $1
GROUP BY p.premises_id ORDER BY p.label, p.premises_id LIMIT $3 OFFSET $4
"""

Facts = dict[UUID, list[Fact]]
"""Per premises; premises without facts are there with an empty list."""


@dataclass(frozen=True, slots=True)
class OwnRoom:
    room_id: UUID
    premises_id: UUID
    facts: Sequence[Fact]


async def save(tx: Transaction, premises: Premises) -> None:
    """Premises as they are now described; a room that is no longer named takes no new shifts."""
    await tx.conn.execute(
        SAVE_PREMISES,
        premises.premises_id,
        premises.owner,
        premises.label,
        premises.street,
        premises.house_number,
        premises.postcode,
    )
    ids, labels = [r.room_id for r in premises.rooms], [r.label for r in premises.rooms]
    await tx.conn.execute(RETIRE_ROOMS, premises.premises_id, ids)
    await tx.conn.execute(SAVE_ROOMS, premises.premises_id, ids, labels)


async def add_fact(tx: Transaction, premises_id: UUID, fact: Fact) -> None:
    await tx.conn.execute(
        ADD_FACT,
        premises_id,
        fact.kind.value,
        fact.dossier_id,
        fact.known_at,
        fact.starts_at,
        fact.ends_at,
    )


async def facts(tx: Transaction, premises_ids: Iterable[UUID]) -> Facts:
    found: Facts = {premises_id: [] for premises_id in premises_ids}
    for row in await tx.conn.fetch(FACTS, list(found)):
        found[row["premises_id"]].append(
            Fact(
                FactKind(row["kind"]),
                row["dossier_id"],
                row["known_at"],
                row["starts_at"],
                row["ends_at"],
            )
        )
    return found


async def own_rooms(tx: Transaction, owner: str, room_ids: Iterable[UUID]) -> dict[UUID, OwnRoom]:
    """The rooms among ``room_ids`` that the owner has today."""
    rows = await tx.conn.fetch(OWN_ROOMS, list(set(room_ids)), owner)
    known = await facts(tx, {row["premises_id"] for row in rows})
    return {
        row["room_id"]: OwnRoom(row["room_id"], row["premises_id"], known[row["premises_id"]])
        for row in rows
    }


async def list_rooms(
    tx: Transaction, owner: str | None, limit: int, offset: int
) -> list[asyncpg.Record]:
    """Of one owner, or of all when None."""
    return list(await tx.conn.fetch(LIST_ROOMS, owner, limit, offset))


async def list_premises(
    tx: Transaction, owner: str, at: datetime, limit: int, offset: int
) -> list[asyncpg.Record]:
    """With the number of rooms, and of those that are taken ``at`` that moment."""
    return list(await tx.conn.fetch(LIST_PREMISES, owner, at, limit, offset))
