"""Deliveries whose rows may be kept no longer, their destruction, and the proof of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Text, func
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from registry.delivery_register.rules.delivery import DRAFTS, OVER, WAITING, State
from registry.retention.rules import Ground
from registry.tables import Table


class DeliveryDestruction(Table, table=True):
    """The rows of a delivery were destroyed: on which ground, how many, and their SHA-256.

    ``digest`` is over all rows in their order, so it tells what was destroyed from a copy that
    somebody should not have, and tells of nobody. The service may add proofs and change none.
    """

    __tablename__ = "delivery_destruction"
    __table_args__ = (one_of("ground", Ground),)

    delivery_id: UUID = Field(primary_key=True)
    organisation: str = Field(sa_type=Text)
    year: int
    half: int
    revision: int
    ground: Ground = Field(sa_type=code(Ground))
    kept_until: date
    destroyed_at: datetime = Field(index=True, sa_type=MOMENT)
    erased: dict[str, Any] = Field(sa_type=DOCUMENT)
    digest: str = Field(sa_type=Text)


@dataclass(frozen=True, slots=True)
class DeliveryWithRows:
    """A delivery with rows or errors that may go one day, and the days that decide when."""

    delivery_id: UUID
    organisation: str
    year: int
    half: int
    revision: int
    state: str
    drafted_at: datetime
    """When it came in, or was last sent back."""
    ended_at: datetime | None
    """When it was withdrawn or replaced, or ended without effect."""
    year_frozen_at: datetime | None


KEPT = """
SELECT d.delivery_id, d.organisation, d.year, d.half, d.revision, d.state,
       coalesce(d.returned_at, d.uploaded_at) AS drafted_at,
       coalesce(d.withdrawn_at, d.replaced_at, d.concluded_at) AS ended_at,
       f.frozen_at AS year_frozen_at
  FROM delivery d LEFT JOIN frozen_year f ON f.year = d.year
 WHERE (d.state = ANY($1::text[]) OR f.year IS NOT NULL)
   AND ($2::uuid IS NULL OR d.delivery_id = $2)
   AND NOT EXISTS (SELECT FROM delivery_destruction x WHERE x.delivery_id = d.delivery_id)
 ORDER BY d.uploaded_at, d.delivery_id
"""
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(
         table_name || ' ' || number || ' ' || content::text, E'\\n' ORDER BY table_name, number
       ), ''), 'UTF8')), 'hex')
  FROM delivery_row WHERE delivery_id = $1
"""
ERASE = """
WITH gone AS (DELETE FROM delivery_row WHERE delivery_id = $1 RETURNING table_name)
SELECT table_name, count(*) AS number FROM gone GROUP BY table_name ORDER BY table_name
"""
ERASE_CODES = "DELETE FROM linkage_code WHERE delivery_id = $1"
FORGET_CODES = "DELETE FROM linkage_delivery WHERE delivery_id = $1"
FORGET_REGISTER = "UPDATE aggregate SET told_register = NULL WHERE delivery_id = $1"
FORGET_ERRORS = """
UPDATE delivery
   SET errors = '[]', error_groups = '[]', small_groups = '[]', leaves_on = NULL,
       state = CASE WHEN state = ANY($2::text[]) THEN $3 ELSE state END
 WHERE delivery_id = $1
"""
"""Errors kept of rows that are gone; what is without rows is signed or accepted no more."""


async def kept(tx: Transaction, delivery_id: UUID | None = None) -> list[DeliveryWithRows]:
    """Deliveries that are over, drafts, or of a frozen year, and were not destroyed yet.

    Or this one of them alone.
    """
    rows = await tx.conn.fetch(KEPT, [*OVER, *DRAFTS], delivery_id)
    return [DeliveryWithRows(**row) for row in rows]


async def destroy(
    tx: Transaction, delivery: DeliveryWithRows, ground: Ground, kept_until: date
) -> None:
    """Destroy rows, linkage codes, told counts and listed errors of a delivery; keep the proof.

    What nobody signed or accepted lapses by it.
    """
    digest = await tx.conn.fetchval(DIGEST, delivery.delivery_id)
    gone = await tx.conn.fetch(ERASE, delivery.delivery_id)
    await tx.conn.execute(ERASE_CODES, delivery.delivery_id)
    await tx.conn.execute(FORGET_CODES, delivery.delivery_id)
    await tx.conn.execute(FORGET_REGISTER, delivery.delivery_id)
    lapsing = [*DRAFTS, *WAITING]
    await tx.conn.execute(FORGET_ERRORS, delivery.delivery_id, lapsing, State.VERLOPEN)
    tx.session.add(
        DeliveryDestruction(
            delivery_id=delivery.delivery_id,
            organisation=delivery.organisation,
            year=delivery.year,
            half=delivery.half,
            revision=delivery.revision,
            ground=ground,
            kept_until=kept_until,
            destroyed_at=tx.now,
            erased={row["table_name"]: row["number"] for row in gone},
            digest=digest,
        )
    )
    await tx.session.flush()


async def newest(
    tx: Transaction, organisation: str | None, *, limit: int, offset: int
) -> tuple[Sequence[DeliveryDestruction], int]:
    """A page of the proofs, newest first, and how many there are."""
    query = select(DeliveryDestruction)
    if organisation is not None:
        query = query.where(DeliveryDestruction.organisation == organisation)
    total = (await tx.session.exec(select(func.count()).select_from(query.subquery()))).one()
    newest_first = query.order_by(
        col(DeliveryDestruction.destroyed_at).desc(), col(DeliveryDestruction.delivery_id)
    )
    return (await tx.session.exec(newest_first.limit(limit).offset(offset))).all(), total


async def destroyed(tx: Transaction, delivery_ids: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these deliveries whose rows are gone."""
    query = select(DeliveryDestruction.delivery_id).where(
        col(DeliveryDestruction.delivery_id).in_([*delivery_ids])
    )
    return frozenset((await tx.session.exec(query)).all())
