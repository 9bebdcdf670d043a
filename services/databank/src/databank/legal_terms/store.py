"""Terms and patterns of report numbers, as dated rows: a change of them is no change of code."""

from datetime import date

import asyncpg
from sqlmodel import Field

from databank.tables import Table


class Term(Table, table=True):
    """Days that the police set themselves, or months that the law gives (handbook §2.0)."""

    __tablename__ = "term"
    id: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    days: int | None = None
    months: int | None = None


class ReportPattern(Table, table=True):
    """The form of the numbers of a kind of report (handbook §3.4)."""

    __tablename__ = "report_pattern"
    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    pattern: str


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


async def months(conn: asyncpg.Connection, term: str, on: date) -> int:
    """A term of the law in force on a day, as a number of months."""
    value = await conn.fetchval(
        """
        SELECT months FROM term
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
    """The pattern in force for a kind of report, or nothing where none is set."""
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
