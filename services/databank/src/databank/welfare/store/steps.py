"""Steps of people with protective signals, and the terms within which each must be looked at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import asyncpg
from sqlmodel import Field

from chassis.rows import typed
from chassis.tables import CODE, MOMENT, one_of
from contracts.codes import Priority
from databank.tables import Table
from databank.welfare.rules.protection import State, Step


class SignalTermRow(Table, table=True):
    """A signal must have been looked at within ``minutes`` after it was raised."""

    __tablename__ = "signal_term"
    __table_args__ = (one_of("priority", Priority),)
    priority: Priority = Field(primary_key=True, sa_type=CODE)
    valid_from: date = Field(primary_key=True)
    minutes: int


class SignalStepRow(Table, table=True):
    """Codes only (DP-19); rows are only added."""

    __tablename__ = "signal_step"
    __table_args__ = (one_of("step", Step), one_of("state", State))
    signal_id: UUID = Field(primary_key=True, foreign_key="signal.id")
    position: int = Field(primary_key=True)
    step: Step = Field(sa_type=CODE)
    answer: str
    state: State = Field(sa_type=CODE)
    at: datetime = Field(sa_type=MOMENT)
    actor: str
    function: str


@dataclass(frozen=True, slots=True)
class SignalStep:
    """A step that somebody took; ``state`` is the signal's after it."""

    step: Step
    answer: str
    state: State
    at: datetime
    actor: str
    function: str


@dataclass(frozen=True, slots=True)
class Offers:
    """Numbers of offers of help by their answer, and of referrals."""

    accepted: int
    refused: int
    undecided: int
    referred: int


async def note(conn: asyncpg.Connection, signal_id: UUID, step: SignalStep) -> None:
    """Add to the history of a signal that this transaction holds."""
    await conn.execute(
        """
        INSERT INTO signal_step (signal_id, position, step, answer, state, at, actor, function)
        SELECT $1, count(*) + 1, $2, $3, $4, $5, $6, $7 FROM signal_step WHERE signal_id = $1
        """,
        signal_id,
        step.step,
        step.answer,
        step.state,
        step.at,
        step.actor,
        step.function,
    )


async def of_signals(
    conn: asyncpg.Connection, signal_ids: Sequence[UUID]
) -> dict[UUID, list[SignalStep]]:
    rows = await conn.fetch(
        "SELECT * FROM signal_step WHERE signal_id = ANY($1::uuid[]) ORDER BY signal_id, position",
        list(signal_ids),
    )
    steps: dict[UUID, list[SignalStep]] = {signal_id: [] for signal_id in signal_ids}
    for row in rows:
        steps[row["signal_id"]].append(typed(SignalStep, row))
    return steps


async def offers(conn: asyncpg.Connection, since: datetime) -> Offers:
    rows = await conn.fetch(
        """
        SELECT CASE step WHEN 'aanbod' THEN answer ELSE step END AS what, count(*)
          FROM signal_step WHERE step IN ('aanbod', 'doorverwijzing') AND at >= $1 GROUP BY 1
        """,
        since,
    )
    counts = {row["what"]: row["count"] for row in rows}
    return Offers(
        accepted=counts.get("aanvaard", 0),
        refused=counts.get("geweigerd", 0),
        undecided=counts.get("bedenktijd", 0),
        referred=counts.get("doorverwijzing", 0),
    )
