"""Street bans by order, with their areas sealed, and the findings by which the person is known.

A ban is read by way of its findings, so a shield over the person's file covers it too.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import typed
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import BanEnd, OffenderRole
from contracts.enforcement import StreetBanOrdered
from databank.sealed_columns import BAN_AREA, open_finding
from databank.street_bans.rules import Ban, BanOrder, current
from databank.tables import Table


class StreetBan(Table, table=True):
    """An order; what it does is empty until it is told."""

    __tablename__ = "street_ban"
    __table_args__ = (
        one_of("offender_role", OffenderRole),
        one_of("how", BanEnd),
        Index("street_ban_said_key", text("substr(said, 1, 5)")),
    )
    order_id: UUID = Field(primary_key=True)
    case_id: UUID = Field(index=True)
    renewal: int
    offender_role: OffenderRole = Field(sa_type=CODE)
    begins_at: datetime = Field(sa_type=MOMENT)
    ends_at: datetime = Field(sa_type=MOMENT)
    ordered_at: datetime = Field(sa_type=MOMENT)
    works_from: datetime | None = Field(default=None, sa_type=MOMENT)
    stayed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)
    how: BanEnd | None = Field(default=None, sa_type=CODE)
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class StreetBanFinding(Table, table=True):
    """A finding on which a ban rests: the police know by it whom the ban is about."""

    __tablename__ = "street_ban_finding"
    case_id: UUID = Field(primary_key=True)
    finding_id: UUID = Field(primary_key=True, index=True)


ADD = """
INSERT INTO street_ban (order_id, case_id, renewal, offender_role, begins_at, ends_at, ordered_at,
                        said)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (order_id) DO NOTHING
"""
KNOWN = """
SELECT street_ban.* FROM street_ban
 WHERE EXISTS (SELECT FROM street_ban_finding AS link JOIN finding ON finding.id = link.finding_id
                WHERE link.case_id = street_ban.case_id AND ($1::uuid IS NULL OR person_id = $1))
   AND ($2::uuid IS NULL OR street_ban.case_id = $2)
 ORDER BY ends_at, order_id
"""
FINDINGS = """
SELECT link.case_id, finding.* FROM street_ban_finding AS link
  JOIN finding ON finding.id = link.finding_id
 WHERE link.case_id = ANY($1::uuid[]) ORDER BY fact_at, finding.id
"""


async def add(tx: Transaction, event: StreetBanOrdered) -> None:
    """Keep an order; one that is known already stays as it is."""
    area = event.area.value
    await tx.conn.execute(
        ADD,
        event.order_id,
        event.case_id,
        event.renewal,
        event.offender_role,
        event.begins_at,
        event.ends_at,
        event.ordered_at,
        tx.vault.seal(BAN_AREA, event.order_id, area.model_dump()),
    )
    await tx.conn.executemany(
        "INSERT INTO street_ban_finding (case_id, finding_id) VALUES ($1, $2)"
        " ON CONFLICT DO NOTHING",
        [(event.case_id, finding_id) for finding_id in event.finding_ids],
    )


async def set_works_from(tx: Transaction, order_id: UUID, works_from: datetime) -> None:
    await tx.conn.execute(
        "UPDATE street_ban SET works_from = $2 WHERE order_id = $1", order_id, works_from
    )


async def set_stayed(tx: Transaction, case_id: UUID, stayed_at: datetime | None) -> None:
    await tx.conn.execute(
        "UPDATE street_ban SET stayed_at = $2 WHERE case_id = $1", case_id, stayed_at
    )


async def end(tx: Transaction, case_id: UUID, how: BanEnd, ended_at: datetime) -> None:
    """End every order of a ban that had not ended before that moment."""
    await tx.conn.execute(
        """
        UPDATE street_ban SET ended_at = $2, how = $3
         WHERE case_id = $1 AND coalesce(ended_at, ends_at) >= $2
        """,
        case_id,
        ended_at,
        how,
    )


async def last_end(tx: Transaction, case_id: UUID) -> datetime | None:
    ends: datetime | None = await tx.conn.fetchval(
        "SELECT max(coalesce(ended_at, ends_at)) FROM street_ban WHERE case_id = $1", case_id
    )
    return ends


async def erase_order(tx: Transaction, case_id: UUID, order_id: UUID) -> None:
    """The findings go with the last order of their ban."""
    await tx.conn.execute("DELETE FROM street_ban WHERE order_id = $1", order_id)
    if await last_end(tx, case_id) is None:
        await erase(tx, case_id)


async def erase(tx: Transaction, case_id: UUID) -> None:
    await tx.conn.execute("DELETE FROM street_ban_finding WHERE case_id = $1", case_id)
    await tx.conn.execute("DELETE FROM street_ban WHERE case_id = $1", case_id)


async def running(tx: Transaction, *, person_id: UUID | None = None) -> list[Ban]:
    """Bans that hold or will, of everybody or of a person; the soonest to end first."""
    rows = await tx.conn.fetch(KNOWN, person_id, None)
    said = {row["order_id"]: row["said"] for row in rows}
    orders = current([_order(row) for row in rows], tx.now)
    return await _with_persons(tx, orders, said)


async def of_case(tx: Transaction, case_id: UUID) -> list[Ban]:
    """The orders of a ban, as long as they are kept."""
    rows = await tx.conn.fetch(KNOWN, None, case_id)
    return await _with_persons(
        tx, [_order(row) for row in rows], {row["order_id"]: row["said"] for row in rows}
    )


def _order(row: object) -> BanOrder:
    values = dict(row)  # type: ignore[call-overload]  # a record, without what is sealed
    del values["said"]
    return typed(BanOrder, values)


async def _with_persons(
    tx: Transaction, orders: Sequence[BanOrder], said: dict[UUID, bytes]
) -> list[Ban]:
    found: dict[UUID, list[tuple[UUID, str | None, UUID | None]]] = {}
    for row in await tx.conn.fetch(FINDINGS, [order.case_id for order in orders]):
        finding = open_finding(tx.vault, {**row})
        about = (finding["id"], finding["offender_name"], finding["person_id"])
        found.setdefault(row["case_id"], []).append(about)
    bans = []
    for order in orders:
        area = tx.vault.open(BAN_AREA, order.order_id, said[order.order_id])
        known = found.get(order.case_id, [])
        bans.append(
            Ban(
                order,
                tuple(area["streets"]),
                tuple(area["spared"]),
                tuple(dict.fromkeys(name for _, name, _ in known if name)),
                tuple(finding_id for finding_id, _, _ in known),
                tuple(dict.fromkeys(person for _, _, person in known if person)),
            )
        )
    return bans
