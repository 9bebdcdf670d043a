"""Rows that go to the database as texts come back as they were, whatever stands in them."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any
from uuid import uuid4

import pytest

from chassis.db import Database
from databank.persons.store import claims
from databank.tables import MARK, NOTHING, MarkedTextError, given, texts
from linkage.claim import RawClaim

from ..support.claims import say, somebody

TYPES = {
    "id": "uuid",
    "said": "text",
    "number": "float8",
    "day": "date",
    "is_so": "boolean",
    "packed": "bytea",
}
ODD = ("", " ", "null", "NULL", "{}", '"', "\\", "'", ",", "\\x1f", "\n", "\x1d", "é", "𝔸", "$1")


async def as_read(database: Database, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    async with database.connection() as conn:
        found = await conn.fetch(f"SELECT t.* FROM {given(TYPES)}", *texts(rows, TYPES))
    return [tuple(row) for row in found]


async def test_values_of_every_type_come_back_to_the_bit(database: Database) -> None:
    said = [*ODD, *map("".join, product(ODD, ODD)), None]
    numbers = [0.1 + 0.2, -0.0, 5e-324, 1.7976931348623157e308, float("inf"), -2.5e-9, None]
    days = [date(1, 1, 1), date(2024, 2, 29), None]
    rows = [
        (
            uuid4() if n % 3 else None,
            text,
            numbers[n % len(numbers)],
            days[n % len(days)],
            (True, False, None)[n % 3],
            bytes([n % 256, 0, 0x1E, 0x1F]) if n % 5 else None,
        )
        for n, text in enumerate(said)
    ]
    assert [list(map(repr, row)) for row in await as_read(database, rows)] == [
        list(map(repr, row)) for row in rows
    ]
    assert await as_read(database, rows[3:4]) == rows[3:4]
    assert await as_read(database, []) == []


@pytest.mark.parametrize("said", [["", "a" + MARK], [NOTHING, None], ["a" + NOTHING, ""], [""]])
def test_a_text_with_a_mark_and_an_empty_one_by_itself_are_refused(said: list[str | None]) -> None:
    with pytest.raises(MarkedTextError):
        texts([(text,) for text in said], {"said": "text"})


async def test_claims_with_marks_in_them_are_kept_as_they_were_said(database: Database) -> None:
    """Whoever says such a thing costs the batch its speed, and changes nothing of the others."""
    first = somebody()
    said = [
        first,
        somebody(street=f"Test{MARK}straat"),
        replace(first, alias=NOTHING),
        somebody(municipality=f"{MARK}{NOTHING}{MARK}"),
    ]
    decided = await say(database, *said)
    assert decided[0].person_id == decided[2].person_id
    assert len({one.person_id for one in decided}) == 3
    assert [await kept(database, one.claim_id) for one in decided] == said


async def kept(database: Database, claim_id: Any) -> RawClaim:
    async with database.connection() as conn:
        row = await claims.get(conn, claim_id)
        link = await claims.link_of(conn, claim_id)
    assert row is not None
    assert link is not None
    return row.raw()
