"""Case numbers that people read, such as ``GAS/2026/000123``."""

from sqlmodel import Field

from chassis.days import city_day
from chassis.db import Transaction
from enforcement.tables import Table


class CaseCounter(Table, table=True):
    """The last number given out for a prefix and a year."""

    __tablename__ = "case_counter"

    prefix: str = Field(primary_key=True)
    year: int = Field(primary_key=True)
    last: int


NEXT = """
INSERT INTO case_counter (prefix, year, last) VALUES ($1, $2, 1)
ON CONFLICT (prefix, year) DO UPDATE SET last = case_counter.last + 1
RETURNING last
"""


async def next_number(tx: Transaction, prefix: str) -> str:
    """The next number of the year in Brussels; a rolled back transaction leaves no gap."""
    year = city_day(tx.now).year
    return f"{prefix}/{year}/{await next_serial(tx, prefix, year):06d}"


async def next_serial(tx: Transaction, prefix: str, year: int) -> int:
    """The next of the numbers 1, 2, 3, … of a prefix and a year."""
    serial: int = await tx.conn.fetchval(NEXT, prefix, year)
    return serial
