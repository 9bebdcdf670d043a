"""Colleagues: the people of the city who came to the cases, known by pseudonym and function."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import Field

from chassis.days import city_day
from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from chassis.web import Actor, Function
from enforcement.cases.rules import Absence, ColleagueNotFoundError
from enforcement.tables import Table


class ColleagueRow(Table, table=True):
    """``subject`` is the issuer's pseudonym; ``shown_as`` the name that its owner chose.

    ``away_until`` is the last day of an absence; empty while nobody knows its end.
    """

    __tablename__ = "colleague"

    colleague_id: UUID = Field(primary_key=True)
    subject: str = Field(unique=True)
    function: str
    shown_as: str | None = None
    seen_on: date
    away_from: date | None = None
    away_until: date | None = None


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody to whom cases can be given."""

    colleague_id: UUID
    subject: str
    function: Function
    shown_as: str | None
    away_from: date | None
    away_until: date | None

    def is_away(self, today: date) -> bool:
        return self.absence is not None and self.absence.covers(today)

    @property
    def absence(self) -> Absence | None:
        return None if self.away_from is None else Absence(self.away_from, self.away_until)


SEEN = """
INSERT INTO colleague (colleague_id, subject, function, seen_on) VALUES ($1, $2, $3, $4)
ON CONFLICT (subject) DO UPDATE SET function = EXCLUDED.function, seen_on = EXCLUDED.seen_on
 WHERE (colleague.function, colleague.seen_on)
       IS DISTINCT FROM (EXCLUDED.function, EXCLUDED.seen_on)
"""
OF_FUNCTIONS = """
SELECT * FROM colleague WHERE function = ANY($1) ORDER BY coalesce(shown_as, subject)
"""
ONE = "SELECT * FROM colleague WHERE colleague_id = $1"
OF_SUBJECT = "SELECT * FROM colleague WHERE subject = $1"
ABSENT = "UPDATE colleague SET away_from = $2, away_until = $3 WHERE colleague_id = $1"
RENAME = "UPDATE colleague SET shown_as = $2 WHERE subject = $1"


async def meet(tx: Transaction, actor: Actor) -> None:
    """Keep who comes to the cases, so that colleagues can give them some."""
    values = (uuid4(), actor.subject, str(actor.function), city_day(tx.now))
    await tx.conn.execute(SEEN, *values)


async def of_actor(tx: Transaction, actor: Actor) -> Colleague | None:
    """The colleague that an actor is; None for somebody who never came."""
    return await fetch_one(tx.conn, Colleague, OF_SUBJECT, actor.subject)


async def of_functions(tx: Transaction, functions: Collection[Function]) -> list[Colleague]:
    """By the name that is shown."""
    return await fetch_all(tx.conn, Colleague, OF_FUNCTIONS, [str(each) for each in functions])


async def get(tx: Transaction, colleague_id: UUID) -> Colleague:
    """Raises ``ColleagueNotFoundError``."""
    colleague = await fetch_one(tx.conn, Colleague, ONE, colleague_id)
    if colleague is None:
        raise ColleagueNotFoundError
    return colleague


async def set_absence(tx: Transaction, colleague_id: UUID, absence: Absence | None) -> None:
    since, until = (None, None) if absence is None else (absence.since, absence.until)
    await tx.conn.execute(ABSENT, colleague_id, since, until)


async def rename(tx: Transaction, actor: Actor, shown_as: str) -> None:
    await tx.conn.execute(RENAME, actor.subject, shown_as)
