"""Persons whom the offender of a finding may be: only for protection, and shown to nobody."""

from collections.abc import Collection
from uuid import UUID

import asyncpg
from sqlmodel import Field

from databank.tables import Table


class ProtectiveLinkRow(Table, table=True):
    """``claim_id``: the claim by which the person was known; the link goes where it goes."""

    __tablename__ = "protective_link"
    finding_id: UUID = Field(primary_key=True, foreign_key="finding.id")
    claim_id: UUID = Field(primary_key=True, foreign_key="claim.id", index=True)
    person_id: UUID = Field(foreign_key="person.id", index=True)


async def add(
    conn: asyncpg.Connection, finding_id: UUID, claims: Collection[tuple[UUID, UUID]]
) -> None:
    """``claims`` are (claim, person); one that is known stays."""
    await conn.executemany(
        """
        INSERT INTO protective_link (finding_id, claim_id, person_id) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING
        """,
        [(finding_id, claim_id, person_id) for claim_id, person_id in claims],
    )


async def of_finding(conn: asyncpg.Connection, finding_id: UUID) -> list[UUID]:
    """The persons whom the offender of a finding may be, in the order in which all lock them."""
    rows = await conn.fetch(
        "SELECT DISTINCT person_id FROM protective_link WHERE finding_id = $1 ORDER BY person_id",
        finding_id,
    )
    return [row["person_id"] for row in rows]
