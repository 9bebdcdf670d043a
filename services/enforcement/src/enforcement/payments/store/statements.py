"""Bank statements and their lines; who paid is apart and sealed, and only while somebody looks."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint, text
from sqlmodel import BigInteger, Field, col, select

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from chassis.tables import DOCUMENT, MOMENT, code, one_of
from enforcement.payments.rules.identity import Mark, MarkKind
from enforcement.payments.rules.statement import (
    LineNotFoundError,
    LineState,
    Payer,
    Statement,
    StatementLine,
)
from enforcement.payments.store.debts import fines, penalties
from enforcement.sealed_columns import PAYER
from enforcement.tables import Table


class BankStatement(Table, table=True):
    """A statement that was read, once: by its account and the bank's reference."""

    __tablename__ = "bank_statement"
    __table_args__ = (UniqueConstraint("iban", "reference"),)

    statement_id: UUID = Field(primary_key=True)
    iban: str
    reference: str
    digest: str
    read_at: datetime = Field(sa_type=MOMENT)
    read_by: str


class Line(Table, table=True):
    """One transaction of an account, whatever statement told of it first.

    ``references`` are those of fines in its text; the text itself is with the payer. ``case_id``
    is the case that it was booked for, whose fine may not be final yet. ``returned``: the bank took
    back what it booked before. ``resembles`` is the line that may be the same transaction.
    """

    __tablename__ = "statement_line"
    __table_args__ = (one_of("state", LineState), UniqueConstraint("iban", "key"))

    line_id: UUID = Field(primary_key=True)
    statement_id: UUID = Field(foreign_key="bank_statement.statement_id", index=True)
    iban: str
    key: str
    amount_cents: int = Field(sa_type=BigInteger)
    booked_on: date
    references: list[str] = Field(sa_type=DOCUMENT)
    state: LineState = Field(sa_type=code(LineState, varchar=True), index=True)
    case_id: UUID | None = Field(default=None, index=True)
    looked_at: datetime | None = Field(default=None, sa_type=MOMENT)
    looked_by: str | None = None
    reason: str | None = None
    returned: bool = False
    resembles: UUID | None = None


class LineMark(Table, table=True):
    """A sign by which the transaction of a line is known again in another statement."""

    __tablename__ = "statement_line_mark"
    __table_args__ = (one_of("kind", MarkKind),)

    line_id: UUID = Field(primary_key=True, foreign_key="statement_line.line_id")
    kind: MarkKind = Field(primary_key=True, sa_type=code(MarkKind, varchar=True))
    value: str = Field(primary_key=True, index=True)


class PayerRow(Table, table=True):
    """Personal data: whoever paid, for a line that names no fine. Sealed for its own line."""

    __tablename__ = "statement_payer"
    __table_args__ = (Index("statement_payer_said_key", text("substr(said, 1, 5)")),)

    line_id: UUID = Field(primary_key=True, foreign_key="statement_line.line_id")
    said: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


@dataclass(frozen=True, slots=True)
class LineSeen:
    """A line of an earlier statement, by what it is known again; ``told`` is ``kind:value``."""

    line_id: UUID
    booked_on: date
    state: LineState
    told: list[str]

    @property
    def marks(self) -> frozenset[Mark]:
        parted = (each.partition(":") for each in self.told)
        return frozenset(Mark(MarkKind(kind), value) for kind, _, value in parted)


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line in a list, without who paid. ``ahead``: booked for a fine that has no claim yet;
    ``costs``: it paid the costs of an appeal.
    """

    line_id: UUID
    iban: str
    reference: str
    amount_cents: int
    booked_on: date
    references: list[str]
    state: LineState
    case_id: UUID | None
    number: str | None
    returned: bool
    resembles: UUID | None
    costs: bool
    ahead: bool


def lines(where: str) -> str:
    """Lines ``l`` with their statement, and the case of what each of them paid."""
    return f"""
SELECT l.line_id, l.iban, s.reference, l.amount_cents, l.booked_on, l."references", l.state,
       l.case_id, coalesce(g.number, m.number) AS number, l.returned, l.resembles,
       k.case_id IS NOT NULL AS costs,
       l.case_id IS NOT NULL AND c.case_id IS NULL AND k.case_id IS NULL AS ahead
FROM statement_line l JOIN bank_statement s USING (statement_id)
LEFT JOIN ({fines().heads}) AS g ON g.case_id = l.case_id
LEFT JOIN payment_claim c ON c.case_id = l.case_id
LEFT JOIN ({penalties().heads}) AS m ON m.case_id = c.measure_id
LEFT JOIN court_costs k ON k.settled_line = l.line_id
{where}
"""  # noqa: S608  # our own text


IN_STATE = "WHERE l.state = $1 ORDER BY l.booked_on, l.line_id LIMIT $2 OFFSET $3"
AHEAD = """
WHERE l.state = 'gekoppeld' AND l.case_id IS NOT NULL AND c.case_id IS NULL
  AND k.case_id IS NULL
