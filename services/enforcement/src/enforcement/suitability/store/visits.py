"""Visits to premises, and the yearly round of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Field, col, select

from chassis.days import day_start
from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import MOMENT
from enforcement.suitability.rules import VALID
from enforcement.tables import Table


class Visit(Table, table=True):
    visit_id: UUID = Field(primary_key=True)
    dossier_id: UUID = Field(foreign_key="dossier.dossier_id", index=True)
    kind: str
    reason: str
    result: str
    rooms_visited: int
    completed_at: datetime = Field(sa_type=MOMENT)


async def of_dossier(tx: Transaction, dossier_id: UUID) -> Sequence[Visit]:
    query = select(Visit).where(Visit.dossier_id == dossier_id)
    return (await tx.session.exec(query.order_by(col(Visit.completed_at)))).all()


@dataclass(frozen=True, slots=True)
class House:
    """Premises with a declaration in the yearly round; ``visited_at`` is empty until they are.

    ``planned_for`` and ``visit_id`` are of the visit that has a day.
    """

    dossier_id: UUID
    number: str
    street: str
    house_number: str
    rooms: int
    visited_at: datetime | None
    planned_for: date | None
    visit_id: UUID | None


ROUND = """
SELECT d.dossier_id, d.number, p.street, p.house_number, jsonb_array_length(d.rooms) AS rooms,
       (SELECT max(v.completed_at) FROM visit v JOIN dossier o USING (dossier_id)
         WHERE o.premises_id = d.premises_id AND v.kind = 'proactief'
           AND v.completed_at >= $1 AND v.completed_at < $2) AS visited_at,
       n.planned_for, n.visit_id
  FROM dossier d JOIN premises p USING (premises_id)
  LEFT JOIN planned_visit n
    ON n.dossier_id = d.dossier_id AND n.kind = 'proactief' AND n.completed_at IS NULL
 WHERE d.state = ANY($3) AND d.valid_from < $4
 ORDER BY p.street, substring(p.house_number from '^[0-9]+')::numeric, p.house_number
"""


async def yearly_round(tx: Transaction, year: int) -> list[House]:
    """The premises that are to be visited in a year of the city, in the order of their streets."""
    ends = date(year + 1, 1, 1)
    period = (day_start(date(year, 1, 1)), day_start(ends))
    states = [str(state) for state in VALID]
    return await fetch_all(tx.conn, House, ROUND, *period, states, ends)
