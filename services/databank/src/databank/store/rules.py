"""Rules, terms and patterns are dated rows, so that a change of them is no change of code."""

from datetime import date

import asyncpg
from sqlmodel import Field

from databank.domain.branch_shift import Rule, RuleVersion
from databank.store.table import Table

BRANCH_MOVE = "branch-move"
FIRST_CONTACT_DUE_DAYS = "databank.first_contact_due_days"


class DetectionRule(Table, table=True):
    """``valid_to`` is exclusive. A ``shadow`` version keeps its cases to itself."""

    __tablename__ = "detection_rule"
    id: str = Field(primary_key=True)
    version: int = Field(primary_key=True)
    window_days: int
    min_confidence: float
    shadow: bool
    valid_from: date
    valid_to: date | None = None


class Term(Table, table=True):
    """A number of days that the police set themselves (handbook §2.0)."""

    __tablename__ = "term"
    id: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    days: int


class ReportPattern(Table, table=True):
    """How the numbers of a kind of report look (handbook §3.4)."""

    __tablename__ = "report_pattern"
    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    pattern: str


async def branch_move(conn: asyncpg.Connection) -> Rule:
    rows = await conn.fetch(
        """
        SELECT version, window_days, min_confidence, shadow, valid_from, valid_to
          FROM detection_rule WHERE id = $1 ORDER BY version DESC
        """,
        BRANCH_MOVE,
    )
    return Rule(BRANCH_MOVE, tuple(RuleVersion(*row) for row in rows))


async def days(conn: asyncpg.Connection, term: str, on: date) -> int:
    """The term in force; a term without a value on that day is a mistake in the configuration."""
    value = await conn.fetchval(
        """
        SELECT days FROM term
         WHERE id = $1 AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
         ORDER BY valid_from DESC LIMIT 1
        """,
        term,
        on,
    )
    if value is None:
        raise LookupError(f"no value for {term} on {on}")
    return int(value)


async def report_pattern(conn: asyncpg.Connection, kind: str, on: date) -> str | None:
    value: str | None = await conn.fetchval(
        """
        SELECT pattern FROM report_pattern
         WHERE kind = $1 AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
         ORDER BY valid_from DESC LIMIT 1
        """,
        kind,
        on,
    )
    return value
