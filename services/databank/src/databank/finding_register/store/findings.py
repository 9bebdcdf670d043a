"""Findings, with the report that each was closed with."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import Field

from chassis.db import Transaction
from chassis.rows import fetch_all, typed
from chassis.tables import CODE, MOMENT, one_of
from contracts.branches import Branch
from contracts.codes import Addressee, OffenderRole, Procedure, ReportKind
from databank.finding_register.rules.steps import (
    Finding,
    FindingState,
    FindingSummary,
    PossibleVictim,
)
from databank.sealed_columns import OFFENDER, OFFENDER_FIELDS, open_finding
from databank.tables import Table


class FindingRow(Table, table=True):
    """``victim_checked``: a person looked whether the offender may be a victim.

    ``claim_id``: the claim by which the offender was known then; the finding follows it. What a
    finding has not got yet is empty: a kind of report, its number, an offender. ``transmit_by`` is
    the last day on which the city may get it.
    """

    __tablename__ = "finding"
    __table_args__ = (
        UniqueConstraint("report_kind", "report_number"),
        Index("finding_state", "state", "noted_at"),
        Index("finding_offender_key", text("substr(offender, 1, 5)")),
        one_of("report_kind", ReportKind),
        one_of("addressee", Addressee),
        one_of("possible_victim", PossibleVictim),
        one_of("state", FindingState),
        one_of("procedure", Procedure),
    )
    id: UUID = Field(primary_key=True)
    report_id: UUID | None
    report_kind: ReportKind | None = Field(default=None, sa_type=CODE)
    report_number: str | None
    inspection_id: UUID | None = Field(foreign_key="inspection.id", index=True)
    verification_id: UUID | None = Field(foreign_key="verification.id")
    fact_code: str
    fact_at: datetime = Field(sa_type=MOMENT)
    branch: Branch = Field(sa_type=CODE)
    in_tolerance_zone: bool
    premises_id: UUID | None = Field(index=True)
    addressee: Addressee | None = Field(default=None, sa_type=CODE)
    offender_role: OffenderRole | None = Field(default=None, sa_type=CODE)
    offender: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    person_id: UUID | None = Field(foreign_key="person.id", index=True)
    claim_id: UUID | None = Field(default=None, foreign_key="claim.id", index=True)
    possible_victim: PossibleVictim = Field(sa_type=CODE)
    victim_checked: bool
    state: FindingState = Field(sa_type=CODE)
    drawn_up_at: datetime | None = Field(default=None, sa_type=MOMENT)
    drawn_up_by: str | None
    procedure: Procedure | None = Field(default=None, sa_type=CODE)
    on_hold: bool | None = None
    transferred_at: datetime | None = Field(default=None, sa_type=MOMENT)
    noted_at: datetime = Field(sa_type=MOMENT)
    noted_by: str
    establishment_id: UUID | None = Field(default=None, foreign_key="establishment.id")
    caught_in_act: bool
    transmit_by: date | None = None
    victim_checked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    victim_checked_by: str | None = None
    judicial_information: bool | None = None
    judicial_leave: str | None = None


COLUMNS = (
    "id",
    "report_id",
    "report_kind",
    "report_number",
    "inspection_id",
    "verification_id",
    "fact_code",
    "fact_at",
    "branch",
    "in_tolerance_zone",
    "premises_id",
    "addressee",
    "offender_role",
    "offender",
    "person_id",
    "claim_id",
    "possible_victim",
    "victim_checked",
    "state",
    "drawn_up_at",
    "drawn_up_by",
    "noted_at",
    "noted_by",
    "establishment_id",
    "caught_in_act",
    "transmit_by",
)
ADD = (
    f"INSERT INTO finding ({', '.join(COLUMNS)})"  # noqa: S608  # names of columns, from here
    f" VALUES ({', '.join(f'${nr}' for nr in range(1, len(COLUMNS) + 1))})"
    " ON CONFLICT DO NOTHING RETURNING id"
)


async def add(tx: Transaction, finding: Finding) -> bool:
    """False when there is one of that id, or a report of that kind and number."""
    offender = {name: getattr(finding, name) for name in OFFENDER_FIELDS}
    sealed = tx.vault.seal(OFFENDER, finding.id, offender)
    values = [sealed if name == OFFENDER.column else getattr(finding, name) for name in COLUMNS]
    return await tx.conn.fetchval(ADD, *values) is not None


async def get(tx: Transaction, finding_id: UUID) -> Finding | None:
    row = await tx.conn.fetchrow("SELECT * FROM finding WHERE id = $1", finding_id)
    return typed(Finding, open_finding(tx.vault, row)) if row else None


async def get_for_update(tx: Transaction, finding_id: UUID) -> Finding | None:
    row = await tx.conn.fetchrow("SELECT * FROM finding WHERE id = $1 FOR UPDATE", finding_id)
    return typed(Finding, open_finding(tx.vault, row)) if row else None


async def transferred_for_update(
    tx: Transaction, person_ids: Collection[UUID], finding_id: UUID | None = None
) -> list[Finding]:
    """Findings that the city has about these persons, or whoever may be one; and this one.

    Locked, in order.
    """
    rows = await tx.conn.fetch(
        """
        SELECT * FROM finding
         WHERE on_hold IS NOT NULL AND (person_id = ANY($1::uuid[]) OR id = $2 OR id IN (
               SELECT finding_id FROM protective_link WHERE person_id = ANY($1::uuid[])))
         ORDER BY id FOR UPDATE
        """,
        list(person_ids),
        finding_id,
    )
    return [typed(Finding, open_finding(tx.vault, row)) for row in rows]


async def that_may_be_held(tx: Transaction, person_ids: Collection[UUID]) -> list[Finding]:
    """Findings that the city has or may get, about these persons or an offender typed by hand."""
    rows = await tx.conn.fetch(
        """
        SELECT * FROM finding
         WHERE (person_id IS NULL OR person_id = ANY($1::uuid[]))
           AND (on_hold IS NOT NULL OR state IN (
                'genoteerd', 'vaststelling', 'in_opmaak', 'opgemaakt'))
         ORDER BY id
        """,
        list(person_ids),
    )
    return [typed(Finding, open_finding(tx.vault, row)) for row in rows]


async def change(conn: asyncpg.Connection, finding_id: UUID, **values: Any) -> None:
    """Set columns of a finding that this transaction holds; callers name them in code."""
    names = [f"{name} = ${nr}" for nr, name in enumerate(values, 2)]
    await conn.execute(
        f"UPDATE finding SET {', '.join(names)} WHERE id = $1",  # noqa: S608  # see above
        finding_id,
        *values.values(),
    )


async def stands_on(conn: asyncpg.Connection, source_id: UUID) -> bool:
    """Whether a finding that was not ended stands on an inspection or a check with this id."""
    return bool(
        await conn.fetchval(
            """
            SELECT true FROM finding
             WHERE (inspection_id = $1 OR verification_id = $1)
               AND state NOT IN ('geseponeerd', 'ingetrokken', 'geen_gevolg') LIMIT 1
            """,
            source_id,
        )
    )


async def has_number(conn: asyncpg.Connection, kind: ReportKind, number: str) -> bool:
    return bool(
        await conn.fetchval(
            "SELECT true FROM finding WHERE report_kind = $1 AND report_number = $2", kind, number
        )
    )


async def listed(
    conn: asyncpg.Connection, state: FindingState | None, offset: int, limit: int
) -> list[FindingSummary]:
    """Those with a report, the newest first."""
    return await fetch_all(
        conn,
        FindingSummary,
        """
        SELECT * FROM finding
         WHERE report_id IS NOT NULL AND ($1::text IS NULL OR state = $1)
         ORDER BY drawn_up_at DESC, id OFFSET $2 LIMIT $3
        """,
        state,
        offset,
        limit,
    )
