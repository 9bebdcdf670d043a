"""Running terms of all cases with the law behind them and who works on it; no persons."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from chassis.db import Transaction
from chassis.rows import fetch_all, fetch_one
from enforcement.case_heads.store import HEADS
from enforcement.cases.rules import CaseKind, WorkList
from enforcement.legal_terms.store import COUNTED
from enforcement.term_board.rules import SOON, BoardReader


@dataclass(frozen=True, slots=True)
class BoardTerm:
    """A running term; ``law_id`` is the legal term that it is counted by, empty for a task."""

    case_id: UUID
    kind: CaseKind
    number: str
    term_id: str
    starts_on: date
    last_day: date
    safe_day: date
    post_by: date | None
    paused_on: date | None
    law_id: str | None
    description: str | None
    legal_basis_id: str | None
    source_url: str | None
    confidence: str | None
    held_from: date | None
    subject: str | None
    shown_as: str | None
    is_away: bool


@dataclass(frozen=True, slots=True)
class _Counts:
    mijn: int
    vrij: int
    team: int


RUNNING = f"""
SELECT r.case_id, c.kind, c.number, r.term_id, r.starts_on, r.last_day, r.safe_day, r.post_by,
       r.paused_on, w.id AS law_id, w.description, w.legal_basis_id, w.source_url, w.confidence,
       w.valid_from AS held_from, o.subject, o.shown_as,
       coalesce(o.away_from <= $3 AND coalesce(o.away_until >= $3, true), false) AS is_away
  FROM {COUNTED} JOIN ({HEADS}) AS c ON c.case_id = r.case_id
  LEFT JOIN assignment a ON a.case_id = r.case_id
  LEFT JOIN colleague o USING (colleague_id)
 WHERE r.closed_at IS NULL AND c.kind = ANY($1) AND ($4::date IS NULL OR r.last_day <= $4)
   AND (c.at_college OR NOT $5)
"""  # noqa: S608
OF_LIST = f"""
SELECT * FROM ({RUNNING}) AS t
 WHERE CASE $6 WHEN 'mijn' THEN t.subject IS NOT DISTINCT FROM $2
               WHEN 'vrij' THEN t.subject IS NULL OR t.is_away ELSE true END
 ORDER BY t.paused_on IS NOT NULL, t.last_day >= $3, t.safe_day, t.last_day, t.number, t.term_id
 LIMIT $7 OFFSET $8
"""  # noqa: S608
COUNTS = f"""
SELECT count(*) FILTER (WHERE subject = $2) AS mijn,
       count(*) FILTER (WHERE subject IS NULL OR is_away) AS vrij, count(*) AS team
  FROM ({RUNNING}) AS t
"""  # noqa: S608


async def terms(
    tx: Transaction, reader: BoardReader, which: WorkList, *, soon: bool, offset: int, size: int
) -> list[BoardTerm]:
    """Running terms of a list: what is over first, then the soonest safe day; what stands still
    last.
    """
    values = (*_values(reader, soon), str(which), size, offset)
    return await fetch_all(tx.conn, BoardTerm, OF_LIST, *values)


async def counts(tx: Transaction, reader: BoardReader, *, soon: bool) -> Mapping[WorkList, int]:
    """The terms of each list."""
    found = await fetch_one(tx.conn, _Counts, COUNTS, *_values(reader, soon))
    assert found is not None
    return {WorkList.MIJN: found.mijn, WorkList.VRIJ: found.vrij, WorkList.TEAM: found.team}


def _values(reader: BoardReader, soon: bool) -> tuple[list[str], str, date, date | None, bool]:
    until = reader.today + SOON if soon else None
    kinds = [str(kind) for kind in reader.kinds]
    return kinds, reader.subject, reader.today, until, reader.college
