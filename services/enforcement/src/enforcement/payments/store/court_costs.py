"""Costs that courts awarded: at most one amount per case, never part of its fine."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlmodel import Field, select

from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import code, one_of
from enforcement.payments.rules.court_costs import CostsDebtor, CourtCostsNotFoundError
from enforcement.payments.store.debts import fines
from enforcement.tables import Table


class CourtCosts(Table, table=True):
    """``settled_on`` is the day on which they were paid, to the city or by it; ``settled_line`` the
    line of a statement that did. ``reference`` is that of what a person owes; costs of before
    release 0.3 get theirs with their letter.

    ``asked_on`` is the day on which the latest letter that asks for them counts as received, and
    ``due_on`` the last day that it leaves. It leaves none any more once a bailiff served the
    judgment, on ``served_on``.
    """

    __tablename__ = "court_costs"
    __table_args__ = (one_of("owed_by", CostsDebtor),)

    case_id: UUID = Field(primary_key=True, foreign_key="gas_case.case_id")
    owed_by: CostsDebtor = Field(sa_type=code(CostsDebtor, varchar=True))
    amount_cents: int
    awarded_on: date
    settled_on: date | None = None
    settled_by: str | None = None
    reference: str | None = Field(default=None, index=True)
    settled_line: UUID | None = Field(default=None, index=True)
    asked_on: date | None = None
    due_on: date | None = None
    served_on: date | None = None

    @property
    def is_asked(self) -> bool:
        """A person owes them, and nobody paid them yet."""
        return self.owed_by is CostsDebtor.PERSOON and self.settled_on is None


@dataclass(frozen=True, slots=True)
class CostsRow:
    """Costs in a list, by the number of their case, and nothing of the person."""

    case_id: UUID
    number: str
    owed_by: CostsDebtor
    amount_cents: int
    awarded_on: date
    settled_on: date | None
    reference: str | None
    due_on: date | None
    served_on: date | None


def rows(where: str) -> str:
    """Costs ``c`` with the fine ``g`` whose appeal cost them."""
    return f"""
SELECT c.case_id, g.number, c.owed_by, c.amount_cents, c.awarded_on, c.settled_on, c.reference,
       c.due_on, c.served_on
FROM court_costs c JOIN ({fines().heads}) AS g USING (case_id) {where}
"""  # noqa: S608  # our own text


OPEN = """
WHERE c.settled_on IS NULL AND NOT (c.owed_by = 'persoon' AND g.on_hold)
ORDER BY c.awarded_on, g.number LIMIT $1 OFFSET $2
"""
SETTLED = "WHERE c.settled_on >= $1 ORDER BY c.settled_on DESC, g.number LIMIT $2"


async def unsettled(tx: Transaction, most: int, offset: int = 0) -> list[CostsRow]:
    """Costs that nobody paid yet, the oldest first; of a person whose case is on hold none are
    asked.
    """
    return await fetch_all(tx.conn, CostsRow, rows(OPEN), most, offset)


async def settled_since(tx: Transaction, day: date, most: int) -> list[CostsRow]:
    """Costs that were paid on a day or after it, the latest first."""
    return await fetch_all(tx.conn, CostsRow, rows(SETTLED), day, most)


async def find(tx: Transaction, case_id: UUID) -> CourtCosts | None:
    return await tx.session.get(CourtCosts, case_id)


async def get_for_update(tx: Transaction, case_id: UUID) -> CourtCosts:
    """Raises ``CourtCostsNotFoundError``."""
    costs = await tx.session.get(CourtCosts, case_id, with_for_update=True, populate_existing=True)
    if costs is None:
        raise CourtCostsNotFoundError
    return costs


async def by_reference(tx: Transaction, reference: str) -> CourtCosts | None:
    query = select(CourtCosts).where(CourtCosts.reference == reference)
    return (await tx.session.exec(query)).first()


async def by_line(tx: Transaction, line_id: UUID) -> CourtCosts | None:
    """The costs that a line of a statement paid."""
    query = select(CourtCosts).where(CourtCosts.settled_line == line_id)
    return (await tx.session.exec(query)).first()
