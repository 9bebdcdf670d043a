"""Days in court of cases in which an appeal runs; nobody is named."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Index, text
from sqlmodel import Field, col, select

from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import MOMENT, code, one_of
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind
from enforcement.court_calendar.rules import CourtDayKind
from enforcement.tables import Table


class CourtDay(Table, table=True):
    """A day of a case before the court; ``cancelled_at``: ``cancelled_by`` took it off."""

    __tablename__ = "court_day"
    __table_args__ = (
        one_of("kind", CourtDayKind),
        Index(
            "court_day_once",
            "case_id",
            "kind",
            "on_day",
            unique=True,
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    day_id: UUID = Field(primary_key=True, default_factory=uuid4)
    case_id: UUID = Field(index=True)
    kind: CourtDayKind = Field(sa_type=code(CourtDayKind, varchar=True))
    on_day: date = Field(index=True)
    noted_by: str
    noted_at: datetime = Field(sa_type=MOMENT)
    cancelled_at: datetime | None = Field(default=None, sa_type=MOMENT)
    cancelled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A day with its case, and who is to plead for the city: of all requests that run."""

    day_id: UUID
    case_id: UUID
    case_kind: CaseKind
    number: str
    kind: CourtDayKind
    on_day: date
    roll_number: str | None
    law_office: str | None


IN_COURT = f"""
SELECT c.case_id, c.kind, c.number, coalesce(a.roll_number, r.roll_number) AS roll_number,
       coalesce(a.law_office, r.law_office) AS law_office
  FROM ({HEADS}) AS c
  LEFT JOIN appeal a USING (case_id)
  LEFT JOIN LATERAL (
    SELECT string_agg(roll_number, ', ' ORDER BY lodged_on, last) AS roll_number,
           string_agg(DISTINCT law_office, ', ') AS law_office
      FROM (SELECT case_id, roll_number, law_office, lodged_on, ruling, true AS last
              FROM council_appeal
             UNION ALL
            SELECT case_id, roll_number, law_office, lodged_on, ruling, false
              FROM earlier_council_appeal) AS request
     WHERE request.case_id = c.case_id
       AND coalesce(ruling, '') NOT IN ('vernietiging', 'verwerping', 'afstand')
  ) AS r ON true
 WHERE c.in_court AND c.kind = ANY($1)
"""  # noqa: S608
SINCE = f"""
SELECT d.day_id, d.case_id, c.kind AS case_kind, c.number, d.kind, d.on_day, c.roll_number,
       c.law_office
  FROM court_day d JOIN ({IN_COURT}) AS c USING (case_id)
 WHERE d.cancelled_at IS NULL AND d.on_day >= $2
 ORDER BY d.on_day, c.number, d.kind LIMIT $3 OFFSET $4
"""  # noqa: S608
BY_NUMBER = f"SELECT case_id FROM ({IN_COURT}) AS c WHERE number = $2"  # noqa: S608
NOTE = """
INSERT INTO court_day (day_id, case_id, kind, on_day, noted_by, noted_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (case_id, kind, on_day) WHERE cancelled_at IS NULL DO NOTHING
"""
OF_DAY = f"""
SELECT EXISTS (SELECT FROM court_day d JOIN ({IN_COURT}) AS c USING (case_id) WHERE d.day_id = $2)
"""  # noqa: S608


async def since(
    tx: Transaction, kinds: Collection[CaseKind], day: date, offset: int, size: int
) -> list[Planned]:
    """Days from this one on, the soonest first."""
    return await fetch_all(tx.conn, Planned, SINCE, [*map(str, kinds)], day, size, offset)


async def case_in_court(
    tx: Transaction, kinds: Collection[CaseKind], number: str | None
) -> UUID | None:
    """The case with this number, if an appeal runs in it."""
    found: UUID | None = await tx.conn.fetchval(BY_NUMBER, [*map(str, kinds)], number)
    return found


async def add(tx: Transaction, day: CourtDay) -> CourtDay:
    """The day as it is noted; the same day of the same case is noted once."""
    await tx.conn.execute(
        NOTE, day.day_id, day.case_id, str(day.kind), day.on_day, day.noted_by, day.noted_at
    )
    query = select(CourtDay).where(
        CourtDay.case_id == day.case_id,
        CourtDay.kind == day.kind,
        CourtDay.on_day == day.on_day,
        col(CourtDay.cancelled_at).is_(None),
    )
    return (await tx.session.exec(query)).one()


async def get_for_update(
    tx: Transaction, kinds: Collection[CaseKind], day_id: UUID
) -> CourtDay | None:
    """A day that stands, of a case of these procedures."""
    day = await tx.session.get(CourtDay, day_id, with_for_update=True)
    if day is None or day.cancelled_at is not None:
        return None
    known = await tx.conn.fetchval(OF_DAY, [*map(str, kinds)], day_id)
    return day if known else None
