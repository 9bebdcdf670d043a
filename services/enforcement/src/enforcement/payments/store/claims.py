"""Claims: the table, and the lists that finance works from."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Date, and_, bindparam, text
from sqlmodel import Field, col, select

from chassis.days import city_day
from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import MOMENT, code, one_of
from chassis.web import PageRequest
from enforcement.cases.store import numbers
from enforcement.payments.rules.claim import (
    ASKED_FOR,
    GRACE_DAYS,
    OPEN,
    ClaimNotFoundError,
    ClaimState,
)
from enforcement.payments.rules.reference import reference_of
from enforcement.payments.store.debts import fines, penalties
from enforcement.tables import Table


class PaymentReference(Table, table=True):
    """The structured reference of a fine case from its decision on, or of a forfeited penalty."""

    __tablename__ = "payment_reference"

    case_id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)


class Claim(Table, table=True):
    """The claim of one final fine, or of one forfeited penalty payment of the mayor.

    ``case_id`` is the fine's case, or what was forfeited; ``measure_id`` is the case of that
    penalty, and empty for a fine. ``due_on`` is the last day on which it is paid in time.
    ``asked_on`` is the day of the latest letter, ``prescription_from`` the day from which the five
    years run, ``resume`` the state before it was paid, for when that payment is undone.
    """

    __tablename__ = "payment_claim"
    __table_args__ = (one_of("state", ClaimState), one_of("resume", ClaimState))

    case_id: UUID = Field(primary_key=True)
    measure_id: UUID | None = None
    reference: str = Field(unique=True)
    owed_cents: int
    state: ClaimState = Field(sa_type=code(ClaimState, varchar=True), index=True)
    resume: ClaimState | None = Field(default=None, sa_type=code(ClaimState, varchar=True))
    due_from: date
    due_on: date
    asked_on: date | None = None
    prescription_from: date
    prescribes_on: date
    opened_at: datetime = Field(sa_type=MOMENT)
    ended_at: datetime | None = Field(default=None, sa_type=MOMENT)

    @property
    def file_id(self) -> UUID:
        """The case in whose timeline its steps stand."""
        return self.measure_id or self.case_id


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list: the number of its case, and nothing of the person.

    ``pays_by``: the last day of the first instalment that is still open; of the whole without one.
    """

    case_id: UUID
    measure_id: UUID | None
    number: str
    reference: str
    state: ClaimState
    owed_cents: int
    paid_cents: int
    due_on: date
    asked_on: date | None
    prescribes_on: date
    plan: bool
    pays_by: date

    @property
    def outstanding_cents(self) -> int:
        return max(0, self.owed_cents - self.paid_cents)

    @property
    def credit_cents(self) -> int:
        return max(0, self.paid_cents - self.owed_cents)


@dataclass(frozen=True, slots=True)
class Debt:
    """A debt that a payment is for, by the number of its case."""

    case_id: UUID
    number: str


def rows(where: str) -> str:
    """Claims ``c`` with the case ``q`` that owes each, what was paid (``b``) and its plan ``p``."""
    return f"""
SELECT c.case_id, c.measure_id, q.number, c.reference, c.state, coalesce(b.paid, 0) AS paid_cents,
       {OWED} AS owed_cents,
       c.due_on, c.asked_on, c.prescribes_on, p.plan_id IS NOT NULL AS plan,
       coalesce(i.due_on, c.due_on) AS pays_by
FROM payment_claim c
JOIN LATERAL (
  SELECT number, annulled, waits FROM ({fines().heads}) AS g WHERE g.case_id = c.case_id
  UNION ALL
  SELECT number, annulled, waits FROM ({penalties().heads}) AS m WHERE m.case_id = c.measure_id
) q ON true
LEFT JOIN (
  SELECT case_id, sum(amount_cents)::bigint AS paid FROM payment_booking GROUP BY case_id
) b USING (case_id)
LEFT JOIN instalment_plan p ON p.case_id = c.case_id AND p.ended_at IS NULL
LEFT JOIN LATERAL (
  SELECT min(n.due_on) AS due_on FROM (
    SELECT due_on, sum(amount_cents) OVER (ORDER BY due_on) AS due_cents
      FROM instalment WHERE plan_id = p.plan_id
  ) AS n WHERE n.due_cents > coalesce(b.paid, 0) - p.paid_before_cents
) i ON true
{where}
"""  # noqa: S608  # our own text


