"""Premises, their rooms, and the facts that say whether they may be used."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Identity, false
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import Field

from chassis.db import Transaction
from chassis.tables import code, one_of
from contracts.enforcement import Premises as DescribedPremises
from pandkalender.premises.rules import Fact, FactKind
from pandkalender.tables import Table, moment

RETIRE_ROOMS = """
UPDATE room SET active = false WHERE premises_id = $1 AND active AND room_id <> ALL($2::uuid[])
"""
SAVE_ROOMS = """
INSERT INTO room (room_id, premises_id, label, active)
SELECT room_id, $1, label, true FROM unnest($2::uuid[], $3::text[]) AS t (room_id, label)
ON CONFLICT (room_id) DO UPDATE
SET (premises_id, label, active) = (EXCLUDED.premises_id, EXCLUDED.label, true)
"""
FACTS = """
SELECT premises_id, kind, dossier_id, known_at, starts_at, ends_at, taken_back, annulled
FROM premises_fact WHERE premises_id = ANY($1::uuid[])
"""
OWN_ROOMS = """
SELECT r.room_id, r.premises_id FROM room r JOIN premises p USING (premises_id)
WHERE r.room_id = ANY($1::uuid[]) AND r.active AND p.owner = $2
"""
LIST_ROOMS = """
SELECT r.room_id, r.label, r.premises_id, p.label AS premises_label
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
GROUP BY p.premises_id HAVING count(r.room_id) > 0
ORDER BY p.label, p.premises_id LIMIT $3 OFFSET $4
"""

NAME_CLOSURE = """
UPDATE premises_fact SET dossier_id = $2
WHERE premises_id = $1 AND kind = 'closure' AND dossier_id IS NULL
  AND NOT EXISTS (SELECT FROM premises_fact WHERE premises_id = $1 AND dossier_id = $2)
"""

Facts = dict[UUID, list[Fact]]
"""Per premises; premises without facts are there with an empty list."""


class Premises(Table, table=True):
    """Window premises as enforcement last described them; ``owner`` may change."""

    __tablename__ = "premises"

    premises_id: UUID = Field(primary_key=True)
    owner: str = Field(index=True)
    label: str
    street: str
    house_number: str
    postcode: str


class PremisesFact(Table, table=True):
    """One decision about premises; see ``premises.rules.Fact``."""

    __tablename__ = "premises_fact"
    __table_args__ = (one_of("kind", FactKind),)

    fact_id: int | None = Field(
        default=None, sa_column=Column(BigInteger, Identity(always=True), primary_key=True)
    )
    premises_id: UUID = Field(index=True)
    kind: FactKind = Field(sa_type=code(FactKind, varchar=True))
    dossier_id: UUID | None = None
    known_at: datetime = moment()
    starts_at: datetime = moment()
    ends_at: datetime | None = moment(nullable=True)
    taken_back: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    annulled: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class Room(Table, table=True):
    """A room stays when premises lose it, because shifts remember it; then ``active`` is false."""

    __tablename__ = "room"

    room_id: UUID = Field(primary_key=True)
    premises_id: UUID = Field(foreign_key="premises.premises_id", index=True)
    label: str
    active: bool


@dataclass(frozen=True, slots=True)
class OwnRoom:
    """A room that its owner may declare a shift in, as far as the facts allow."""

    room_id: UUID
    premises_id: UUID
    facts: Sequence[Fact]


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room in a list, with its premises."""

    room_id: UUID
    label: str
    premises_id: UUID
    premises_label: str


@dataclass(frozen=True, slots=True)
class PremisesRow:
    """Premises in a list: the number of rooms, and of those that are taken."""

    premises_id: UUID
    label: str
    rooms: int
    occupied: int


async def save(tx: Transaction, described: DescribedPremises) -> None:
    """Keep premises as now described; a room that is no longer named takes no new shifts."""
    values = {
        "owner": described.owner,
        "label": described.label,
        "street": described.street,
        "house_number": described.house_number,
        "postcode": described.postcode,
    }
    insertion = insert(Premises).values(premises_id=described.premises_id, **values)
    await tx.session.exec(
        insertion.on_conflict_do_update(index_elements=["premises_id"], set_=values)
    )
    ids, labels = [r.room_id for r in described.rooms], [r.label for r in described.rooms]
    await tx.conn.execute(RETIRE_ROOMS, described.premises_id, ids)
    await tx.conn.execute(SAVE_ROOMS, described.premises_id, ids, labels)


async def add_fact(tx: Transaction, premises_id: UUID, fact: Fact) -> None:
    """Keep a decision as it came."""
    tx.session.add(
        PremisesFact(
            premises_id=premises_id,
            kind=fact.kind,
            dossier_id=fact.dossier_id,
            known_at=fact.known_at,
            starts_at=fact.starts_at,
            ends_at=fact.ends_at,
            taken_back=fact.taken_back,
            annulled=fact.annulled,
        )
    )
    await tx.session.flush()


async def name_closure(tx: Transaction, premises_id: UUID, case_id: UUID) -> None:
    """Closures that were kept before their case was known are taken for the one that is lifted."""
    await tx.conn.execute(NAME_CLOSURE, premises_id, case_id)


async def list_facts(tx: Transaction, premises_ids: Iterable[UUID]) -> Facts:
    """The facts of some premises."""
    facts: Facts = {premises_id: [] for premises_id in premises_ids}
    for row in await tx.conn.fetch(FACTS, list(facts)):
        facts[row["premises_id"]].append(
            Fact(
                FactKind(row["kind"]),
                row["dossier_id"],
                row["known_at"],
                row["starts_at"],
                row["ends_at"],
                row["taken_back"],
                row["annulled"],
            )
        )
    return facts


async def own_rooms(tx: Transaction, owner: str, room_ids: Iterable[UUID]) -> dict[UUID, OwnRoom]:
    """The rooms among ``room_ids`` that the owner has today."""
    rows = await tx.conn.fetch(OWN_ROOMS, list(set(room_ids)), owner)
    facts = await list_facts(tx, {row["premises_id"] for row in rows})
    return {
        row["room_id"]: OwnRoom(row["room_id"], row["premises_id"], facts[row["premises_id"]])
        for row in rows
    }


async def list_rooms(tx: Transaction, owner: str | None, limit: int, offset: int) -> list[RoomRow]:
    """The rooms of one owner, or of all when None."""
    rows = await tx.conn.fetch(LIST_ROOMS, owner, limit, offset)
    return [RoomRow(**row) for row in rows]


async def list_premises(
    tx: Transaction, owner: str, at: datetime, limit: int, offset: int
) -> list[PremisesRow]:
    """The premises of an owner, with the rooms that are taken ``at`` that moment."""
    rows = await tx.conn.fetch(LIST_PREMISES, owner, at, limit, offset)
    return [PremisesRow(**row) for row in rows]