ORDER BY l.booked_on, l.line_id LIMIT $1
"""
ONE = "WHERE l.line_id = $1"
KNOWN = "SELECT key FROM statement_line WHERE iban = $1 AND key = ANY($2)"
SEEN = """
WITH alike AS (
  SELECT DISTINCT l.line_id FROM statement_line_mark k JOIN statement_line l USING (line_id)
   WHERE k.value = ANY($2) AND l.iban = $1 AND l.statement_id <> $3
)
SELECT l.line_id, l.booked_on, l.state, array_agg(m.kind || ':' || m.value) AS told
FROM alike JOIN statement_line l USING (line_id) JOIN statement_line_mark m USING (line_id)
GROUP BY l.line_id ORDER BY l.line_id
"""
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtextextended('bank_statement:' || $1, 0))"
ERASE = "DELETE FROM statement_payer WHERE line_id = $1"


async def lock_accounts(tx: Transaction, ibans: Collection[str]) -> None:
    """Statements of one account are read one after the other."""
    for iban in sorted(ibans):
        await tx.conn.execute(ONE_AT_A_TIME, iban)


async def find(tx: Transaction, iban: str, reference: str) -> BankStatement | None:
    """The statement of an account with this reference, as it was read before."""
    query = select(BankStatement).where(
        BankStatement.iban == iban, BankStatement.reference == reference
    )
    return (await tx.session.exec(query)).first()


async def known_keys(tx: Transaction, iban: str, keys: Sequence[str]) -> set[str]:
    """Those of these transactions that an earlier statement told of."""
    return {row["key"] for row in await tx.conn.fetch(KNOWN, iban, [*keys])}


async def seen(tx: Transaction, iban: str, marks: Iterable[Mark], besides: UUID) -> list[LineSeen]:
    """Lines of other statements of an account that bear one of these marks, with all of theirs."""
    values = sorted({each.value for each in marks})
    return await fetch_all(tx.conn, LineSeen, SEEN, iban, values, besides)


async def waiting_for(tx: Transaction, reference: str) -> Sequence[Line]:
    """Payments that wait and name this fine alone, the oldest first, locked."""
    query = select(Line).where(
        Line.state == LineState.TE_BEKIJKEN,
        col(Line.references) == [reference],
        Line.amount_cents > 0,
        col(Line.returned).is_(False),
        col(Line.resembles).is_(None),
    )
    query = query.order_by(col(Line.booked_on), col(Line.line_id))
    return (await tx.session.exec(query.with_for_update())).all()


async def keep(tx: Transaction, statement: Statement, by: str) -> UUID:
    """Keep a statement, without its lines; its id."""
    row = BankStatement(
        statement_id=uuid4(),
        iban=statement.iban,
        reference=statement.reference,
        digest=statement.digest,
        read_at=tx.now,
        read_by=by,
    )
    tx.session.add(row)
    await tx.session.flush()
    return row.statement_id


async def keep_line(
    tx: Transaction,
    statement_id: UUID,
    iban: str,
    of: StatementLine,
    state: LineState,
    resembles: UUID | None = None,
) -> Line:
    line = Line(
        line_id=uuid4(),
        statement_id=statement_id,
        iban=iban,
        key=of.key,
        amount_cents=of.amount_cents,
        booked_on=of.booked_on,
        references=[*of.references],
        state=state,
        returned=of.returned,
        resembles=resembles,
    )
    tx.session.add(line)
    await tx.session.flush()
    tx.session.add_all(
        LineMark(line_id=line.line_id, kind=each.kind, value=each.value)
        for each in sorted(of.marks, key=lambda each: (each.kind, each.value))
    )
    return line


async def keep_payer(tx: Transaction, line_id: UUID, payer: Payer) -> None:
    """For a line that a person has to look at."""
    said = tx.vault.seal(PAYER, line_id, asdict(payer))
    tx.session.add(PayerRow(line_id=line_id, said=said))


async def payer(tx: Transaction, line_id: UUID) -> Payer | None:
    """Whoever paid; None once nobody has to know any more."""
    row = await tx.session.get(PayerRow, line_id)
    return None if row is None else Payer(**tx.vault.open(PAYER, line_id, row.said))


async def erase_payer(tx: Transaction, line_id: UUID) -> None:
    await tx.session.flush()
    await tx.conn.execute(ERASE, line_id)


async def get_for_update(tx: Transaction, line_id: UUID) -> Line:
    """Raises ``LineNotFoundError``."""
    line = await tx.session.get(Line, line_id, with_for_update=True, populate_existing=True)
    if line is None:
        raise LineNotFoundError
    return line


async def reopen(tx: Transaction, line_id: UUID) -> None:
    """The line has no booking any more: somebody has to look at it."""
    line = await get_for_update(tx, line_id)
    line.state, line.case_id, line.reason = LineState.TE_BEKIJKEN, None, None


async def read(tx: Transaction, line_id: UUID) -> LineRow:
    """Raises ``LineNotFoundError``."""
    row = await fetch_one(tx.conn, LineRow, lines(ONE), line_id)
    if row is None:
        raise LineNotFoundError
    return row


async def in_state(tx: Transaction, state: LineState, most: int, offset: int = 0) -> list[LineRow]:
    """Lines in a state, the oldest first."""
    return await fetch_all(tx.conn, LineRow, lines(IN_STATE), str(state), most, offset)


async def ahead(tx: Transaction, most: int) -> list[LineRow]:
    """Lines that were booked for a fine which has no claim yet, the oldest first."""
    return await fetch_all(tx.conn, LineRow, lines(AHEAD), most)