OWED = "CASE WHEN q.annulled THEN 0 ELSE c.owed_cents END"
IN_STATES = "WHERE c.state = ANY($1) ORDER BY pays_by, q.number LIMIT $2 OFFSET $3"
OVERPAID = f"WHERE coalesce(b.paid, 0) > {OWED} ORDER BY c.due_on, q.number LIMIT $1"
MAY_BE_ASKED = f"""
NOT q.waits AND greatest(c.due_on, c.asked_on + {GRACE_DAYS}) < {{today}}
AND NOT EXISTS (
  SELECT FROM instalment_plan n WHERE n.case_id = c.case_id AND n.ended_at IS NULL
)
AND c.owed_cents > (
  SELECT coalesce(sum(k.amount_cents), 0) FROM payment_booking k WHERE k.case_id = c.case_id
)
"""  # noqa: S608  # our own text
"""Of a claim ``c`` and the case ``q`` that owes it: its last day to pay is over, no plan spreads
what is open, and nothing holds its collection up.
"""
LATE = f"""
WHERE c.state = ANY($1) AND {MAY_BE_ASKED.format(today="$2")}
ORDER BY c.due_on, q.number LIMIT $3
"""
MISSED = """
WHERE c.state = ANY($1) AND coalesce(b.paid, 0) - p.paid_before_cents < (
  SELECT sum(i.amount_cents) FROM instalment i WHERE i.plan_id = p.plan_id AND i.due_on < $2
) AND NOT q.waits ORDER BY c.due_on, q.number LIMIT $3
"""
OF_CASES = "WHERE c.case_id = ANY($1) OR c.measure_id = ANY($1) ORDER BY c.due_on, q.number"
REFERENCE = "SELECT reference FROM payment_reference WHERE case_id = $1"
KEEP_REFERENCE = """
INSERT INTO payment_reference (case_id, reference) VALUES ($1, $2)
ON CONFLICT (case_id) DO NOTHING RETURNING reference
"""
BY_REFERENCE = "SELECT case_id FROM payment_reference WHERE reference = $1"
SOUGHT = "WHERE c.reference = $1 OR q.number = $2 ORDER BY c.due_on"
PREFIX = "OGM"


async def fresh_reference(tx: Transaction) -> str:
    """A reference that nothing has yet, whatever it is for.

    It has room for two digits of the year: a hundred years later its serials go on.
    """
    year = 2000 + city_day(tx.now).year % 100
    return reference_of(year, await numbers.next_serial(tx, PREFIX, year))


async def reference_for(tx: Transaction, case_id: UUID) -> str:
    """The reference of a case, made when it is asked for first; no other case has it.

    Two that ask at the same time wait for each other, and a rolled back transaction leaves no gap.
    """
    known: str | None = await tx.conn.fetchval(REFERENCE, case_id)
    if known is None:
        known = await tx.conn.fetchval(KEEP_REFERENCE, case_id, await fresh_reference(tx))
    if known is None:
        known = await tx.conn.fetchval(REFERENCE, case_id)
    assert known is not None, "it was kept a moment ago"
    return known


async def find(tx: Transaction, case_id: UUID) -> Claim | None:
    return await tx.session.get(Claim, case_id)


async def find_now(tx: Transaction, case_id: UUID) -> Claim | None:
    """As it is in the database now, whatever this transaction read before."""
    return await tx.session.get(Claim, case_id, populate_existing=True)


async def of_measure(tx: Transaction, measure_id: UUID) -> Sequence[Claim]:
    """The claims of the penalties forfeited in a measure, the oldest debt first."""
    query = select(Claim).where(Claim.measure_id == measure_id)
    query = query.order_by(col(Claim.due_from), col(Claim.reference))
    return (await tx.session.exec(query)).all()


