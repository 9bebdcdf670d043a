"""Legal terms: the dated figures, the terms that run in a case, and default deciding bodies."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

import asyncpg
from sqlalchemy import ColumnElement, Index, false, text
from sqlmodel import Field, col, or_, select

from chassis.days import city_day, day_start
from chassis.db import Transaction
from chassis.rows import fetch_all
from chassis.tables import MOMENT
from contracts.codes import DecidingBody, SanctionKind
from enforcement.legal_terms.rules import (
    Deadline,
    Law,
    MissingLawError,
    Term,
    working_days,
)
from enforcement.tables import Table


class CaseTerm(Table, table=True):
    """A running term of a case; ``version`` is the ``valid_from`` of the pinned legal term.

    ``post_by``: the last day to post a letter that must have arrived by the last day.
    ``counted_by``: the legal term that lengthened it, in ``counted_version``. ``added_days`` came
    to it: working days where the term counts those. Since ``paused_on`` it stands still.
    """

    __tablename__ = "case_term"
    __table_args__ = (
        Index("case_term_runs", "safe_day", "last_day", postgresql_where=text("closed_at IS NULL")),
    )

    case_id: UUID = Field(primary_key=True)
    term_id: str = Field(primary_key=True)
    version: date | None = None
    starts_on: date
    last_day: date
    safe_day: date
    post_by: date | None = None
    counted_by: str | None = None
    counted_version: date | None = None
    added_days: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    paused_on: date | None = None
    closed_at: datetime | None = Field(default=None, sa_type=MOMENT)


class LegalTerm(Table, table=True):
    """One dated version of a legal figure; ``valid_to`` is the first day it no longer holds.

    ``extends`` is the term that it lengthens: from the same start, or from that term's end when
    ``start_event`` is ``end_of_term``. ``may_pause``: the law or the city lets it stand still.
    """

    __tablename__ = "legal_term"

    id: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    value: int | None = None
    unit: str
    description: str
    start_event: str | None = None
    extends: str | None = None
    counting_rule: str
    start_counts: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    roll_rule: str
    notified_within: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    may_pause: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    legal_basis_id: str
    source_url: str | None = None
    verified_on: date | None = None
    confidence: str
    warn_before_days: int
    on_expiry: str
    note: str | None = None


class DecidingBodyDefault(Table, table=True):
    """The body that decides a kind of sanction when nobody names one (A3)."""

    __tablename__ = "deciding_body"

    kind: str = Field(primary_key=True)
    valid_from: date = Field(primary_key=True)
    valid_to: date | None = None
    body: str
    source: str


class ClosingDay(Table, table=True):
    """A working day on which the town hall is closed."""

    __tablename__ = "closing_day"

    day: date = Field(primary_key=True)
    name: str


@dataclass(frozen=True, slots=True)
class OpenTerm:
    """A term that runs in a case, with the words of its legal term."""

    term_id: str
    version: date | None
    starts_on: date
    last_day: date
    safe_day: date
    post_by: date | None
    paused_on: date | None
    description: str | None
    legal_basis_id: str | None


START = """
INSERT INTO case_term (case_id, term_id, version, starts_on, last_day, safe_day, post_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (case_id, term_id) DO UPDATE
SET version = EXCLUDED.version, starts_on = EXCLUDED.starts_on, last_day = EXCLUDED.last_day,
    safe_day = EXCLUDED.safe_day, post_by = EXCLUDED.post_by, counted_by = NULL,
    counted_version = NULL, added_days = 0, paused_on = NULL, closed_at = NULL
"""
CLOSE = """
UPDATE case_term SET closed_at = $2 WHERE case_id = $1 AND closed_at IS NULL
   AND ($3::text[] = '{}' OR term_id = ANY($3)) RETURNING term_id
"""
COUNTED = """
case_term r LEFT JOIN legal_term w ON w.id = coalesce(r.counted_by, r.term_id)
  AND w.valid_from <= coalesce(r.counted_version, r.version, r.starts_on)
  AND (w.valid_to IS NULL OR coalesce(r.counted_version, r.version, r.starts_on) < w.valid_to)
"""
"""Terms of cases, ``r``, with the version of the law that each is counted by, ``w``."""
RUNNING = f"""
SELECT r.term_id, r.safe_day, r.last_day, coalesce(w.description, r.term_id) AS description
  FROM {COUNTED} WHERE r.case_id = c.case_id AND r.closed_at IS NULL AND r.paused_on IS NULL
"""  # noqa: S608
"""The terms that run and do not stand still in a case ``c``, for lists of cases."""
FIRST_TO_END = f"{RUNNING} ORDER BY r.last_day, r.safe_day, r.term_id LIMIT 1"
FIRST_TO_ACT = f"{RUNNING} ORDER BY r.safe_day, r.last_day, r.term_id LIMIT 1"
"""The one of which the safe day comes first."""
OPEN = f"""
SELECT r.term_id, r.version, r.starts_on, r.last_day, r.safe_day, r.post_by,
       r.paused_on, w.description, w.legal_basis_id
  FROM {COUNTED} WHERE r.case_id = $1 AND r.closed_at IS NULL ORDER BY r.last_day
"""  # noqa: S608


IN_FORCE = """
SELECT id, valid_from, value, unit, roll_rule AS roll, warn_before_days, start_event, start_counts,
       notified_within, extends, may_pause, counting_rule AS counting
FROM legal_term
WHERE id = ANY($1::text[]) AND valid_from <= $2 AND (valid_to IS NULL OR $2 < valid_to)
"""
"""Asked in nearly every step and on most pages, so without a session."""


NEAR = """
SELECT min(safe_day) FROM case_term
WHERE closed_at IS NULL AND paused_on IS NULL AND safe_day <= $1 AND last_day >= $1
"""
LAPSED = """
SELECT min(last_day) FROM case_term WHERE closed_at IS NULL AND paused_on IS NULL AND last_day < $1
"""


async def law(tx: Transaction, on: date, *term_ids: str) -> Law:
    """Raises :class:`MissingLawError` when a term has no version that holds on that day."""
    found = await fetch_all(tx.conn, Term, IN_FORCE, term_ids, on) if term_ids else []
    terms = {term.id: term for term in found}
    missing = sorted(set(term_ids) - set(terms))
    if missing:
        raise MissingLawError(missing, on)
    closed = [row["day"] for row in await tx.conn.fetch("SELECT day FROM closing_day")]
    return Law(terms, working_days(frozenset(closed)))


async def in_force(tx: Transaction, on: date) -> list[LegalTerm]:
    """Every term that holds on a day, by id."""
    query = select(LegalTerm).where(*_in_force(LegalTerm, on)).order_by(LegalTerm.id)
    return [*(await tx.session.exec(query)).all()]


async def default_body(tx: Transaction, kind: SanctionKind, on: date) -> DecidingBody | None:
    """The body that decides this kind of sanction by default (A3)."""
    query = select(DecidingBodyDefault.body).where(
        DecidingBodyDefault.kind == str(kind), *_in_force(DecidingBodyDefault, on)
    )
    body = (await tx.session.exec(query)).first()
    return None if body is None else DecidingBody(body)


async def start(
    tx: Transaction,
    case_id: UUID,
    term_id: str,
    version: date | None,
    event_day: date,
    ends: Deadline,
) -> None:
    """Write a term of a case that starts, or starts anew."""
    days = (ends.last_day, ends.safe_day, ends.post_by)
    await tx.conn.execute(START, case_id, term_id, version, event_day, *days)


async def close(tx: Transaction, case_id: UUID, *term_ids: str) -> list[str]:
    """Close terms of a case, all without ids; the ids of those that ran."""
    return [row["term_id"] for row in await tx.conn.fetch(CLOSE, case_id, tx.now, term_ids)]


async def reopen(tx: Transaction, case_id: UUID, term_id: str) -> Deadline | None:
    """Take the closing off a term; its dates, unless it stands still."""
    term = await tx.session.get(CaseTerm, (case_id, term_id), populate_existing=True)
    if term is None:
        return None
    term.closed_at = None
    await tx.session.flush()
    if term.paused_on is not None:
        return None
    return Deadline(term.last_day, term.safe_day, term.post_by)


async def running(tx: Transaction, case_id: UUID, term_id: str) -> Deadline | None:
    """The dates of a term that runs; None too while it stands still."""
    query = select(col(CaseTerm.last_day), col(CaseTerm.safe_day), col(CaseTerm.post_by)).where(
        CaseTerm.case_id == case_id,
        CaseTerm.term_id == term_id,
        col(CaseTerm.closed_at).is_(None),
        col(CaseTerm.paused_on).is_(None),
    )
    ends = (await tx.session.exec(query)).first()
    return None if ends is None else Deadline(*ends)


async def began_on(tx: Transaction, case_id: UUID, term_id: str) -> date | None:
    """The day from which a term of a case counts, or counted before it was closed."""
    query = select(col(CaseTerm.starts_on)).where(
        CaseTerm.case_id == case_id, CaseTerm.term_id == term_id
    )
    return (await tx.session.exec(query)).first()


async def get_for_update(tx: Transaction, case_id: UUID, term_id: str) -> CaseTerm | None:
    """A running term of a case, locked; None when it does not run."""
    term = await tx.session.get(
        CaseTerm, (case_id, term_id), with_for_update=True, populate_existing=True
    )
    return None if term is None or term.closed_at is not None else term


async def open_terms(tx: Transaction, case_id: UUID) -> list[OpenTerm]:
    return await fetch_all(tx.conn, OpenTerm, OPEN, case_id)


async def near_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the first safe day began of a running term that is about to lapse."""
    safe_day: date | None = await conn.fetchval(NEAR, city_day(now))
    return None if safe_day is None else day_start(safe_day)


async def lapsed_since(conn: asyncpg.Connection, now: datetime) -> datetime | None:
    """When the first term lapsed that nobody closed since."""
    last_day: date | None = await conn.fetchval(LAPSED, city_day(now))
    return None if last_day is None else day_start(last_day + timedelta(days=1))


def _in_force(
    table: type[LegalTerm] | type[DecidingBodyDefault], on: date
) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    valid_to = col(table.valid_to)
    return col(table.valid_from) <= on, or_(valid_to.is_(None), valid_to > on)
