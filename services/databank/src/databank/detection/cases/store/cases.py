"""Columns that the tables of cases share, and what people write in them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import asyncpg
from sqlalchemy import CheckConstraint
from sqlmodel import Field, SQLModel

from chassis.tables import CODE, MOMENT, one_of
from databank.detection.cases.rules import Outcome, Stand, State


class CaseTable(StrEnum):
    """Table of a kind of case."""

    BRANCH_SHIFT = "branch_shift_case"
    PATTERN = "pattern_case"


class CaseColumns(SQLModel):
    """A case stands while ``withdrawn_at`` is empty. ``state`` is how far people are with it,
    ``outcome`` what they made of it, ``held_by`` the officer who took it.

    ``shadow``: found by a version in shadow, for leadership alone.
    """

    id: UUID = Field(primary_key=True)
    rule_id: str
    rule_version: int
    shadow: bool
    confidence: float
    detected_at: datetime = Field(sa_type=MOMENT)
    state: State = Field(sa_type=CODE)
    outcome: Outcome | None = Field(default=None, sa_type=CODE)
    held_by: str | None = None
    assessed_at: datetime | None = Field(default=None, sa_type=MOMENT)
    assessed_by: str | None = None
    withdrawn_at: datetime | None = Field(default=None, sa_type=MOMENT)
    withdrawn_reason: str | None = None


def checks() -> tuple[CheckConstraint, ...]:
    """The checks on the shared columns, for the ``__table_args__`` of each table."""
    return one_of("state", State), one_of("outcome", Outcome)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseRow:
    """The shared columns of a case; each kind adds its own."""

    id: UUID
    rule_id: str
    rule_version: int
    shadow: bool
    confidence: float
    detected_at: datetime
    state: State
    outcome: Outcome | None
    held_by: str | None
    assessed_at: datetime | None
    assessed_by: str | None
    withdrawn_at: datetime | None
    withdrawn_reason: str | None

    @property
    def stand(self) -> Stand:
        return Stand(self.state.value) if self.withdrawn_at is None else Stand.INGETROKKEN

    @property
    def is_in_force(self) -> bool:
        """Whether it stands and others may act on it."""
        return self.withdrawn_at is None and not self.shadow


async def set_state(
    conn: asyncpg.Connection, table: CaseTable, case_id: UUID, state: State, held_by: str | None
) -> None:
    """Write the state of a locked case, and the officer who has it."""
    await conn.execute(
        f"UPDATE {table.value} SET state = $2, held_by = $3 WHERE id = $1",  # noqa: S608 - from here
        case_id,
        state.value,
        held_by,
    )


async def set_outcome(
    conn: asyncpg.Connection,
    table: CaseTable,
    case_id: UUID,
    outcome: Outcome,
    at: datetime,
    by: str,
) -> None:
    """Write the word of a person on a locked case."""
    await conn.execute(
        f"""
        UPDATE {table.value} SET outcome = $2, assessed_at = $3, assessed_by = $4 WHERE id = $1
        """,  # noqa: S608 - from here
        case_id,
        outcome.value,
        at,
        by,
    )