async def get_for_update(tx: Transaction, case_id: UUID) -> Claim:
    """As it is now, once its case is locked. Raises ``ClaimNotFoundError``."""
    claim = await tx.session.get(Claim, case_id, with_for_update=True, populate_existing=True)
    if claim is None:
        raise ClaimNotFoundError
    return claim


async def get(tx: Transaction, case_id: UUID) -> Claim:
    """Raises ``ClaimNotFoundError``."""
    claim = await find(tx, case_id)
    if claim is None:
        raise ClaimNotFoundError
    return claim


async def page(tx: Transaction, paging: PageRequest, state: ClaimState | None) -> list[ClaimRow]:
    """Claims in a state, or all that are open, soonest due first; one more than the page holds."""
    states = [str(each) for each in (OPEN if state is None else (state,))]
    return await fetch_all(
        tx.conn, ClaimRow, rows(IN_STATES), states, paging.pagesize + 1, paging.offset
    )


async def open_rows(tx: Transaction, most: int, offset: int) -> list[ClaimRow]:
    """Claims of which something is still to be paid, soonest due first."""
    return await fetch_all(tx.conn, ClaimRow, rows(IN_STATES), [*map(str, OPEN)], most, offset)


async def of_cases(tx: Transaction, case_ids: Collection[UUID]) -> list[ClaimRow]:
    """The claims of fines, and of penalties of measures, by case; soonest due first."""
    return await fetch_all(tx.conn, ClaimRow, rows(OF_CASES), [*case_ids])


async def late(tx: Transaction, today: date, most: int) -> list[ClaimRow]:
    """Claims without a plan for which the next letter, or the visa, is possible: not on hold."""
    asking = [str(state) for state in ASKED_FOR]
    return await fetch_all(tx.conn, ClaimRow, rows(LATE), asking, today, most)


def is_late(heads: str, case_id: str, state: ClaimState) -> ColumnElement[bool]:
    """Whether the claim of a case, in a state, may be asked for by its next letter: in a query over
    cases with a parameter ``today`` and this column. ``heads`` is what their procedure says of its
    debts.
    """
    claim = f"""
EXISTS (SELECT FROM payment_claim c JOIN ({heads}) AS q USING (case_id)
         WHERE c.case_id = {case_id} AND c.state = '{state}'
           AND {MAY_BE_ASKED.format(today=":today")})
"""
    return and_(text(claim).bindparams(bindparam("today", type_=Date())))


async def with_missed_instalment(tx: Transaction, today: date, most: int) -> list[ClaimRow]:
    """Claims whose plan is not kept; nobody is asked while a hold or an appeal stops it."""
    return await fetch_all(tx.conn, ClaimRow, rows(MISSED), [*map(str, OPEN)], today, most)


async def overpaid(tx: Transaction, most: int) -> list[ClaimRow]:
    """Claims of which more was paid than is owed."""
    return await fetch_all(tx.conn, ClaimRow, rows(OVERPAID), most)


async def case_of_reference(tx: Transaction, reference: str) -> UUID | None:
    """The case that has this reference, from its decision on."""
    found: UUID | None = await tx.conn.fetchval(BY_REFERENCE, reference)
    return found


async def sought(tx: Transaction, reference: str, number: str) -> Debt | None:
    """The claim with this reference, or of the case with this number; or the case whose decision
    bears it, though its fine is not final yet.
    """
    found = await fetch_all(tx.conn, ClaimRow, rows(SOUGHT), reference, number)
    if found:
        return Debt(found[0].case_id, found[0].number)
    query = f"""
    SELECT r.case_id, g.number FROM payment_reference r JOIN ({fines().heads}) AS g USING (case_id)
     WHERE r.reference = $1 OR g.number = $2
    """  # noqa: S608  # our own text
    ahead = await fetch_all(tx.conn, Debt, query, reference, number)
    return ahead[0] if ahead else None
